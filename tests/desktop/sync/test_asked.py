"""What a sync asks the site for: which pages, in which order, and nothing of what did not move."""

from __future__ import annotations

from typing import Any

import pytest

from izanau_desktop.cache import Cache, Edit
from izanau_desktop.sync import engine
from izanau_desktop.sync.report import Stopped
from izanau_desktop.sync.site import Site
from izanau_protocol import wire
from tests.desktop.sync.conftest import OWN, PROFILE

NAMED: dict[str, object] = {"name": {"full": "Anna"}}
SCOPES = "/v1/scopes"


def feed(**asked: str | int) -> str:
    return "/v1/feed?" + "&".join(f"{name}={value}" for name, value in asked.items()).replace(":", "%3A")


@pytest.fixture
def asked(double: Any, site: Site, cache: Cache) -> list[str]:
    """What the site is asked for after the first pull of a profile and of five jobs, three entries a page."""
    double.page = 3
    double.put(OWN, "profile", PROFILE, NAMED)
    for number in range(1, 6):
        double.put("jobs", "job", f"{PROFILE[:-1]}{number}", {"company": PROFILE, "title": {"en": f"Job {number}"}})
    assert engine.sync(cache, site).pulled == 6
    found: list[str] = double.asked
    return found


def test_first_pull_asks_from_above_what_the_site_told_and_first_for_few(asked: list[str]) -> None:
    assert asked == [
        SCOPES,
        feed(scope=OWN, before=2, read=1, limit=100),
        feed(scope="jobs", before=6, read=5, limit=100),
        feed(scope="jobs", before=3, read=5),
        "/v1/ack",
    ]


def test_only_a_scope_in_which_something_moved_is_asked_for(
    double: Any, site: Site, cache: Cache, asked: list[str]
) -> None:
    double.put("jobs", "job", PROFILE, {"company": PROFILE, "title": {"en": "New"}})
    asked.clear()
    assert engine.sync(cache, site).pulled == 1
    assert asked == [SCOPES, feed(scope="jobs", after=5, gone=1), feed(scope="jobs", after=5, read=5)]


def test_scope_that_is_new_is_walked_and_the_others_are_left(
    double: Any, site: Site, cache: Cache, asked: list[str]
) -> None:
    scope = "job:22222222-2222-4222-8222-222222222222"
    double.put(scope, "ticket", PROFILE, {"text": "Hello"})
    asked.clear()
    assert engine.sync(cache, site).pulled == 1
    assert asked == [SCOPES, feed(scope=scope, before=2, read=1, limit=100), "/v1/ack"]


def test_what_is_gone_is_asked_for_to_its_end_before_any_other_page(
    double: Any, site: Site, cache: Cache, asked: list[str]
) -> None:
    for number in range(1, 6):
        double.put("jobs", "job", f"{PROFILE[:-1]}{number}", None, "deleted")
    asked.clear()
    report = engine.sync(cache, site)
    assert (report.gone, report.problem) == (5, None)
    assert asked[:3] == [SCOPES, feed(scope="jobs", after=5, gone=1), feed(scope="jobs", after=8, gone=1)]
    assert [cursor for cursor in asked[3:] if "gone" in cursor] == []


def test_no_end_is_acknowledged_where_none_came(double: Any, site: Site, cache: Cache, asked: list[str]) -> None:
    double.put(OWN, "profile", PROFILE, {**NAMED, "residence": "JP"})
    asked.clear()
    engine.sync(cache, site)
    assert asked == [SCOPES, feed(scope=OWN, after=1, gone=1), feed(scope=OWN, after=1, read=1), "/v1/ack"]


def stop(_tally: object) -> None:
    raise Stopped


def test_walk_that_was_stopped_asks_for_what_went_since_it_began(double: Any, site: Site, cache: Cache) -> None:
    double.page = 1
    for number in range(1, 4):
        double.put(OWN, "ticket", f"{PROFILE[:-1]}{number}", {"text": "Hello"})
    assert engine.sync(cache, site, turned=stop).stopped
    double.put(OWN, "ticket", f"{PROFILE[:-1]}3", None, "revoked")
    double.asked.clear()
    engine.sync(cache, site)
    assert double.asked[:4] == [
        SCOPES,
        feed(scope=OWN, after=3, gone=1),
        "/v1/ack",
        feed(scope=OWN, before=3, read=3),
    ]


def test_walk_anew_that_was_stopped_asks_for_all_that_ever_went_until_it_is_whole(
    double: Any, site: Site, cache: Cache, asked: list[str]
) -> None:
    double.epoch = "e2"
    double.put("jobs", "job", f"{PROFILE[:-1]}1", None, "deleted")
    double.put(OWN, "profile", PROFILE, None, "revoked")
    assert engine.sync(cache, site, turned=stop).stopped
    asked.clear()
    assert engine.sync(cache, site).problem is None
    assert asked[:2] == [SCOPES, feed(scope="jobs", after=0, gone=1)]
    double.put("jobs", "job", f"{PROFILE[:-1]}2", None, "deleted")
    asked.clear()
    assert engine.sync(cache, site).problem is None
    assert asked == [SCOPES, feed(scope="jobs", after=6, gone=1), feed(scope="jobs", after=6, read=6)]


