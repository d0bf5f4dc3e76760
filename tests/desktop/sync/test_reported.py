"""What a sync says that it came to, in its report and in the log: times, counts, kinds, and what stopped it."""

from __future__ import annotations

from typing import Any

import pytest

from izanau_desktop.cache import Cache, CacheTrouble, Edit, lease, meta, synclog
from izanau_desktop.cache.reads import common, syncs
from izanau_desktop.sync import engine
from izanau_desktop.sync.driver import EVERY
from izanau_desktop.sync.site import Site
from izanau_protocol import ambient, wire
from izanau_protocol.problems import problem
from tests.desktop.sync.conftest import OWN, PROFILE

NAMED: dict[str, object] = {"name": {"full": "Anna"}}


def slow(double: Any, rule: ambient.Rule) -> None:
    """Let a request for the scopes take a second and a half."""
    scopes = double.scopes

    def slowly() -> bytes:
        rule.advance(1.5)
        found: bytes = scopes()
        return found

    double.scopes = slowly


def test_sync_tells_how_long_it_took_and_when_it_began(double: Any, site: Site, cache: Cache) -> None:
    with ambient.ruled(now=ambient.now()) as rule:
        slow(double, rule)
        began = ambient.timestamp()
        assert engine.sync(cache, site).seconds == 1.5
    (one,) = syncs.read(cache)
    assert (one.at, one.milliseconds) == (began, 1500)


def test_sync_that_a_fault_of_ours_ends_is_noted_with_what_it_had_done(
    double: Any, site: Site, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    double.put(OWN, "profile", PROFILE, NAMED)
    with ambient.ruled(now=ambient.now()) as rule:
        slow(double, rule)
        began = ambient.timestamp()
        monkeypatch.setattr("izanau_desktop.sync.pull.acknowledge", lambda *_: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            engine.sync(cache, site, cause="edit")
    (one,) = syncs.read(cache)
    assert (one.at, one.milliseconds, one.cause, one.pulled) == (began, 1500, "edit", 1)
    assert (one.problem, one.requests) == (synclog.STUMBLED, site.requests)
    assert common.status(cache).problem == "", "what is ours to mend is no state of the sync"


def test_what_stopped_the_last_sync_is_known_until_one_goes_through(double: Any, site: Site, cache: Cache) -> None:
    double.busy = "1"
    assert engine.sync(cache, site).problem == problem("site_down", id="503")
    assert common.status(cache).problem == "site_down"
    assert syncs.read(cache)[0].cause == synclog.ASKED
    double.busy = ""
    assert engine.sync(cache, site).problem is None
    assert common.status(cache).problem == ""


def test_sync_that_cannot_be_noted_says_why(site: Site, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise CacheTrouble(problem("disk_full"))

    monkeypatch.setattr(synclog, "add", full)
    assert engine.sync(cache, site).problem == problem("disk_full")


def test_site_that_is_another_each_time_is_told_as_one_that_is_down(double: Any, site: Site, cache: Cache) -> None:
    feed, asked = double.feed, list[str]()
    double.put(OWN, "profile", PROFILE, NAMED)

    def other(query: dict[str, str]) -> bytes:
        asked.append(query["scope"])
        double.epoch += "!"
        page: bytes = feed(query)
        return page

    double.feed = other
    assert engine.sync(cache, site).problem == problem("site_down")
    assert len(asked) == 3


def test_file_is_tidied_where_anything_went_and_only_then(
    double: Any, site: Site, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    tidied = list[int]()
    monkeypatch.setattr(cache.file, "tidy", lambda: tidied.append(1))
    double.put(OWN, "ticket", PROFILE, {"text": "Hello"})
    engine.sync(cache, site)
    assert tidied == []
    double.put(OWN, "ticket", PROFILE, None, "revoked")
    assert engine.sync(cache, site).gone == 1
    assert tidied == [1]


def test_report_counts_what_came_what_went_and_of_which_kinds(double: Any, site: Site, cache: Cache) -> None:
    double.put(OWN, "ticket", PROFILE, {"text": "Hello"})
    cache.edit([Edit("profile", PROFILE, OWN, NAMED)])
    first = engine.sync(cache, site)
    assert (first.pushed, first.pulled, first.gone, first.refused) == (1, 1, 0, 0)
    assert first.kinds == {"profile", "ticket"}
    assert (first.requests, first.bytes_in, first.bytes_out) == (site.requests, site.bytes_in, site.bytes_out)
    double.put(OWN, "ticket", PROFILE, None, "revoked")
    second = engine.sync(cache, site)
    assert (second.pushed, second.pulled, second.gone, second.kinds) == (0, 0, 1, frozenset({"ticket"}))
    assert engine.sync(cache, site).kinds == frozenset()


def test_sync_with_nothing_to_do_renews_the_lease_unless_all_was_let_go_of_meanwhile(
    site: Site, company: tuple[Cache, str]
) -> None:
    cache, _ = company
    with ambient.ruled(now=ambient.now()) as rule:
        engine.sync(cache, site)
        until = cache.lease().until
        rule.advance(3_600.0)
        engine.sync(cache, site)
        assert cache.lease().until > until
        until, ask = cache.lease().until, site.get

        def purged(*asked: Any, **how: Any) -> Any:
            answer = ask(*asked, **how)
            cache.change(lease.purge)
            cache.change(lambda connection: meta.put(connection, "etag", ""))
            return answer

        site.get = purged  # type: ignore[method-assign]  # another process does it in between
        rule.advance(3_600.0)
        engine.sync(cache, site)
        assert cache.lease().until == until


def test_scope_that_ends_is_counted_with_what_went_before_it_and_told_to_every_page(
    double: Any, site: Site, company: tuple[Cache, str]
) -> None:
    cache, identity = company
    scope, jobs = f"applicants:{identity}", f"company:{identity}"
    double.put(scope, "profile", PROFILE, NAMED)
    double.put(scope, "export", ambient.new_id(), {"company": identity})
    job = ambient.new_id()
    double.put(jobs, "job", job, {"company": identity, "title": {"en": "Old"}})
    engine.sync(cache, site)
    double.put(jobs, "job", job, None, "revoked")
    cache.edit([Edit("job", ambient.new_id(), jobs, {"company": identity, "title": {"en": "New"}})])
    push = double.push

    def ended(batch: wire.Batch) -> bytes:
        double.feeds.pop(scope)
        double.heads.pop(scope)
        double.push = push
        answered: bytes = push(batch)
        return answered

    double.push = ended
    report = engine.sync(cache, site)
    assert (report.gone, report.pushed, report.problem) == (3, 1, None)
    assert report.kinds == EVERY
