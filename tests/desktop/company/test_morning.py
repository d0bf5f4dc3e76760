"""HR's morning by keyboard alone: in a whole window, from list to detail and back, with nothing lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.company.jobs.page import JobsPage
from izanau_desktop.company.messages import MessagesPage
from izanau_desktop.window import Window
from izanau_protocol import codes, ids
from tests.desktop.company.scene import COMPANY, Scene, ago, applicant, identity, job
from tests.desktop.keyboard import AtKeyboard, open_window

Key = Qt.Key


class Morning(AtKeyboard):
    """HR's window with what a person sees of it."""

    def __init__(self, scene: Scene, window: Window, qtbot: QtBot) -> None:
        super().__init__(scene, window)
        self._qtbot = qtbot

    @property
    def applicants(self) -> ApplicantsPage:
        return self.page("applicants", ApplicantsPage)

    @property
    def jobs(self) -> JobsPage:
        return self.page("jobs", JobsPage)

    @property
    def messages(self) -> MessagesPage:
        return self.page("messages", MessagesPage)

    def is_open(self, application: str) -> None:
        """Wait until this applicant is open."""
        detail = self.applicants.detail
        self._qtbot.waitUntil(lambda: detail.opened is not None and detail.opened.applicant.row.id == application)

    def told(self, words: str) -> None:
        """Wait until this is told at the foot of the page."""
        self._qtbot.waitUntil(lambda: words in self.applicants.toast.text)


@pytest.fixture
def people(scene: Scene) -> list[str]:
    """Four new ones at a job; one at another, who wrote."""
    post, other = job(scene), job(scene, 1, state="draft", published=None)
    found = [applicant(scene, post, number, hours=number) for number in range(1, 5)]
    scene.put(f"applicants:{COMPANY}", "message", identity("message"), {
        "seeker": ids.profile_id(identity("account", 2)), "company": COMPANY, "application": found[0],
        "sender": "seeker", "name": "Somebody", "text": "When may I come?", "at": ago(1),
    })  # fmt: skip
    assert other
    return found


@pytest.fixture
def morning(scene: Scene, people: list[str], tmp_path: Path, qtbot: QtBot) -> Iterator[Morning]:
    window = open_window(scene, "company", tmp_path, qtbot, "applicants")
    made = Morning(scene, window, qtbot)
    made.is_open(people[0])
    made.settle()
    yield made
    made.settle()
    for place in ("applicants", "jobs", "messages"):
        page = window.page(place)
        if isinstance(page, ApplicantsPage | JobsPage | MessagesPage):
            page.toast.dismiss()
    window.close()


def test_window_opens_with_the_focus_in_the_list(morning: Morning, people: list[str]) -> None:
    assert morning.focus() is morning.applicants.list.list.view
    morning.press(Key.Key_Down)
    morning.is_open(people[1])  # an arrow walks the applicants, not the places


def test_whole_review_goes_by_keys(morning: Morning, people: list[str]) -> None:
    morning.press(Key.Key_J)
    morning.is_open(people[1])
    morning.press(Key.Key_N)
    morning.write("Speaks clearly")
    morning.press(Key.Key_Return, control=True)
    morning.told("Note saved")
    morning.press(Key.Key_E)
    morning.told("Screening")
    morning.press(Key.Key_J)
    morning.is_open(people[2])
    morning.press(Key.Key_R, Key.Key_Down)
    assert isinstance(morning.focus(), QRadioButton)
    morning.press(Key.Key_Return)
    morning.told("Rejected")
    morning.press(Key.Key_Z, control=True)
    morning.told("Taken back")
    morning.press(Key.Key_J)
    morning.is_open(people[3])
    assert [note.body["text"] for note in morning.scene.desk.cache.list("note")] == ["Speaks clearly"]
    stages = [morning.scene.desk.cache.get("application", one) for one in people]
    assert [one.body["stage"] for one in stages if one is not None] == ["new", "screening", "new", "new"]


def test_number_chooses_the_reason_of_a_rejection(morning: Morning, people: list[str]) -> None:
    morning.press(Key.Key_R, Key.Key_Return)
    assert morning.applicants.detail.panels.reasons.problem.isVisible()  # none is chosen by accident
    morning.press(Key.Key_3, Key.Key_Return)
    morning.told("Rejected")
    found = morning.scene.desk.cache.get("application", people[0])
    assert found is not None
    assert found.body["reason"] == list(codes.table("reject_reason"))[2]


def test_message_taken_back_is_open_to_be_mended(morning: Morning, qtbot: QtBot) -> None:
    morning.press(Key.Key_M)
    morning.write("Come on Fridy")
    morning.press(Key.Key_Return, control=True)
    morning.told("ten seconds")
    morning.press(Key.Key_Z, control=True)
    composer = morning.applicants.detail.panels.message
    qtbot.waitUntil(lambda: composer.isVisible() and morning.focus() is composer.edit)
    assert composer.text() == "Come on Fridy"


