"""One applicant is moved with a message: chosen, written, sent with the move after its time, and taken back with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from izanau_desktop.company.applicants.moving import Moving
from izanau_desktop.company.applicants.page import ApplicantsPage
from tests.desktop.company.conftest import shown
from tests.desktop.company.prepared import prepare
from tests.desktop.company.scene import Scene, applicant, job

TEXT = {"en": "Dear {name}, next: {stage}.", "ja": "{name} 様 次は{stage}です。"}


@pytest.fixture
def post() -> dict[str, Any]:
    """What the job is beside its title."""
    return {}


@pytest.fixture
def page(scene: Scene, post: dict[str, Any], qtbot: QtBot) -> Iterator[ApplicantsPage]:
    """The applicants page with one open, of a company with a message for the next stage."""
    scene.desk.cache.set_note(applicants_job="*")
    prepare(scene, 1, use="advance", text=TEXT)
    applicant(scene, job(scene, title={"en": "Tester"}, **post), 1)
    made = shown(scene, qtbot)
    yield made
    made.toast.dismiss()


def asked(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> Moving:
    """The panel, once what may be written was looked up."""
    assert scene.commands.run("applicants.advance_with")
    qtbot.waitUntil(lambda: "moving" in vars(page.detail.panels) and page.detail.panels.moving.isVisible())
    return page.detail.panels.moving


def name_of(page: ApplicantsPage) -> str:
    assert page.detail.opened is not None
    return page.detail.opened.applicant.row.name


def test_move_and_its_message_wait_and_go_back_together(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    panel = asked(page, scene, qtbot)
    assert panel.stages.currentText() == "Screening"
    assert panel.message.toPlainText() == f"Dear {name_of(page)}, next: Screening."
    panel.message.appendPlainText("Ours")
    assert panel.focusWidget() is panel.stages
    QTest.keyClick(panel.stages, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "message goes out" in page.toast.text)
    [row] = scene.outbox()
    assert (row.state, sorted(row.kinds)) == ("held", ["application", "message"])
    sent = {kind: patch for kind, _, patch in scene.patches()}
    assert sent["application"]["stage"] == "screening"
    assert sent["message"]["text"] == f"Dear {name_of(page)}, next: Screening.\nOurs"
    assert scene.commands.run("applicants.undo")
    qtbot.waitUntil(lambda: scene.outbox() == ())
    qtbot.waitUntil(lambda: page.detail.opened is not None and "Ours" in repr(page.detail.opened.drafts))
    assert asked(page, scene, qtbot).message.toPlainText().endswith("Ours")


def test_message_names_the_stage_that_is_chosen(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    panel = asked(page, scene, qtbot)
    told = [panel.stages.itemText(at) for at in range(panel.stages.count())]
    assert "New" not in told
    assert "Rejected" not in told, "that asks for a reason"
    panel.letters.setCurrentIndex(1)
    panel.stages.setCurrentIndex(told.index("Offer"))
    panel.stages.activated.emit(told.index("Offer"))
    assert panel.message.toPlainText().endswith(" 様 次は内定です。")
    panel._move.click()
    qtbot.waitUntil(lambda: bool(scene.outbox()))
    assert {patch["stage"] for kind, _, patch in scene.patches() if kind == "application"} == {"offer"}


def lead(panel: Moving, stage: str) -> None:
    """Choose another stage to move to."""
    at = panel.stages.findText(stage)
    panel.stages.setCurrentIndex(at)
    panel.stages.activated.emit(at)


def test_message_written_for_one_stage_goes_to_no_other(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    panel = asked(page, scene, qtbot)
    panel.message.appendPlainText("Ours")
    lead(panel, "Offer")
    assert panel.message.toPlainText() == f"Dear {name_of(page)}, next: Offer."
    lead(panel, "Screening")
    assert panel.message.toPlainText().endswith("next: Screening.\nOurs")
    QTest.keyClick(panel.message, Qt.Key.Key_Escape)
    panel = asked(page, scene, qtbot)
    assert panel.message.toPlainText().endswith("next: Screening.\nOurs")
    lead(panel, "Offer")
    panel._move.click()
    qtbot.waitUntil(lambda: bool(scene.outbox()))
    sent = {kind: patch for kind, _, patch in scene.patches()}
    assert (sent["application"]["stage"], sent["message"]["text"]) == ("offer", f"Dear {name_of(page)}, next: Offer.")


def write_own(page: ApplicantsPage, scene: Scene, text: str, qtbot: QtBot) -> Moving:
    panel = asked(page, scene, qtbot)
    panel.letters.setCurrentIndex(panel.letters.findText("Own words"))
    panel.message.setPlainText(text)
    return panel


@pytest.mark.parametrize("restarted", [True, False])
def test_own_words_taken_back_stand_above_those_begun_since(
    page: ApplicantsPage, scene: Scene, qtbot: QtBot, *, restarted: bool
) -> None:
    write_own(page, scene, "First", qtbot)._move.click()
    qtbot.waitUntil(lambda: page.toast.can_undo())
    qtbot.waitUntil(lambda: page.detail.opened is not None and page.detail.opened.applicant.row.stage == "screening")
    QTest.keyClick(write_own(page, scene, "Second", qtbot).message, Qt.Key.Key_Escape)
    scene.background.wait()
    if restarted:
        scene.desk.written.clear()
    page.toast.undo()
    qtbot.waitUntil(lambda: page.detail.opened is not None and page.detail.opened.applicant.row.stage == "new")
    panel = asked(page, scene, qtbot)
    panel.letters.setCurrentIndex(panel.letters.findText("Own words"))
    assert panel.message.toPlainText() == "First\n\nSecond"


def test_own_words_stay_whichever_stage_is_chosen(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    panel = asked(page, scene, qtbot)
    panel.letters.setCurrentIndex(panel.letters.findText("Own words"))
    panel.message.setPlainText("Come on Monday")
    lead(panel, "Offer")
    assert (panel.letters.currentText(), panel.message.toPlainText()) == ("Own words", "Come on Monday")
    panel.letters.setCurrentIndex(panel.letters.count() - 1)
    lead(panel, "Screening")
    assert panel.letters.letter() is None


def test_own_words_are_there_again_until_they_go_out(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    panel = asked(page, scene, qtbot)
    own = panel.letters.findText("Own words")
    panel.letters.setCurrentIndex(own)
    assert panel.message.toPlainText() == ""
    panel.message.setPlainText("Come on Monday")
    QTest.keyClick(panel.message, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert scene.outbox() == ()
    panel = asked(page, scene, qtbot)
    assert (panel.letters.currentIndex(), panel.message.toPlainText()) == (own, "Come on Monday")
    QTest.keyClick(panel.message, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(
        lambda: [patch["text"] for kind, _, patch in scene.patches() if kind == "message"] == ["Come on Monday"]
    )


def test_move_goes_alone_where_no_message_is_chosen(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    panel = asked(page, scene, qtbot)
    panel.letters.setCurrentIndex(panel.letters.count() - 1)
    assert not panel.message.isVisible()
    panel._move.click()
    qtbot.waitUntil(lambda: bool(scene.outbox()))
    assert [kind for kind, _, _ in scene.patches()] == ["application"]


@pytest.mark.parametrize("post", [{"blind": True}])
def test_message_of_a_move_names_nobody_who_is_hidden(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    assert asked(page, scene, qtbot).message.toPlainText() == "Dear applicant, next: Screening."


def test_role_that_writes_no_messages_moves_without_one(page: ApplicantsPage, scene: Scene) -> None:
    scene.desk.cache.set_note(role="reviewer")
    scene.desk.look_up()
    assert not scene.commands.run("applicants.advance_with")
