"""The first pull and its index in windows: told while they go on, paused, left, and seen by every window of the folder."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, cast

import pytest

from izanau_desktop.cache import Cache, documents, indexing, resting
from izanau_desktop.cache.reads import common
from izanau_desktop.sync import driver as drivers
from izanau_desktop.sync import elect, engine, indexer
from izanau_desktop.sync.driver import Driver
from izanau_desktop.sync.listener import Listener
from izanau_desktop.sync.report import SyncReport, Tally
from izanau_desktop.sync.site import Site
from tests.desktop.sync.conftest import KEY
from tests.desktop.sync.heard import Deaf, Heard
from tests.desktop.sync.test_first_pull import JOBS, found, left_at, listed, offer, work_off


@contextlib.contextmanager
def driven(
    cache: Cache,
    site: Site,
    heard: Callable[[SyncReport], object],
    looked: Callable[[Driver], object] = bool,
    folder: Path | None = None,
) -> Iterator[Driver]:
    """A driver of a cache; `looked` is called after each page, before it hears of it."""

    def sync(turned: Callable[[Tally], object], **_: object) -> SyncReport:
        def both(tally: Tally) -> None:
            looked(driver)
            turned(tally)

        return engine.sync(cache, site, turned=both)

    driver = Driver(cache, folder, lambda: site, sync, heard)
    driver._listener = cast("Listener", Deaf())
    driver.start()
    yield driver
    driver.stop()


def are_all(reports: list[SyncReport]) -> bool:
    """Whether all pages were told to look anew."""
    return any("ticket" in one.kinds for one in reports)


def test_window_has_the_index_filled_and_pages_look_anew_once_it_is_whole(double: Any, site: Site, kept: Cache) -> None:
    offer(double)
    heard = Heard()
    with driven(kept, site, heard):
        assert heard.until(are_all)
        assert found(kept) == JOBS


def test_cache_in_memory_has_its_index_filled_too_without_a_pause(
    double: Any, site: Site, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(double)
    monkeypatch.setattr(indexing, "PIECE", 1)
    monkeypatch.setattr(indexer, "_SPELL", 0.0)
    monkeypatch.setattr(drivers, "_LOOK", 3600.0)
    heard = Heard()
    with driven(cache, site, heard):
        assert heard.until(lambda reports: are_all(reports) and found(cache) == JOBS)


def test_cache_in_memory_is_read_and_written_while_words_are_cut(
    double: Any, site: Site, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(double)
    engine.sync(cache, site)
    cut = documents.words

    def slowly(kind: str, body: Any, employer: Any) -> str:
        beside = threading.Thread(target=lambda: cache.set_note(name=cache.note("role")))
        beside.start()
        beside.join(30)
        assert not beside.is_alive()
        return cut(kind, body, employer)

    monkeypatch.setattr(documents, "words", slowly)
    work_off(cache)
    assert found(cache) == JOBS


def test_index_is_filled_while_sync_is_paused_too(double: Any, site: Site, kept: Cache) -> None:
    offer(double)
    engine.sync(kept, site)
    kept.change(resting.pause)
    assert found(kept) < JOBS
    heard = Heard()
    with driven(kept, site, heard):
        assert heard.until(are_all)
        assert found(kept) == JOBS


def test_window_beside_the_one_that_syncs_hears_how_far_the_index_is_and_that_it_is_whole(
    double: Any, site: Site, kept: Cache, tmp_path: Path
) -> None:
    offer(double)
    engine.sync(kept, site)
    beside, heard = Cache(tmp_path / "cache", KEY), Heard()
    with elect.holding(tmp_path / elect.ENGINE), driven(beside, site, heard, folder=tmp_path):
        assert heard.until(lambda reports: reports)
        assert not are_all(heard.reports)
        work_off(kept)
        assert heard.until(are_all)
        assert found(beside) == JOBS
    beside.close()


def test_window_that_saw_the_index_only_before_and_after_hears_that_it_is_whole(
    double: Any, site: Site, kept: Cache, tmp_path: Path
) -> None:
    offer(double)
    beside, heard, read = Cache(tmp_path / "cache", KEY), Heard(), list[int]()

    def looks(report: SyncReport) -> None:
        if report.kinds:
            read.append(found(beside))  # as a page does that hears of what was written
            work_off(kept)
        heard(report)

    with elect.holding(tmp_path / elect.ENGINE), driven(beside, site, looks, folder=tmp_path):
        engine.sync(kept, site, turned=left_at(2))
        assert heard.until(lambda _: read[-1:] == [6])
    assert read[0] < 6
    beside.close()


def test_first_pull_is_told_while_it_goes_on(double: Any, site: Site, cache: Cache) -> None:
    offer(double)
    heard = Heard()
    with driven(cache, site, heard):
        assert heard.until(lambda reports: any(one.pulled == JOBS for one in reports))
    assert (heard.reports[0].pulled, heard.reports[0].kinds) == (3, frozenset({"job"}))


def test_pause_stops_a_first_pull_and_resuming_goes_on_there(double: Any, site: Site, cache: Cache) -> None:
    jobs = offer(double)
    heard = Heard()

    def pause(_driver: Driver) -> None:
        if len(listed(cache)) == 3:
            cache.change(resting.pause)

    with driven(cache, site, heard, pause) as driver:
        assert heard.until(lambda _: driver.resting)
        assert listed(cache) == jobs[:3]
        assert common.status(cache).last_sync == ""
        cache.change(resting.resume)
        assert heard.until(lambda _: len(listed(cache)) == JOBS)
    asked = [path for path, _again in groupby(path for path in double.asked if "scope=jobs" in path)]
    assert len(asked) == len(set(asked))


def test_leaving_stops_a_first_pull_after_its_page(double: Any, site: Site, cache: Cache) -> None:
    jobs = offer(double)
    heard = Heard()
    with driven(cache, site, heard, lambda driver: driver._ended.set()) as driver:
        driver._thread.join(30)
    assert listed(cache) == jobs[:3]
