"""Who takes back what others see waits for no edit of the same document that has to wait itself (PRV-06)."""

from __future__ import annotations

from typing import Any

import pytest

from izanau_desktop.cache import Cache, Edit, answers
from izanau_desktop.cache.reads import common
from izanau_desktop.sync import engine
from izanau_desktop.sync.site import Site, SiteTrouble
from izanau_protocol import ambient, vocabulary
from izanau_protocol.problems import problem
from tests.desktop.sync.conftest import ACCOUNT, OWN, PROFILE
from tests.desktop.sync.test_versions import ITEM, pushed

THERE = {
    "name": {"full": "Anna"},
    "registered": "2026-01-01T00:00:00.000Z",
    "hobbies": {"en": "Go"},
    "work": {"aaaaaaaaaa": ITEM},
}


@pytest.fixture
def public(double: Any, site: Site, cache: Cache) -> Any:
    """A site with a profile that everyone sees, read once."""
    double.put(OWN, "profile", PROFILE, THERE)
    assert engine.sync(cache, site).problem is None
    return double


def edit(cache: Cache, patch: dict[str, Any], deed: str = "") -> None:
    cache.edit([Edit("profile", PROFILE, OWN, patch)], deed=deed)


def lack(double: Any, what: str) -> None:
    """What the site wants first, or does not know: a field, or the agreement."""
    if what == "a field":
        double.fields = [name for name in vocabulary.known() if name != "profile.work.*.title"]
    double.agreed = what == "a field"


def settled(double: Any, site: Site, cache: Cache) -> None:
    """Nothing is lacking any more: all goes, and the site comes to what is seen here."""
    double.fields, double.agreed = [], True
    double.put("jobs", "job", ambient.new_id(), {"company": PROFILE, "title": {"en": "Tester"}})  # else nothing moved
    for _ in range(2):
        assert engine.sync(cache, site).problem is None
    assert common.outbox_rows(cache) == ()
    found = cache.get("profile", PROFILE)
    assert found is not None
    assert double.view(OWN, "profile", PROFILE) == found.body


@pytest.mark.parametrize("lacks", ["a field", "the agreement"])
@pytest.mark.parametrize(
    ("patch", "goes"),
    [
        ({"registered": None}, True),
        ({"hobbies": None, "work": {"aaaaaaaaaa": {"start": None}}}, True),
        ({"work": {"aaaaaaaaaa": {"title": None}}}, False),
        ({"work": {"aaaaaaaaaa": None}}, False),
        ({"residence": "JP"}, False),
    ],
)
def test_deed_that_takes_back_passes_an_edit_that_waits_unless_it_is_about_the_same(
    public: Any, site: Site, cache: Cache, lacks: str, patch: dict[str, Any], goes: bool
) -> None:
    lack(public, lacks)
    edit(cache, {"work": {"aaaaaaaaaa": {"title": "Lead"}}})
    engine.sync(cache, site)
    edit(cache, patch, deed="unregister")
    assert cache.look(answers.may_any_go) is goes
    engine.sync(cache, site)
    assert pushed(public) == ([patch] if goes else [])
    settled(public, site, cache)


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("lacks", ["a field", "the agreement"])
def test_what_is_removed_in_the_editor_is_no_part_of_an_edit_that_waits(
    public: Any, site: Site, cache: Cache, lacks: str, is_first: bool
) -> None:
    lack(public, lacks)
    patches: list[dict[str, Any]] = [{"hobbies": None}, {"work": {"aaaaaaaaaa": {"title": "Lead"}}}]
    for patch in patches if is_first else reversed(patches):
        edit(cache, patch)
    engine.sync(cache, site)
    assert pushed(public) == [{"hobbies": None}]
    settled(public, site, cache)


def test_pause_goes_though_another_change_of_the_account_waits(double: Any, site: Site, cache: Cache) -> None:
    double.put(OWN, "account", ACCOUNT, {"group": "seeker", "name": "Anna"})
    double.agreed = False
    engine.sync(cache, site)
    patches: list[dict[str, Any]] = [{"name": "Anna B"}, {"paused": True}]
    for patch in patches:
        cache.edit([Edit("account", ACCOUNT, OWN, patch)])
    engine.sync(cache, site)
    assert double.view(OWN, "account", ACCOUNT) == {"group": "seeker", "name": "Anna", "paused": True}
    (row,) = common.outbox_rows(cache)
    assert (row.state, row.problem and row.problem.code) == ("waiting", "policy_required")


def test_what_was_typed_and_taken_out_again_is_one_edit(public: Any, site: Site, cache: Cache) -> None:
    edit(cache, {"hobbies": {"ja": "囲碁"}})
    edit(cache, {"hobbies": {"ja": None}})
    assert common.outbox_rows(cache) == ()


def test_unregistering_waits_for_no_value_that_another_edit_leaves_out(public: Any, site: Site, cache: Cache) -> None:
    edit(cache, {"work": {"bbbbbbbbbb": {"position": "V2abc", "title": "Cook"}}})
    edit(cache, {"registered": None}, deed="unregister")
    engine.sync(cache, site)
    assert pushed(public) == [{"registered": None}]
    edit(cache, {"work": {"bbbbbbbbbb": {"company": "Umi"}}})
    settled(public, site, cache)


def test_unregistering_past_an_edit_that_got_lost_loses_no_word(
    public: Any, site: Site, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Site, "post", lambda *_: (_ for _ in ()).throw(SiteTrouble(0, problem("offline"))))
        edit(cache, {"hobbies": {"en": "Chess"}})
        assert engine.sync(cache, site).problem is not None
    public.agreed = False
    edit(cache, {"hobbies": {"en": "Shogi"}})
    edit(cache, {"registered": None}, deed="unregister")
    engine.sync(cache, site)
    assert pushed(public) == [{"registered": None}]
    settled(public, site, cache)
    assert public.view(OWN, "profile", PROFILE)["hobbies"] == {"en": "Shogi"}
