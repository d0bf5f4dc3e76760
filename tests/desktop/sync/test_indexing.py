"""The process that fills the search index: what it shows nobody, that it goes on with what comes later, and the work without it."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from izanau_desktop import processes
from izanau_desktop.cache import Cache, indexing
from izanau_desktop.sync import engine, indexer
from izanau_desktop.sync.indexer import Indexer
from izanau_desktop.sync.site import Site
from izanau_protocol import ambient
from tests.desktop.sync.test_first_pull import JOBS, found, offer


def test_process_beside_goes_on_with_what_comes_later(double: Any, site: Site, kept: Cache) -> None:
    beside, processes_seen = Indexer(kept.file), set[object]()
    for many in (JOBS, 2 * JOBS):
        offer(double, many)
        engine.sync(kept, site)
        while beside.look():
            processes_seen.add(beside._process)
            beside._wait()
        assert found(kept) == many
    beside.stop()
    assert len(processes_seen) == 1


def test_process_that_ends_at_once_leaves_the_work_here_and_says_nothing(
    double: Any, site: Site, kept: Cache, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    begin, flags = subprocess.Popen, list[int]()

    def ended(*given: Any, creationflags: int, **how: Any) -> subprocess.Popen[bytes]:
        flags.append(creationflags)
        process: subprocess.Popen[bytes] = begin(*given, **how)
        process.wait()  # so that the key comes too late
        return process

    spoken = "import os; os.write(1, b'said'); os.write(2, b'said'); raise SystemExit(1)"
    monkeypatch.setattr(processes, "command", lambda *_: [sys.executable, "-c", spoken])
    monkeypatch.setattr(subprocess, "Popen", ended)
    monkeypatch.setattr(
        subprocess, "CREATE_NO_WINDOW", 0x0800_0000, raising=False
    )  # as on Windows, whose console would open
    offer(double)
    engine.sync(kept, site)
    Indexer(kept.file).finish(lambda: None)
    assert (found(kept), flags) == (JOBS, [0x0800_0000])
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(("spell", "looks"), [(0.25, 1), (0.0, 4)])
def test_work_that_is_done_here_takes_a_spell_at_a_time(
    double: Any, site: Site, cache: Cache, monkeypatch: pytest.MonkeyPatch, spell: float, looks: int
) -> None:
    monkeypatch.setattr(indexer, "_SPELL", spell)
    many, told = 3 * indexing.PIECE + 5, list[int]()
    offer(double, many)
    engine.sync(cache, site)
    with ambient.ruled(now=ambient.now()):  # whose clock stands
        Indexer(cache.file).finish(lambda: told.append(found(cache)))
    assert len(told) == looks
    assert (told == sorted(told), told[-1]) == (True, many)
