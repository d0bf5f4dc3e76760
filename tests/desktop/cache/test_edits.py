"""Edits: one transaction of body, outbox and index; refused as a whole; merged while they wait."""

from __future__ import annotations

from typing import Any

import hypothesis
import hypothesis.strategies as st
import pytest

from izanau_desktop.cache import LOCAL, Cache, Draft, Edit, apply, outbox
from izanau_desktop.cache.reads import common, listing, seeker
from izanau_protocol import canonical, ids, wire
from izanau_protocol.problems import Refused

OWN = "account:acc"
PROFILE = ids.profile_id("acc")
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "residence": st.sampled_from(["JP", "VN", "KR"]),
        "birthday": st.sampled_from(["1990-01-01", "1991-02-02"]),
        "citizenship": st.sampled_from([["VN"], ["KR", "JP"]]),
    },
)


def edit(cache: Cache, patch: dict[str, Any], **more: Any) -> str:
    return cache.edit([Edit("profile", PROFILE, OWN, patch)], **more)


def rows(cache: Cache) -> tuple[outbox.Row, ...]:
    return cache.change(lambda c: outbox.rows(c))


def test_edits_that_wait_become_one_push(cache: Cache) -> None:
    first = edit(cache, {"name": {"full": "Anna"}})
    assert edit(cache, {"residence": "JP"}) == first
    (row,) = rows(cache)
    assert row.parts[0].patch == {"name": {"full": "Anna"}, "residence": "JP"}


def test_edit_that_was_typed_back_waits_no_more(cache: Cache) -> None:
    entry = wire.Entry(OWN, "profile", PROFILE, 1, {"name": {"full": "Anna"}, "residence": "VN"})
    cache.change(lambda connection: apply.entry(connection, entry, 0))
    waiting = []
    for residence in ("KR", "VN"):
        edit(cache, {"residence": residence})
        found = cache.get("profile", PROFILE)
        waiting.append((found is not None and found.pending, len(rows(cache))))
    assert waiting == [(True, 1), (False, 0)]


def test_broken_rule_refuses_the_whole_edit(cache: Cache) -> None:
    edit(cache, {"name": {"full": "Anna"}})
    before = cache.data_version()
    with pytest.raises(Refused) as caught:
        edit(cache, {"residence": "JP", "birthday": "2020-02-30"})
    assert [(p.code, p.field) for p in caught.value.problems] == [("not_a_day", "birthday")]
    assert cache.data_version() == before
    assert cache.get("profile", PROFILE).body == {"name": {"full": "Anna"}}  # type: ignore[union-attr]  # made above


def test_draft_of_invalid_text_is_kept_until_it_is_mended(cache: Cache) -> None:
    cache.keep_draft(Draft("profile", PROFILE, "birthday", "30 Feb"))
    assert [draft.text for draft in cache.drafts("profile", PROFILE)] == ["30 Feb"]
    cache.keep_draft(Draft("profile", PROFILE, "birthday", ""))
    assert cache.drafts("profile", PROFILE) == ()


def test_papers_are_never_in_the_outbox(cache: Cache) -> None:
    assert cache.edit([Edit("papers", PROFILE, LOCAL, {"phone": "+81 90"})]) == ""
    assert rows(cache) == ()
    assert cache.get("papers", PROFILE).body == {"phone": "+81 90"}  # type: ignore[union-attr]  # made above


def test_push_with_several_parts_is_one_row(cache: Cache) -> None:
    consent = Edit("consent", ids.natural_id("consent", "x"), OWN, {"deed": "register"})
    cache.edit([consent, Edit("profile", PROFILE, OWN, {"name": {"full": "Anna"}})], deed="register")
    (row,) = rows(cache)
    assert [part.kind for part in row.parts] == ["consent", "profile"]
    assert cache.drop(row.id)
    assert cache.list("consent") == cache.list("profile") == ()


