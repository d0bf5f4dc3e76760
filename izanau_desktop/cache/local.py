"""What never leaves this machine, by shelf and key: saved jobs, seen messages, drafts of typed text, settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import msgspec

from izanau_desktop.cache import meta
from izanau_desktop.cache.connection import Connection
from izanau_protocol import ids
from izanau_protocol.text import paragraphs

SAVED: Final = "saved"
SEEN: Final = "seen"
LOOKED: Final = "looked"
REMINDED: Final = "reminded"
ANSWERED: Final = "answered"
GIVEN: Final = "given"
_BY_ID: Final = (SAVED, SEEN, LOOKED, REMINDED, ANSWERED, GIVEN)
"""On these a key is an id alone, and there may be as many as were ever looked at, or told of."""
DRAFTS: Final = "draft"
SETTINGS: Final = "setting"
DELETED: Final = "deleted"
"""Here stand notes and tasks that were deleted, each behind whom it was about: their tombstones do not tell."""
VIEWS: Final = "view"
"""What was typed there may name people, so it goes with the right to see applicants."""
_AT_ONCE: Final = 1000


class Draft(NamedTuple):
    """A text that is typed but not valid yet, at a path of a document."""

    kind: str
    id: str
    path: str
    text: str


def put(connection: Connection, shelf: str, key: str, value: object) -> None:
    """Lay a value there; None takes it away."""
    if value is None:
        connection.exec_driver_sql("DELETE FROM local WHERE shelf = ? AND key = ?", (shelf, key))
    else:
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO local(shelf, key, value) VALUES(?,?,?)", (shelf, key, msgspec.json.encode(value))
        )


def get(connection: Connection, shelf: str, key: str) -> object:
    """What lies there, or None."""
    value = connection.exec_driver_sql("SELECT value FROM local WHERE shelf = ? AND key = ?", (shelf, key)).scalar()
    return None if value is None else msgspec.json.decode(value)


def keys(connection: Connection, shelf: str) -> frozenset[str]:
    """All keys of a shelf."""
    return frozenset(row[0] for row in connection.exec_driver_sql("SELECT key FROM local WHERE shelf = ?", (shelf,)))


def values(connection: Connection, shelf: str) -> dict[str, object]:
    """All that lies on a shelf, by its keys."""
    rows = connection.exec_driver_sql("SELECT key, value FROM local WHERE shelf = ?", (shelf,))
    return {key: msgspec.json.decode(value) for key, value in rows}


def among(connection: Connection, shelf: str, keys_: Sequence[str]) -> frozenset[str]:
    """Those of these keys that are on a shelf, on which may lie as many as were ever looked at."""
    found: set[str] = set()
    for start in range(0, len(keys_), _AT_ONCE):
        some = keys_[start : start + _AT_ONCE]
        marks = ",".join("?" * len(some))
        rows = connection.exec_driver_sql(
            f"SELECT key FROM local WHERE shelf = ? AND key IN ({marks})",  # noqa: S608 - every value is bound
            (shelf, *some),
        )
        found.update(row[0] for row in rows)
    return frozenset(found)


def put_draft(connection: Connection, draft: Draft) -> bool:
    """Keep what was typed; an empty text ends the draft. Says whether it may lie here: not of somebody who was erased meanwhile."""
    may = not draft.text or may_lie(connection, draft.kind, draft.id)
    if may:
        put(connection, DRAFTS, f"{draft.kind}/{draft.id}/{draft.path}", draft.text or None)
    return may


def may_lie(connection: Connection, kind: str, identity: str) -> bool:
    """Whether whom a text is typed to is here; who asks without having applied is, by what they wrote."""
    if kind == "application":
        return _is_shown(connection, "kind = 'application' AND id = ?", identity)
    account = meta.get(connection, "account")  # until one is noted, all profiles are one's own
    if kind != "profile" or not account or identity == ids.profile_id(account):
        return True
    return any(
        _is_shown(connection, where, identity)
        for where in ("kind = 'profile' AND id = ?", "kind = 'message' AND about = ?")
    )


def _is_shown(connection: Connection, where: str, identity: str) -> bool:
    found = connection.exec_driver_sql(
        f"SELECT 1 FROM shown WHERE {where} LIMIT 1",  # noqa: S608 - every value is bound
        (identity,),
    )
    return found.first() is not None


def put_above(connection: Connection, draft: Draft) -> str:
    """Keep a text that was taken back, above what was begun there since; all that stands there now, if it may."""
    begun = get(connection, DRAFTS, f"{draft.kind}/{draft.id}/{draft.path}")
    whole = paragraphs(draft.text, str(begun or ""))
    return whole if put_draft(connection, draft._replace(text=whole)) else ""


def drafts(connection: Connection, kind: str, identity: str) -> tuple[Draft, ...]:
    """The typed texts of a document that are not valid yet, by path."""
    start = f"{kind}/{identity}/"
    rows = connection.exec_driver_sql(
        "SELECT key, value FROM local WHERE shelf = ? AND key >= ? AND key < ? ORDER BY key",
        (DRAFTS, start, f"{start}\U0010ffff"),
    )
    return tuple(Draft(kind, identity, key.removeprefix(start), msgspec.json.decode(value)) for key, value in rows)


def beginning(connection: Connection, shelf: str, start: str) -> tuple[str, ...]:
    """The keys of a shelf that begin so."""
    rows = connection.exec_driver_sql(
        "SELECT key FROM local WHERE shelf = ? AND key >= ? AND key < ?", (shelf, start, f"{start}\U0010ffff")
    )
    return tuple(row[0] for row in rows)


def forget_drafts(connection: Connection, kind: str, before: str = "\U0010ffff") -> None:
    """Take away what was typed for documents of a kind; with a day, only what has an earlier one at the end of its path."""
    connection.exec_driver_sql(
        "DELETE FROM local WHERE shelf = ? AND key LIKE ? AND substr(key, -10) < ?", (DRAFTS, f"{kind}/%", before)
    )


def clear(connection: Connection, shelf: str) -> None:
    """Take away all that lies on a shelf."""
    connection.exec_driver_sql("DELETE FROM local WHERE shelf = ?", (shelf,))


def forget(connection: Connection, identity: str) -> None:
    """Take away all that is kept about a document or person."""
    connection.exec_driver_sql("DELETE FROM local WHERE shelf IN (?, ?, ?, ?, ?, ?) AND key = ?", (*_BY_ID, identity))
    connection.exec_driver_sql(  # on all other shelves, each found by the one before it
        "DELETE FROM local WHERE shelf IN (WITH RECURSIVE shelves(name) AS (SELECT min(shelf) FROM local UNION ALL"
        " SELECT (SELECT min(shelf) FROM local WHERE shelf > name) FROM shelves WHERE name IS NOT NULL)"
        " SELECT name FROM shelves WHERE name NOT IN (?, ?, ?, ?, ?, ?, ?)) AND (key = ? OR key LIKE ? OR key LIKE ?)",
        (*_BY_ID, SETTINGS, identity, f"%/{identity}/%", f"%/{identity}"),
    )
