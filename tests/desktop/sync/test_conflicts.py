"""Two devices of one person: what merges by itself, what becomes a conflict, and how one answer ends it everywhere."""

from __future__ import annotations

from typing import Any

import pytest

from izanau_desktop.cache import Cache, Choice
from izanau_desktop.cache.reads import common
from izanau_desktop.sync import engine
from izanau_desktop.sync.site import Site
from izanau_protocol import ambient, canonical, merge, wire
from izanau_protocol.problems import Refused, problem
from tests.desktop.sync.conftest import ACCOUNT, OWN, PROFILE
from tests.desktop.sync.test_sync import NAMED, body, edit


def test_two_devices_merge_field_by_field(site: Site, cache: Cache, other: Cache) -> None:
    edit(cache, NAMED)
    engine.sync(cache, site)
    engine.sync(other, site)
    edit(cache, {"residence": "JP"})
    edit(other, {"birthday": "1995-04-30"})
    for one in (cache, other, cache):
        assert engine.sync(one, site).problem is None
    assert body(cache) == body(other) == {**NAMED, "residence": "JP", "birthday": "1995-04-30"}
    assert common.open_conflicts(cache) == common.open_conflicts(other) == ()


def test_conflict_shows_mine_until_it_is_settled(double: Any, site: Site, cache: Cache, other: Cache) -> None:
    edit(cache, NAMED)
    engine.sync(cache, site)
    engine.sync(other, site)
    edit(cache, {"residence": "JP"})
    edit(other, {"residence": "VN", "birthday": "1995-04-30"})
    engine.sync(cache, site)
    report = engine.sync(other, site)
    assert report.conflicts == 1
    assert body(other)["residence"] == "VN"
    assert double.view(OWN, "profile", PROFILE) == {**NAMED, "residence": "JP", "birthday": "1995-04-30"}
    engine.sync(cache, site)
    (seen,) = common.open_conflicts(cache)
    assert (seen.path, seen.mine, seen.theirs) == ("residence", "VN", "JP")
    assert body(cache)["residence"] == "JP"
    cache.resolve(seen.id, "mine")
    engine.sync(cache, site)
    engine.sync(other, site)
    assert common.open_conflicts(other) == ()
    assert body(cache) == body(other)
    assert body(other)["residence"] == "VN"


def test_typing_into_a_conflict_settles_it(double: Any, site: Site, cache: Cache, other: Cache) -> None:
    edit(cache, NAMED)
    engine.sync(cache, site)
    engine.sync(other, site)
    edit(cache, {"residence": "JP"})
    edit(other, {"residence": "VN"})
    engine.sync(cache, site)
    engine.sync(other, site)
    edit(other, {"residence": "KR"})
    engine.sync(other, site)
    assert common.open_conflicts(other) == ()
    assert double.view(OWN, "profile", PROFILE)["residence"] == "KR"
    engine.sync(cache, site)
    assert (body(cache)["residence"], common.open_conflicts(cache)) == ("KR", ())


def clash(site: Site, cache: Cache, other: Cache, mine: dict[str, Any], theirs: dict[str, Any]) -> common.ConflictRow:
    """The conflict that `cache` has when `other` was faster, after both were in step."""
    for one in (cache, other):
        assert engine.sync(one, site).problem is None
    edit(cache, mine)
    edit(other, theirs)
    for one in (other, cache, other):
        assert engine.sync(one, site).problem is None
    (row,) = common.open_conflicts(cache)
    return row


def settled_alike(site: Site, *caches: Cache) -> Any:
    """The body that all show once nothing waits and nothing is open."""
    for one in (*caches, *caches):
        assert engine.sync(one, site).problem is None
    assert [common.open_conflicts(one) for one in caches] == [()] * len(caches)
    assert [common.status(one).waiting for one in caches] == [0] * len(caches)
    (alike,) = {canonical.encode(body(one)): body(one) for one in caches}.values()
    return alike


