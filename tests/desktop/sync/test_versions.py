"""An older desktop at a newer site, and a newer one at an older site: nothing unknown is lost, nothing unlisted is sent (R2)."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from izanau_desktop.cache import Cache, Edit, lease
from izanau_desktop.cache.reads import common
from izanau_desktop.cache.reads.conflicts import disputes
from izanau_desktop.sync import engine
from izanau_desktop.sync.site import Site
from izanau_protocol import ambient, canonical, ids, vocabulary

ACCOUNT = "11111111-1111-4111-8111-111111111111"
OWN = f"account:{ACCOUNT}"
PROFILE = ids.profile_id(ACCOUNT)
ITEM = {"company": "Umi", "title": "T", "start": "2018-01", "position": "V1abc", "union": "yes"}
NEWER = {
    "name": {"full": "Anna", "called": "Ann"},
    "pronouns": ["x", "y"],
    "shelf": {"aaaaaaaaaa": {"title": "Book", "position": "V1abc"}},
    "work": {"aaaaaaaaaa": ITEM},
}
"""A profile with fields, a map of items, and fields inside known ones that only a newer program knows."""


def edit(cache: Cache, patch: dict[str, Any]) -> None:
    cache.edit([Edit("profile", PROFILE, OWN, patch)])


def pushed(double: Any) -> list[dict[str, Any]]:
    """The profile's patches that reached the site."""
    return [part.patch for push in double.pushed for part in push.parts if part.kind == "profile"]


@pytest.fixture
def newer(double: Any, site: Site, cache: Cache) -> Any:
    """A newer site, read once."""
    double.put(OWN, "profile", PROFILE, NEWER)
    assert engine.sync(cache, site).problem is None
    return double


def test_unknown_fields_outlive_an_edit_and_are_not_sent(newer: Any, site: Site, cache: Cache) -> None:
    edit(cache, {"residence": "JP"})
    edit(cache, {"work": {"aaaaaaaaaa": {"title": "Lead"}}, "name": {"full": "Anna B"}})
    assert engine.sync(cache, site).pushed
    wanted = {**NEWER, "residence": "JP", "name": {"full": "Anna B", "called": "Ann"}}
    wanted["work"] = {"aaaaaaaaaa": {**ITEM, "title": "Lead"}}
    assert newer.view(OWN, "profile", PROFILE) == wanted
    found = cache.get("profile", PROFILE)
    assert found is not None
    assert found.body == wanted
    sent = str(pushed(newer))
    assert not any(word in sent for word in ("pronouns", "shelf", "called", "union"))


def test_unknown_fields_outlive_a_merge_and_an_undo(newer: Any, site: Site, cache: Cache) -> None:
    edit(cache, {"residence": "JP"})
    newer.put(OWN, "profile", PROFILE, {**NEWER, "pronouns": ["z"], "hobbies": {"en": "Go"}})
    assert engine.sync(cache, site).conflicts == 0
    merged = {**NEWER, "pronouns": ["z"], "hobbies": {"en": "Go"}, "residence": "JP"}
    assert newer.view(OWN, "profile", PROFILE) == merged
    assert cache.undo(f"profile:{PROFILE}") is not None
    engine.sync(cache, site)
    del merged["residence"]
    assert newer.view(OWN, "profile", PROFILE) == merged


def test_removed_item_goes_with_what_is_unknown_in_it(newer: Any, site: Site, cache: Cache) -> None:
    edit(cache, {"work": {"aaaaaaaaaa": None}})
    engine.sync(cache, site)
    assert "union" not in str(newer.view(OWN, "profile", PROFILE))
    assert newer.view(OWN, "profile", PROFILE)["shelf"] == NEWER["shelf"]


def test_unknown_kind_is_kept_aside_and_let_go_of(newer: Any, site: Site, cache: Cache) -> None:
    badge = ambient.new_id()
    newer.put(OWN, "badge", badge, {"title": {"en": "First"}, "levels": {"aaaaaaaaaa": {"position": "V1abc"}}})
    assert engine.sync(cache, site).problem is None
    assert common.status(cache).documents["badge"] == 1
    found = cache.get("badge", badge)
    assert found is not None
    assert found.body["title"] == {"en": "First"}
    newer.put(OWN, "badge", badge, None, "erased")
    assert engine.sync(cache, site).problem is None
    assert cache.get("badge", badge) is None


def test_unknown_cause_of_gone_lets_go_all_the_same(newer: Any, site: Site, cache: Cache) -> None:
    job = ambient.new_id()
    newer.put("jobs", "job", job, {"company": PROFILE, "title": {"en": "Tester"}, "state": "published"})
    engine.sync(cache, site)
    newer.put("jobs", "job", job, None, "lapsed")
    assert engine.sync(cache, site).problem is None
    assert cache.get("job", job) is None


