"""What a sync promises: nothing lost, nothing twice, what is gone is gone, an idle one costs one request."""

from __future__ import annotations

from typing import Any

import pytest

from izanau_desktop.cache import Cache, Edit, cursors, lease, outbox
from izanau_desktop.cache.reads import common
from izanau_desktop.sync import engine
from izanau_desktop.sync.site import Site
from izanau_protocol import ambient, ids, wire
from izanau_protocol.problems import Refused, problem
from tests.offer import LEGAL

ACCOUNT = "11111111-1111-4111-8111-111111111111"
OWN = f"account:{ACCOUNT}"
PROFILE = ids.profile_id(ACCOUNT)
NAMED = {"name": {"full": "Anna"}}


def edit(cache: Cache, patch: dict[str, Any], hold: float = 0) -> str:
    return cache.edit([Edit("profile", PROFILE, OWN, patch)], hold)


def body(cache: Cache) -> Any:
    found = cache.get("profile", PROFILE)
    return found.body if found else None


def test_edit_reaches_the_site_and_comes_to_rest(double: Any, site: Site, cache: Cache) -> None:
    edit(cache, NAMED)
    report = engine.sync(cache, site)
    assert (report.pushed, report.problem) == (1, None)
    assert double.view(OWN, "profile", PROFILE) == NAMED
    assert body(cache) == NAMED
    assert not cache.get("profile", PROFILE).pending  # type: ignore[union-attr]  # it was just seen to be there
    assert common.status(cache).waiting == 0


def test_idle_sync_costs_one_request_and_one_transaction(double: Any, site: Site, cache: Cache) -> None:
    edit(cache, NAMED)
    engine.sync(cache, site)
    double.asked.clear()
    before = cache.data_version()
    report = engine.sync(cache, site)
    assert double.asked == ["/v1/scopes"]
    assert cache.data_version() == before + 1
    assert report.problem is None


def test_first_pull_walks_down_then_only_up(double: Any, site: Site, cache: Cache) -> None:
    double.page = 3
    jobs = [ambient.new_id() for _ in range(8)]
    for number, job in enumerate(jobs):
        double.put("jobs", "job", job, {"company": PROFILE, "title": {"en": f"Job {number}"}, "state": "published"})
    engine.sync(cache, site)
    assert len(cache.list("job")) == 8
    walked = [path for path in double.asked if "scope=jobs" in path]
    assert all("before=" in path for path in walked)
    assert len(walked) == 3
    double.asked.clear()
    double.put("jobs", "job", jobs[0], {"company": PROFILE, "title": {"en": "New"}, "state": "published"})
    engine.sync(cache, site)
    assert [path for path in double.asked if "before=" in path] == []
    assert cache.get("job", jobs[0]).body["title"] == {"en": "New"}  # type: ignore[union-attr]  # listed above


def test_lost_answer_is_no_second_change(double: Any, site: Site, cache: Cache) -> None:
    edit(cache, NAMED)
    double.lose_answer = 1
    assert engine.sync(cache, site).problem.code == "offline"  # type: ignore[union-attr]  # the test orders the fault
    sent = cache.change(lambda c: outbox.rows(c))[0]
    edit(cache, {"residence": "JP"})
    assert cache.change(lambda c: outbox.rows(c))[0] == sent
    assert engine.sync(cache, site).problem is None
    assert double.view(OWN, "profile", PROFILE) == {**NAMED, "residence": "JP"}
    assert len(double.applied) == 2
    assert sent.push_id in double.applied
    assert double.pushed[0] == double.pushed[1]


def test_merge_that_never_settles_ends_with_the_sync(double: Any, site: Site, cache: Cache) -> None:
    edit(cache, NAMED)
    engine.sync(cache, site)
    judge, rounds = double.judge, 0

    def moves_each_time(push: wire.Push) -> wire.Answer:
        nonlocal rounds
        rounds += 1
        if rounds < 100:
            double.put(OWN, "profile", PROFILE, {**NAMED, "hobbies": {"en": f"Go {rounds}"}})
        answered: wire.Answer = judge(push)
        return answered

    double.judge = moves_each_time
    edit(cache, {"residence": "JP"})
    assert engine.sync(cache, site).problem is None
    asked, rounds = rounds, 100
    assert asked < 60
    assert engine.sync(cache, site).pushed == 1
    assert double.view(OWN, "profile", PROFILE) == {**NAMED, "hobbies": {"en": f"Go {asked}"}, "residence": "JP"}


