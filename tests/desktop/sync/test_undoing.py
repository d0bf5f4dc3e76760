"""Undo after somebody else removed what the step was about: nothing is torn off, and nothing waits for ever."""

from __future__ import annotations

import pytest

from izanau_desktop.cache import Edit
from izanau_desktop.cache.reads import common
from izanau_desktop.sync.site import SiteTrouble
from izanau_protocol import ambient, patch
from izanau_protocol.canonical import Body
from izanau_protocol.problems import problem
from tests.desktop.sync.inprocess import Device
from tests.desktop.sync.test_batches import recruiter
from tests.desktop.sync.test_settling import ITEM, Scene, scene
from tests.desktop.sync.test_together import synced
from tests.site.world import Story

__all__ = ["recruiter", "scene"]


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


@pytest.mark.parametrize("path", ["residence", "work.aaaaaaaaaa.title", "work.aaaaaaaaaa"])
def test_edit_that_is_undone_while_it_is_sent_asks_nothing(scene: Scene, path: str) -> None:
    sent_in_vain(scene, path)
    scene.here.cache.undo(f"profile:{scene.mai.profile}")
    synced(scene.here)
    assert (common.open_conflicts(scene.here.cache), common.outbox_rows(scene.here.cache)) == ((), ())
    assert patch.value_at(scene.body(scene.here), tuple(path.split("."))) == THEIRS[path]


@pytest.mark.parametrize("path", ["residence", "work.aaaaaaaaaa.title", "work.aaaaaaaaaa"])
def test_edit_that_is_changed_while_it_is_sent_asks_once_about_the_last_word(scene: Scene, path: str) -> None:
    before = sent_in_vain(scene, path)
    scene.edit(scene.here, path, LAST[path])
    synced(scene.here)
    [asked] = common.open_conflicts(scene.here.cache)
    assert (asked.path, asked.base, asked.mine, asked.theirs) == (path, before, LAST[path], THEIRS[path])
    assert common.outbox_rows(scene.here.cache) == ()


def sent_in_vain(scene: Scene, path: str) -> object:
    """One device sends an edit that does not arrive, and the other one is quicker; what stood there before."""
    scene.edit(scene.here, "residence", "VN")
    scene.edit(scene.here, "work", WORK)
    synced(scene.here, scene.there)
    before = patch.value_at(scene.body(scene.here), tuple(path.split(".")))
    scene.edit(scene.here, path, MINE[path])
    with pytest.MonkeyPatch.context() as lost:
        lost.setattr(scene.here.door, "before", cut_off)
        assert scene.here.sync().problem is not None
    assert [row.state for row in common.outbox_rows(scene.here.cache)] == ["sent"]
    scene.edit(scene.there, path, THEIRS[path])
    synced(scene.there)
    return before


def cut_off(path: str) -> None:
    if path == "/v1/push":
        raise SiteTrouble(0, problem("offline"))


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
MINE: Body = {"residence": "JP", "work.aaaaaaaaaa.title": "Lead", "work.aaaaaaaaaa": {**ITEM, "title": "Lead"}}
THEIRS: Body = {"residence": "KR", "work.aaaaaaaaaa.title": "Head", "work.aaaaaaaaaa": None}
LAST: Body = {"residence": "TH", "work.aaaaaaaaaa.title": "Cook", "work.aaaaaaaaaa": {**ITEM, "title": "Cook"}}
LEAD: Body = {"residence": "JP", "work": {"aaaaaaaaaa": {"title": "Lead"}}}