def test_what_was_begun_meanwhile_stays_below_what_is_taken_back(morning: Morning, qtbot: QtBot) -> None:
    morning.press(Key.Key_M)
    morning.write("First")
    morning.press(Key.Key_Return, control=True)
    morning.told("ten seconds")
    morning.press(Key.Key_M)
    morning.write("Second")
    morning.applicants.toast.undo()
    composer = morning.applicants.detail.panels.message
    qtbot.waitUntil(lambda: composer.text() == "First\n\nSecond")


def test_escape_leads_from_an_applicant_back_to_the_list(morning: Morning) -> None:
    morning.press(Key.Key_Return)
    assert morning.focus() is morning.applicants.detail.area
    morning.press(Key.Key_Escape)
    assert morning.focus() is morning.applicants.list.list.view


def test_another_place_opens_in_its_list_and_not_in_its_search(morning: Morning) -> None:
    morning.press(Key.Key_5, control=True)
    first = morning.jobs.list.current()
    morning.press(Key.Key_J)
    assert morning.jobs.search.text() == ""
    assert morning.jobs.list.current() != first
    morning.press(Key.Key_4, control=True)
    assert morning.focus() is morning.messages.list.view


def test_place_is_found_again_as_it_was_left(morning: Morning, people: list[str]) -> None:
    morning.press(Key.Key_J)
    morning.is_open(people[1])
    morning.press(Key.Key_N)
    morning.write("half a th")
    morning.press(Key.Key_5, control=True)
    morning.press(Key.Key_2, control=True)
    morning.write("ought")
    note = morning.applicants.detail.panels.note
    assert note.text() == "half a thought"
    morning.is_open(people[1])
    note.keep()


def test_escape_leads_from_a_field_of_a_job_to_the_next_job(morning: Morning) -> None:
    morning.press(Key.Key_5, control=True)
    first = morning.jobs.list.current()
    morning.press(Key.Key_Return)
    assert morning.focus().accessibleName() == "Job title"
    morning.write("!")
    morning.press(Key.Key_Escape, Key.Key_J)
    assert morning.jobs.list.current() not in ("", first)
    changed = morning.scene.desk.cache.get("job", first)
    assert changed is not None
    title = changed.body["title"]
    assert isinstance(title, dict)
    assert str(title["en"]).endswith("!")


def test_answer_can_be_taken_back_by_key(morning: Morning, qtbot: QtBot) -> None:
    morning.press(Key.Key_4, control=True)
    morning.press(Key.Key_M)
    morning.write("On Friday")
    morning.press(Key.Key_Return, control=True)
    qtbot.waitUntil(lambda: morning.messages.toast.can_undo())
    morning.press(Key.Key_Z, control=True)
    qtbot.waitUntil(lambda: morning.messages.composer.text() == "On Friday")
    assert morning.focus() is morning.messages.composer.edit


def test_conversation_leads_to_its_application_and_back(morning: Morning, people: list[str]) -> None:
    morning.press(Key.Key_J)
    morning.press(Key.Key_4, control=True)
    morning.press(Key.Key_O)
    assert morning.window.place == "applicants"
    morning.is_open(people[0])
    assert morning.focus() is morning.applicants.list.list.view
    morning.press(Key.Key_4, control=True)
    assert morning.focus() is morning.messages.list.view


def test_list_says_whose_the_last_word_was(morning: Morning, qtbot: QtBot) -> None:
    morning.press(Key.Key_4, control=True)

    def last() -> list[str]:
        """The last words behind the job that they are about."""
        return [row.subtitle.partition(" · ")[2] for row in morning.messages.list.model.rows]

    assert last() == ["When may I come?"]
    morning.press(Key.Key_M)
    morning.write("On Friday")
    morning.press(Key.Key_Return, control=True)
    qtbot.waitUntil(lambda: last() == ["You: On Friday"])


def test_search_that_finds_nobody_keeps_the_focus(morning: Morning, qtbot: QtBot) -> None:
    morning.press(Key.Key_Slash)
    morning.write("nobodyiscalledthis")
    morning.press(Key.Key_Return)
    qtbot.waitUntil(lambda: morning.applicants.list.list.model.rowCount() == 0)
    assert morning.focus() is morning.applicants.list.search.field
    morning.press(Key.Key_Escape, Key.Key_Escape)
    qtbot.waitUntil(lambda: morning.applicants.list.list.model.rowCount() == 4)
    assert morning.focus() is morning.applicants.list.list.view
