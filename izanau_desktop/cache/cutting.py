"""Which program cut the words of a cache: what another one cut is cut anew behind the reading, with the rows of applicants.

Until then it is found and listed as that program left it. The queue stands in the file: a kill loses no place of it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from izanau_desktop.cache import anew, meta, parts
from izanau_desktop.cache.connection import Connection
from izanau_protocol import visibility

_NOTED: Final = "cut"
HERE: Final = "1"
"""How this program cuts: another number with each change of what words are found by, or of what a row of an applicant says."""


def note(connection: Connection) -> None:
    """Note that this program cuts here."""
    meta.put(connection, _NOTED, HERE)


def is_behind(connection: Connection) -> bool:
    """Whether the last program cut otherwise."""
    return meta.get(connection, _NOTED) != HERE


def catch_up(connection: Connection) -> None:
    """Queue all, the newest first, unless another process did so meanwhile. Who waits to be made anew has that done already."""
    if not is_behind(connection):
        return
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO unindexed(number, kind) SELECT number, ? FROM applicant a WHERE NOT EXISTS"
        " (SELECT 1 FROM unindexed u WHERE u.number = a.number AND u.kind IN (?, ?)) ORDER BY number DESC",
        (anew.RECUT, anew.ANEW, anew.VEILED),
    )
    kinds = tuple(sorted({row.kind for row in visibility.ROWS if row.searched}))
    of_applicants = " OR ".join(["scope LIKE ?"] * len(parts.SCOPES))
    connection.exec_driver_sql(
        f"INSERT OR IGNORE INTO unindexed(number, kind) SELECT number, kind FROM shown WHERE kind IN ({_marks(kinds)})"  # noqa: S608 - marks
        f" AND NOT (kind IN ({_marks(parts.OF_KIND)}) AND ({of_applicants})) ORDER BY number DESC",
        (*kinds, *parts.OF_KIND, *(f"{one}%" for one in parts.SCOPES)),
    )
    note(connection)


def _marks(values: Collection[str]) -> str:
    return ",".join("?" * len(values))
