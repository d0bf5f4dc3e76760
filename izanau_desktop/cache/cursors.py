"""How far each scope was read, moved by compare-and-swap, so that two readers never skip what one of them missed (R7)."""

from __future__ import annotations

from typing import Final, NamedTuple

from izanau_desktop.cache.connection import Connection

WHOLE: Final = 100
"""Percent."""


class Cursor(NamedTuple):
    """All entries from `low` to `high` were read; low 0: down to the beginning. `seen` only grows (R13)."""

    scope: str
    low: int = 0
    high: int = 0
    seen: int = 0
    acked: int = 0
    walk: int = 0

    @property
    def let_go(self) -> int:
        """Up to where nothing is here that is gone at the site: what was let go of before all else, and acknowledged then, stands
        above what was read. A floor below that hides nothing from this cache."""
        return max(self.high, self.acked)


class CursorMoved(Exception):  # noqa: N818 - reads as what happened
    """Another engine moved this cursor meanwhile: the page is dropped, nothing is lost."""


def get(connection: Connection, scope: str) -> Cursor | None:
    """The cursor of a scope; None where it was never read."""
    row = connection.exec_driver_sql(
        "SELECT scope, low, high, seen, acked, walk FROM cursor WHERE scope = ?", (scope,)
    ).first()
    return Cursor(*row) if row else None


def every(connection: Connection) -> dict[str, Cursor]:
    """All cursors by scope."""
    rows = connection.exec_driver_sql("SELECT scope, low, high, seen, acked, walk FROM cursor ORDER BY scope")
    return {row[0]: Cursor(*row) for row in rows}


def fetched(connection: Connection) -> int:
    """How much of what the site holds for this account was read, in percent; 100 unless a walk down is under way.

    By the seqs that were passed: the site counts what it shows, and nothing else (invariant 4).
    """
    known = every(connection).values()
    whole = sum(cursor.high for cursor in known)
    left = sum(cursor.low - 1 for cursor in known if cursor.low)
    return WHOLE if not any(cursor.low for cursor in known) else min(WHOLE - 1, WHOLE * (whole - left) // max(whole, 1))


def begin(connection: Connection, scope: str, head: int) -> Cursor:
    """Begin a walk down from the head, for the first time or anew; what it does not list will be gone."""
    old = get(connection, scope) or Cursor(scope)
    new = Cursor(scope, head + 1 if head else 0, head, max(old.seen, head), old.acked, old.walk + 1)
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO cursor(scope, low, high, seen, acked, walk) VALUES(?,?,?,?,?,?)", new
    )
    return new


def move(connection: Connection, old: Cursor, low: int, high: int) -> Cursor:
    """Move on from `old`. Raises CursorMoved where the cursor is no longer there."""
    new = old._replace(low=low, high=high, seen=max(old.seen, high))
    found = connection.exec_driver_sql(
        "UPDATE cursor SET low = ?, high = ?, seen = max(seen, ?) WHERE scope = ? AND low = ? AND high = ? AND walk = ?",
        (new.low, new.high, new.seen, old.scope, old.low, old.high, old.walk),
    )
    if found.rowcount != 1:
        raise CursorMoved(old.scope)
    return new


def saw(connection: Connection, scope: str, seq: int) -> None:
    """Note a seq that a push answer showed."""
    connection.exec_driver_sql("UPDATE cursor SET seen = max(seen, ?) WHERE scope = ?", (seq, scope))


def acked(connection: Connection, scope: str, seq: int) -> None:
    """Note up to where the site knows that tombstones were applied."""
    connection.exec_driver_sql("UPDATE cursor SET acked = max(acked, ?) WHERE scope = ?", (seq, scope))
