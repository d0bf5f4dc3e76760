"""Undo after somebody else removed what the step was about: nothing is torn off, and nothing waits for ever."""

from __future__ import annotations

from izanau_desktop.cache import Edit
from izanau_desktop.cache.reads import common
from izanau_protocol import ambient
from izanau_protocol.canonical import Body
from tests.desktop.sync.inprocess import Device
from tests.desktop.sync.test_batches import recruiter
from tests.desktop.sync.test_settling import ITEM, Scene, scene, template
from tests.desktop.sync.test_together import synced
from tests.site.world import Story

__all__ = ["recruiter", "scene", "template"]


def test_undo_brings_no_part_of_a_deleted_document_back(story: Story, recruiter: Device) -> None:
    scope, job, cache = f"company:{story.company}", ambient.new_id(), recruiter.cache
    for title in ("Tester", "Leader"):
        body: Body = {"company": story.company, "title": {"en": title}, "state": "draft"}
        cache.edit([Edit("job", job, scope, body)])
        assert recruiter.sync().pushed == 1
    story.hr.pull()
    assert story.hr.push(story.hr.part("job", job, None, scope)).result == "applied"
    assert recruiter.sync().gone == 1
    assert cache.undo(f"job:{job}") is None
    assert cache.get("job", job) is None
    assert common.outbox_rows(cache) == ()


def test_undo_leaves_an_entry_whole_that_another_device_removed(scene: Scene) -> None:
    here = scene.here.cache
    scene.edit(scene.here, "residence", "VN")
    scene.edit(scene.here, "work", WORK)
    here.edit([Edit("profile", scene.mai.profile, scene.story.mai.own, LEAD)])
    synced(scene.here, scene.there)
    scene.edit(scene.there, "work.aaaaaaaaaa", None)
    synced(scene.there, scene.here)
    here.undo(f"profile:{scene.mai.profile}")
    body = scene.body(scene.here)
    assert (body["residence"], set(body["work"])) == ("VN", {"bbbbbbbbbb"}), "what can be taken back is"
    assert scene.here.sync().problem is None
    assert common.outbox_rows(here) == ()


def test_undo_brings_back_a_whole_entry_that_was_removed_here(scene: Scene) -> None:
    scene.edit(scene.here, "work", WORK)
    scene.edit(scene.here, "work.aaaaaaaaaa", None)
    scene.here.cache.undo(f"profile:{scene.mai.profile}")
    assert scene.body(scene.here)["work"] == WORK
    scene.here.cache.redo(f"profile:{scene.mai.profile}")
    assert "aaaaaaaaaa" not in scene.body(scene.here)["work"]


def test_redo_brings_the_first_entry_of_a_list(scene: Scene) -> None:
    scene.edit(scene.here, "work", None)
    scene.edit(scene.here, "work.aaaaaaaaaa", ITEM)
    for _ in range(2):
        scene.here.cache.undo(f"profile:{scene.mai.profile}")
        assert not scene.body(scene.here).get("work")
        scene.here.cache.redo(f"profile:{scene.mai.profile}")
        assert scene.body(scene.here)["work"] == {"aaaaaaaaaa": ITEM}


def test_undo_of_a_first_entry_leaves_what_was_added_beside_it(scene: Scene) -> None:
    scene.edit(scene.here, "work", None)
    synced(scene.here, scene.there)
    scene.edit(scene.here, "work.aaaaaaaaaa", ITEM)
    synced(scene.here, scene.there)
    scene.edit(scene.there, "work.bbbbbbbbbb", WORK["bbbbbbbbbb"])
    synced(scene.there, scene.here)
    for step, left in ((scene.here.cache.undo, {"bbbbbbbbbb"}), (scene.here.cache.redo, set(WORK))):
        step(f"profile:{scene.mai.profile}")
        assert set(scene.body(scene.here)["work"]) == left


WORK: Body = {"aaaaaaaaaa": ITEM, "bbbbbbbbbb": {**ITEM, "position": "V2abc"}}
LEAD: Body = {"residence": "JP", "work": {"aaaaaaaaaa": {"title": "Lead"}}}
