"""Overlays: what stays visible here, unsent, until the conflict about it is settled; laid aside while that may be taken back.

A removal is one too: it hides nothing, but by it what the conflict says follows theirs, and the answer is held to it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Final, NamedTuple

import msgspec

from izanau_desktop.cache import local, trees
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.documents import Key, Stored, pieces
from izanau_protocol import canonical
from izanau_protocol.canonical import Body
from izanau_protocol.patch import Path, touched, value_at, with_value

_ASIDE: Final = "aside"
"""The shelf of overlays whose conflict was settled by a push that may still be taken back."""


class Overlay(NamedTuple):
    """Mine at a path of a document, by its conflict; None where it was removed."""

    conflict: str
    path: Path
    mine: object


def of(connection: Connection, scope: str, kind: str, identity: str) -> list[Overlay]:
    """The overlays of a document in a scope."""
    return of_each(connection, [(scope, kind, identity)])[scope, kind, identity]


def of_each(connection: Connection, keys: Collection[Key]) -> dict[Key, list[Overlay]]:
    """The overlays of each of these documents."""
    found: dict[Key, list[Overlay]] = {key: [] for key in keys}
    for some in pieces(key[2] for key in keys):
        rows = connection.exec_driver_sql(
            "SELECT scope, kind, id, conflict, path, mine FROM overlay"  # noqa: S608 - marks
            f" WHERE id IN ({','.join('?' * len(some))}) ORDER BY path",
            some,
        )
        for row in rows:
            if row[:3] in found:
                laid = Overlay(row[3], trees.parted(row[4]), mine_of(row[5]))
                found[row[:3]].append(laid)
    return found


def put(connection: Connection, row: Stored, conflict: str, path: Path, mine: object) -> None:
    """Keep mine visible at a path."""
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO overlay(conflict, kind, id, scope, path, mine) VALUES(?,?,?,?,?,?)",
        (conflict, row.kind, row.id, row.scope, trees.dotted(path), _spelled(mine).encode() or None),
    )


def mine_of(spelled: bytes | None) -> object:
    """Mine as a row of the table, or what was laid aside, holds it."""
    return canonical.decode_value(spelled.decode()) if spelled else None


def _spelled(mine: object) -> str:
    return "" if mine is None else canonical.encode_value(mine)


def drop(connection: Connection, conflict: str) -> Laid | None:
    """End an overlay; it, after the scope, kind and id of the document that it lay on."""
    found = connection.exec_driver_sql(
        "DELETE FROM overlay WHERE conflict = ? RETURNING scope, kind, id, path, mine", (conflict,)
    ).first()
    if found is None:
        return None
    laid = Overlay(conflict, trees.parted(found[3]), mine_of(found[4]))
    return found[0], found[1], found[2], laid


Laid = tuple[str, str, str, Overlay]
"""Scope, kind and id of a document, and what lies on it."""


class _Aside(msgspec.Struct):
    push: str
    scope: str
    kind: str
    id: str
    path: str
    mine: str


def lay_aside(connection: Connection, conflict: str, push: str) -> None:
    """End an overlay for now: it lies again if the push that settled its conflict is taken back."""
    laid = drop(connection, conflict)
    if laid is not None:
        scope, kind, identity, one = laid
        aside = _Aside(push, scope, kind, identity, trees.dotted(one.path), _spelled(one.mine))
        local.put(connection, _ASIDE, conflict, msgspec.to_builtins(aside))


def taken_up(connection: Connection, push: str) -> list[Laid]:
    """What a push laid aside, which lies there no more: it was applied, or taken back."""
    held = [one for one in local.keys(connection, _ASIDE) if _aside(connection, one).push == push]
    return [_taken(connection, one) for one in sorted(held)]


def move_aside(connection: Connection, scope: str, into: str) -> None:
    """What was laid aside of documents of a scope lay on them where they stand now."""
    for conflict in sorted(local.keys(connection, _ASIDE)):
        aside = _aside(connection, conflict)
        if aside.scope == scope:
            aside.scope = into
            local.put(connection, _ASIDE, conflict, msgspec.to_builtins(aside))


def orphan(connection: Connection, conflict: str, known: Callable[[str], object]) -> Laid | None:
    """What was laid aside by a push that is not `known` any more, since it had nothing left to say."""
    if conflict not in local.keys(connection, _ASIDE) or known(_aside(connection, conflict).push):
        return None
    return _taken(connection, conflict)


def forget(connection: Connection, conflict: str) -> None:
    """Nothing of it stays, neither laid on nor aside."""
    drop(connection, conflict)
    local.put(connection, _ASIDE, conflict, None)


def _aside(connection: Connection, conflict: str) -> _Aside:
    return msgspec.convert(local.get(connection, _ASIDE, conflict), _Aside)


def _taken(connection: Connection, conflict: str) -> Laid:
    aside = _aside(connection, conflict)
    local.put(connection, _ASIDE, conflict, None)
    laid = Overlay(conflict, trees.parted(aside.path), mine_of(aside.mine.encode()))
    return aside.scope, aside.kind, aside.id, laid


def over(connection: Connection, row: Stored, body: Body | None) -> Body | None:
    """The body as the person sees it, with all overlays on it."""
    if body is None:
        return None
    for overlay in _hiding(of(connection, row.scope, row.kind, row.id)):
        body = with_value(body, overlay.path, overlay.mine)
    return body


def _hiding(laid: Sequence[Overlay]) -> list[Overlay]:
    """Those under which something else is seen than the site has: what was removed here stays visible as it is there."""
    return [one for one in laid if one.mine is not None]


def settle_touched(
    laid: Sequence[Overlay], wanted: Body | None, goal: Body | None, visible: Body | None
) -> Body | None:
    """What the site should get of an edit: where it touches an overlay, the whole of what the person sees there."""
    if goal is None or wanted is None:
        return goal
    for overlay in _hiding(laid):
        if meets(overlay.path, wanted):
            goal = with_value(goal, overlay.path, value_at(visible, overlay.path))
    return goal


def touched_by(laid: Sequence[Overlay], wanted: Body | None) -> list[str]:
    """The conflicts that an edit decides by touching what they are about."""
    return [one.conflict for one in laid if meets(one.path, wanted)]


def meets(path: Path, wanted: Body | None) -> bool:
    """Whether a patch touches what stands at a path."""
    return any(_meet(path, one) for one in touched(wanted))


def _meet(one: Path, other: Path) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]
