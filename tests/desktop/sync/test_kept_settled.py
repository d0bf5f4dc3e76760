"""What settled is kept for as long as a backup of the site may be put back, by the site's own time (R12, R16)."""

from __future__ import annotations

from typing import Any

import pytest

from izanau_desktop.cache import Cache
from izanau_desktop.sync import engine
from izanau_desktop.sync.site import Site
from izanau_protocol import ambient, wire
from tests.desktop.sync.conftest import Handler
from tests.desktop.sync.test_sync import NAMED, edit


def kept(cache: Cache) -> list[int]:
    """How many pushes and parts are here."""
    with cache.file.read() as connection:
        tables = ("outbox", "part")
        return [connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() for table in tables]


def test_settled_push_is_kept_for_the_backup_window_and_no_longer(double: Any, site: Site, cache: Cache) -> None:
    with ambient.ruled(now=ambient.now()) as clock:
        edit(cache, NAMED)
        engine.sync(cache, site)
        clock.advance((wire.BACKUP_WINDOW_DAYS - 1) * 86_400)
        engine.sync(cache, site)
        assert kept(cache) == [1, 1]
        clock.advance(2 * 86_400)
        engine.sync(cache, site)
        assert kept(cache) == [0, 0]


@pytest.mark.parametrize("wrong", [-1, 1])
def test_no_clock_of_this_machine_shortens_the_backup_window(double: Any, site: Site, cache: Cache, wrong: int) -> None:
    """It is wrong when the push is settled, or when it would be forgotten."""
    days, at = (wire.BACKUP_WINDOW_DAYS + 1) * 86_400, ambient.now()
    double.now = lambda: at
    with ambient.ruled(now=at) as clock:
        clock.advance(min(0, wrong * days))
        edit(cache, NAMED)
        assert engine.sync(cache, site).pushed == 1
        clock.advance(days)
        engine.sync(cache, site)
        assert kept(cache) == [1, 1]


def test_nothing_is_forgotten_by_a_site_that_tells_no_time(
    double: Any, site: Site, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Handler, "date_time_string", lambda _: "some day")
    edit(cache, NAMED)
    assert engine.sync(cache, site).pushed == 1
    monkeypatch.undo()
    with ambient.ruled(now=ambient.now()) as clock:
        clock.advance((wire.BACKUP_WINDOW_DAYS + 1) * 86_400)
        engine.sync(cache, site)
        assert kept(cache) == [1, 1]
