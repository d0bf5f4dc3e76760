"""Overlays: what stays visible here, unsent, until the conflict about it is settled."""

from __future__ import annotations

from typing import NamedTuple

from izanau_desktop.cache import trees
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.documents import Stored
from izanau_protocol import canonical
from izanau_protocol.canonical import Body
from izanau_protocol.patch import Path, touched, value_at, with_value


class Overlay(NamedTuple):
    """Mine at a path of a document, by its conflict."""

    conflict: str
    path: Path
    mine: object


def of(connection: Connection, scope: str, kind: str, identity: str) -> list[Overlay]:
    """The overlays of a document in a scope."""
    rows = connection.exec_driver_sql(
        "SELECT conflict, path, mine FROM overlay WHERE id = ? AND kind = ? AND scope = ? ORDER BY path",
        (identity, kind, scope),
    )
    return [Overlay(row[0], trees.parted(row[1]), canonical.decode_value(row[2].decode())) for row in rows]


def put(connection: Connection, row: Stored, conflict: str, path: Path, mine: object) -> None:
    """Keep mine visible at a path."""
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO overlay(conflict, kind, id, scope, path, mine) VALUES(?,?,?,?,?,?)",
        (conflict, row.kind, row.id, row.scope, trees.dotted(path), canonical.encode_value(mine).encode()),
    )


def drop(connection: Connection, conflict: str) -> tuple[str, str, str, Overlay] | None:
    """End an overlay; it, after the scope, kind and id of the document that it lay on."""
    found = connection.exec_driver_sql(
        "DELETE FROM overlay WHERE conflict = ? RETURNING scope, kind, id, path, mine", (conflict,)
    ).first()
    if found is None:
        return None
    laid = Overlay(conflict, trees.parted(found[3]), canonical.decode_value(found[4].decode()))
    return found[0], found[1], found[2], laid


def over(connection: Connection, row: Stored, body: Body | None) -> Body | None:
    """The body as the person sees it, with all overlays on it."""
    if body is None:
        return None
    for overlay in of(connection, row.scope, row.kind, row.id):
        body = with_value(body, overlay.path, overlay.mine)
    return body


def settle_touched(
    connection: Connection, row: Stored, wanted: Body | None, goal: Body | None, visible: Body | None
) -> Body | None:
    """What the site should get of an edit: where it touches an overlay, the whole of what the person sees there."""
    if goal is None or wanted is None:
        return goal
    for overlay in of(connection, row.scope, row.kind, row.id):
        if any(_meet(overlay.path, path) for path in touched(wanted)):
            goal = with_value(goal, overlay.path, value_at(visible, overlay.path))
    return goal


def touched_by(connection: Connection, scope: str, kind: str, identity: str, wanted: Body | None) -> list[str]:
    """The conflicts that an edit decides by touching what they are about."""
    found = of(connection, scope, kind, identity)
    return [one.conflict for one in found if any(_meet(one.path, path) for path in touched(wanted))]


def _meet(one: Path, other: Path) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]
