"""What was removed here and changed elsewhere: the removal stands in the conflict like any other word, and nothing goes unseen."""

from __future__ import annotations

from typing import Any

import pytest

from izanau_desktop.cache import Choice, Edit
from izanau_desktop.cache.reads import common
from izanau_protocol import merge
from tests.desktop.sync.inprocess import Device
from tests.desktop.sync.test_deleted import desks, removed, written
from tests.desktop.sync.test_settling import Scene, scene
from tests.desktop.sync.test_together import synced, waiting
from tests.site.world import Story

__all__ = ["desks", "scene"]


def hobbies(scene: Scene, device: Device) -> Any:
    return scene.body(device).get("hobbies", {}).get("ja")


def asked(device: Device) -> list[tuple[str, Any, Any]]:
    """Path, mine and theirs of what is open."""
    return [(row.path, row.mine, row.theirs) for row in common.open_conflicts(device.cache)]


def answer(device: Device, take: merge.Take) -> None:
    (row,) = common.open_conflicts(device.cache)
    device.cache.settle([Choice(row.id, take)])


def disputed(scene: Scene, first: str = "here") -> None:
    """One device writes, the other removes, and somebody else was faster; only the `first` has synced since."""
    scene.edit(scene.here, "hobbies", {"en": "base", "ja": "base"})
    synced(scene.here, scene.there)
    scene.edit(scene.here, "hobbies.ja", "mine")
    scene.edit(scene.there, "hobbies.ja", None)
    mai = scene.story.mai
    mai.pull()
    assert mai.push(mai.part("profile", scene.mai.profile, {"hobbies": {"ja": "theirs"}})).result == "applied"
    synced(scene.devices[first])
    assert asked(scene.devices[first]) == [("hobbies.ja", "mine" if first == "here" else None, "theirs")]


@pytest.mark.parametrize("take", ["mine", "theirs"])
def test_removal_is_asked_about_beside_what_another_device_wrote(scene: Scene, take: merge.Take) -> None:
    disputed(scene)
    synced(scene.there)
    assert asked(scene.there) == [("hobbies.ja", None, "theirs")]
    assert hobbies(scene, scene.there) == "theirs", "what was removed here and changed there is kept, and asked about"
    answer(scene.there, take)
    synced(scene.there, scene.here)
    left = {"mine": None, "theirs": "theirs"}[take]
    assert asked(scene.here) == [("hobbies.ja", "mine", left)]
    answer(scene.here, "theirs")
    synced(scene.here, scene.there, scene.here)
    assert [hobbies(scene, one) for one in (scene.here, scene.there)] == [left, left]
    assert [asked(one) + waiting(one) for one in (scene.here, scene.there)] == [[], []]


@pytest.mark.parametrize("take", ["mine", "theirs"])
def test_removal_opens_a_conflict_that_was_answered_without_it(scene: Scene, take: merge.Take) -> None:
    disputed(scene)
    answer(scene.here, take)
    synced(scene.here, scene.there)
    assert asked(scene.there) == [("hobbies.ja", None, take)]
    answer(scene.there, "mine")
    synced(scene.there, scene.here)
    assert [hobbies(scene, one) for one in (scene.here, scene.there)] == [None, None]
    assert [asked(one) + waiting(one) for one in (scene.here, scene.there)] == [[], []]


def test_word_of_another_device_is_followed_by_a_question_about_the_removal(scene: Scene) -> None:
    disputed(scene, "there")
    synced(scene.here, scene.there)
    assert asked(scene.there) == [("hobbies.ja", "mine", "theirs")], "the later word stands"
    answer(scene.here, "theirs")
    synced(scene.here, scene.there)
    assert asked(scene.there) == [("hobbies.ja", None, "theirs")]


def test_theirs_follows_in_a_conflict_about_a_removed_field(scene: Scene) -> None:
    disputed(scene)
    synced(scene.there)
    mai = scene.story.mai
    mai.pull()
    assert mai.push(mai.part("profile", scene.mai.profile, {"hobbies": {"ja": "newer"}})).result == "applied"
    synced(scene.there)
    assert asked(scene.there) == [("hobbies.ja", None, "newer")]


def test_theirs_follows_in_a_conflict_about_a_deleted_document(story: Story, desks: tuple[Device, Device]) -> None:
    here, there = desks
    _, task = written(story, here, there)
    removed(story, here, task)
    for text in ("Theirs", "Newer"):
        there.cache.edit([Edit("task", task, story.applicants, {"text": text})])
        synced(there, here)
        ((path, mine, theirs),) = asked(here)
        assert (path, mine, theirs["text"]) == (".", None, text)
    answer(here, "mine")
    synced(here, there)
    assert [one.cache.get("task", task) for one in desks] == [None, None]
    assert [asked(one) + waiting(one) for one in desks] == [[], []]


def test_deletion_that_is_taken_back_is_asked_about_again(story: Story, desks: tuple[Device, Device]) -> None:
    here, there = desks
    _, task = written(story, here, there)
    removed(story, here, task)
    there.cache.edit([Edit("task", task, story.applicants, {"text": "Theirs"})])
    synced(there, here)
    before = asked(here)
    (row,) = common.open_conflicts(here.cache)
    (push,) = here.cache.settle([Choice(row.id, "mine")], 10)
    assert (here.cache.get("task", task), asked(here)) == (None, [])
    assert here.cache.drop(push)
    assert asked(here) == before
    there.cache.edit([Edit("task", task, story.applicants, {"text": "Newer"})])
    synced(there, here)
    assert asked(here)[0][2]["text"] == "Newer"


def test_edit_of_what_was_to_be_deleted_decides_that_it_stays(story: Story, desks: tuple[Device, Device]) -> None:
    here, there = desks
    _, task = written(story, here, there)
    removed(story, here, task)
    there.cache.edit([Edit("task", task, story.applicants, {"text": "Theirs"})])
    synced(there, here)
    here.cache.edit([Edit("task", task, story.applicants, {"due": "2030-01-04"})])
    synced(here, there)
    found = there.cache.get("task", task)
    assert found is not None
    assert (found.body["text"], found.body["due"], asked(here)) == ("Theirs", "2030-01-04", [])