def test_second_clash_of_a_field_opens_its_conflict_again(double: Any, site: Site, cache: Cache, other: Cache) -> None:
    edit(cache, NAMED)
    first = clash(site, cache, other, {"residence": "JP"}, {"residence": "VN"})
    view = double.view(OWN, "conflict", first.id)
    double.put(OWN, "conflict", first.id, {**view, "at": "2026-01-01T00:00:00.000Z"})  # as the site stamps it
    cache.resolve(first.id, "mine")
    assert settled_alike(site, cache, other)["residence"] == "JP"
    again = clash(site, cache, other, {"residence": "KR"}, {"residence": "TH"})
    assert (again.id, again.mine, again.theirs, again.base) == (first.id, "KR", "TH", "JP")
    assert double.view(OWN, "conflict", first.id)["at"] == "2026-01-01T00:00:00.000Z"
    (seen,) = common.open_conflicts(other)
    assert (seen.mine, seen.theirs) == ("KR", "TH")
    other.resolve(seen.id, "theirs")
    assert settled_alike(site, cache, other)["residence"] == "TH"


@pytest.mark.parametrize("answers", [("mine", "theirs"), ("theirs", "mine"), ("mine", "mine")])
def test_two_answers_to_one_conflict_make_no_conflict_about_it(
    site: Site, cache: Cache, other: Cache, answers: tuple[Any, Any]
) -> None:
    edit(cache, NAMED)
    row = clash(site, cache, other, {"residence": "JP"}, {"residence": "VN"})
    for one, answer in zip((cache, other), answers, strict=True):
        one.resolve(row.id, answer)
    for one in (cache, other, cache, other):
        assert engine.sync(one, site).problem is None
        assert {found.kind for found in common.open_conflicts(one)} <= {"profile"}
    for found in common.open_conflicts(cache):  # their answers differed: that is asked once more
        cache.resolve(found.id, "mine")
    assert settled_alike(site, cache, other)["residence"] in {"JP", "VN"}


def test_newer_edit_of_a_conflict_that_was_settled_elsewhere_is_asked_again(
    site: Site, cache: Cache, other: Cache
) -> None:
    edit(cache, NAMED)
    row = clash(site, cache, other, {"residence": "JP"}, {"residence": "VN"})
    other.resolve(row.id, "theirs")
    edit(other, {"residence": "TH"})
    engine.sync(other, site)
    edit(cache, {"residence": "KR"})
    assert engine.sync(cache, site).problem is None
    seen = [(found.mine, found.theirs) for found in common.open_conflicts(cache)]
    assert seen == [("KR", "TH")]
    assert body(cache)["residence"] == "KR"


def against_a_third(double: Any, site: Site, cache: Cache, other: Cache) -> common.ConflictRow:
    """Two devices with a mine of their own against what a third wrote; the conflict about it, with mine of `other`."""
    edit(cache, NAMED)
    for one in (cache, other):
        engine.sync(one, site)
    edit(cache, {"residence": "JP"})
    edit(other, {"residence": "KR"})
    double.put(OWN, "profile", PROFILE, {**NAMED, "residence": "VN"})
    for one in (cache, other, cache):
        assert engine.sync(one, site).problem is None
    (row,) = common.open_conflicts(cache)
    assert (row.mine, row.theirs, body(cache)["residence"]) == ("KR", "VN", "JP")
    return row


@pytest.mark.parametrize("where", ["here", "there"])
def test_no_mine_is_lost_where_two_devices_stand_against_a_third(
    double: Any, site: Site, cache: Cache, other: Cache, where: str
) -> None:
    row = against_a_third(double, site, cache, other)
    (cache if where == "here" else other).resolve(row.id, "theirs")
    for one in (other, cache, other):
        assert engine.sync(one, site).problem is None
    (again,) = common.open_conflicts(cache)
    assert (again.mine, again.theirs) == ("JP", "VN")
    assert body(cache)["residence"] == "JP"
    cache.resolve(again.id, "mine")
    for one in (cache, other):
        assert engine.sync(one, site).problem is None
    for left in common.open_conflicts(other):  # asked there too, where it did not hear of the first answer
        assert (left.mine, left.theirs) == ("KR", "JP")
        other.resolve(left.id, "theirs")
    assert settled_alike(site, cache, other)["residence"] == "JP"


