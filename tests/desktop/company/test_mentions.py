"""Mentions in notes: a colleague's name is completed, stands in the note, and waits in the colleague's day until it is opened."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from izanau_desktop.cache.reads.day import day
from izanau_desktop.cache.reads.mentions import mentions
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.company.applicants.sighting import Entry
from izanau_desktop.company.day import DayPage
from izanau_desktop.widgets.plain import Chip
from tests.desktop.company.conftest import shown
from tests.desktop.company.scene import COMPANY, Scene, ago, applicant, identity, job, member

SCOPE = f"applicants:{COMPANY}"


@pytest.fixture
def one(scene: Scene) -> str:
    """An applicant, in a company of oneself and two colleagues."""
    scene.desk.cache.set_note(applicants_job="*")
    member(scene, identity("account"), "Ken Mori", "owner")
    member(scene, identity("colleague"), "Aki Sato", "recruiter")
    member(scene, identity("another"), "Hana Mori", "recruiter")
    return applicant(scene, job(scene), 1)


@pytest.fixture
def page(scene: Scene, one: str, qtbot: QtBot) -> Iterator[ApplicantsPage]:
    """The page with a note begun."""
    made = shown(scene, qtbot)
    assert scene.commands.run("applicants.note")
    yield made
    made.toast.dismiss()


def offered(page: ApplicantsPage) -> list[str]:
    found = page.detail.panels.colleagues.findChildren(QPushButton)
    return [one.text() for one in found if one.isVisible()]


def noted(scene: Scene, application: str, author: str, number: int = 0) -> str:
    """A note of somebody that mentions the person at this desk."""
    me = member(scene, identity("account"), "Ken Mori", "owner")
    body = {"application": application, "company": COMPANY, "text": "@Ken Mori, what do you think?", "mentions": [me]}
    note = {**body, "author": member(scene, identity(author), "Aki Sato", "recruiter"), "at": ago(1)}
    return scene.put(SCOPE, "note", identity("note", number), note)


def test_name_behind_the_sign_is_completed_by_a_press(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    edit = page.detail.panels.note.edit
    QTest.keyClicks(edit, "Ask @")
    qtbot.waitUntil(lambda: offered(page) == ["@Aki Sato", "@Hana Mori"])
    QTest.keyClicks(edit, "mo")
    qtbot.waitUntil(lambda: offered(page) == ["@Hana Mori"])
    page.detail.panels.colleagues.findChildren(QPushButton)[-1].click()
    assert edit.toPlainText() == "Ask @Hana Mori "
    assert offered(page) == []
    page.detail.panels.note.finish()
    qtbot.waitUntil(lambda: bool(scene.patches()))
    [(kind, _, patch)] = scene.patches()
    assert (kind, patch["text"]) == ("note", "Ask @Hana Mori")
    assert patch["mentions"] == [member(scene, identity("another"), "Hana Mori", "recruiter")]
    qtbot.waitUntil(lambda: "@Hana Mori" in [one.text() for one in page.detail.findChildren(Chip)])


def test_note_without_a_name_mentions_nobody(scene: Scene, one: str) -> None:
    scene.desk.note(one, "Aki was here; mail hr@alpha.example")
    [(_, _, patch)] = scene.patches()
    assert "mentions" not in patch


def test_mention_waits_in_the_day_until_it_is_in_sight(scene: Scene, one: str, qtbot: QtBot) -> None:
    noted(scene, one, "colleague")
    noted(scene, one, "account", 1)
    today = DayPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(today)
    with qtbot.waitExposed(today):
        today.show()
    qtbot.waitUntil(lambda: any("@Ken Mori" in one.accessibleName() for one in today.waiting.findChildren(QPushButton)))
    assert [found.by.name for found in mentions(scene.desk.cache) if found.by] == ["Aki Sato"]
    next(one for one in today.waiting.findChildren(QPushButton) if "@Ken Mori" in one.accessibleName()).click()
    scene.background.wait()
    assert len(mentions(scene.desk.cache)) == 1, "there is no page of applicants that could show it"
    page = shown(scene, qtbot)
    page.resize(1200, 420)
    page.show_document(one, identity("note"))
    qtbot.waitUntil(lambda: page.detail.area.verticalScrollBar().value() > 0)
    qtbot.waitUntil(lambda: mentions(scene.desk.cache) == ())


def bring(page: ApplicantsPage, identifier: str) -> bool:
    """Scroll to a note or a message, where it stands by now."""
    found = page.detail.findChild(Entry, identifier)
    if found is not None:
        page.detail.area.ensureWidgetVisible(found)
    return found is not None


def test_mention_far_down_the_page_waits_until_one_scrolls(scene: Scene, one: str, qtbot: QtBot) -> None:
    noted(scene, one, "colleague")
    page = shown(scene, qtbot)
    page.resize(1200, 420)
    bar = page.detail.area.verticalScrollBar()
    qtbot.waitUntil(lambda: not page.detail._turns.is_building and bar.maximum() > 0)
    scene.background.wait()
    assert len(mentions(scene.desk.cache)) == 1
    qtbot.waitUntil(lambda: bring(page, identity("note")) and mentions(scene.desk.cache) == ())


def test_message_that_is_read_in_the_review_is_no_longer_unread(scene: Scene, one: str, qtbot: QtBot) -> None:
    found = scene.desk.cache.get("application", one)
    assert found is not None
    body = {"seeker": found.body["seeker"], "company": COMPANY, "application": one, "sender": "seeker"}
    scene.put(SCOPE, "message", identity("message"), {**body, "text": "May I come?", "at": ago(1)})
    page = shown(scene, qtbot)
    page.resize(1200, 420)
    bar = page.detail.area.verticalScrollBar()
    qtbot.waitUntil(lambda: not page.detail._turns.is_building and bar.maximum() > 0)
    scene.background.wait()
    assert day(scene.desk.cache).unread == 1
    qtbot.waitUntil(lambda: bring(page, identity("message")) and day(scene.desk.cache).unread == 0)


def test_mention_names_nobody_who_is_under_blind_review(scene: Scene, one: str) -> None:
    hidden = applicant(scene, job(scene, 1, blind=True), 2)
    noted(scene, hidden, "colleague")
    [found] = mentions(scene.desk.cache)
    assert (found.application, found.name, bool(found.code)) == (hidden, "", True)
