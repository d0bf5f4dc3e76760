"""No edit is left waiting for the next one, whenever it comes and whenever its hold ends."""

from __future__ import annotations

from collections.abc import Iterator
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
from tests.desktop.sync.conftest import OWN, PROFILE
from tests.desktop.sync.heard import Deaf, Heard


def test_edit_that_comes_while_a_sync_ends_is_not_left_waiting(double: Any, site: Site, cache: Cache) -> None:
    heard = Heard()
    edits: Iterator[Body] = iter([{"residence": "JP"}])

    def sync(**_: object) -> SyncReport:
        report = engine.sync(cache, site)
        for patch in edits:
            cache.edit([Edit("profile", PROFILE, OWN, patch)])
        return report

    double.put(OWN, "profile", PROFILE, {"name": {"full": "Anna"}})
    driver = Driver(cache, None, lambda: site, sync, heard)
    driver._listener = cast("Listener", Deaf())
    driver.start()
    assert heard.until(lambda reports: any(one.pushed for one in reports))
    driver.stop()


def test_held_edit_goes_also_where_its_hold_ends_as_one_looks_for_it(
    double: Any, site: Site, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard, may_go = Heard(), Driver._may_go
    double.put(OWN, "profile", PROFILE, {"name": {"full": "Anna"}})
    driver = Driver(cache, None, lambda: site, lambda **how: engine.sync(cache, site, **how), heard)
    driver._listener = cast("Listener", Deaf())
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