def test_held_deed_waits_and_can_be_dropped(double: Any, site: Site, cache: Cache) -> None:
    with ambient.ruled(now=ambient.now()) as rule:
        edit(cache, NAMED)
        engine.sync(cache, site)
        held = cache.edit([Edit("profile", PROFILE, OWN, {"residence": "JP"})], 10, deed="register")
        assert engine.sync(cache, site).pushed == 0
        assert common.outbox_rows(cache)[0].state == "held"
        assert cache.drop(held)
        assert body(cache) == NAMED
        cache.edit([Edit("profile", PROFILE, OWN, {"residence": "JP"})], 10, deed="register")
        rule.advance(11)
        assert engine.sync(cache, site).pushed == 1


def test_clock_that_was_set_back_holds_no_deed(double: Any, site: Site, cache: Cache) -> None:
    with ambient.ruled(now=ambient.now()) as rule:
        edit(cache, NAMED)
        engine.sync(cache, site)
        cache.edit([Edit("profile", PROFILE, OWN, {"residence": "JP"})], 10, deed="register")
        rule.advance(-86_400)
        assert engine.sync(cache, site).pushed == 1


def test_gone_comes_first_and_is_acknowledged(double: Any, site: Site, company: tuple[Cache, str]) -> None:
    cache, identity = company
    scope = f"contacts:{identity}"
    double.put(scope, "contact", PROFILE, {"application": ACCOUNT, "company": identity, "email": "anna@example.com"})
    engine.sync(cache, site)
    assert cache.get("contact", PROFILE)
    double.put(scope, "contact", PROFILE, None, "revoked")
    cache.edit([Edit("ticket", ambient.new_id(), f"account:{cache.note('account')}", {"text": "x"})])
    double.heads.setdefault(f"account:{cache.note('account')}", 0)
    double.feeds.setdefault(f"account:{cache.note('account')}", {})
    double.asked.clear()
    report = engine.sync(cache, site)
    assert report.gone >= 1
    assert cache.get("contact", PROFILE) is None
    order = [path.split("?")[0] for path in double.asked]
    assert order.index("/v1/feed") < order.index("/v1/ack") < order.index("/v1/push")
    assert double.acks[1][scope] == 2


def test_lost_field_goes_though_pushing_fails(double: Any, site: Site, company: tuple[Cache, str]) -> None:
    cache, identity = company
    own, scope, application = f"account:{cache.note('account')}", f"applicants:{identity}", ambient.new_id()
    double.feeds |= {own: {}, scope: {}}
    double.heads |= {own: 0, scope: 0}
    view = {"job": ambient.new_id(), "seeker": PROFILE, "company": identity, "attempt": 1, "consent": ambient.new_id()}
    double.put(scope, "application", application, {**view, "message": "Please read me"})
    engine.sync(cache, site)
    cache.edit([Edit("ticket", ambient.new_id(), own, {"text": "Hello", "topic": "other"})])
    seq = double.put(scope, "application", application, {**view, "withdrawn": True})
    double.narrowed, double.lose_answer = {application}, 1
    assert engine.sync(cache, site).problem is not None
    found = cache.get("application", application)
    assert found is not None
    assert "message" not in found.body
    assert {scope: seq} in double.acks


@pytest.mark.parametrize("by_answer", [False, True])
def test_lost_field_goes_out_of_what_was_sent_too(
    double: Any, site: Site, company: tuple[Cache, str], *, by_answer: bool
) -> None:
    cache, identity = company
    scope, application = f"applicants:{identity}", ambient.new_id()
    double.feeds |= {scope: {}}
    double.heads |= {scope: 0}
    view = {"job": ambient.new_id(), "seeker": PROFILE, "company": identity, "attempt": 1, "consent": ambient.new_id()}
    double.put(scope, "application", application, {**view, "message": "Please read me"})
    engine.sync(cache, site)
    cache.edit([Edit("application", application, scope, {"stage": "new"})], deed="stage")
    engine.sync(cache, site)
    over = {**view, "stage": "new", "withdrawn": True}
    if by_answer:
        judge = double.judge

        def withdrawn_meanwhile(push: wire.Push) -> wire.Answer:
            double.put(scope, "application", application, over)
            answer: wire.Answer = judge(push)
            return answer

        double.judge = withdrawn_meanwhile
        cache.edit([Edit("application", application, scope, {"stage": "offer"})], deed="stage")
    else:
        double.put(scope, "application", application, over)
    engine.sync(cache, site)
    with cache.file.read() as connection:
        bases = [bytes(row[0] or b"") for row in connection.exec_driver_sql("SELECT base FROM part")]
    assert all(b"Please read me" not in base for base in bases)