def test_unknown_scope_is_read_like_any(newer: Any, site: Site, cache: Cache) -> None:
    badge = ambient.new_id()
    newer.put("guild:1", "badge", badge, {"title": {"en": "First"}})
    assert engine.sync(cache, site).problem is None
    assert cache.get("badge", badge) is not None
    del newer.feeds["guild:1"], newer.heads["guild:1"]
    assert engine.sync(cache, site).problem is None
    assert cache.get("badge", badge) is None


def test_unknown_scope_of_a_company_goes_with_its_lease(double: Any, site: Site, company: tuple[Cache, str]) -> None:
    cache, badge = company[0], ambient.new_id()
    double.feeds, double.heads = {}, {}
    double.put("guild:1", "badge", badge, {"title": {"en": "First"}})
    double.put(f"account:{cache.note('account')}", "badge", PROFILE, {"title": {"en": "Mine"}})
    assert engine.sync(cache, site).problem is None
    assert cache.get("badge", badge) is not None
    cache.change(lease.purge)
    assert (cache.get("badge", badge), cache.get("badge", PROFILE) is not None) == (None, True)


def test_unknown_code_of_a_known_field_is_shown_and_kept(newer: Any, site: Site, cache: Cache) -> None:
    newer.put(OWN, "profile", PROFILE, {**NEWER, "visa": {"status": "orbital_worker"}})
    engine.sync(cache, site)
    edit(cache, {"residence": "JP"})
    engine.sync(cache, site)
    assert newer.view(OWN, "profile", PROFILE)["visa"] == {"status": "orbital_worker"}
    assert not common.status(cache).refused


def test_field_that_an_older_site_lacks_waits_until_it_knows_it(newer: Any, site: Site, cache: Cache) -> None:
    newer.fields = [name for name in vocabulary.known() if name != "profile.work.*.title"]
    edit(cache, {"work": {"aaaaaaaaaa": {"title": "Lead"}}})
    cache.edit([Edit("job", PROFILE, OWN, {"title": {"en": "Cook"}, "company": PROFILE})])
    told = engine.sync(cache, site)
    assert (told.problem, told.refused, pushed(newer)) == (None, 0, [])
    assert told.pushed == 1, "what the site knows goes on"
    (row,) = common.outbox_rows(cache)
    assert row.problem is not None
    assert (row.state, row.problem.code, row.problem.field) == ("waiting", "not_known_yet", "work.*.title")
    found = cache.get("profile", PROFILE)
    assert found is not None
    assert found.body["work"] == {"aaaaaaaaaa": {**ITEM, "title": "Lead"}}
    newer.fields = list(vocabulary.known())
    assert engine.sync(cache, site).pushed == 1
    assert pushed(newer) == [{"work": {"aaaaaaaaaa": {"title": "Lead"}}}]


