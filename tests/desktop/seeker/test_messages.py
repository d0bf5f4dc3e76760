"""The messages of a job seeker: conversations with companies, and what becomes of what is written."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from izanau_desktop.cache import documents
from izanau_desktop.shared.messages import MessagesPage
from izanau_desktop.shared.unsent import Unsent
from izanau_protocol.problems import problem
from tests.desktop.company.scene import identity
from tests.desktop.refusing import refuse_all
from tests.desktop.seeker.scene import SeekerScene, application, company, job, message
from tests.desktop.shared.test_everyone import offered, press, words

ENDED = problem("application_ended").with_cure("en")


def shown(scene: SeekerScene, qtbot: QtBot) -> MessagesPage:
    """The page, shown."""
    page = MessagesPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(page)
    page.resize(1200, 800)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.fixture
def page(scene: SeekerScene, qtbot: QtBot) -> Iterator[MessagesPage]:
    """The page with two conversations; the newer one, with company 1, is open."""
    other = company(scene, 2)
    message(scene, 1, "Hello from far away", company=other)
    message(scene, 2, "When can you come?")
    made = shown(scene, qtbot)
    qtbot.waitUntil(lambda: "When can you come?" in words(made))
    yield made
    made.toast.dismiss()


def send(page: MessagesPage, text: str) -> None:
    """Write it and send it."""
    page.conversation.composer.edit.setPlainText(text)
    page.conversation.composer.finish()


def test_refused_answer_of_a_seeker_says_why_and_goes_again(
    page: MessagesPage, scene: SeekerScene, qtbot: QtBot
) -> None:
    send(page, "On Monday")
    qtbot.waitUntil(lambda: bool(offered(page, "Take back")))
    refuse_all(scene)
    qtbot.waitUntil(lambda: f"Not sent: {ENDED}" in words(page))
    assert "Not sent" in [row.chip for row in page.list.model.rows]
    press(page, "Try again")
    qtbot.waitUntil(lambda: [row.state for row in scene.outbox()] == ["waiting"])
    qtbot.waitUntil(lambda: "Not sent" not in words(page) and "waiting to be sent" in words(page))


def test_answer_taken_back_stays_with_its_company(page: MessagesPage, scene: SeekerScene, qtbot: QtBot) -> None:
    send(page, "On Monday")
    qtbot.waitUntil(page.toast.can_undo)
    page.list.select(identity("company", 2))
    qtbot.waitUntil(lambda: "Hello from far away" in words(page))
    page.conversation.composer.edit.setPlainText("Where are you?")
    page.toast.undo()
    qtbot.waitUntil(lambda: page.toast.text == "Taken back")
    assert page.conversation.composer.text() == "Where are you?"
    page.list.select(identity("company", 1))
    qtbot.waitUntil(lambda: page.conversation.composer.text() == "On Monday")
    assert not scene.outbox()


def test_refused_answers_are_drafts_with_all_that_goes_along(
    page: MessagesPage, scene: SeekerScene, qtbot: QtBot
) -> None:
    send(page, "On Monday")
    qtbot.waitUntil(lambda: len(scene.outbox()) == 1)
    refuse_all(scene)
    send(page, "Or on Tuesday")  # stands on the agreement that goes with the first
    qtbot.waitUntil(lambda: len(scene.outbox()) == 2)
    qtbot.waitUntil(lambda: bool(offered(page, "Take back as draft")))
    press(page, "Take back as draft")
    qtbot.waitUntil(lambda: page.conversation.composer.text() != "")
    assert page.conversation.composer.text() == "On Monday\n\nOr on Tuesday"
    assert not scene.outbox()
    qtbot.waitUntil(lambda: not page.findChildren(Unsent))


def test_words_of_an_older_message_find_its_conversation(page: MessagesPage, scene: SeekerScene, qtbot: QtBot) -> None:
    message(scene, 0, "The elevator stands still", company=identity("company", 2))
    page.search.set_text("elevator")
    qtbot.waitUntil(lambda: [row.id for row in page.list.model.rows] == [identity("company", 2)])
    page.search.set_text("elevators")
    qtbot.waitUntil(lambda: page.list.model.rows == ())
    page.search.set_text("")
    qtbot.waitUntil(lambda: len(page.list.model.rows) == 2)


@pytest.fixture
def twice(scene: SeekerScene) -> tuple[str, str]:
    """Two applications to company 1, which wrote about each."""
    posts = [job(scene, 20 + number, title={"en": title}) for number, title in enumerate(("Cook", "Tester"))]
    cook, tester = (application(scene, post) for post in posts)
    message(scene, 3, "Can you cook?", application=cook)
    message(scene, 4, "Can you test?", application=tester)
    return cook, tester


def test_two_applications_to_a_company_are_two_conversations(
    scene: SeekerScene, twice: tuple[str, str], qtbot: QtBot
) -> None:
    page, (cook, tester) = shown(scene, qtbot), twice
    qtbot.waitUntil(lambda: [row.id for row in page.list.model.rows] == [tester, cook])
    assert [row.subtitle for row in page.list.model.rows] == ["Tester · Can you test?", "Cook · Can you cook?"]
    page.list.select(cook)
    qtbot.waitUntil(lambda: "Can you cook?" in words(page) and "Can you test?" not in words(page))
    assert "Cook" in words(page).split("\n")
    send(page, "Yes")
    qtbot.waitUntil(page.toast.can_undo)
    [(kind, _, patch)] = [one for one in scene.patches() if one[0] == "message"]
    assert (kind, patch["application"], patch["text"]) == ("message", cook, "Yes")
    page.toast.dismiss()


def test_answer_that_is_refused_here_stays_out_of_what_is_open_by_then(
    scene: SeekerScene, twice: tuple[str, str], qtbot: QtBot
) -> None:
    page, (cook, tester), gate = shown(scene, qtbot), twice, threading.Event()
    qtbot.waitUntil(lambda: "Can you test?" in words(page))

    def lose() -> None:
        gate.wait()
        scene.desk.cache.change(lambda connection: documents.remove(connection, scene.own, "application", tester))

    scene.background.change(lose, page)
    send(page, "Yes")
    page.list.select(cook)
    qtbot.waitUntil(lambda: "Can you cook?" in words(page))
    gate.set()
    qtbot.waitUntil(lambda: page.conversation.notice.text != "")
    assert page.conversation.composer.text() == ""
    assert not scene.outbox()
    page.list.select(tester)
    qtbot.waitUntil(lambda: page.conversation.composer.text() == "Yes")


def test_nothing_is_written_about_what_was_withdrawn(scene: SeekerScene, qtbot: QtBot) -> None:
    left = application(scene, job(scene, 20), "withdrawn", withdrawn=True)
    message(scene, 3, "Can you cook?", application=left)
    page = shown(scene, qtbot)
    qtbot.waitUntil(lambda: "Can you cook?" in words(page))
    assert "You withdrew this application" in page.conversation.notice.text
    assert not page.conversation.composer.isVisible()


def test_first_message_about_an_application_is_begun_there(scene: SeekerScene, qtbot: QtBot) -> None:
    wanted = application(scene, job(scene, 20, title={"en": "Cook"}))
    page = shown(scene, qtbot)
    page.open_thread(identity("company", 1), "Other Works", wanted)
    qtbot.waitUntil(lambda: "Cook" in words(page).split("\n"))
    send(page, "May I come earlier?")
    qtbot.waitUntil(page.toast.can_undo)
    qtbot.waitUntil(lambda: [row.id for row in page.list.model.rows] == [wanted])
    page.toast.dismiss()