def test_erased_person_leaves_no_id_behind(double: Any, site: Site, company: tuple[Cache, str]) -> None:
    cache, identity = company
    scope = f"applicants:{identity}"
    double.put(scope, "profile", PROFILE, NAMED)
    double.put(scope, "job", ACCOUNT, {"title": {"en": "Tester"}})
    engine.sync(cache, site)
    double.put(scope, "profile", PROFILE, None, "erased")
    double.put(scope, "job", ACCOUNT, None, "deleted")
    assert engine.sync(cache, site).gone == 2
    with cache.file.read() as connection:
        left = [row[0] for row in connection.exec_driver_sql("SELECT id FROM document")]
    assert PROFILE not in left
    assert ACCOUNT in left  # a tombstone that speaks of nobody


def test_scope_that_is_missing_takes_all_with_it(double: Any, site: Site, company: tuple[Cache, str]) -> None:
    cache, identity = company
    scope = f"applicants:{identity}"
    double.put(scope, "profile", PROFILE, NAMED)
    application = ids.application_id(ACCOUNT, PROFILE, 1)
    double.put(scope, "application", application, {"job": ACCOUNT, "seeker": PROFILE, "company": identity})
    engine.sync(cache, site)
    cache.edit([Edit("note", ambient.new_id(), scope, {"application": application, "text": "canary"})], 60, deed="note")
    del double.feeds[scope], double.heads[scope]
    engine.sync(cache, site)
    assert cache.list("note") == cache.list("profile") == cache.list("application") == ()
    assert common.outbox_rows(cache) == ()


def test_scope_that_is_missing_takes_a_job_that_was_never_sent(
    double: Any, site: Site, company: tuple[Cache, str]
) -> None:
    cache, identity = company
    scope, job = f"company:{identity}", ambient.new_id()
    double.feeds[scope], double.heads[scope] = {}, 0
    engine.sync(cache, site)
    made = cache.edit([Edit("job", job, scope, {"company": identity, **LEGAL})], 600)
    cache.edit([Edit("job", job, scope, {"state": "published"})], 600, deed="published", needs=[made])
    del double.feeds[scope], double.heads[scope]
    assert engine.sync(cache, site).problem is None
    assert (cache.list("job"), common.outbox_rows(cache)) == ((), ())


def test_scope_that_ends_while_pushing_takes_all_with_it(double: Any, site: Site, company: tuple[Cache, str]) -> None:
    cache, identity = company
    scope, jobs = f"applicants:{identity}", f"company:{identity}"
    double.feeds[jobs], double.heads[jobs] = {}, 0
    double.put(scope, "application", ambient.new_id(), {"job": ambient.new_id(), "company": identity})
    engine.sync(cache, site)
    assert len(cache.list("application")) == 1
    cache.edit([Edit("job", ambient.new_id(), jobs, {"company": identity, "title": {"en": "New"}})])
    push = double.push

    def ended(batch: wire.Batch) -> bytes:
        double.push = push
        del double.feeds[scope], double.heads[scope]
        answered: bytes = push(batch)
        return answered

    double.push = ended
    assert engine.sync(cache, site).pushed == 1
    assert cache.list("application") == ()


def test_deed_about_what_moves_during_a_walk_anew_is_kept(double: Any, site: Site, company: tuple[Cache, str]) -> None:
    cache, identity = company
    scope, double.page = f"applicants:{identity}", 2
    people = [ambient.new_id() for _ in range(6)]
    for one in people:
        double.put(scope, "application", one, {"job": identity, "company": identity, "stage": "new"})
    engine.sync(cache, site)
    held = cache.edit([Edit("application", people[0], scope, {"stage": "interview"})], 600, deed="stage")
    double.epoch, feed = "e2", double.feed
    del double.feeds[scope]["application", people[1]]  # lost with the backup

    def moving(asked: dict[str, str]) -> bytes:
        answered: bytes = feed(asked)
        if asked["scope"] == scope and "before" in asked:
            double.feed = feed
            view = {"job": identity, "company": identity, "stage": "new", "status": "in_review"}
            double.put(scope, "application", people[0], view)
        return answered

    double.feed = moving
    assert engine.sync(cache, site).gone == 1
    assert [row.id for row in common.outbox_rows(cache)] == [held]
    assert cache.get("application", people[0]).body["stage"] == "interview"  # type: ignore[union-attr]  # edited above
    assert cache.get("application", people[1]) is None


