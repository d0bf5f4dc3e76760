"""The pages of a pull: the next one is asked for while one is written, and none is left under way."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import pytest

from izanau_desktop.cache import Cache, apply
from izanau_desktop.sync import engine
from izanau_desktop.sync.report import Stopped, Tally
from izanau_desktop.sync.site import Site
from izanau_protocol import ids
from tests.desktop.sync.conftest import OWN, PROFILE
from tests.offer import LEGAL

JOBS = 8


def offered(double: Any, name: str) -> None:
    """So many jobs at the site."""
    for number in range(JOBS):
        double.put("jobs", "job", ids.natural_id("test", f"{name} {number}"), {**LEGAL, "company": PROFILE})


class Ahead:
    """Counts the pages that are asked for beside, waited for, and written."""

    def __init__(self, patch: pytest.MonkeyPatch, double: Any) -> None:
        double.page = 3
        offered(double, "job")
        double.heads.pop(OWN)
        self.asked = self.awaited = 0
        self.written: list[int] = []
        """How many were asked for when each one was written."""
        self._beside, self._write = Site.beside, apply.page
        patch.setattr(Site, "beside", lambda site, work: self.ask(site, work))
        patch.setattr(apply, "page", self.write)

    def ask(self, site: Site, work: Callable[[], Any]) -> Callable[[], Any]:
        self.asked += 1
        landed = self._beside(site, work)

        def wait() -> Any:
            self.awaited += 1
            return landed()

        return wait

    def write(self, *page: Any) -> Any:
        self.written.append(self.asked)
        return self._write(*page)


def test_next_page_is_asked_for_while_one_is_written(
    double: Any, site: Site, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead = Ahead(monkeypatch, double)
    assert engine.sync(cache, site).pulled == JOBS
    assert ahead.written == [1, 2, 2]
    offered(double, "new")  # so it is where some came
    assert engine.sync(cache, site).pulled == JOBS
    assert ahead.written[3:] == [3, 4, 4]
    assert ahead.awaited == 4


@pytest.mark.parametrize("fault", [ZeroDivisionError, Stopped])
def test_sync_that_ends_early_leaves_no_page_under_way(
    double: Any, site: Site, cache: Cache, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    ahead = Ahead(monkeypatch, double)

    def turned(_tally: Tally) -> None:
        raise fault

    with contextlib.suppress(ZeroDivisionError):
        assert engine.sync(cache, site, turned=turned).stopped
    assert (ahead.asked, ahead.awaited) == (1, 1)


def test_interrupted_sync_waits_for_no_page_under_way(
    double: Any, site: Site, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead = Ahead(monkeypatch, double)

    def interrupted(*_page: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(apply, "page", interrupted)
    with pytest.raises(KeyboardInterrupt):
        engine.sync(cache, site)
    assert (ahead.asked, ahead.awaited) == (1, 0)
