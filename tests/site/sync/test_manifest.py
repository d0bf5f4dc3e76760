"""The policy in force is held to: what its manifest does not list is neither taken nor shown (PRV-12, R5)."""

from __future__ import annotations

from pathlib import Path

import pytest

from izanau_protocol import wire
from izanau_site.policy.folder import first_folder
from izanau_site.policy.publish import publish
from izanau_site.store import Store
from izanau_site.sync import pull
from tests.site.world import WHOLE, Story


@pytest.fixture
def story(store: Store) -> Story:
    """A company with a recruiter and a job, a seeker, under the first version of the policy."""
    publish(store, first_folder())
    return Story(store)


def publish_next(store: Store, folder: Path, old: str, new: str) -> None:
    """A version of the policy whose manifest says something else."""
    folder.mkdir()
    for name in ("en.md", "ja.md", "changes.en.md", "changes.ja.md", "manifest.toml"):
        text = (first_folder() / name).read_text(encoding="utf-8")
        assert name != "manifest.toml" or old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    publish(store, folder, "2020-01-01", "2020-01-01")


def test_field_that_is_listed_no_more_is_refused(story: Story, tmp_path: Path) -> None:
    mai, profile = story.mai, story.mai.caller.profile
    edit = {"hobbies": {"en": "Go"}}
    assert mai.push(mai.part("profile", profile, edit)).result == "applied"
    mai.pull()
    publish_next(story.world.store, tmp_path / "next", '"profile.hobbies"', "")
    answer = mai.push(mai.part("profile", profile, {"hobbies": {"en": "Chess"}}))
    assert answer.problem is not None
    assert (answer.problem["code"], answer.problem["field"], answer.problem["status"]) == (
        "not_in_policy",
        "hobbies",
        422,
    )
    assert mai.push(mai.part("profile", profile, {"hobbies": None})).result == "applied"


def test_narrower_manifest_narrows_served_and_stored_views(story: Story, tmp_path: Path) -> None:
    story.apply()
    store, profile = story.world.store, story.mai.caller.profile
    before = story.hr.scopes().views
    birthday = 'paths = ["profile.birthday"]\nrequired = true\naudience = ["public", "self", "applicants"]'
    publish_next(store, tmp_path / "next", birthday, birthday.replace('"public", ', "").replace(', "applicants"', ""))
    after = story.hr.scopes().views
    assert {kind for kind in after if after[kind] != before[kind]} == {"profile"}
    page = pull.feed(store, story.hr.caller, story.applicants, before=0, kind="profile")
    (entry, end) = [wire.decode_line(line) for line in page.splitlines()]
    assert isinstance(entry, wire.Entry)
    assert isinstance(end, wire.PageEnd)
    assert entry.view == {name: value for name, value in WHOLE.items() if name != "birthday"}
    assert end.views == after
    known = story.hr.cursors[story.applicants]
    while store.renew():
        continue
    lost = pull.feed(store, story.hr.caller, story.applicants, after=known, gone=True)
    assert profile in lost.decode()
    assert "birthday" not in lost.decode()
    story.mai.pull()
    assert story.mai.view(story.mai.own, profile) == WHOLE
