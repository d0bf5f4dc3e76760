"""The applicants page: what is typed and pressed becomes a problem beside it, or cache and outbox rows, and can be taken back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from izanau_desktop.cache import apply
from izanau_desktop.cache.local import Draft
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.widgets.rows import ROW
from izanau_protocol import wire
from tests.desktop.company.conftest import shown
from tests.desktop.company.scene import COMPANY, Scene, ago, applicant, company, identity, job


@pytest.fixture
def people(scene: Scene) -> list[str]:
    """Three applicants, newest first: one new, one late, one in interviews."""
    scene.desk.cache.set_note(applicants_job="*")  # all jobs, as chosen before
    post = job(scene)
    other = job(scene, 1)
    return [
        applicant(scene, post, 1),
        applicant(scene, post, 2, hours=24 * 9),
        applicant(scene, other, 3, hours=24 * 12, stage="interview", status="interview"),
    ]


@pytest.fixture
def page(scene: Scene, people: list[str], qtbot: QtBot) -> Iterator[ApplicantsPage]:
    """The page, shown, with its first applicant opened."""
    made = shown(scene, qtbot)
    yield made
    made.toast.dismiss()


def stage_of(scene: Scene, application: str) -> object:
    found = scene.desk.cache.get("application", application)
    assert found is not None
    return found.body["stage"]


def titles(page: ApplicantsPage) -> list[str]:
    return [row.id for row in page.list.list.model.here]


def test_newest_applicant_is_open_with_email_and_late_counted(page: ApplicantsPage, people: list[str]) -> None:
    assert titles(page) == people
    assert page.list.list.current() == people[0]
    assert "person1@mail.example" in page.detail._line.text()
    assert "1 late" in page.list.jobs.itemText(0)
    assert page.list.list.model.index(1, 0).data(ROW).chip.startswith("9 day")


def test_day_of_erasure_stands_with_an_applicant_who_was_not_selected(scene: Scene, qtbot: QtBot) -> None:
    applicant(scene, job(scene), 1, stage="rejected", status="rejected", erases="2031-02-03T09:00:00.000Z")
    scene.desk.cache.set_note(applicants_job="*")
    made = ApplicantsPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.detail.opened is not None)
    assert "will be erased 3 Feb 2031" in made.detail._line.text()


def test_advance_moves_the_stage_and_waits_for_undo(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    assert scene.commands.run("applicants.advance")
    qtbot.waitUntil(lambda: page.toast.can_undo())
    assert stage_of(scene, people[0]) == "screening"
    assert [row.state for row in scene.outbox()] == ["held"]
    assert scene.commands.run("applicants.undo")
    qtbot.waitUntil(lambda: not scene.outbox())
    assert stage_of(scene, people[0]) == "new"
    qtbot.waitUntil(lambda: page.toast.text == "Taken back")


def test_deed_right_after_going_on_is_on_nobody_who_was_left(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    first = page.list.list.current()
    assert scene.commands.run("applicants.next")
    second = page.list.list.current()
    assert first != second
    for one in ("advance", "reject", "take", "note", "unblind"):
        assert not scene.commands.run(f"applicants.{one}"), "who it leads to is not read yet"
    qtbot.waitUntil(lambda: scene.commands.run("applicants.advance"))
    qtbot.waitUntil(lambda: stage_of(scene, second) == "screening")
    assert stage_of(scene, first) == "new"


def test_advance_pressed_twice_quickly_moves_once(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    assert scene.commands.run("applicants.advance")
    assert scene.commands.run("applicants.advance")
    qtbot.waitUntil(lambda: page.toast.can_undo())
    scene.background.wait()
    qtbot.waitUntil(lambda: page.detail.opened is not None and page.detail.opened.applicant.row.stage == "screening")
    assert len(scene.outbox()) == 1
    page.toast.undo()
    qtbot.waitUntil(lambda: not scene.outbox())
    assert stage_of(scene, people[0]) == "new"


def test_rejecting_asks_for_a_reason_in_place(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    assert scene.commands.run("applicants.reject")
    reasons = page.detail.panels.reasons
    assert reasons.isVisible()
    QTest.keyClick(reasons, Qt.Key.Key_Return)
    assert reasons.problem.isVisible()
    assert not scene.outbox()
    reasons.findChildren(QRadioButton)[1].click()
    QTest.keyClick(reasons, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.toast.can_undo())
    found = scene.desk.cache.get("application", people[0])
    assert found is not None
    assert (found.body["stage"], found.body["reason"]) == ("rejected", "experience")


def test_empty_note_is_refused_beside_its_field(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    scene.commands.run("applicants.note")
    note = page.detail.panels.note
    QTest.mouseClick(note.send, Qt.MouseButton.LeftButton)
    assert note.problem.isVisible()
    assert note.edit.accessibleDescription() == note.problem.text()
    assert not scene.outbox()


def test_typed_note_lies_in_cache_and_outbox(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    scene.commands.run("applicants.note")
    note = page.detail.panels.note
    QTest.keyClicks(note.edit, "Speaks slowly and clearly")
    QTest.keyClick(note.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(scene.desk.cache.list("note", application=people[0])) == 1)
    assert [(kind, patch["text"]) for kind, _, patch in scene.patches()] == [("note", "Speaks slowly and clearly")]
    qtbot.waitUntil(lambda: page.toast.can_undo())


def test_message_taken_back_stands_in_its_panel_again(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    scene.commands.run("applicants.message")
    message = page.detail.panels.message
    QTest.keyClicks(message.edit, "Can you come on Friday?")
    QTest.keyClick(message.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.toast.can_undo())
    assert [(row.state, row.kinds) for row in scene.outbox()] == [("held", ("message",))]
    page.toast.undo()
    qtbot.waitUntil(lambda: message.text() == "Can you come on Friday?")
    assert not scene.outbox()


def send(page: ApplicantsPage, scene: Scene, text: str) -> None:
    scene.commands.run("applicants.message")
    page.detail.panels.message.edit.setPlainText(text)
    page.detail.panels.message.finish()


@pytest.mark.parametrize("elsewhere", [True, False])
def test_message_taken_back_stands_above_the_one_begun_since(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot, *, elsewhere: bool
) -> None:
    send(page, scene, "First")
    qtbot.waitUntil(lambda: page.toast.can_undo())
    scene.commands.run("applicants.message")
    message = page.detail.panels.message
    message.edit.setPlainText("Second")
    if elsewhere:
        QTest.keyClick(message.edit, Qt.Key.Key_Escape)
        page.show_document(people[1])
        qtbot.waitUntil(lambda: page.detail.opened is not None and page.detail.opened.applicant.row.id == people[1])
    page.toast.undo()
    both = "First\n\nSecond"
    qtbot.waitUntil(lambda: [one.text for one in scene.desk.cache.drafts("application", people[0])] == [both])
    qtbot.waitUntil(lambda: page.toast.text == "Taken back")
    if elsewhere:
        assert message.text() == ""
        page.show_document(people[0])
    qtbot.waitUntil(lambda: message.text() == both)


def test_text_put_away_comes_back_with_its_applicant(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    scene.commands.run("applicants.note")
    note = page.detail.panels.note
    QTest.keyClicks(note.edit, "half a thought")
    scene.commands.run("applicants.next")
    qtbot.waitUntil(lambda: page.detail.opened is not None and page.detail.opened.applicant.row.id == people[1])
    assert note.text() == ""
    scene.commands.run("applicants.previous")
    qtbot.waitUntil(lambda: note.text() == "half a thought")


def test_text_put_away_gives_way_to_what_was_kept_back_since(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    """As when a rejection is merged away: its message joins what stands in the cache (`cache/withheld.py`)."""
    page.detail.panels.open("message")
    page.detail.panels.message.edit.setPlainText("Hello begun")
    QTest.keyClick(page.detail.panels.message.edit, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(scene.desk.cache.drafts("application", people[0])))
    qtbot.waitUntil(lambda: scene.background.wait(0))
    scene.desk.cache.keep_draft(Draft("application", people[0], "message", "Hello begun\n\nWe regret"))
    page.list.list.step(1)
    qtbot.waitUntil(lambda: page.detail.opened is not None and page.detail.opened.applicant.row.id == people[1])
    page.list.list.step(-1)
    qtbot.waitUntil(lambda: page.detail.panels.message.text() == "Hello begun\n\nWe regret")


def test_message_of_a_move_to_who_is_erased_is_held_no_more(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    opened = page.detail.opened
    assert opened is not None
    scene.desk.written[people[0]] = {"move.own.en": "Dear you"}
    erased = wire.Entry(f"applicants:{COMPANY}", "profile", opened.applicant.row.seeker, 9, gone="erased")
    scene.desk.cache.change(lambda connection: apply.entry(connection, erased, 0))
    scene.background.changed.emit(frozenset({"profile", "application"}), None)
    qtbot.waitUntil(lambda: page.detail.opened is not None and page.detail.opened.applicant.row.id == people[1])
    qtbot.waitUntil(lambda: people[0] not in scene.desk.written)


def test_note_that_is_refused_here_stays_with_whom_it_was_about(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    since, gate = scene.desk.cache.note("last_sync"), threading.Event()

    def lock() -> None:
        gate.wait()
        scene.desk.cache.set_note(last_sync="2001-01-01T00:00:00.000Z")

    scene.background.change(lock, page)
    scene.commands.run("applicants.note")
    note = page.detail.panels.note
    note.edit.setPlainText("Speaks slowly")
    note.finish()
    page.list.list.step(1)
    qtbot.waitUntil(lambda: page.detail.opened is not None and page.detail.opened.applicant.row.id == people[1])
    gate.set()
    qtbot.waitUntil(
        lambda: [one.text for one in scene.desk.cache.drafts("application", people[0])] == ["Speaks slowly"]
    )
    assert (note.text(), scene.outbox()) == ("", ())
    scene.desk.cache.set_note(last_sync=since)
    page.list.list.step(-1)
    qtbot.waitUntil(lambda: note.text() == "Speaks slowly")


def test_message_that_is_refused_here_stands_in_its_panel_again(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    scene.commands.run("applicants.message")
    message = page.detail.panels.message
    scene.desk.cache.set_note(last_sync="2001-01-01T00:00:00.000Z")
    message.edit.setPlainText("Can you come?")
    message.finish()
    qtbot.waitUntil(lambda: message.isVisible() and message.text() == "Can you come?")
    assert page.detail.notice.text != ""
    assert not scene.outbox()


def test_list_says_how_far_a_search_reaches(scene: Scene, page: ApplicantsPage, qtbot: QtBot) -> None:
    late = {"job": identity("job"), "seeker": identity("late"), "applied": ago(9)}
    scene.put(f"applicants:{COMPANY}", "application", identity("late application"), late, later=True)
    page.list.search.set_text("nobodyiscalledthis")
    qtbot.waitUntil(lambda: "3 of 4 searchable so far" in page.list._count.text())
    assert page.list._count.text().startswith("0 of 3 ·")
    page.list.search.set_text("")
    qtbot.waitUntil(lambda: "searchable" not in page.list._count.text())


def test_stage_and_words_narrow_the_list(page: ApplicantsPage, people: list[str], qtbot: QtBot) -> None:
    page.list.search.set_text("stage:interview")
    qtbot.waitUntil(lambda: titles(page) == people[2:])
    assert (page.list._count.text(), page.list.order.text()) == ("1 of 3 ·", "newest first")
    page.list.search.set_text("nobodyiscalledthis")
    qtbot.waitUntil(lambda: titles(page) == [])
    qtbot.waitUntil(lambda: page.detail.opened is None)
    page.list.clear()
    qtbot.waitUntil(lambda: titles(page) == people)


@pytest.mark.parametrize("typed", ["stage:interview", "Stage:INTERVIEW", "stage:面接"])
def test_stage_is_typed_by_id_or_by_its_name(page: ApplicantsPage, people: list[str], qtbot: QtBot, typed: str) -> None:
    page.list.search.set_text(typed)
    qtbot.waitUntil(lambda: titles(page) == [people[2]])


def test_search_says_what_it_knows_and_what_is_no_filter(page: ApplicantsPage, qtbot: QtBot) -> None:
    assert "lang:ja>=N2" in page.list.search.field.toolTip()
    assert page.list.search.field.accessibleDescription() == page.list.search.field.toolTip()
    page.list.search.set_text("shoes:42")
    qtbot.waitUntil(lambda: "shoes:42" in page.list.notice.text)
    page.list.search.set_text("stage:nowhere")
    qtbot.waitUntil(lambda: "stage:nowhere" in page.list.notice.text)
    assert "stage:interview" in page.list.notice.text, "an example of what it can be"
    assert titles(page) == []
    page.list.search.set_text("")
    qtbot.waitUntil(lambda: not page.list.notice.isVisible())


def test_job_chosen_at_the_top_shows_its_own(page: ApplicantsPage, people: list[str], qtbot: QtBot) -> None:
    page.show_job(identity("job", 1))
    qtbot.waitUntil(lambda: titles(page) == people[2:])
    assert "1" in page.list.jobs.currentText()


def test_nothing_sorts_or_filters_by_origin_or_age(page: ApplicantsPage, scene: Scene) -> None:
    people_words = " ".join(command.label for command in scene.commands.for_role("company")).lower()
    choices = people_words + " ".join(page.list.jobs.itemText(at) for at in range(page.list.jobs.count())).lower()
    assert not {"citizenship", "birthday", "age", "nationality"} & set(choices.split())


@pytest.mark.parametrize("role", ["reviewer", "hiring_manager"])
def test_role_without_messages_has_no_such_deed(role: str, tmp_path: Path, qtbot: QtBot) -> None:
    scene = company(tmp_path, role)
    applicant(scene, job(scene), 1, email=False)
    page = ApplicantsPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: page.detail.opened is not None)
    assert not scene.commands.run("applicants.message")
    assert scene.commands.run("applicants.advance")
    qtbot.waitUntil(lambda: bool(scene.outbox()))
    assert "@" not in page.detail._line.text()
    qtbot.waitUntil(lambda: page.toast.isVisible())
    page.toast.dismiss()
    scene.close()
