"""What HR meets first: the job in hand, one line of facts, the person in a glance, and an undo under the usual keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from izanau_desktop.cache.reads.applicants import ListRow
from izanau_desktop.cache.reads.common import status
from izanau_desktop.cache.reads.people import JobRow
from izanau_desktop.company.applicants.detail import ApplicantDetail
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.company.messages import MessagesPage
from izanau_desktop.company.words import facts
from izanau_desktop.frame.navigation import Place
from izanau_desktop.preferences import Preferences
from izanau_desktop.shared import job_words
from izanau_desktop.widgets.plain import Card, EmptyState
from izanau_desktop.window import Window
from izanau_protocol import ids
from izanau_protocol.problems import Refused
from izanau_protocol.reading.profile import short_level
from tests.desktop.company.conftest import shown
from tests.desktop.company.scene import COMPANY, Scene, ago, applicant, identity, job


@pytest.fixture
def people(scene: Scene) -> list[str]:
    """Two new at the second job, one in interviews at the first."""
    first, second = job(scene), job(scene, 1)
    return [
        applicant(scene, first, 1, stage="interview", status="interview"),
        applicant(scene, second, 2),
        applicant(scene, second, 3, hours=5),
    ]


@pytest.fixture
def page(scene: Scene, people: list[str], qtbot: QtBot) -> Iterator[ApplicantsPage]:
    made = shown(scene, qtbot)
    yield made
    made.toast.dismiss()


def test_profile_is_made_once_the_page_is_there(scene: Scene, people: list[str], qtbot: QtBot) -> None:
    made = ApplicantsPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(made)
    assert made.findChildren(ApplicantDetail) == []
    assert not any(scene.commands.run(f"applicants.{deed}") for deed in ("note", "advance", "take", "unblind"))
    assert made.findChildren(ApplicantDetail) == []  # nor by asking what can be done
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: [one.opened is not None for one in made.findChildren(ApplicantDetail)] == [True])
    assert made.detail.area.isVisible()


def test_nobody_to_choose_is_said_beside_an_empty_list(scene: Scene, qtbot: QtBot) -> None:
    made = ApplicantsPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()

    def told() -> list[str]:
        return [one.accessibleName() for one in made.findChildren(EmptyState) if one.isVisible()]

    qtbot.waitUntil(lambda: told() == ["Not synced yet", "No applicant chosen"])


def test_page_opens_on_the_job_with_most_new(page: ApplicantsPage, people: list[str]) -> None:
    assert page.list.shown.job == identity("job", 1)
    assert [row.id for row in page.list.list.model.here] == people[1:]


@pytest.mark.parametrize("chosen", [identity("job", 0), ""])
def test_job_chosen_last_is_shown_again(page: ApplicantsPage, scene: Scene, qtbot: QtBot, chosen: str) -> None:
    page.list.jobs.setCurrentIndex(page.list.jobs.findData(chosen))
    page.list.jobs.activated.emit(page.list.jobs.currentIndex())
    qtbot.waitUntil(lambda: page.list.shown.job == chosen)
    scene.background.wait()
    for command in list(scene.commands):
        scene.commands.remove(command.id)
    again = shown(scene, qtbot)
    assert again.list.shown.job == chosen


def test_small_window_takes_room_from_the_list_first(page: ApplicantsPage, qtbot: QtBot) -> None:
    page.resize(800, 600)
    qtbot.waitUntil(lambda: page.width() == 800)
    assert page.list.width() >= page.list.minimumWidth() == 340
    assert page.detail.width() >= 420


def test_advance_says_where_it_leads(page: ApplicantsPage) -> None:
    assert page.detail.buttons["advance"].text() == "Advance → Screening  E"
    assert page.detail.buttons["advance"].accessibleName() == "Advance"


def test_rarer_deeds_stand_in_a_menu_with_their_keys(page: ApplicantsPage, people: list[str], qtbot: QtBot) -> None:
    more = page.detail.more
    more.click()
    offered = {one.text().replace("&", ""): one for one in more.menu_of_deeds.actions()}
    first, *others = offered
    assert first == "Move with a message…\tShift+M"
    assert others == ["Stage\tShift+E", "Take\tT", "Give to…\tShift+T", "Labels…\tL", "Add a task\tCtrl+N"]
    more.menu_of_deeds.close()
    offered["Take\tT"].trigger()
    qtbot.waitUntil(lambda: page.detail.owner.text() == "Yours")
    more.click()
    assert "Take\tT" not in [one.text().replace("&", "") for one in more.menu_of_deeds.actions()]
    more.menu_of_deeds.close()


def test_person_comes_last_and_in_one_card(page: ApplicantsPage, qtbot: QtBot) -> None:
    def titles() -> list[str]:
        cards = [card for card in page.detail.area.findChildren(Card) if card.isVisibleTo(page)]
        place = page.detail.area.widget()
        assert place is not None
        return [
            card.title.text() for card in sorted(cards, key=lambda card: card.mapTo(place, card.rect().topLeft()).y())
        ]

    qtbot.waitUntil(lambda: "Person" in titles())
    assert titles()[:2] == ["Fit for this job", "Work experience"]
    assert titles()[-2:] == ["History", "Person"]
    assert titles().index("Languages and skills") < titles().index("History")
    assert not {"Birthday", "Citizenship", "Hobbies", "Skills"} & set(titles())
    person = next(card for card in page.detail.area.findChildren(Card) if card.title.text() == "Person")
    assert "Birthday" in {label.accessibleName() for label in person.findChildren(QLabel)}


@pytest.mark.parametrize(
    ("level", "language", "told"),
    [("JLPT N2", "ja", "N2"), ("JLPT N2", "en", "N2"), ("B1", "ja", "B1"), ("native", "ja", "母語"), ("", "ja", "")],
)
def test_level_is_told_without_its_test(level: str, language: str, told: str) -> None:
    assert short_level(level, language) == told


def test_period_stays_on_one_line_in_japanese(scene: Scene, people: list[str], qtbot: QtBot) -> None:
    scene.put(f"applicants:{COMPANY}", "profile", ids.profile_id(identity("account", 3)), {
        "name": {"full": "Somebody"},
        "education": {"e1": {"school": "A school", "start": "2000-09", "end": "2004-06", "position": "V"}},
    })  # fmt: skip
    page = ApplicantsPage(scene.desk, scene.background, scene.commands, "ja")
    qtbot.addWidget(page)
    page.resize(1200, 800)
    with qtbot.waitExposed(page):
        page.show()

    def period() -> QLabel | None:
        found = [one for one in page.detail.area.findChildren(QLabel) if "2004年6月" in one.accessibleName()]
        return next((one for one in found if one.isVisible()), None)

    qtbot.waitUntil(lambda: period() is not None)
    shown_period = period()
    assert shown_period is not None
    assert shown_period.heightForWidth(shown_period.width()) == shown_period.heightForWidth(1000)


def test_native_speaker_of_japanese_is_told_with_the_language() -> None:
    row = SimpleNamespace(headline="Teacher · School", residence="JP", level="native", months=50)
    assert facts(cast("ListRow", row), "en") == "Teacher · in Japan · native Japanese · 4 y"


def test_ctrl_z_takes_back_a_stage(scene: Scene, people: list[str], qtbot: QtBot, tmp_path: Path) -> None:
    def make() -> ApplicantsPage:
        return ApplicantsPage(scene.desk, scene.background, scene.commands, "en")

    place = Place("applicants", lambda: "Applicants", "users", make)
    window = Window("company", scene.commands, (place,), Preferences(tmp_path))
    qtbot.addWidget(window)
    window.open_first()
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    page = window.page("applicants")
    assert isinstance(page, ApplicantsPage)
    qtbot.waitUntil(lambda: page.detail.opened is not None and QApplication.focusWidget() is not None)
    assert scene.commands.run("applicants.advance")
    qtbot.waitUntil(lambda: page.toast.can_undo())
    assert page.toast.button.text() == "Undo  Ctrl+Z"
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not scene.outbox())
    qtbot.waitUntil(lambda: page.toast.text == "Taken back")
    assert window.form.hints.text().startswith("J / K next, previous")
    page.toast.dismiss()
    window.close()


def test_waiting_work_is_counted_for_the_navigation(scene: Scene, people: list[str]) -> None:
    scene.put(f"applicants:{COMPANY}", "message", identity("message"), {
        "seeker": ids.profile_id(identity("account", 2)), "company": COMPANY, "application": people[0],
        "sender": "seeker", "name": "Somebody", "text": "When?", "at": ago(1),
    })  # fmt: skip
    told = status(scene.desk.cache)
    assert (told.applicants, told.unread, told.tickets) == (2, 1, 0)


def test_conversations_are_found_by_name_or_words(scene: Scene, people: list[str], qtbot: QtBot) -> None:
    for number, text in ((1, "About the visa"), (2, "Thank you")):
        scene.put(f"applicants:{COMPANY}", "message", identity("message", number), {
            "seeker": ids.profile_id(identity("account", number + 1)), "company": COMPANY,
            "application": people[number - 1], "sender": "seeker", "name": f"Person {number}", "text": text, "at": ago(number),
        })  # fmt: skip
    page = MessagesPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: len(page.list.model.rows) == 2)
    page.search.set_text("visa")
    qtbot.waitUntil(lambda: [row.subtitle.partition(" · ")[2] for row in page.list.model.rows] == ["About the visa"])
    page.search.set_text("nothing like it")
    qtbot.waitUntil(lambda: page.list.empty.button.text() == "Show all" and not page.list.model.rows)
    page.list.empty.clicked.emit()
    qtbot.waitUntil(lambda: len(page.list.model.rows) == 2)


def test_job_without_title_is_refused_at_its_field(scene: Scene) -> None:
    post = job(scene, 0, title=None, state="draft", published=None)
    with pytest.raises(Refused) as refused:
        scene.desk.publish(post)
    assert [(one.code, one.field) for one in refused.value.problems] == [("required", "title")]
    assert not scene.outbox()


@pytest.mark.parametrize(
    ("prefecture", "city", "language", "told"),
    [
        ("JP-27", "Osaka", "en", "Osaka"),
        ("JP-13", "Shibuya", "en", "Shibuya, Tokyo"),
        ("JP-27", "Osaka", "ja", "大阪府 Osaka"),
        ("JP-27", "大阪市北区", "ja", "大阪府大阪市北区"),
    ],
)
def test_place_is_said_once_and_apart(prefecture: str, city: str, language: str, told: str) -> None:
    nothing = dict.fromkeys(JobRow.__struct_fields__, "")
    row = JobRow(**{**nothing, "title": {}, "languages": (), "prefecture": prefecture, "city": city})  # type: ignore[arg-type] # only the place matters
    assert job_words.place(row, language) == told


def test_search_within_a_job_leads_on_to_all_jobs(page: ApplicantsPage, people: list[str], qtbot: QtBot) -> None:
    name = page.list.list.model.here[0].name
    page.list.search.set_text(name)
    qtbot.waitUntil(lambda: page.list.list.model.rowCount() == 1)
    page.list.jobs.setCurrentIndex(page.list.jobs.findData(identity("job")))
    page.list.jobs.activated.emit(page.list.jobs.currentIndex())
    qtbot.waitUntil(lambda: page.list.list.empty.button.text() == "Search all jobs")
    page.list.list.empty.clicked.emit()
    qtbot.waitUntil(lambda: [row.id for row in page.list.list.model.here] == [people[1]])
    assert (page.list.shown.job, page.list.search.text()) == ("", name)
