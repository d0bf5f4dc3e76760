"""My applications: where each stands, withdrawing with its undo, and the messages with companies."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from izanau_desktop.seeker.applications import ApplicationsPage
from izanau_desktop.shared.messages import MessagesPage
from tests.desktop.company.scene import ago, identity
from tests.desktop.seeker.scene import EMAIL, SeekerScene, application, company, job, message


@pytest.fixture
def page(scene: SeekerScene, qtbot: QtBot) -> Iterator[ApplicationsPage]:
    application(scene, job(scene, 20), "interview")
    made = ApplicationsPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(made)
    made.resize(1200, 800)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.pane.shown is not None)
    yield made
    made.toast.dismiss()


@pytest.fixture
def talk(scene: SeekerScene, qtbot: QtBot) -> Iterator[MessagesPage]:
    message(scene, 1, "Do you ship to Kyoto?", "seeker", consent=identity("consent"))
    message(scene, 2, "Yes we do.", name="Sato")
    made = MessagesPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(made)
    made.resize(1200, 800)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.toast.dismiss()


def test_timeline_tells_what_was_is_and_may_come(page: ApplicationsPage) -> None:
    steps = page.pane.timeline.steps
    assert [step.words for step in steps] == ["Applied", "Interview", "Offer"]
    assert [step.now for step in steps] == [False, True, False]
    assert steps[2].when == ""


def test_new_status_of_a_sync_moves_the_timeline(page: ApplicationsPage, scene: SeekerScene, qtbot: QtBot) -> None:
    more = {"h3": {"status": "offer", "at": ago(1), "position": "n"}}
    found = scene.desk.cache.list("application")[0]
    application(scene, str(found.body["job"]), "offer", history={**found.body["history"], **more})  # type: ignore[dict-item] # a map
    scene.background.changed.emit(frozenset({"application"}), None)
    qtbot.waitUntil(lambda: page.pane.timeline.steps[-1].words == "Offer" and page.pane.timeline.steps[-1].now)
    assert page.list.model.rows[0].chip == "Offer"


def test_day_of_erasure_stands_with_an_application_that_ended(scene: SeekerScene, qtbot: QtBot) -> None:
    application(scene, job(scene, 20), "rejected", erases="2031-02-03T09:00:00.000Z")
    made = ApplicationsPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.pane.shown is not None)
    assert "will be erased 3 Feb 2031" in made.pane._line.text()


def test_withdrawing_waits_and_can_be_taken_back(page: ApplicationsPage, scene: SeekerScene, qtbot: QtBot) -> None:
    assert "takes your e-mail address away" in page.pane._loss.text()
    scene.commands.reconsider()
    assert scene.commands.run("applications.withdraw")
    qtbot.waitUntil(page.toast.can_undo)
    assert [row.state for row in scene.outbox()] == ["held"]
    assert scene.patches()[0][2] == {"withdrawn": True}
    qtbot.waitUntil(lambda: page.list.model.rows[0].chip == "Withdrawn")
    assert scene.commands.run("applications.undo")
    qtbot.waitUntil(lambda: scene.outbox() == () and page.list.model.rows[0].chip == "Interview")


@pytest.mark.parametrize("words", ["alpha", "INTERVIEW", "面接"])
def test_applications_are_found_by_company_job_and_stage(
    page: ApplicationsPage, scene: SeekerScene, qtbot: QtBot, words: str
) -> None:
    second = job(scene, 21, company=company(scene, 2), title={"en": "Night baker"})
    application(scene, second, "offer", company=identity("company", 2))
    scene.background.changed.emit(frozenset({"application"}), None)
    qtbot.waitUntil(lambda: len(page.list.model.rows) == 2)
    first = next(row for row in page.list.model.rows if row.chip == "Interview")
    words = first.subtitle if words == "alpha" else words
    page.search.set_text(words)
    assert [row.id for row in page.list.model.rows] == [first.id]
    assert page.search.count.text().startswith("1 of 2")
    page.search.set_text("baker offer")
    assert [row.title for row in page.list.model.rows] == ["Night baker"]
    qtbot.waitUntil(lambda: page.pane.shown is not None and page.pane.shown.row.status == "offer")


def test_search_that_finds_nothing_is_taken_away(page: ApplicationsPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.search.field, "zeppelin")
    qtbot.waitUntil(page.list.empty.isVisible)
    assert not page.list.model.rows
    page.list.empty.clicked.emit()
    assert page.search.text() == ""
    assert len(page.list.model.rows) == 1
    qtbot.waitUntil(lambda: page.pane.shown is not None)
    page.search.field.setFocus()
    QTest.keyClick(page.search.field, Qt.Key.Key_Escape)
    assert page.focusWidget() is page.list.view


def test_opened_conversation_counts_as_read(talk: MessagesPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(talk.list.model.rows) and talk.list.model.rows[0].chip == "")
    assert "unread" not in talk.search.count.text()


def test_unread_messages_are_counted_until_opened(scene: SeekerScene, qtbot: QtBot) -> None:
    message(scene, 2, "Yes we do.", name="Sato")
    page = MessagesPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: bool(page.list.model.rows))
    assert page.list.model.rows[0].chip == "1 unread"
    assert "1 unread" in page.search.count.text()


def test_message_without_application_hides_the_address(talk: MessagesPage, scene: SeekerScene, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "not shown" in talk.conversation.notice.text)
    edit = talk.conversation.composer.edit
    QTest.keyClicks(edit, "Thank you")
    QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(talk.toast.can_undo)
    parts = {kind: patch for kind, _, patch in scene.patches()}
    assert parts["message"]["text"] == "Thank you"
    assert EMAIL not in str(parts)
    qtbot.waitUntil(lambda: len(talk.conversation._shown) == 3)
    assert scene.commands.run("messages.undo")
    qtbot.waitUntil(lambda: scene.outbox() == () and talk.conversation.composer.text() == "Thank you")


def test_empty_message_is_told_beside_the_field(talk: MessagesPage, scene: SeekerScene, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: talk.conversation.composer.isVisible())
    talk.conversation.composer.finish()
    assert talk.conversation.composer.problem.isVisible()
    assert scene.outbox() == ()


def test_first_message_to_a_company_can_be_begun_here(talk: MessagesPage, qtbot: QtBot) -> None:
    talk.open_thread(identity("company", 5), "Other Works")
    qtbot.waitUntil(lambda: talk._title.text() == "Other Works")
    assert talk.focusWidget() is talk.conversation.composer.edit