def test_no_mine_is_lost_where_two_devices_give_one_answer_to_the_mine_of_one(
    double: Any, site: Site, cache: Cache, other: Cache
) -> None:
    row = against_a_third(double, site, cache, other)
    cache.settle([Choice(row.id, "theirs")], 600)
    other.resolve(row.id, "theirs")
    for one in (other, cache):
        assert engine.sync(one, site).problem is None
    (again,) = common.open_conflicts(cache)
    assert (again.mine, again.theirs, body(cache)["residence"]) == ("JP", "VN", "JP")


def test_typing_beside_a_conflict_leaves_it_open_and_sends_nothing_of_it(
    double: Any, site: Site, cache: Cache, other: Cache
) -> None:
    edit(cache, NAMED)
    row = clash(site, cache, other, {"residence": "JP"}, {"residence": "VN"})
    edit(cache, {"birthday": "1995-04-30"})
    engine.sync(cache, site)
    assert double.view(OWN, "profile", PROFILE) == {**NAMED, "residence": "VN", "birthday": "1995-04-30"}
    assert (body(cache)["residence"], [one.id for one in common.open_conflicts(cache)]) == ("JP", [row.id])


@pytest.mark.parametrize("where", ["here", "there"])
def test_answer_never_takes_back_what_theirs_became_since(
    double: Any, site: Site, cache: Cache, other: Cache, where: str
) -> None:
    edit(cache, NAMED)
    row = clash(site, cache, other, {"residence": "JP"}, {"residence": "VN"})
    double.put(OWN, "profile", PROFILE, {**NAMED, "residence": "TH"})
    engine.sync(cache if where == "here" else other, site)
    answers = cache if where == "here" else other
    if where == "here":
        assert [(one.mine, one.theirs) for one in common.open_conflicts(cache)] == [("JP", "TH")]
    answers.resolve(row.id, "theirs")
    assert settled_alike(site, cache, other)["residence"] == "TH"


@pytest.mark.parametrize("take", ["mine", "theirs"])
def test_item_that_goes_under_a_conflict_is_asked_about_as_a_whole(
    site: Site, cache: Cache, other: Cache, take: merge.Take
) -> None:
    item = {"company": "Umi Games", "title": "Tester", "start": "2018-01", "position": "V1abc"}
    edit(cache, {**NAMED, "work": {"aaaaaaaaaa": item}})
    clash(site, cache, other, *({"work": {"aaaaaaaaaa": {"title": title}}} for title in ("Mine", "Theirs")))
    edit(other, {"work": {"aaaaaaaaaa": None}})
    for one in (other, cache):
        engine.sync(one, site)
    (row,) = common.open_conflicts(cache)
    mine = {**item, "title": "Mine"}
    assert (row.path, row.mine, row.theirs) == ("work.aaaaaaaaaa", mine, None)
    assert body(cache)["work"] == {"aaaaaaaaaa": mine}
    cache.resolve(row.id, take)
    assert settled_alike(site, cache, other)["work"] == ({"aaaaaaaaaa": mine} if take == "mine" else {})


def test_both_is_refused_where_a_field_holds_one_thing(site: Site, cache: Cache, other: Cache) -> None:
    edit(cache, NAMED)
    row = clash(site, cache, other, {"residence": "JP"}, {"residence": "VN"})
    assert not row.can_keep_both
    with pytest.raises(merge.CannotKeepBoth):
        cache.resolve(row.id, "both")
    assert [one.id for one in common.open_conflicts(cache)] == [row.id]


def test_answer_that_breaks_a_rule_settles_nothing(site: Site, cache: Cache, other: Cache) -> None:
    edit(cache, NAMED)
    row = clash(site, cache, other, {"residence": "JP"}, {"residence": "VN"})
    with pytest.raises(Refused) as refused:
        cache.resolve(row.id, "value", "Atlantis")
    assert refused.value.problems[0].field == "residence"
    assert [one.id for one in common.open_conflicts(cache)] == [row.id]
    assert body(cache)["residence"] == "JP"


