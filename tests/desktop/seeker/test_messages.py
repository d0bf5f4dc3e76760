"""The messages of a job seeker: conversations with companies, and what becomes of what is written."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from izanau_desktop.shared.messages import MessagesPage
from izanau_desktop.shared.unsent import Unsent
from izanau_protocol.problems import problem
from tests.desktop.company.scene import identity
from tests.desktop.refusing import refuse_all
from tests.desktop.seeker.scene import SeekerScene, company, message
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
