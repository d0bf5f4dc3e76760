"""What the site answers to a push, and what becomes of it: refused, waiting for the agreement, or said in few words."""

from __future__ import annotations

from typing import Any

import msgspec

from izanau_desktop.cache import Cache, Edit, agreement, answers, meta
from izanau_desktop.cache.reads import common
from izanau_desktop.sync import engine
from izanau_desktop.sync.site import Site
from izanau_protocol import ambient, wire
from izanau_protocol.problems import problem
from tests.desktop.sync.conftest import ACCOUNT, OWN, PROFILE
from tests.desktop.sync.test_sync import NAMED, body, edit


def test_refused_change_stays_shown_and_blocks_nothing(double: Any, site: Site, cache: Cache) -> None:
    edit(cache, NAMED)
    double.refuse = {"code": "forbidden", "field": "name.full"}
    assert engine.sync(cache, site).refused == 1
    (row,) = common.outbox_rows(cache)
    assert (row.state, row.problem.code, row.problem.field) == ("refused", "forbidden", "name.full")  # type: ignore[union-attr]  # refused above
    assert body(cache) == NAMED
    double.refuse = None
    job = cache.edit([Edit("ticket", ambient.new_id(), OWN, {"text": "hello", "topic": "other"})])
    assert engine.sync(cache, site).pushed == 1
    assert job
    assert cache.retry(row.id)
    assert engine.sync(cache, site).pushed == 1
    assert double.view(OWN, "profile", PROFILE) == NAMED


def test_without_agreement_changes_wait_and_are_not_refused(double: Any, site: Site, cache: Cache) -> None:
    edit(cache, NAMED)
    double.unagreed = 1
    report = engine.sync(cache, site)
    assert (report.problem.code, report.refused) == ("policy_required", 0)  # type: ignore[union-attr]  # ordered above
    double.unagreed = 0
    assert engine.sync(cache, site).pushed == 1


def test_what_is_not_filled_in_yet_is_not_sent(double: Any, site: Site, cache: Cache) -> None:
    edit(cache, NAMED)
    edit(cache, {"work": {"abc": {"position": "V1abc", "title": "Tester"}}})
    assert engine.sync(cache, site).pushed == 0
    (row,) = common.outbox_rows(cache)
    assert (row.state, row.problem.field) == ("waiting", "work.abc.company")  # type: ignore[union-attr]  # held back
    edit(cache, {"work": {"abc": {"company": "ACME"}}})
    assert engine.sync(cache, site).pushed == 1


def test_answer_that_says_no_more_than_that_it_was_applied_is_enough(double: Any, site: Site, cache: Cache) -> None:
    edit(cache, NAMED)
    engine.sync(cache, site)
    judge = double.judge
    double.judge = lambda push: wire.Answer(push.push_id, judge(push).result)
    edit(cache, {"residence": "JP"})
    assert engine.sync(cache, site).pushed == 1
    assert body(cache) == double.view(OWN, "profile", PROFILE) == {**NAMED, "residence": "JP"}
    assert common.status(cache).waiting == 0


def test_number_of_an_application_that_is_told_of_something_else_changes_nothing(
    double: Any, site: Site, cache: Cache
) -> None:
    edit(cache, NAMED)
    engine.sync(cache, site)
    double.put(OWN, "profile", PROFILE, {**NAMED, "residence": "JP"})
    judge, told = double.judge, problem("stale", "attempt", attempt=2).as_rfc9457("en")

    def odd(push: wire.Push) -> wire.Answer:
        answer: wire.Answer = judge(push)
        return msgspec.structs.replace(answer, problem=told) if answer.result == "stale" else answer

    double.judge = odd
    edit(cache, {"birthday": "1995-04-30"})
    assert engine.sync(cache, site).problem is None
    assert double.view(OWN, "profile", PROFILE) == {**NAMED, "residence": "JP", "birthday": "1995-04-30"}


def test_what_discloses_waits_for_the_agreement_and_what_lessens_does_not(
    double: Any, site: Site, cache: Cache
) -> None:
    double.put(OWN, "account", ACCOUNT, {"name": "Anna", "email": "anna@example.com"})
    engine.sync(cache, site)
    double.agreed = False
    edit(cache, NAMED)
    cache.edit([Edit("account", ACCOUNT, OWN, {"paused": True})], deed="pause")
    report = engine.sync(cache, site)
    assert (report.problem.code, report.pushed) == ("policy_required", 1)  # type: ignore[union-attr]  # ordered above
    assert [part.kind for push in double.pushed for part in push.parts] == ["account"]
    assert [(row.state, row.problem.code) for row in common.outbox_rows(cache) if row.problem] == [
        ("waiting", "policy_required")
    ]
    cache.change(lambda connection: agreement.given(connection, "2019-04-10"))  # as the desk does once the site took it
    assert [row.problem for row in common.outbox_rows(cache)] == [None]
    double.agreed = True
    assert engine.sync(cache, site).problem is None
    assert double.view(OWN, "profile", PROFILE) == NAMED


def test_agreeing_leaves_what_waits_for_something_else_as_it_is(double: Any, site: Site, cache: Cache) -> None:
    edit(cache, {**NAMED, "work": {"abc": {"position": "V1abc", "title": "Tester"}}})
    engine.sync(cache, site)
    before = common.outbox_rows(cache)
    cache.change(lambda connection: agreement.given(connection, "2019-04-10"))
    assert common.outbox_rows(cache) == before
    assert [(row.problem.code, row.problem.field) for row in before if row.problem] == [
        ("required", "work.abc.company")
    ]


def test_what_waits_behind_another_push_still_says_what_it_lacks(cache: Cache) -> None:
    edit(cache, NAMED)
    cache.change(answers.prepare)
    edit(cache, {"work": {"abc": {"position": "V1abc", "title": "Tester"}}})
    cache.change(answers.prepare)
    cache.change(lambda connection: meta.put(connection, agreement.DUE, "yes"))  # as the site says of a new version
    assert cache.change(answers.prepare) == []
    assert [row.problem.field if row.problem else "" for row in common.outbox_rows(cache)] == ["", "work.abc.company"]
