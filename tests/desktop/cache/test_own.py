"""What another process of the folder wrote is told from what was written here, at whatever moment one asks."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from izanau_desktop.cache import Cache, CacheTrouble, file
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.own import Own
from izanau_protocol.problems import problem

KEY = bytes(range(32))


def write(_connection: Connection) -> None:
    """Nothing, which is counted all the same."""


def test_what_is_written_here_is_never_taken_for_anothers(cache: Cache) -> None:
    before, found, over = cache.file.of_others(), set[int](), threading.Event()

    def ask() -> None:
        while not over.is_set():
            found.add(cache.file.of_others())

    asking = [threading.Thread(target=ask) for _ in range(2)]
    for one in asking:
        one.start()
    for _ in range(150):
        cache.change(write)
    over.set()
    for one in asking:
        one.join()
    assert found == {before}


def test_number_of_what_came_to_nothing_is_the_next_writers(
    cache: Cache, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, begin = cache.file.of_others(), Own.begin

    def fail(own: Own, number: int) -> None:
        begin(own, number)  # the last that is done before the end of a transaction
        raise CacheTrouble(problem("disk_full"))

    monkeypatch.setattr(Own, "begin", fail)
    with pytest.raises(CacheTrouble):
        cache.change(write)
    monkeypatch.undo()
    assert cache.file.of_others() == before
    beside = Cache(folder, KEY)
    beside.change(write)
    assert cache.file.of_others() == before + 1
    assert beside.file.of_others() == beside.data_version() - 1
    beside.close()


def test_write_that_ends_after_the_cache_was_put_aside_leaves_the_next_one_sound(cache: Cache, folder: Path) -> None:
    for _ in range(5):
        cache.change(write)

    def put_aside(_connection: Connection) -> None:
        file.put_aside(folder)
        Cache(folder, KEY).close()  # which counts from the beginning

    cache.change(put_aside)
    Cache(folder, KEY).close()  # and is no older copy of the one before
