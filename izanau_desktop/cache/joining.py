"""The index of words put in order behind the reading: its pieces joined, and out of it whatever rows lost (PRV-62)."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Final

from izanau_desktop.cache import cursors, meta, orders, search
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.file import CacheFile
from izanau_protocol import ambient

ORDER_AFTER: Final = 2_000
"""After so many documents that were indexed it is put in order, once the first pull has all."""
_PAGES: Final = 200
"""Pages of the index that are joined in one transaction: about as long as a slice takes."""
_SCATTERED: Final = "scattered"
_UNDER_WAY, _OF = "joining", "joining_of"
"""The notes of the table whose pieces are being joined, which goes on after a kill, and of what had been lost when that began."""
_ENDED, _TOOK = "joining_ended", "joining_took"
"""The notes of when all was joined last, and of how many seconds of the processor that took."""
_QUICK, _REST, _MOST = 1.0, 300, timedelta(hours=6)
"""What took longer than so many seconds rests for so many times as long, up to a quarter of a day. It is written anew as a whole
to lose anything: so that is some 20 GB a day at most, whatever its size."""


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
    for name, over in orders.ORDERS.items() if scattered else ():
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
    start = time.process_time()
    with file.read() as connection:
        under_way = meta.get(connection, _UNDER_WAY)
        lost = meta.get(connection, _OF if under_way else search.LOST)
    for table in search.TABLES[search.TABLES.index(under_way) if under_way else 0 :]:
        if table != under_way:
            _begin(file, table, lost)
        while _step(file, table):
            pass
    file.tidy()
    with file.write(counted=False) as connection:
        meta.put(connection, _SCATTERED, "0")
        meta.put(connection, _UNDER_WAY, "")
        meta.put(connection, _ENDED, ambient.timestamp())
        meta.put(connection, _TOOK, str(round(time.process_time() - start, 1)))
        if file.tidied and meta.get(connection, search.LOST) == lost:
            meta.put(connection, search.LOST, "")


def has_order(connection: Connection, name: str) -> bool:
    """Whether one of the indexes that are made behind the first pull is there."""
    found = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = ?", (name,))
    return found.first() is not None


def _begin(file: CacheFile, table: str, lost: str) -> None:
    """All pieces are to become one, which is what pages below zero say."""
    with file.write(counted=False) as connection:
        meta.put(connection, _UNDER_WAY, table)
        meta.put(connection, _OF, lost)
        _merge(connection, table, -_PAGES)


def _step(file: CacheFile, table: str) -> bool:
    """Join some pages; whether there were any."""
    with file.write(counted=False) as connection:
        before = _changes(connection)
        _merge(connection, table, _PAGES)
        return _changes(connection) - before > 1  # FTS5 counts the order itself


def _merge(connection: Connection, table: str, pages: int) -> None:
    connection.exec_driver_sql(f"INSERT INTO {table}({table}, rank) VALUES('merge', ?)", (pages,))


def _is_scattered(connection: Connection) -> bool:
    return _number(connection, _SCATTERED) >= ORDER_AFTER and cursors.fetched(connection) == cursors.WHOLE


def _rests(connection: Connection) -> bool:
    """Whether it was joined so shortly ago, for how long that took, that it is left alone; not after a clock went back, nor
    where it was begun and cut off."""
    ended, took = meta.get(connection, _ENDED), float(meta.get(connection, _TOOK) or 0)
    if took <= _QUICK or not ended or meta.get(connection, _UNDER_WAY):
        return False
    return timedelta() <= ambient.now() - datetime.fromisoformat(ended) < min(_MOST, timedelta(seconds=took * _REST))


def _changes(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT total_changes()").scalar_one())


def _number(connection: Connection, name: str) -> int:
    return int(meta.get(connection, name) or 0)
