"""Which rows of applicants are made anew behind: by the queue of what is to be indexed, and whom another day makes differ."""

from __future__ import annotations

from typing import Final

from izanau_desktop.cache import meta
from izanau_desktop.cache.connection import Connection
from izanau_protocol import ambient

ANEW, VEILED = "applicant_anew", "applicant_veiled"
"""How the queue names an applicant whose row is made anew with the words; and the same of who is hidden from now on, or no
longer, so that no search may find them before."""
RECUT: Final = "applicant_recut"
"""The same of whose row and words another program made (`cutting.py`), by which they are found until then."""
_RECKONED: Final = "reckoned"
"""The note of the day on which months of work and the fit were last brought up for all."""


def queue(connection: Connection, where: str, values: tuple[str, ...] = ()) -> None:
    """Have rows of `applicant` made anew. Whose words are still to be cut is found by none of them before, as who is veiled."""
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO unindexed(number, kind) SELECT number, CASE WHEN EXISTS"  # noqa: S608 - conditions of this package
        " (SELECT 1 FROM unindexed u WHERE u.number = a.number AND u.kind NOT IN (?, ?)) THEN ? ELSE ? END"
        f" FROM applicant a WHERE {where}",
        (ANEW, RECUT, VEILED, ANEW, *values),
    )


def reckon(connection: Connection) -> None:
    """It is another day than when this was done last: see to those of whom that makes something else.

    Who still works has worked a month longer in another month; and somebody's stay ends so soon now that it is to be checked.
    """
    before, today = meta.get(connection, _RECKONED), ambient.today().isoformat()
    meta.put(connection, _RECKONED, today)
    if before[:7] != today[:7]:
        queue(connection, "current = 1")
    queue(connection, "turns > ? AND turns <= ?", (min(before, today), max(before, today)))  # a clock may be put back


def is_reckoned(connection: Connection) -> bool:
    """Whether months of work and the fit are those of today."""
    return meta.get(connection, _RECKONED) == ambient.today().isoformat()
