"""The log of syncs: when each began, why, how much it moved, and the code of what stopped it; nothing of what it moved."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from izanau_desktop.cache.connection import Connection
from izanau_protocol import ambient
from izanau_protocol.problems import PROBLEMS

ASKED: Final = "asked"
BEGUN: Final = "begun"
CAUSES: Final = (ASKED, BEGUN, "edit", "moved", "network", "timer", "again")
"""Why a sync began: a person asked, the program was opened, something was done here, the site said that something moved,
the network came back, it was time to look, or the one before did not get through."""
STUMBLED: Final = "stumbled"
"""The code of a sync that a fault of ours ended."""
MOST: Final = 500
DAYS: Final = 35
"""Older ones go, and those beyond `MOST`: what helps support is what happened lately."""
MOVED: Final = ("pushed", "pulled", "gone", "conflicts", "refused")
_SUMS: Final = (*MOVED, "requests", "bytes_in", "bytes_out", "milliseconds")
_TROUBLED: Final = "WHERE problem <> '' OR refused > 0"
_COLUMNS: Final = ("number", "at", "last", "times", "cause", *_SUMS, "problem")


class Sync(msgspec.Struct, frozen=True, kw_only=True):
    """One sync, or several in a row that moved nothing and came to the same; only counts, codes and times."""

    number: int = 0
    at: str
    last: str = ""
    """When the last of them began."""
    times: int = 1
    cause: str
    pushed: int = 0
    pulled: int = 0
    gone: int = 0
    conflicts: int = 0
    refused: int = 0
    requests: int = 0
    bytes_in: int = 0
    bytes_out: int = 0
    milliseconds: int = 0
    problem: str = ""
    """The code of what stopped it."""

    @property
    def is_quiet(self) -> bool:
        """Whether nothing moved."""
        return not any(getattr(self, name) for name in MOVED)


def add(connection: Connection, one: Sync) -> None:
    """Note a sync. One that comes to the same as the one before is counted there, so that a quiet day is a line."""
    code = one.problem if one.problem in PROBLEMS or one.problem in ("", STUMBLED) else "site_error"
    before = newest(connection)
    if before is not None and _continues(before, one, code):
        sums = ", ".join(f"{name} = {name} + ?" for name in _SUMS)
        connection.exec_driver_sql(
            f"UPDATE sync_log SET times = times + 1, last = ?, {sums} WHERE number = ?",  # noqa: S608 - names of columns
            (one.at, *(getattr(one, name) for name in _SUMS), before.number),
        )
        return
    names = _COLUMNS[1:]
    row = msgspec.structs.replace(one, last=one.at, problem=code)
    connection.exec_driver_sql(
        f"INSERT INTO sync_log({', '.join(names)}) VALUES({','.join('?' * len(names))})",
        tuple(getattr(row, name) for name in names),
    )
    connection.exec_driver_sql(
        "DELETE FROM sync_log WHERE last < ? OR number <= (SELECT max(number) FROM sync_log) - ?",
        (ambient.timestamp(days=-DAYS), MOST),
    )


def newest(connection: Connection) -> Sync | None:
    """The last one."""
    return next(iter(_read(connection, "ORDER BY number DESC LIMIT 1")), None)


def every(connection: Connection, *, problems: bool = False) -> tuple[Sync, ...]:
    """All that is kept, the newest first; `problems`: only those that something stopped, or where something was refused."""
    return _read(connection, f"{_TROUBLED if problems else ''} ORDER BY number DESC")


def _read(connection: Connection, which: str) -> tuple[Sync, ...]:
    rows = connection.exec_driver_sql(f"SELECT {', '.join(_COLUMNS)} FROM sync_log {which}")  # noqa: S608 - constants
    return tuple(Sync(**dict[str, Any](zip(_COLUMNS, row, strict=True))) for row in rows.all())


def _continues(before: Sync, one: Sync, code: str) -> bool:
    if before.problem != code or not (before.is_quiet and one.is_quiet):
        return False
    return bool(code) or before.cause == one.cause
