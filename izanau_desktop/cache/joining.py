"""The index of words put in order behind the reading: its pieces joined, and out of it whatever rows lost (PRV-62)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from izanau_desktop.cache import cursors, meta, schema, search
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.file import CacheFile
from izanau_protocol import ambient

ORDER_AFTER: Final = 2_000
"""After so many documents that were indexed it is put in order, once the first pull has all."""
_PAGES: Final = 200
"""Pages of the index that are joined in one transaction: about as long as a slice takes."""
_SCATTERED: Final = "scattered"
_BEGAN, _TOOK = "joining_began", "joining_took"
"""The notes of when it was joined last, and of how many seconds that took."""
_QUICK, _REST = 1.0, 100
"""What takes longer than so many seconds rests for so many times as long. It is written anew as a whole to lose anything: so
that is 17 GB a day at most, whatever its size (100,000 applicants: each half hour)."""


def scatter(connection: Connection, many: int) -> None:
    """So many documents more were indexed, which leaves the index in pieces."""
    meta.put(connection, _SCATTERED, str(_number(connection, _SCATTERED) + many))


def is_due(connection: Connection) -> bool:
    """Whether the index is to be put in order now: so much was indexed, or anything lost words."""
    return _is_scattered(connection) or (bool(_number(connection, search.LOST)) and not _rests(connection))


def order(file: CacheFile) -> None:
    """Make what lists in any order walk along, and join the index, each in steps, if that is due."""
    with file.read() as connection:
        due, scattered = is_due(connection), _is_scattered(connection)
    for name, over in schema.ORDERS.items() if scattered else ():
        with file.write(counted=False) as connection:
            connection.exec_driver_sql(
                f"CREATE INDEX IF NOT EXISTS {name} ON applicant({', '.join(over)}) WHERE withdrawn = 0"
            )
    if due:
        join(file)


def join(file: CacheFile) -> None:
    """Join the pieces of the index, and leave nothing on the disk of what rows had lost by then.

    To take a word out, FTS5 notes that it is gone, in a piece of its own beside the one that has the word; both go as they are
    joined. Its `secure-delete` would do so at once, word by word: 66 ms for an applicant among 624,000, where this takes
    51 s for all (docs/decisions/018).
    """
    began, start = ambient.timestamp(), ambient.monotonic()
    with file.read() as connection:
        lost = meta.get(connection, search.LOST)
    for table in search.TABLES:
        _join(file, table)
    file.tidy()
    with file.write(counted=False) as connection:
        meta.put(connection, _SCATTERED, "0")
        meta.put(connection, _BEGAN, began)
        meta.put(connection, _TOOK, str(round(ambient.monotonic() - start, 1)))
        if file.tidied and meta.get(connection, search.LOST) == lost:
            meta.put(connection, search.LOST, "")


def has_order(connection: Connection, name: str) -> bool:
    """Whether one of the indexes that are made behind the first pull is there."""
    found = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = ?", (name,))
    return found.first() is not None


def _join(file: CacheFile, table: str) -> None:
    pages, is_moving = -_PAGES, True  # below zero it begins: all pieces are to become one
    while is_moving:
        with file.write(counted=False) as connection:
            before = _changes(connection)
            connection.exec_driver_sql(f"INSERT INTO {table}({table}, rank) VALUES('merge', ?)", (pages,))
            is_moving = _changes(connection) - before > 1  # FTS5 counts the order itself
        pages = _PAGES


def _is_scattered(connection: Connection) -> bool:
    return _number(connection, _SCATTERED) >= ORDER_AFTER and cursors.fetched(connection) == cursors.WHOLE


def _rests(connection: Connection) -> bool:
    """Whether it was joined so shortly ago, for how long that took, that it is left alone; not after a clock went back."""
    began, took = meta.get(connection, _BEGAN), float(meta.get(connection, _TOOK) or 0)
    if took <= _QUICK or not began:
        return False
    return timedelta() <= ambient.now() - datetime.fromisoformat(began) < timedelta(seconds=took * _REST)


def _changes(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT total_changes()").scalar_one())


def _number(connection: Connection, name: str) -> int:
    return int(meta.get(connection, name) or 0)