def test_conflict_says_who_wrote_theirs_and_when(double: Any, site: Site, cache: Cache) -> None:
    edit(cache, {**NAMED, "birthday": "1990-01-01"})
    engine.sync(cache, site)
    edit(cache, {"birthday": "1990-02-02"})
    told = {
        "document": "profile",
        "about": PROFILE,
        "path": "birthday",
        "author": "Mori",
        "at": "2026-05-01T03:04:05.000Z",
    }
    double.put(OWN, "mend", ambient.new_id(), told)
    double.put(OWN, "profile", PROFILE, {**NAMED, "birthday": "1990-03-03"})
    engine.sync(cache, site)
    (row,) = common.open_conflicts(cache)
    assert (row.theirs, row.who, row.when) == ("1990-03-03", "Mori", "2026-05-01T03:04:05.000Z")


def test_question_that_is_taken_back_takes_mine_along(double: Any, site: Site, cache: Cache, other: Cache) -> None:
    edit(cache, NAMED)
    engine.sync(cache, site)
    engine.sync(other, site)
    edit(cache, {"residence": "JP"})
    edit(other, {"residence": "VN"})
    engine.sync(cache, site)
    judge = double.judge

    def asks_in_vain(push: wire.Push) -> wire.Answer:
        refusal = wire.Answer(push.push_id, "refused", problem=problem("forbidden").as_rfc9457("en"))
        answer: wire.Answer = refusal if push.parts[0].kind == "conflict" else judge(push)
        return answer

    double.judge = asks_in_vain
    engine.sync(other, site)
    assert body(other)["residence"] == "VN"
    (asked,) = common.outbox_rows(other)
    ((typed,),) = common.asked_with(other, [asked]).values()
    assert (typed.path, typed.mine, typed.theirs) == ("residence", "VN", "JP"), "it is told before it goes"
    assert other.drop(asked.id)
    assert common.open_conflicts(other) == ()
    assert body(other)["residence"] == "JP"


def test_conflict_that_another_device_opened_takes_in_mine_of_this_one(
    double: Any, site: Site, cache: Cache, other: Cache
) -> None:
    edit(cache, NAMED)
    first = clash(site, cache, other, {"residence": "JP"}, {"residence": "VN"})
    edit(other, {"residence": "KR"}, 600)  # over theirs: mine of the other device is seen in the conflict only
    double.put(OWN, "profile", PROFILE, {**NAMED, "residence": "TH"})
    assert engine.sync(other, site).conflicts == 1
    (row,) = common.open_conflicts(other)
    assert (row.id, row.base, row.mine, row.theirs) == (first.id, None, "KR", "TH")  # they began with nothing
    assert body(other)["residence"] == "KR"
    engine.sync(cache, site)
    other.resolve(row.id, "mine")
    for one in (other, cache):
        engine.sync(one, site)
    (again,) = common.open_conflicts(cache)
    assert (again.mine, again.theirs) == ("JP", "KR")
    cache.resolve(again.id, "theirs")
    assert settled_alike(site, cache, other)["residence"] == "KR"


def test_conflict_that_the_site_never_heard_of_is_settled_here_without_a_word(
    double: Any, site: Site, cache: Cache
) -> None:
    edit(cache, NAMED)
    engine.sync(cache, site)
    edit(cache, {"residence": "JP"}, 600)
    double.put(OWN, "profile", PROFILE, {**NAMED, "residence": "VN"})
    feed = double.feed

    def cut_after(asked: dict[str, str]) -> bytes:
        """As a line that ends after the page with theirs."""
        found: bytes = feed(asked)
        return found if asked["scope"] == OWN or "gone" in asked else b""

    double.feed = cut_after
    double.put("jobs", "job", ACCOUNT, {"title": {"en": "Tester"}})
    assert engine.sync(cache, site).problem is not None
    assert [one.path for one in common.open_conflicts(cache)] == ["residence"]
    edit(cache, {"residence": "KR"})
    assert [row.documents for row in common.outbox_rows(cache)] == [(("profile", PROFILE),)]
    double.feed = feed
    engine.sync(cache, site)
    assert double.view(OWN, "profile", PROFILE)["residence"] == body(cache)["residence"] == "KR"
    assert cache.list("conflict") == ()
    assert not [kind for kind, _ in double.feeds[OWN] if kind == "conflict"]
