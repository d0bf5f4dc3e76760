"""The driver beside other processes of its folder: one syncs, what they hold is waited for, and nothing is told twice."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import cast

import pytest

from izanau_desktop.cache import Cache, CacheTrouble, file
from izanau_desktop.desk import Desk
from izanau_desktop.sync import elect
from izanau_desktop.sync.driver import Driver
from izanau_desktop.sync.listener import Listener
from izanau_desktop.sync.report import SyncReport
from izanau_desktop.sync.site import Site
from tests.desktop.sync.heard import SECONDS, Deaf, Heard
from tests.desktop.sync.test_driver import Tried, desks

__all__ = ["desks"]


def test_one_process_syncs_and_the_next_does_once_it_ends(
    desks: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = desks
    tried, heard = Tried(here, monkeypatch), Heard()
    assert here.folder is not None
    with elect.holding(here.folder / elect.ENGINE):
        here.live(heard)
        there.edit_profile({"residence": "JP"})
        assert heard.until(lambda reports: [one for one in reports if "profile" in one.kinds])  # it looks
        assert tried.causes == []
    assert heard.until(lambda _: tried.causes)


def test_sync_beside_one_that_goes_on_for_long_is_not_begun(
    desks: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, _ = desks
    assert here.folder is not None
    monkeypatch.setattr(elect, "PATIENCE", 0.1)
    with elect.holding(here.folder / elect.SYNC), pytest.raises(CacheTrouble) as busy:
        here.sync()
    assert busy.value.problems[0].code == "cache_busy"
    assert here.sync().requests


def test_lock_that_cannot_be_taken_is_told_and_not_taken_for_one_that_another_holds(tmp_path: Path) -> None:
    (tmp_path / elect.ENGINE).write_bytes(b"x" * 4_096)
    with pytest.raises(CacheTrouble):
        elect.Lock(tmp_path / elect.ENGINE).take()


def test_own_edit_in_the_moment_of_looking_is_not_told_as_one_of_another(
    desks: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, _ = desks
    version, countries = here.cache.data_version, iter(["JP"])

    def meanwhile() -> int:
        for country in countries:
            here.edit_profile({"residence": country})
        return version()

    Tried(here, monkeypatch)
    monkeypatch.setattr(here.cache, "data_version", meanwhile)
    heard = Heard()
    here.live(heard)
    assert heard.until(lambda reports: reports)
    assert next(countries, None) is None
    assert [one.kinds for one in heard.reports if one.kinds] == []


def test_log_that_somebody_read_is_cut_once_they_are_done(
    desks: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = desks
    Tried(here, monkeypatch)
    assert here.folder is not None
    monkeypatch.setattr(file, "BUSY_SECONDS", 0.1)
    log = here.folder / f"{file.DATABASE}-wal"
    with there.cache.file.read() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM document").scalar()
        here.edit_profile({"residence": "JP"})
        here.cache.file.tidy()
        assert log.stat().st_size
    heard = Heard()
    driver = here.live(heard)
    assert heard.until(lambda reports: reports)
    driver.stop()
    assert here.cache.file.tidied


def test_program_that_is_left_while_it_syncs_tells_nothing_more(site: Site, cache: Cache) -> None:
    heard, begun, go_on = Heard(), threading.Event(), threading.Event()

    def sync(**_: object) -> SyncReport:
        begun.set()
        go_on.wait(SECONDS)
        cache.data_version()
        return SyncReport()

    driver = Driver(cache, None, lambda: site, sync, heard)
    driver._listener = cast("Listener", Deaf())
    driver.start()
    assert begun.wait(SECONDS)
    driver.stop(patience=0.0)
    cache.close()
    go_on.set()
    driver._thread.join(SECONDS)
    assert heard.reports == []