def test_what_a_push_made_is_looked_for_among_what_is_gone_before_its_scope_is_read(
    double: Any, site: Site, cache: Cache
) -> None:
    push = double.push

    def last(batch: wire.Batch) -> bytes:
        double.busy = "1"  # for all that comes after it
        answered: bytes = push(batch)
        return answered

    double.push = last
    cache.edit([Edit("profile", PROFILE, OWN, NAMED)])
    assert engine.sync(cache, site).pushed == 1
    double.busy = ""
    double.put(OWN, "profile", PROFILE, None, "revoked")
    double.asked.clear()
    assert engine.sync(cache, site).problem is None
    assert double.asked[:2] == [SCOPES, feed(scope=OWN, after=0, gone=1)]


def test_what_moves_while_a_scope_is_walked_is_read_after_it(double: Any, site: Site, cache: Cache) -> None:
    double.put("jobs", "job", PROFILE, {"company": PROFILE, "title": {"en": "Old"}})
    now = double.feed

    def moving(query: dict[str, str]) -> bytes:
        double.feed = now
        page: bytes = now(query)
        double.put("jobs", "job", PROFILE, {"company": PROFILE, "title": {"en": "New"}})
        return page

    double.feed = moving
    assert engine.sync(cache, site).problem is None
    assert engine.sync(cache, site).problem is None
    assert cache.get("job", PROFILE).body["title"] == {"en": "New"}  # type: ignore[union-attr]  # it was just read


@pytest.mark.parametrize("which", ["gone", "kind", "read"])
def test_page_of_another_epoch_than_was_told_counts_for_nothing(
    double: Any, site: Site, cache: Cache, asked: list[str], which: str
) -> None:
    """As where the site was put back from a backup between two requests: all is asked anew."""
    double.put("jobs", "job", PROFILE, {"company": PROFILE, "title": {"en": "New"}})
    if which == "kind":
        double.views = {**double.views, "job": "2"}
    now, pages = double.feed, list[str]()

    def restored(query: dict[str, str]) -> bytes:
        pages.append("gone" if "gone" in query else "kind" if "kind" in query else "read")
        if pages[-1] == which:
            double.epoch, double.feed = "e2", now
            asked.clear()
        page: bytes = now(query)
        return page

    double.feed = restored
    assert engine.sync(cache, site).problem is None
    assert asked[0] == SCOPES
    assert cache.note("epoch") == "e2"


def test_kind_that_is_listed_anew_is_read_to_its_end_where_any_of_it_is(
    double: Any, site: Site, cache: Cache, asked: list[str]
) -> None:
    double.views = {**double.views, "job": "2"}
    asked.clear()
    assert engine.sync(cache, site).problem is None
    assert asked == [SCOPES, feed(scope="jobs", before=0, kind="job"), feed(scope="jobs", before=3, kind="job")]


@pytest.mark.parametrize("which", ["gone", "kind", "before", "after"])
def test_site_whose_pages_lead_nowhere_is_asked_no_further(
    double: Any, site: Site, cache: Cache, asked: list[str], which: str
) -> None:
    if which == "before":
        double.epoch = "e2"
    for number in range(1, 6):
        double.put("jobs", "job", f"{PROFILE[:-1]}{number}", None, "deleted")
    double.views = {**double.views, "job": "2"}
    now, pages = double.feed, list[dict[str, str]]()

    def circling(query: dict[str, str]) -> bytes:
        """As something between that gives the first page of its kind again, for as long as a sync may ask."""
        pages.append(query)
        first = next(one for one in pages if one.keys() == query.keys() and one["scope"] == query["scope"])
        again = which in query and ("gone" in query) == (which == "gone") and len(pages) < 30
        page: bytes = now(first if again else query)
        return page

    double.feed = circling
    engine.sync(cache, site)
    assert len(pages) < 30


def test_guest_reads_and_neither_sends_nor_acknowledges(double: Any, site: Site, cache: Cache) -> None:
    double.put("jobs", "job", PROFILE, {"company": PROFILE, "title": {"en": "New"}})
    double.put(OWN, "profile", PROFILE, NAMED)
    cache.edit([Edit("ticket", PROFILE, OWN, {"topic": "other", "text": "Hello"})])
    assert engine.sync(cache, site, guest=True).pulled == 2
    double.put(OWN, "profile", PROFILE, None, "revoked")
    assert engine.sync(cache, site, guest=True).gone == 1
    assert {path.partition("?")[0] for path in double.asked} == {SCOPES, "/v1/feed"}


def test_what_is_held_goes_where_one_asks_for_it_at_once(double: Any, site: Site, cache: Cache) -> None:
    cache.edit([Edit("profile", PROFILE, OWN, NAMED)], 600)
    assert engine.sync(cache, site).pushed == 0
    assert engine.sync(cache, site, at_once=True).pushed == 1


def test_whole_sync_asks_where_all_stands_though_nothing_moved(double: Any, site: Site, cache: Cache) -> None:
    """As where what is here is not to be believed: an etag says only that nothing moved at the site."""
    double.put(OWN, "profile", PROFILE, NAMED)
    engine.sync(cache, site)
    cache.change(lambda connection: connection.exec_driver_sql("DELETE FROM cursor").rowcount)
    assert engine.sync(cache, site).pulled == 0
    double.asked.clear()
    assert engine.sync(cache, site, full=True).problem is None
    assert feed(scope=OWN, before=2, read=1, limit=100) in double.asked