def test_program_that_is_newer_since_asks_first_what_its_site_knows(
    newer: Any, site: Site, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = tuple(name for name in vocabulary.known() if name != "profile.work.*.title")
    newer.fields = list(older)
    with monkeypatch.context() as patch:
        patch.setattr(vocabulary, "known", lambda: older)
        assert engine.sync(cache, site).problem is None
        assert "/v1/fields" not in newer.asked
    edit(cache, {"work": {"aaaaaaaaaa": {"title": "Lead"}}})
    assert engine.sync(cache, site).problem is None
    assert (pushed(newer), newer.asked.count("/v1/fields")) == ([], 1)
    with monkeypatch.context() as patch:  # an older program of the same folder has nothing to ask, nor to forget
        patch.setattr(vocabulary, "known", lambda: older)
        newer.put(OWN, "profile", PROFILE, NEWER)
        assert engine.sync(cache, site).problem is None
    newer.put(OWN, "profile", PROFILE, NEWER)
    assert engine.sync(cache, site).problem is None
    assert newer.asked.count("/v1/fields") == 1


def test_what_is_gone_goes_though_the_fields_of_the_site_cannot_be_read(
    newer: Any, site: Site, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    job, get = ambient.new_id(), Site.get
    newer.put("jobs", "job", job, {"company": PROFILE, "title": {"en": "Tester"}, "state": "published"})
    engine.sync(cache, site)
    newer.fields = [name for name in vocabulary.known() if name != "profile.work.*.title"]
    newer.put("jobs", "job", job, None, "erased")
    monkeypatch.setattr(
        Site, "get", lambda one, path, *more, **named: get(one, path.replace("fields", "no"), *more, **named)
    )
    assert engine.sync(cache, site).problem is not None
    assert cache.get("job", job) is None


def test_kind_that_an_older_site_lacks_waits_as_a_whole(double: Any, site: Site, cache: Cache) -> None:
    double.fields = [name for name in vocabulary.known() if not name.startswith("profile.")]
    edit(cache, {"hobbies": {"en": "Go"}})
    assert engine.sync(cache, site).problem is None
    assert pushed(double) == []
    assert [row.problem.field for row in common.outbox_rows(cache) if row.problem] == ["profile"]


def test_fields_of_the_site_are_asked_for_once_and_only_if_other(newer: Any, site: Site, cache: Cache) -> None:
    def asked() -> int:
        engine.sync(cache, site)
        newer.put(OWN, "profile", PROFILE, {"hobbies": {"en": str(len(newer.asked))}})
        engine.sync(cache, site)
        return int(newer.asked.count("/v1/fields"))

    newer.fields = list(reversed(vocabulary.known()))
    assert asked() == 0
    newer.fields = newer.fields[1:]
    assert asked() == 1
    newer.fields = [*newer.fields, "profile.pronouns"]
    assert asked() == 2
    newer.fields = list(vocabulary.known())
    assert asked() == 2
    newer.fields = newer.fields[1:]
    assert asked() == 3


def test_too_old_program_keeps_and_shows_what_it_has(
    newer: Any, site: Site, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("izanau_protocol.__version__", "0.0.9")
    edit(cache, {"residence": "JP"})
    for _ in range(2):
        told = engine.sync(cache, site).problem
        assert told is not None
        assert (told.code, told.value("version")) == ("client_too_old", "0.1.0")
    found = cache.get("profile", PROFILE)
    assert found is not None
    assert found.body == {**NEWER, "residence": "JP"}
    assert pushed(newer) == []
    monkeypatch.undo()
    assert engine.sync(cache, site).pushed == 1


def test_conflict_about_what_only_a_newer_program_knows_is_one_or_the_other(
    newer: Any, site: Site, cache: Cache
) -> None:
    identity = ids.conflict_id(PROFILE, ("motto",), ACCOUNT)
    sides = {"mine": '"Mine\\nis long"', "theirs": '"Theirs\\nis long"'}
    newer.put(OWN, "conflict", identity, {"document": "profile", "about": PROFILE, "path": "motto", **sides})
    assert engine.sync(cache, site).problem is None
    (row,) = common.open_conflicts(cache)
    assert not row.can_keep_both
    cache.resolve(row.id, "theirs")
    assert engine.sync(cache, site).problem is None
    assert common.open_conflicts(cache) == ()


def test_known_field_of_another_shape_is_kept_and_no_fault(double: Any, site: Site, cache: Cache) -> None:
    job = {"company": PROFILE, "title": {"en": "Cook"}, "state": "published", "place": "Kobe", "languages": ["ja"]}
    double.put("jobs", "job", ACCOUNT, job)
    assert engine.sync(cache, site).problem is None
    found = cache.get("job", ACCOUNT)
    assert found is not None
    assert found.body == job


def test_page_of_a_newer_site_that_says_more_of_itself_is_read(
    double: Any, site: Site, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names stand in their order, so that what is new may come before all that is known."""
    double.put(OWN, "profile", PROFILE, NEWER)
    feed = double.feed

    def saying_more(asked: dict[str, str]) -> bytes:
        *entries, end = feed(asked).splitlines(keepends=True)
        lines = b"".join(one.replace(b'{"', b'{"at":"2030-01-01","', 1) for one in entries)
        told = {**canonical.decode(end.strip()), "again": True, "sha256": hashlib.sha256(lines).hexdigest()}
        return lines + canonical.encode(told) + b"\n"

    monkeypatch.setattr(double, "feed", saying_more)
    assert engine.sync(cache, site).problem is None
    assert cache.get("profile", PROFILE) is not None


@pytest.mark.parametrize("path", [".", "slot.room"])
def test_conflict_about_a_kind_of_a_newer_program_hides_no_other(
    newer: Any, site: Site, cache: Cache, path: str
) -> None:
    """As another device of the person made it, which is newer than this one."""
    sides = {"base": '"a"', "mine": '"b"', "theirs": '"c"', "device": "there"}
    newer.put(OWN, "conflict", ambient.new_id(), {"document": "interview", "about": PROFILE, "path": path, **sides})
    newer.put(OWN, "conflict", ambient.new_id(), {"document": "profile", "about": PROFILE, "path": "pronouns", **sides})
    assert engine.sync(cache, site).problem is None
    found = [case.row.kind for language in ("en", "ja") for one in disputes(cache, language) for case in one.cases]
    assert sorted(found) == ["interview", "interview", "profile", "profile"]
