"""Applicants that were chosen to have the same done to all of them: these, or whoever a view finds but some."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from izanau_desktop.cache import Cache, anew, indexing
from izanau_desktop.cache.applicants import HIDDEN, KIND
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import ranking
from izanau_desktop.cache.reads.applicants import Listing, View
from izanau_protocol.visibility import blind

_AT_ONCE = 500


class Chosen(msgspec.Struct, frozen=True):
    """Nobody at first. However many a view finds, they are never all here by name."""

    ids: frozenset[str] = frozenset()
    """The applications; where there is a view, those that are left out of it."""
    view: View | None = None
    """All that it finds are chosen."""

    def has(self, application: str) -> bool:
        """Whether an applicant who is listed is chosen."""
        return (application in self.ids) != (self.view is not None)

    def turned(self, application: str) -> Chosen:
        """With one more, or one less."""
        return msgspec.structs.replace(self, ids=self.ids ^ {application})

    def many(self, listed: int) -> int:
        """How many are chosen, where the list has so many."""
        return len(self.ids) if self.view is None else max(0, listed - len(self.ids))


def members(cache: Cache, chosen: Chosen) -> tuple[str, ...]:
    """The applications that are chosen, as the cache has them now; in the order of the list where they are of one."""
    if chosen.view is None:
        return tuple(sorted(chosen.ids))
    with cache.reading("application") as connection:
        return tuple(one for one in Listing(connection, chosen.view).ids() if one not in chosen.ids)


def listed(connection: Connection, view: View, applications: Sequence[str]) -> frozenset[str]:
    """Those of these that a view finds now."""
    listing = Listing(connection, view)
    parts = (applications[start : start + _AT_ONCE] for start in range(0, len(applications), _AT_ONCE))
    return frozenset(one for some in parts for one in listing.among(some))


def is_behind(connection: Connection, view: View) -> bool:
    """Whether a view stands on rows that are still to be made anew, also for another day that came."""
    is_of_now = anew.is_reckoned(connection) and not indexing.read(connection, KIND, words=False, by_fit=True)
    return view.is_by_fit and not is_of_now


def left(cache: Cache, view: View, chosen: Chosen) -> frozenset[str]:
    """Those known by name among who is chosen whom the list finds no more."""
    with cache.reading("application") as connection:
        return chosen.ids - listed(connection, view, sorted(chosen.ids))


def between(cache: Cache, view: View, first: int, last: int) -> tuple[str, ...]:
    """The applications of a list from one place to another, both among them."""
    with cache.reading("application") as connection:
        return tuple(ranking.listed(connection, view).ids(first, last - first + 1))


class Called(NamedTuple):
    """What somebody is called: by name, or by code while blind review hides them."""

    name: str
    code: str


def named(connection: Connection, applications: Iterable[str]) -> dict[str, Called]:
    """What the list calls these; nothing of who is in it no more."""
    found: dict[str, Called] = {}
    wanted = sorted(applications)
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        marks = ",".join("?" * len(some))
        rows = connection.exec_driver_sql(
            f"SELECT id, name, hidden FROM applicant WHERE id IN ({marks})",  # noqa: S608 - every value is bound
            tuple(some),
        )
        found |= {row[0]: Called("", blind.code(row[0])) if row[2] == HIDDEN else Called(row[1], "") for row in rows}
    return found