@hypothesis.given(FIELDS, FIELDS, FIELDS)
@hypothesis.settings(max_examples=40)
def test_rebase_keeps_mine_or_tells_of_it(base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    cache = Cache(None)
    cache.set_note(account="acc", group="seeker", role="seeker")
    named = {"name": {"full": "Anna"}}

    def come(seq: int, view: dict[str, Any]) -> None:
        entry = wire.Entry(OWN, "profile", PROFILE, seq, {**named, **view})
        cache.change(lambda c: apply.entry(c, entry, 0))

    come(1, base)
    patch = {name: mine.get(name) for name in {*base, *mine}}
    edit(cache, patch)
    come(2, theirs)
    seen = cache.get("profile", PROFILE)
    assert seen is not None
    open_now = {row.path: row for row in common.open_conflicts(cache)}
    for name in {*base, *mine, *theirs}:
        told = (base.get(name), mine.get(name), theirs.get(name), seen.body.get(name))
        if canonical.equal(told[0], told[1]):
            assert told[3] == told[2], told
        elif canonical.equal(told[0], told[2]) or canonical.equal(told[1], told[2]):
            assert told[3] == told[1], told
        else:
            assert (open_now[name].mine, open_now[name].theirs) == (told[1], told[2])
    before = canonical.encode(seen.body)
    come(3, theirs)  # once more changes nothing (R14)
    again = cache.get("profile", PROFILE)
    assert again is not None
    assert canonical.encode(again.body) == before
    assert {row.path for row in common.open_conflicts(cache)} == set(open_now)
    cache.close()


def test_lists_walk_the_index_they_name(cache: Cache) -> None:
    wanted = [
        listing.Wanted("job", states=("published",)),
        listing.Wanted("application", about="j"),
        listing.Wanted("application", about="j", states=("new",)),
        listing.Wanted("message", other="c"),
        listing.Wanted("mend"),
    ]
    for one in wanted:
        clauses = listing._Clauses(one)
        with cache.file.read() as connection:
            plan = connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN SELECT s.id FROM shown s INDEXED BY {listing.index_of(one)}"
                f" WHERE {clauses} ORDER BY s.at DESC, s.number DESC LIMIT 9",
                tuple(clauses.values),
            ).all()
        told = " ".join(str(row[-1]) for row in plan)
        assert f"USING INDEX {listing.index_of(one)}" in told or "COVERING INDEX" in told
        assert "TEMP B-TREE" not in told


def test_pages_of_a_list_meet_without_gap(cache: Cache) -> None:
    def fill(connection: Any) -> None:
        for number in range(25):
            view = {"company": PROFILE, "title": {"en": f"Job {number}"}, "state": "published"}
            view["published"] = f"2026-01-{1 + number % 5:02}T00:00:00.000Z"
            apply.entry(connection, wire.Entry("jobs", "job", f"j{number:02}", number + 1, view), 0)

    cache.change(fill)
    found, after = [], ""
    while True:
        page = seeker.jobs(cache, limit=7, after=after)
        assert page.total == 25
        found += [row.id for row in page.items]
        after = page.next
        if not after:
            break
    assert len(found) == len(set(found)) == 25


@pytest.mark.parametrize("query", ["tester", "TEST", "テスタ", "ﾃｽﾀｰ", "東京", "京", "c++"])
def test_search_finds_what_people_mean(cache: Cache, query: str) -> None:
    view = {
        "company": PROFILE,
        "title": {"en": "Tester", "ja": "テスター（東京都）"},
        "skills": ["C++"],
        "state": "published",
    }
    cache.change(lambda c: apply.entry(c, wire.Entry("jobs", "job", "j", 1, view), 0))
    assert [row.id for row in seeker.jobs(cache, query).items] == ["j"]
    assert seeker.jobs(cache, "大阪").total == 0
    cache.change(lambda c: apply.entry(c, wire.Entry("jobs", "job", "j", 2, {**view, "title": {"en": "X"}}), 0))
    assert [row.id for row in seeker.jobs(cache, "tester").items] == []


@pytest.mark.parametrize(("value", "code"), [("x" * 2_000_000, "too_large"), (0.5, "not_canonical")])
def test_what_no_body_may_hold_is_refused_before_anything_is_written(cache: Cache, value: object, code: str) -> None:
    edit(cache, {"name": {"full": "Anna"}})
    before = cache.data_version()
    with pytest.raises(Refused) as caught:
        edit(cache, {"hobbies": {"en": value}})
    assert [one.code for one in caught.value.problems] == [code]
    assert cache.data_version() == before
