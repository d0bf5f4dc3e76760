"""What the site answers to a push, and what becomes of it: refused, waiting for the agreement, or said in few words."""

from __future__ import annotations

import random
from typing import Any

import msgspec
import pytest

from izanau_desktop.cache import Cache, Edit, agreement, answers, meta, outbox
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


REFUSED = {"code": "forbidden", "field": "residence"}
ENTRY = {"company": "Umi", "position": "V1abc"}


@pytest.fixture
def refused(double: Any, site: Site, cache: Cache) -> str:
    """A profile of which the site refused a field and an entry; the push of these."""
    edit(cache, NAMED)
    assert engine.sync(cache, site).pushed == 1
    double.refuse = REFUSED
    edit(cache, {"residence": "JP", "work": {"abc": ENTRY}})
    assert engine.sync(cache, site).refused == 1
    double.refuse = None
    [row] = common.outbox_rows(cache)
    return row.id


def test_edit_of_something_else_is_not_held_up_by_a_refused_one(
    double: Any, site: Site, cache: Cache, refused: str
) -> None:
    edit(cache, {"hobbies": {"en": "Go"}})
    assert engine.sync(cache, site).pushed == 1
    assert double.view(OWN, "profile", PROFILE) == {**NAMED, "hobbies": {"en": "Go"}}
    edit(cache, {"hobbies": {"en": "Shogi"}})
    assert [row.id for row in cache.drop(refused)] == [refused]
    assert body(cache) == {**NAMED, "hobbies": {"en": "Shogi"}}, "nothing else is taken back with it"


@pytest.mark.parametrize(
    "mend", [{"residence": "VN"}, {"work": {"abc": {"title": "Tester"}}}, {"work": None}, {"work": {"abc": None}}]
)
def test_edit_of_what_was_refused_goes_as_one_with_it(
    double: Any, site: Site, cache: Cache, refused: str, mend: Any
) -> None:
    edit(cache, mend)
    assert [(row.id, row.state) for row in common.outbox_rows(cache)] == [(refused, "waiting")]
    assert engine.sync(cache, site).pushed == 1
    assert double.view(OWN, "profile", PROFILE) == body(cache)


def test_edit_of_the_field_that_the_problem_names_goes_with_the_refused_one(
    double: Any, site: Site, cache: Cache, refused: str
) -> None:
    double.refuse = {"code": "forbidden", "field": "citizenship"}
    assert cache.retry(refused)
    assert engine.sync(cache, site).refused == 1
    double.refuse = None
    edit(cache, {"citizenship": ["VN"]})
    assert engine.sync(cache, site).pushed == 1
    assert double.view(OWN, "profile", PROFILE) == body(cache)


def test_what_is_asked_for_again_stays_so_through_the_edits_after_it(
    double: Any, site: Site, cache: Cache, refused: str
) -> None:
    for patch in ({"hobbies": {"en": "Go"}}, {"residence": "VN"}, {"residence": "JP"}, {"hobbies": {"en": "Shogi"}}):
        edit(cache, patch)
    assert engine.sync(cache, site).pushed == 1
    assert double.view(OWN, "profile", PROFILE) == {**NAMED, "hobbies": {"en": "Shogi"}, "residence": "JP"}
    [left] = cache.look(outbox.rows)
    assert (left.state, left.parts[0].patch) == ("refused", {"work": {"abc": ENTRY}})


def test_entry_that_was_refused_goes_whole_with_a_later_edit_of_it(
    double: Any, site: Site, cache: Cache, refused: str
) -> None:
    for patch in ({"hobbies": {"en": "Go"}}, {"work": {"abc": {"title": "Tester"}}}):
        edit(cache, patch)
    assert engine.sync(cache, site).pushed == 1
    whole = {"abc": {**ENTRY, "title": "Tester"}}
    assert double.view(OWN, "profile", PROFILE) == {**NAMED, "hobbies": {"en": "Go"}, "work": whole}


@pytest.mark.parametrize("seed", range(12))
def test_refusals_in_between_lose_no_other_word(double: Any, site: Site, cache: Cache, seed: int) -> None:
    chance, judge = random.Random(seed), double.judge

    def judged(push: wire.Push) -> wire.Answer:
        bad = any((part.patch or {}).get("residence") == "JP" for part in push.parts)
        return wire.Answer(push.push_id, "refused", problem=REFUSED) if bad else judge(push)

    edit(cache, NAMED)
    assert engine.sync(cache, site).pushed == 1
    double.judge = judged
    words = (
        ("residence", ["JP", "VN", "KR"]),
        ("hobbies", [{"en": "Go"}, {"en": "Shogi"}, None]),
        ("work", [{"abc": ENTRY}, None]),
    )
    for number in range(14):
        name, values = chance.choice(words)
        edit(cache, {name: chance.choice(values)})
        if number % 5 == 4:
            cache.edit([Edit("profile", PROFILE, OWN, {"confirmed": f"2026-01-{number:02}"})], deed="test")
        if chance.random() < 0.4:
            assert engine.sync(cache, site).problem is None
        if chance.random() < 0.2:
            cache.undo(f"profile:{PROFILE}")
    assert engine.sync(cache, site).problem is None
    seen, there, left = body(cache), double.view(OWN, "profile", PROFILE) or {}, cache.look(outbox.rows)
    refused = {name for row in left for name in row.parts[0].patch or {}}
    assert {name for name in seen.keys() | there.keys() if seen.get(name) != there.get(name)} <= refused
    for row in left:
        assert cache.drop(row.id)
    assert body(cache) == there


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
