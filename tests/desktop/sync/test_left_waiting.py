"""No edit is left waiting for the next one, whenever it comes and whenever its hold ends."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest

from izanau_desktop.cache import Cache, Edit
from izanau_desktop.sync import engine
from izanau_desktop.sync.driver import Driver
from izanau_desktop.sync.listener import Listener
from izanau_desktop.sync.report import SyncReport
from izanau_desktop.sync.site import Site
from izanau_protocol import ambient
from izanau_protocol.canonical import Body
from izanau_protocol.problems import problem
from tests.desktop.sync.conftest import OWN, PROFILE
from tests.desktop.sync.heard import SECONDS, Deaf, Heard

TICKET = "22222222-2222-4222-8222-222222222222"


def deaf(cache: Cache, connect: Callable[[], Site], sync: Callable[..., SyncReport], heard: Heard) -> Driver:
    """A driver that hears of nothing: what it finds out it has to see for itself."""
    driver = Driver(cache, None, connect, sync, heard)
    driver._listener = cast("Listener", Deaf())
    return driver


def counted(driver: Driver) -> threading.Semaphore:
    """What is released at each look of a driver that is not begun yet."""
    looks, index = threading.Semaphore(0), driver._index

    def look() -> None:
        index()
        looks.release()

    driver._index = look  # type: ignore[method-assign]  # the last thing that a look does
    return looks


def test_edit_that_comes_while_a_sync_ends_is_not_left_waiting(double: Any, site: Site, cache: Cache) -> None:
    heard = Heard()
    edits: Iterator[Body] = iter([{"residence": "JP"}])

    def sync(**_: object) -> SyncReport:
        report = engine.sync(cache, site)
        for patch in edits:
            cache.edit([Edit("profile", PROFILE, OWN, patch)])
        return report

    double.put(OWN, "profile", PROFILE, {"name": {"full": "Anna"}})
    driver = deaf(cache, lambda: site, sync, heard)
    driver.start()
    assert heard.until(lambda reports: any(one.pushed for one in reports))
    driver.stop()


def test_held_edit_goes_also_where_its_hold_ends_as_one_looks_for_it(
    double: Any, site: Site, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard, may_go = Heard(), Driver._may_go
    double.put(OWN, "profile", PROFILE, {"name": {"full": "Anna"}})
    driver = deaf(cache, lambda: site, lambda **how: engine.sync(cache, site, **how), heard)
    with ambient.ruled() as rule:

        def asked(one: Driver) -> bool:
            goes = may_go(one)
            if not goes:
                rule.advance(11.0)
            return goes

        driver.start()
        assert heard.until(lambda reports: reports)
        monkeypatch.setattr(Driver, "_may_go", asked)
        cache.edit([Edit("profile", PROFILE, OWN, {"residence": "JP"})], 10.0)
        assert heard.until(lambda reports: any(one.pushed for one in reports))
        driver.stop()


def test_edit_goes_that_comes_right_after_it_was_asked_what_came(
    double: Any, site: Site, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard, has_more = Heard(), Driver._has_more
    edits: Iterator[Body] = iter([{"residence": "JP"}])

    def asked(one: Driver) -> bool:
        found = has_more(one)
        for patch in edits:
            cache.edit([Edit("profile", PROFILE, OWN, patch)])
        return found

    monkeypatch.setattr(Driver, "_has_more", asked)
    double.put(OWN, "profile", PROFILE, {"name": {"full": "Anna"}})
    driver = deaf(cache, lambda: site, lambda **how: engine.sync(cache, site, **how), heard)
    driver.start()
    assert heard.until(lambda reports: any(one.pushed for one in reports))
    driver.stop()


@pytest.mark.parametrize("code", ["policy_required", "not_signed_in"])
def test_edit_in_the_pause_after_a_try_that_failed_goes_as_it_ends(cache: Cache, code: str) -> None:
    heard, reports = Heard(), [SyncReport(problem=problem(code))]
    tried: list[str] = []

    def sync(*, cause: str, **_: object) -> SyncReport:
        tried.append(cause)
        return reports.pop() if reports else SyncReport()

    with ambient.ruled() as rule:
        driver = deaf(cache, lambda: cast("Site", None), sync, heard)
        looks = counted(driver)
        driver.start()
        assert heard.until(lambda told: told)
        cache.edit([Edit("ticket", TICKET, OWN, {"topic": "other", "text": "Hello"})])
        for _ in range(3):
            assert looks.acquire(timeout=SECONDS)
        assert tried == ["begun"]
        rule.advance(61.0)
        assert heard.until(lambda _: len(tried) > 1)
        driver.stop()


def test_deed_that_has_to_follow_an_edit_is_held_no_longer_than_itself(double: Any, site: Site, cache: Cache) -> None:
    double.put(OWN, "profile", PROFILE, {"name": {"full": "Anna"}, "registered": True})
    engine.sync(cache, site)
    tried: list[str] = []

    def sync(*, cause: str, **how: Any) -> SyncReport:
        tried.append(cause)
        return engine.sync(cache, site, cause=cause, **how)

    heard = Heard()
    with ambient.ruled() as rule:
        first = cache.edit([Edit("profile", PROFILE, OWN, {"residence": "JP"})], 60)
        ticket = Edit("ticket", TICKET, OWN, {"topic": "other", "text": "Hello"})
        cache.edit([ticket], 10, deed="contact", needs=[first])
        driver = deaf(cache, lambda: site, sync, heard)
        looks = counted(driver)
        driver.start()
        for _ in range(4):
            assert looks.acquire(timeout=SECONDS)
        assert tried == ["begun"]  # nothing may go: nothing is asked each second
        rule.advance(11.0)
        assert heard.until(lambda reports: sum(one.pushed for one in reports) == 2)
        driver.stop()
