"""The log of syncs: bounded, short where nothing happens, and of counts, codes and times only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from izanau_desktop.cache import Cache, synclog
from izanau_desktop.cache.reads import syncs
from izanau_desktop.cache.synclog import Sync
from izanau_protocol import ambient


@pytest.fixture
def cache() -> Iterator[Cache]:
    found = Cache(None)
    yield found
    found.close()


def note(cache: Cache, cause: str = "timer", **more: object) -> None:
    one = Sync(at=ambient.timestamp(), cause=cause, **more)  # type: ignore[arg-type]  # counts and a code
    cache.change(lambda connection: synclog.add(connection, one))


def test_log_keeps_the_newest_only(cache: Cache) -> None:
    for number in range(synclog.MOST + 7):
        note(cache, pushed=number + 1)
    kept = syncs.read(cache)
    assert [one.pushed for one in kept] == list(range(synclog.MOST + 7, 7, -1))


def test_log_forgets_what_is_old(cache: Cache) -> None:
    with ambient.ruled(now=dt.datetime(2026, 11, 1, tzinfo=dt.UTC)) as rule:
        note(cache, pushed=1)
        rule.advance(synclog.DAYS * 86_400 + 1)
        note(cache, pulled=1)
        assert [one.pulled for one in syncs.read(cache)] == [1]


def test_quiet_day_is_one_line(cache: Cache) -> None:
    with ambient.ruled(now=dt.datetime(2026, 11, 1, 9, tzinfo=dt.UTC)) as rule:
        for _ in range(90):
            note(cache, requests=1)
            rule.advance(60)
    (one,) = syncs.read(cache)
    assert (one.times, one.requests, one.at[11:16], one.last[11:16]) == (90, 90, "09:00", "10:29")


def test_tries_of_one_outage_are_one_line_and_its_end_another(cache: Cache) -> None:
    for cause in ("edit", "again", "again", "network"):
        note(cache, cause, problem="offline")
    note(cache, "again", pushed=2)
    done, outage = syncs.read(cache)
    assert (outage.times, outage.problem, done.pushed) == (4, "offline", 2)
    assert syncs.read(cache, problems=True) == (outage,)


def test_word_that_is_no_code_is_not_kept(cache: Cache) -> None:
    note(cache, problem="Anna <anna@mail.example>")
    assert syncs.read(cache)[0].problem == "site_error"


def test_text_for_support_fits_and_says_what_it_leaves_out(cache: Cache) -> None:
    for number in range(60):
        note(cache, pushed=number + 1)
    text = syncs.as_text(syncs.read(cache), "en", 1_000)
    assert len(text) <= 1_000
    assert "Sent 60" in text
    assert "older ones" in text.splitlines()[-1]
