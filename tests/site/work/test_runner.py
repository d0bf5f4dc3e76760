"""The loop of the background work: what fails in it is logged, and it goes on."""

from __future__ import annotations

import asyncio
import logging

import pytest
from msgspec.structs import replace

from izanau_site.site import Site
from izanau_site.work.runner import Runner


def test_outage_is_logged_once_until_it_changes(
    site: Site, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop, rounds = asyncio.Event(), iter(["away", "away", "full", "full", "", "full"])

    async def once(_runner: Runner) -> int:
        """One round, as it comes to an end."""
        match next(rounds, None):
            case "away":
                raise ConnectionError
            case "full":
                raise OSError("no room")
            case None:
                stop.set()
        return 0

    monkeypatch.setattr(Runner, "once", once)
    quick = replace(site, settings=replace(site.settings, work_seconds=0))
    with caplog.at_level(logging.ERROR):
        asyncio.run(Runner(quick).run(stop))
    assert [type(row.exc_info[1]) for row in caplog.records if row.exc_info] == [ConnectionError, OSError, OSError]
