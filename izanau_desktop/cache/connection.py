"""What the cache asks of a connection: the bare driver's, or SQLAlchemy's while a migration is run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from izanau_protocol.canonical import Body


class Found(Protocol):
    """The rows of a statement."""

    @property
    def rowcount(self) -> int: ...
    def first(self) -> Any: ...
    def all(self) -> Sequence[Any]: ...
    def scalar(self) -> Any: ...
    def scalar_one(self) -> Any: ...
    def __iter__(self) -> Iterator[Any]: ...


class Statements(Protocol):
    """What runs statements. A list of parameters runs one once for each of them."""

    def exec_driver_sql(self, statement: str, parameters: Any = None, /) -> Found: ...


class Connection(Statements, Protocol):
    """One transaction of a cache file."""

    words: dict[int, tuple[str, str]]
    """Kind and tokens of the rows of the search index that are to be written at its end (`search.write`)."""
    applicants: dict[str, set[str]]
    """The applications whose rows are to be brought up at its end, with the kinds that changed (`applicants.write`)."""
    posts: dict[str, Body]
    """The jobs that changed, as they were before: of their applicants somebody may be under blind review now, or no longer,
    or fit otherwise."""


class Bare:
    """A transaction of the bare driver. Importing SQLAlchemy takes as long as painting the whole frame, and going through
    it doubles what a statement takes; a sync has ten of them for each document (docs/performance.md)."""

    def __init__(self, raw: Any) -> None:
        self.raw = raw
        self.words: dict[int, tuple[str, str]] = {}
        self.applicants: dict[str, set[str]] = {}
        self.posts: dict[str, Body] = {}

    def exec_driver_sql(self, statement: str, parameters: Any = None, /) -> Found:
        """Run a statement, once for each where the parameters are a list."""
        if isinstance(parameters, list):
            return _Rows(self.raw.executemany(statement, parameters))
        return _Rows(self.raw.execute(statement, parameters or ()))


class _Rows:
    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor

    @property
    def rowcount(self) -> int:
        return int(self._cursor.rowcount)

    def first(self) -> Any:
        found = self._cursor.fetchone()
        self._cursor.close()
        return found

    def all(self) -> Sequence[Any]:
        return list(self._cursor)

    def scalar(self) -> Any:
        found = self.first()
        return None if found is None else found[0]

    def scalar_one(self) -> Any:
        return self.first()[0]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._cursor)
