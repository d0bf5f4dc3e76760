"""A job with two stages that reject: whoever goes to the second goes there, with a reason."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from izanau_desktop import bulk
from izanau_desktop.company.applicants.page import ApplicantsPage
from tests.desktop.company.conftest import shown
from tests.desktop.company.picked import CTRL, choose, press
from tests.desktop.company.scene import Scene, applicant, job

STAGES = {
    "new": {"name": {"en": "New"}, "status": "received", "position": "B"},
    "late": {"name": {"en": "Came too late"}, "status": "rejected", "position": "C"},
    "no": {"name": {"en": "No after the talk"}, "status": "rejected", "position": "D"},
}


@pytest.fixture
def people(scene: Scene) -> list[str]:
    """Two who applied for it, and one for a job with the usual stages."""
    scene.desk.cache.set_note(applicants_job="*")
    own, usual = job(scene, stages=STAGES), job(scene, 1)
    return [applicant(scene, own, 1), applicant(scene, own, 2), applicant(scene, usual, 3)]


@pytest.fixture
def page(scene: Scene, people: list[str], qtbot: QtBot) -> Iterator[ApplicantsPage]:
    """The page, with the first of them open."""
    made = shown(scene, qtbot)
    made.show_document(people[0])
    qtbot.waitUntil(lambda: made.detail.opened is not None and made.detail.opened.applicant.row.id == people[0])
    yield made
    made.toast.dismiss()


def stage(scene: Scene, application: str) -> object:
    found = scene.desk.cache.get("application", application)
    assert found is not None
    return found.body["stage"], found.body.get("reason")


def test_second_stage_that_rejects_asks_for_the_reason_and_is_reached(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    page.detail.stage.emit("no")
    reasons = page.detail.panels.reasons
    qtbot.waitUntil(reasons.isVisible)
    assert scene.outbox() == ()
    reasons.choices.choose("skills")
    reasons.finish()
    qtbot.waitUntil(lambda: stage(scene, people[0]) == ("no", "skills"))


def test_reject_leads_to_the_first_that_rejects(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    page.detail.stage.emit("no")
    page.detail.panels.reasons.cancelled.emit()
    assert scene.commands.run("applicants.reject")
    page.detail.panels.reasons.choices.choose("skills")
    page.detail.panels.reasons.finish()
    qtbot.waitUntil(lambda: stage(scene, people[0]) == ("late", "skills"))


def test_many_are_rejected_to_the_stage_that_was_chosen(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_A, CTRL)
    choose(page, qtbot, "stage", "No after the talk")
    asking = page.bulking.panel.asking
    qtbot.waitUntil(lambda: "No after the talk: 2" in asking._lines.words)
    asking.reasons.choose("skills")
    asking.yes.click()
    qtbot.waitUntil(lambda: stage(scene, people[1]) == ("no", "skills"))
    assert [stage(scene, one) for one in people] == [("no", "skills"), ("no", "skills"), ("new", None)]


def test_job_without_the_stage_leaves_its_applicants_out(scene: Scene, people: list[str]) -> None:
    found = bulk.summary(scene.desk, bulk.Deed("reject", "no", reason="skills"), people)
    assert (found.applications, found.left) == (tuple(people[:2]), {"no_stage": (people[2],)})
