"""Read model of what came since the last look: applications, messages of applicants, and new applicants who became late,
tasks whose day has come, and what began to wait on the person at this desk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from typing import Final

import msgspec
from msgspec.structs import replace

from izanau_desktop.cache import Cache, cursors, local, meta, noticing, outbox
from izanau_desktop.cache.applicants import first_number
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.noticing import APPLIED, CONFLICT, DUE, GIVEN, LATE, MENTIONED, OWED, REFUSED, WRITTEN
from izanau_desktop.cache.reads import mentions, tasks
from izanau_desktop.cache.reads.common import conflicts_open, owed_files
from izanau_desktop.cache.reads.day import given_to
from izanau_desktop.cache.reads.filters import late_before

APPLICATIONS: Final = "SELECT count(*) FROM applicant NOT INDEXED WHERE number > ? AND withdrawn = 0 AND stage = 'new'"
MESSAGES: Final = (
    "SELECT count(*) FROM shown s INDEXED BY shown_by_at WHERE s.kind = 'message' AND s.at > ?"
    " AND EXISTS (SELECT 1 FROM facet f WHERE f.number = s.number AND f.name = 'sender' AND f.value = 'seeker')"
    " AND NOT EXISTS (SELECT 1 FROM local l WHERE l.shelf = ? AND l.key = s.id)"
)
OVERDUE: Final = (
    "SELECT count(*) FROM applicant INDEXED BY applicant_by_stage"
    " WHERE withdrawn = 0 AND stage = 'new' AND number >= ? AND number < ?"
)

Told = Mapping[str, str]
"""Tasks, each with its day."""
Waiting = Mapping[str, frozenset[str]]
"""What waits on the person at this desk by kind, each by its id."""


class Mark(msgspec.Struct, frozen=True):
    """Up to where was looked."""

    number: int
    """Of the newest applicant."""
    at: str
    """When the newest message was written."""
    late: str
    """The moment before which a new applicant was late."""
    due: Told | None = None
    """The tasks that were told of: put off, it is told of again on the next. None while it was not looked."""
    waiting: Waiting = {}
    """Without the kinds that were not looked at."""


class Arrivals(msgspec.Struct, frozen=True):
    """What came, by kind; only what the person is to be told of by the system."""

    mark: Mark
    told: Mapping[str, int]


def arrivals(cache: Cache, since: Mark | None) -> Arrivals:
    """What came since a mark, and the next one. Without one, the tasks that were never told of for their day; nothing while
    the site is read for the first time.

    Raises Refused `lease_locked`.
    """
    with cache.reading("application") as connection:
        newest = connection.exec_driver_sql("SELECT max(number) FROM applicant").scalar_one()
        written = connection.exec_driver_sql(
            "SELECT max(at) FROM shown INDEXED BY shown_by_at WHERE kind = 'message'"
        ).scalar_one()
        mark = Mark(int(newest or 0), str(written or ""), late_before())
        wanted = {kind for kind, place in noticing.read(connection).items() if place == noticing.TRAY}
        is_first = not meta.get(connection, "last_sync") or cursors.fetched(connection) < cursors.WHOLE
        told = since.due if since is not None else None
        if is_first or not wanted:
            return Arrivals(replace(mark, due=told, waiting=since.waiting if since is not None else {}), {})
        due: dict[str, int] = {}
        if DUE in wanted:
            told, due[DUE] = _reminded(connection, told)
        mark = replace(mark, due=told, waiting=_waiting(connection, wanted))
        if since is None:
            return Arrivals(mark, {kind: many for kind, many in due.items() if many})
        asked: dict[str, tuple[str, tuple[str | int, ...]]] = {
            APPLIED: (APPLICATIONS, (since.number,)),
            WRITTEN: (MESSAGES, (since.at, local.SEEN)),
            LATE: (OVERDUE, (first_number(since.late), first_number(mark.late))),
        }
        counted = {kind: connection.exec_driver_sql(*asked[kind]).scalar_one() for kind in asked if kind in wanted}
        begun = {kind: len(now - since.waiting.get(kind, now)) for kind, now in mark.waiting.items()}
        return Arrivals(mark, {kind: int(many) for kind, many in (counted | due | begun).items() if many})


def remember(cache: Cache, mark: Mark) -> None:
    """Note which tasks were told of, for when the program begins again."""
    told = mark.due
    if told is not None:
        cache.change(lambda connection: noticing.remind(connection, told))


def _waiting(connection: Connection, wanted: Set[str]) -> Waiting:
    """What waits now, of the kinds that are to be told of."""
    reads: dict[str, Callable[[], Iterable[str]]] = {
        MENTIONED: lambda: (one.note for one in mentions.waiting(connection)),
        GIVEN: lambda: given_to(connection),
        CONFLICT: lambda: conflicts_open(connection),
        REFUSED: lambda: (str(one.number) for one in outbox.rows(connection, ("refused",))),
        OWED: lambda: owed_files(connection),
    }
    return {kind: frozenset(read()) for kind, read in reads.items() if kind in wanted}


def _reminded(connection: Connection, told: Told | None) -> tuple[Told, int]:
    """The tasks that are told of now and were before, and how many of them are new: also what came late for its day, while the
    window was open or not. What was told of once stays told, though it be ticked off and taken back."""
    before = {**noticing.reminded(connection), **(told or {})}
    new = {task: day for task, day in tasks.fallen_due(connection).items() if before.get(task, "") < day}
    return before | new, len(new)
