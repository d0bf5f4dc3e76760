"""The log beside a cache's file: it is cut before it grows long."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from izanau_desktop.cache import Cache, file, meta
from izanau_protocol import ambient


def test_log_stays_short_though_somebody_always_reads(
    cache: Cache, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "LOG_BYTES", 1 << 20)
    over, turns = threading.Event(), [threading.Event(), threading.Event()]

    def read(mine: threading.Event, other: threading.Event) -> None:
        """Each ends only once the other has begun."""
        while not over.is_set():
            with cache.file.read() as connection:
                connection.exec_driver_sql("SELECT count(*) FROM document").scalar()
                mine.set()
                other.wait(0.1)
                other.clear()

    readers = [threading.Thread(target=read, args=(turns[n], turns[1 - n])) for n in range(2)]
    for reader in readers:
        reader.start()
    longest = 0
    try:
        for number in range(60):
            with cache.file.write() as connection:
                meta.put(connection, f"canary{number}", "Quetzalcoatl" * 8_000)
            longest = max(longest, (folder / f"{file.DATABASE}-wal").stat().st_size)
    finally:
        over.set()
        for reader in readers:
            reader.join()
    assert longest < 3 << 20


def test_writes_do_not_wait_again_for_who_reads_for_long(
    cache: Cache, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "LOG_BYTES", 1 << 10)
    monkeypatch.setattr(file, "_CUT_SECONDS", 0.01)
    fold, tried = file.CacheFile._fold, list[bool]()

    def counted(one: file.CacheFile, seconds: float = 15.0) -> bool:
        tried.append(fold(one, seconds))
        return tried[-1]

    monkeypatch.setattr(file.CacheFile, "_fold", counted)
    with ambient.ruled() as rule, cache.file.read() as reader:
        reader.exec_driver_sql("SELECT count(*) FROM document").scalar()
        for number in range(3):
            with cache.file.write() as connection:
                meta.put(connection, "canary", str(number))
        assert tried == [False]
        rule.advance(31)
        with cache.file.write() as connection:
            meta.put(connection, "canary", "later")
        assert tried == [False, False]
