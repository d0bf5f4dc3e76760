"""Choices that are held and taken back: mine lies where it lay, unless something else decided meanwhile."""

from __future__ import annotations

from typing import Any

import pytest

from izanau_desktop.cache import Choice
from izanau_desktop.cache.reads import common
from izanau_protocol import merge, wire
from tests.desktop.sync.test_settling import BIRTHDAY, RESIDENCE, Clash, Scene, clash, scene
from tests.desktop.sync.test_together import synced, waiting

__all__ = ["scene"]


def test_choice_is_held_and_mine_lies_again_when_it_is_taken_back(scene: Scene) -> None:
    clash(scene, RESIDENCE, BIRTHDAY)
    rows = common.open_conflicts(scene.here.cache)
    (push,) = scene.here.cache.settle([Choice(row.id, "theirs") for row in rows], wire.HOLD_SECONDS)
    assert scene.body(scene.here)["residence"] == "KR"
    assert scene.here.sync(at_once=False).problem is None
    assert [row.state for row in common.outbox_rows(scene.here.cache)] == ["held"]
    assert scene.here.cache.drop(push)
    assert len(common.open_conflicts(scene.here.cache)) == 2
    assert scene.body(scene.here)["residence"] == "JP"
    synced(scene.there)
    assert len(common.open_conflicts(scene.there.cache)) == 2


def test_what_is_typed_after_a_choice_outlives_its_undo(scene: Scene) -> None:
    clash(scene, RESIDENCE)
    (row,) = common.open_conflicts(scene.here.cache)
    (push,) = scene.here.cache.settle([Choice(row.id, "theirs")], wire.HOLD_SECONDS)
    scene.edit(scene.here, "residence", "TH")
    scene.here.cache.drop(push)
    assert scene.body(scene.here)["residence"] == "TH"
    synced(scene.here, scene.there)
    assert scene.body(scene.there)["residence"] == "TH"
    assert common.open_conflicts(scene.there.cache) == ()


@pytest.mark.parametrize("take", ["mine", "value"])
def test_choice_that_is_taken_back_after_another_device_answered_leaves_that_answer(
    scene: Scene, take: merge.Take
) -> None:
    clash(scene, RESIDENCE)
    (row,) = common.open_conflicts(scene.here.cache)
    (push,) = scene.here.cache.settle([Choice(row.id, take, "TH")], wire.HOLD_SECONDS)
    scene.there.cache.settle([Choice(row.id, "theirs")])
    synced(scene.there)
    assert scene.here.sync(at_once=False).problem is None
    assert scene.here.cache.drop(push)
    synced(scene.here, scene.there)
    assert [scene.body(one)["residence"] for one in scene.devices.values()] == ["KR", "KR"]
    assert (common.open_conflicts(scene.here.cache), waiting(scene.here)) == ((), [])


def test_what_is_typed_after_a_choice_outlives_its_undo_and_the_answer_of_another_device(scene: Scene) -> None:
    clash(scene, RESIDENCE)
    (row,) = common.open_conflicts(scene.here.cache)
    (push,) = scene.here.cache.settle([Choice(row.id, "mine")], wire.HOLD_SECONDS)
    scene.there.cache.settle([Choice(row.id, "theirs")])
    synced(scene.there)
    assert scene.here.sync(at_once=False).problem is None
    scene.edit(scene.here, "residence", "TH")
    assert scene.here.cache.drop(push)
    assert [row.documents for row in common.outbox_rows(scene.here.cache)] == [(("profile", scene.mai.profile),)]
    synced(scene.here, scene.there)
    assert [scene.body(one)["residence"] for one in scene.devices.values()] == ["TH", "TH"]
    assert (common.open_conflicts(scene.here.cache), waiting(scene.here)) == ((), [])


@pytest.mark.parametrize("take", ["mine", "theirs"])
@pytest.mark.parametrize(
    ("clashing", "choice", "newer"),
    [
        (Clash("residence", "JP", "KR", "TH"), "value", "PH"),
        (Clash("citizenship", ["PH", "VN"], ["KR"], ["TH"]), "both", ["TH"]),
    ],
)
def test_new_text_that_is_taken_back_leaves_mine_to_be_chosen(
    scene: Scene, clashing: Clash, choice: merge.Take, newer: Any, take: merge.Take
) -> None:
    clash(scene, clashing)
    (row,) = common.open_conflicts(scene.here.cache)
    (push,) = scene.here.cache.settle([Choice(row.id, choice, clashing.other)], wire.HOLD_SECONDS)
    scene.edit(scene.there, clashing.path, newer)
    synced(scene.there)
    assert scene.here.sync(at_once=False).problem is None
    assert scene.here.cache.drop(push)
    (again,) = common.open_conflicts(scene.here.cache)
    assert (again.mine, again.theirs) == (clashing.mine, newer)
    assert scene.body(scene.here)[clashing.path] == clashing.mine
    scene.here.cache.settle([Choice(again.id, take)])
    synced(scene.here, scene.there)
    wanted = {"mine": clashing.mine, "theirs": newer}[take]
    assert [scene.body(one)[clashing.path] for one in (scene.here, scene.there)] == [wanted, wanted]
    assert [common.open_conflicts(one.cache) for one in (scene.here, scene.there)] == [(), ()]


def test_choice_that_is_taken_back_after_its_entry_went_tears_nothing_off(scene: Scene) -> None:
    clash(scene, Clash("work.aaaaaaaaaa.title", "Mine", "Theirs", "Lead"))
    (row,) = common.open_conflicts(scene.here.cache)
    (push,) = scene.here.cache.settle([Choice(row.id, "theirs")], wire.HOLD_SECONDS)
    scene.edit(scene.there, "work.aaaaaaaaaa", None)
    synced(scene.there)
    assert scene.here.sync(at_once=False).problem is None
    assert scene.here.cache.drop(push)
    assert sorted(scene.body(scene.here)["work"]) == ["bbbbbbbbbb", "cccccccccc"]
    assert [one.id for one in common.open_conflicts(scene.here.cache)] == [row.id]


def test_choice_whose_answer_was_lost_is_disputed_once_by_the_other_device(scene: Scene) -> None:
    clash(scene, RESIDENCE)
    (row,) = common.open_conflicts(scene.here.cache)
    scene.here.cache.resolve(row.id, "mine")
    assert scene.here.sync(cut=2).problem is not None  # the site has it, and nobody here knows
    scene.edit(scene.there, "residence", "TH")
    synced(scene.there, scene.here)
    (again,) = common.open_conflicts(scene.here.cache)
    assert (again.id, again.mine, again.theirs) == (row.id, "TH", "JP")
    assert (scene.body(scene.here)["residence"], waiting(scene.here)) == ("JP", [])
    scene.here.cache.resolve(again.id, "mine")
    synced(scene.here, scene.there)
    assert [scene.body(one)["residence"] for one in scene.devices.values()] == ["TH", "TH"]
