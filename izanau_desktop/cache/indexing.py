"""Filling the search index behind the reading: the queue worked off in slices, how far that is (R7)."""

from __future__ import annotations

from typing import Final

import msgspec

from izanau_desktop.cache import anew, applicants, documents, joining, search
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.file import CacheFile

SLICE: Final = 250
"""Documents of one transaction: nobody else waits longer for their turn than these take to be written."""
PIECE: Final = 10
"""The same in memory, whose one connection also those wait for who only read."""
_ANEW: Final = (anew.ANEW, anew.VEILED)
_OF_APPLICANTS: Final = (applicants.KIND, anew.RECUT, *_ANEW)


class Indexed(msgspec.Struct, frozen=True):
    """How many of the documents that a search looks at it knows so far."""

    ready: int
    all: int


def is_behind(connection: Connection) -> bool:
    """Whether the queue holds anything."""
    return connection.exec_driver_sql("SELECT 1 FROM unindexed LIMIT 1").first() is not None


def reckon(file: CacheFile) -> None:
    """On another day, have the rows made anew of whom that makes something else: months of work, the fit."""
    with file.read() as connection:
        if anew.is_reckoned(connection):
            return
    with file.write(counted=False) as connection:
        anew.reckon(connection)


def make_anew(file: CacheFile, *, words: bool = False) -> None:
    """Make the rows anew that wait for it, those of another day too: then the fit and months of work are those of now.

    Whose words alone are still to be cut has a right row already, and is waited for only where `words` of applicants are
    searched: during a first pull, or after it, that takes long.
    """
    reckon(file)
    kinds = _OF_APPLICANTS if words else _ANEW
    while _waits(file, kinds):
        work_off(file, kinds)


def _waits(file: CacheFile, kinds: tuple[str, ...]) -> bool:
    with file.read() as connection:
        return bool(_count(connection, *kinds))


def whole(connection: Connection) -> int | None:
    """How many documents were ever queued, once all of them are indexed; None while the queue holds any.

    Another number than before tells that a search finds more, also who never saw the queue hold anything.
    """
    if is_behind(connection):
        return None
    found = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'unindexed'").scalar()
    return int(found or 0)


def work_off(file: CacheFile, kinds: tuple[str, ...] = ()) -> bool:
    """Index the next documents and applicants; whether there may be more. Any thread and process may, beside any other.

    `kinds`: those that the queue names so alone, which need not wait for what came before them.

    The words are cut outside of all transactions. What changed meanwhile has left the queue, and no place in it is given
    twice: so nothing is written of a document that is gone, or is another by now (R15).
    """
    many = PIECE if file.folder is None else SLICE
    with file.read() as connection:
        rows = _next(connection, many, kinds)
        people = {number for _, number, kind in rows if kind in _OF_APPLICANTS}
        gathered = applicants.numbered(connection, people)
        bodies = documents.numbered(connection, [number for _, number, _ in rows if number not in people])
        employers = {number: documents.employer(connection, *found) for number, found in bodies.items()}
    if not rows:
        return False
    cut = {number: (kind, documents.words(kind, body, employers[number])) for number, (kind, body) in bodies.items()}
    parts = {number: applicants.cut(found) for number, (_, found) in gathered.items()}
    with file.write(counted=False) as connection:
        for place, number, kind in rows:
            left = connection.exec_driver_sql("DELETE FROM unindexed WHERE place = ?", (place,))
            if not left.rowcount:
                cut.pop(number, None)
                parts.pop(number, None)
            elif kind != applicants.KIND and number in gathered:
                connection.applicants.setdefault(gathered[number][0], set())
        for number, (kind, words) in cut.items():
            search.put(connection, number, kind, words)
        search.write_parts(connection, parts)
        joining.scatter(connection, len(rows))
    return len(rows) == many


def _next(connection: Connection, many: int, kinds: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """The next of the queue: first come first, or those of `kinds` as their index has them."""
    order: str = "ORDER BY place"
    values: tuple[str | int, ...] = (many,)
    if kinds:
        order, values = f"INDEXED BY unindexed_by_kind WHERE kind IN ({_marks(kinds)})", (*kinds, many)
    found = connection.exec_driver_sql(f"SELECT place, number, kind FROM unindexed {order} LIMIT ?", values)  # noqa: S608 - values are bound
    return [(row[0], row[1], row[2]) for row in found]


def read(connection: Connection, kind: str, *, words: bool = True, by_fit: bool = False) -> Indexed | None:
    """How far a search among documents of a kind, or among applicants, reaches; None where it reaches all.

    Of applicants: whether `words` are searched, and whether it stands on what rows are made anew for.
    """
    waiting = [kind] if words else []
    if kind == applicants.KIND:
        waiting += [anew.VEILED, *([anew.RECUT] if words else []), *([anew.ANEW] if by_fit else [])]
    behind = _count(connection, *waiting)
    if not behind:
        return None
    if kind == applicants.KIND:
        found = connection.exec_driver_sql("SELECT count(*) FROM applicant")
    else:
        found = connection.exec_driver_sql("SELECT count(*) FROM shown WHERE kind = ?", (kind,))
    whole = int(found.scalar_one())
    return Indexed(max(0, whole - behind), whole)


def _count(connection: Connection, *kinds: str) -> int:
    counted = connection.exec_driver_sql(
        f"SELECT count(*) FROM unindexed INDEXED BY unindexed_by_kind WHERE kind IN ({_marks(kinds)})",  # noqa: S608 - values are bound
        kinds,
    )
    return int(counted.scalar_one())


def _marks(kinds: tuple[str, ...]) -> str:
    return ",".join("?" * len(kinds))
