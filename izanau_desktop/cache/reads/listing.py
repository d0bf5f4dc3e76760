# ruff: noqa: S608 - names of tables, columns and indexes are constants of this package; every value is bound
"""One way to list: by an index that is named, filtered, searched, newest first, a page at a time, with the total."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

import msgspec

from izanau_desktop.cache import indexing, search
from izanau_desktop.cache.connection import Connection

T = TypeVar("T")
MANY = 1001
"""Above so many matches the index by time is walked and each row tested; below, the matches are sorted."""


class Page(msgspec.Struct, Generic[T], frozen=True):
    """A page of a list: `next` goes into `after` of the next call; empty at the end."""

    items: tuple[T, ...]
    total: int
    next: str = ""
    indexed: indexing.Indexed | None = None
    """How far the search reached, where it did not reach all yet."""


class Listed(NamedTuple):
    """What a list comes to before its rows are read."""

    ids: list[str]
    total: int = 0
    next: str = ""
    indexed: indexing.Indexed | None = None

    def page(self, rows: Iterable[T]) -> Page[T]:
        """The page of these rows."""
        return Page(tuple(rows), self.total, self.next, self.indexed)


class Wanted(msgspec.Struct, frozen=True):
    """What to list. A facet or a state matches any of its values; facets of different names must all match."""

    kind: str
    about: str = ""
    other: str = ""
    states: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    query: str = ""
    shelf: str = ""
    """Only what lies on this shelf of the machine."""


class _Clauses:
    def __init__(self, wanted: Wanted) -> None:
        self.where = ["s.kind = ?"]
        self.values: list[str | int] = [wanted.kind]
        for column, value in (("about", wanted.about), ("other", wanted.other)):
            if value:
                self.add(f"s.{column} = ?", value)
        if wanted.states:
            self.add(f"s.state IN ({_marks(wanted.states)}) AND s.state <> ''", *wanted.states)
        for name, values in wanted.facets.items():
            if values:
                one_of = f"f.value IN ({_marks(values)})"
                self.add(
                    f"EXISTS (SELECT 1 FROM facet f WHERE f.number = s.number AND f.name = ? AND {one_of})",
                    name,
                    *values,
                )
        if wanted.shelf:
            self.add("EXISTS (SELECT 1 FROM local l WHERE l.shelf = ? AND l.key = s.id)", wanted.shelf)

    def add(self, clause: str, *values: str | int) -> None:
        """One more condition."""
        self.where.append(clause)
        self.values += values

    def __str__(self) -> str:
        return " AND ".join(self.where)


def ids(connection: Connection, wanted: Wanted, limit: int, after: str) -> Listed:
    """The ids of a page, the total, and where the next page begins."""
    clauses, source = _Clauses(wanted), f"shown s INDEXED BY {index_of(wanted)}"
    indexed = None
    if wanted.query.strip():
        match = search.expression(wanted.query, wanted.kind)
        if not match:
            return Listed([])
        indexed = indexing.read(connection, wanted.kind)
        if _search(connection, clauses, match) < MANY:
            source = "shown s"
    count = connection.exec_driver_sql(f"SELECT count(*) FROM {source} WHERE {clauses}", tuple(clauses.values))
    total = int(count.scalar_one())
    if after:
        at, _, number = after.partition("|")
        clauses.add("(s.at, s.number) < (?, ?)", at, int(number))
    rows = connection.exec_driver_sql(
        f"SELECT s.id, s.at, s.number FROM {source} WHERE {clauses} ORDER BY s.at DESC, s.number DESC LIMIT ?",
        (*clauses.values, limit + 1),
    ).all()
    more = f"{rows[limit - 1][1]}|{rows[limit - 1][2]}" if len(rows) > limit else ""
    return Listed([row[0] for row in rows[:limit]], total, more, indexed)


def index_of(wanted: Wanted) -> str:
    """The index that a list walks, in the order of time."""
    if wanted.about:
        return "shown_by_about_state" if len(wanted.states) == 1 else "shown_by_about"
    if wanted.other:
        return "shown_by_other"
    return "shown_by_state" if len(wanted.states) == 1 else "shown_by_at"


def _search(connection: Connection, clauses: _Clauses, match: str) -> int:
    """Add what was typed as a condition; how many matches there are, as far as it matters."""
    found = connection.exec_driver_sql(
        "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)", (match, MANY)
    )
    many = int(found.scalar_one())
    own = "s.number IN (SELECT rowid FROM search WHERE search MATCH ?)"
    if many >= MANY:
        own = "EXISTS (SELECT 1 FROM search x WHERE x.rowid = s.number AND search MATCH ?)"
    clauses.add(own, match)
    return many


def _marks(values: Sequence[str]) -> str:
    return ",".join("?" * len(values))