def test_sync_that_opens_a_locked_cache_tells_the_pages(double: Any, site: Site, company: tuple[Cache, str]) -> None:
    cache, identity = company
    double.put(f"applicants:{identity}", "profile", PROFILE, NAMED)
    with ambient.ruled(now=ambient.now()) as clock:
        engine.sync(cache, site)
        assert engine.sync(cache, site).kinds == frozenset()
        clock.advance(73 * 3600)
        with pytest.raises(Refused):
            cache.list("profile")
        assert {"profile", "application", "ticket"} <= engine.sync(cache, site).kinds
        assert len(cache.list("profile")) == 1
        assert engine.sync(cache, site).kinds == frozenset()


def test_two_readers_never_skip_an_entry(double: Any, cache: Cache) -> None:
    double.put("jobs", "job", ACCOUNT, {"company": PROFILE, "title": {"en": "A"}})
    cursor = cache.change(lambda c: cursors.begin(c, "jobs", 1))
    cache.change(lambda c: cursors.move(c, cursor, 0, 1))
    with pytest.raises(cursors.CursorMoved):
        cache.change(lambda c: cursors.move(c, cursor, 1, 1))


def test_kind_with_newer_views_is_listed_anew_first(double: Any, site: Site, cache: Cache) -> None:
    double.put("jobs", "job", ACCOUNT, {"company": PROFILE, "title": {"en": "A"}, "overseas": True})
    double.put("jobs", "company", PROFILE, {"name": "Umi Games"})
    engine.sync(cache, site)
    edit(cache, NAMED)
    double.views, double.lose_answer = {**double.views, "job": "2"}, 1
    double.feeds["jobs"]["job", ACCOUNT] = wire.Entry("jobs", "job", ACCOUNT, 1, {"company": PROFILE})
    double.asked.clear()
    assert engine.sync(cache, site).problem is not None  # the push was lost, and yet
    assert cache.get("job", ACCOUNT).body == {"company": PROFILE}  # type: ignore[union-attr]  # listed above
    assert [path for path in double.asked if "feed" in path] == ["/v1/feed?scope=jobs&before=0&kind=job"]
    double.asked.clear()
    assert engine.sync(cache, site).problem is None
    assert not any("kind=" in path for path in double.asked)


def test_field_that_the_policy_does_not_list_waits(double: Any, site: Site, cache: Cache) -> None:
    items = {"i1": {"name": "Name", "paths": ["profile.name"], "audience": ["public"], "position": "1"}}
    double.put("jobs", "policy", ids.natural_id("policy", "2019-04-10"), {"version": "2019-04-10", "items": items})
    engine.sync(cache, site)
    edit(cache, NAMED)
    engine.sync(cache, site)
    edit(cache, {"hobbies": {"en": "Go"}})
    assert engine.sync(cache, site).refused == 0
    assert double.view(OWN, "profile", PROFILE) == NAMED
    assert body(cache) == {**NAMED, "hobbies": {"en": "Go"}}
    (row,) = cache.change(lambda c: outbox.rows(c, ("waiting",)))
    assert row.problem is not None
    assert (row.problem.code, row.problem.field) == ("not_in_policy", "hobbies")
    items["i2"] = {"name": "Hobbies", "paths": ["profile.hobbies"], "audience": ["public"], "position": "2"}
    double.put("jobs", "policy", ids.natural_id("policy", "2019-04-10"), {"version": "2019-04-10", "items": items})
    engine.sync(cache, site)
    engine.sync(cache, site)
    assert double.view(OWN, "profile", PROFILE) == body(cache) == {**NAMED, "hobbies": {"en": "Go"}}


def test_site_shortens_the_lease(double: Any, site: Site, company: tuple[Cache, str]) -> None:
    cache, _ = company
    double.lease_hours = 24
    double.feeds, double.heads = {f"account:{cache.note('account')}": {}}, {f"account:{cache.note('account')}": 0}
    with ambient.ruled(now=ambient.now()) as clock:
        engine.sync(cache, site)
        clock.advance(23 * 3600)
        assert cache.lease().state == "held"
        clock.advance(2 * 3600)
        assert cache.lease().state == "locked"


def test_old_program_is_told_to_update(double: Any, site: Site, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("izanau_protocol.__version__", "0.0.9")
    assert engine.sync(cache, site).problem == problem("client_too_old", version="0.1.0")


def test_records_that_were_purged_come_again_though_nothing_moved_at_the_site(
    double: Any, site: Site, cache: Cache
) -> None:
    scope, application = f"applicants:{ids.natural_id('test', 'company')}", ambient.new_id()
    double.put(scope, "application", application, {"status": "applied"})
    engine.sync(cache, site)
    cache.change(lease.purge)
    assert cache.get("application", application) is None
    engine.sync(cache, site)
    assert cache.get("application", application) is not None
