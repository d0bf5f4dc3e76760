"""The messages page: threads, what is typed into the composer, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from izanau_desktop.company.messages import MessagesPage
from tests.desktop.company.scene import COMPANY, Scene, ago, applicant, identity, job


def write(scene: Scene, application: str, number: int, text: str, hours: float) -> str:
    """A message of an applicant."""
    found = scene.desk.cache.get("application", application)
    assert found is not None
    body = {
        "company": COMPANY,
        "seeker": found.body["seeker"],
        "application": application,
        "sender": "seeker",
        "text": text,
        "at": ago(hours),
    }
    return scene.put(f"applicants:{COMPANY}", "message", identity("message", number), body)


@pytest.fixture
def page(scene: Scene, qtbot: QtBot) -> Iterator[MessagesPage]:
    """Two applicants have written; the newer thread is open."""
    post = job(scene)
    write(scene, applicant(scene, post, 1), 1, "Is the office near a station?", 5)
    write(scene, applicant(scene, post, 2), 2, "May I bring my dog?", 1)
    made = MessagesPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(made)
    made.resize(1200, 800)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.talk is not None)
    yield made
    made.toast.dismiss()


def test_newest_thread_opens_and_counts_as_read(page: MessagesPage, qtbot: QtBot) -> None:
    assert page.talk is not None
    assert [one.text for one in page.talk.messages] == ["May I bring my dog?"]
    qtbot.waitUntil(lambda: [row.chip for row in page.list.model.rows] == ["", "1 new"])


def test_empty_answer_is_refused_beside_its_field(page: MessagesPage, scene: Scene) -> None:
    QTest.keyClick(page.composer.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.composer.problem.isVisible()
    assert not scene.outbox()


def test_typed_answer_waits_in_the_outbox_for_undo(page: MessagesPage, scene: Scene, qtbot: QtBot) -> None:
    QTest.keyClicks(page.composer.edit, "Yes, small ones")
    QTest.keyClick(page.composer.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.toast.can_undo())
    ((kind, scope, patch),) = scene.patches()
    assert (kind, scope, patch["text"]) == ("message", f"applicants:{COMPANY}", "Yes, small ones")
    assert scene.outbox()[0].state == "held"
    page.toast.undo()
    qtbot.waitUntil(lambda: page.composer.text() == "Yes, small ones")
    assert not scene.outbox()


def test_half_an_answer_stays_with_its_thread(page: MessagesPage, qtbot: QtBot) -> None:
    first = page.list.current()
    QTest.keyClicks(page.composer.edit, "half")
    page.list.step(1)
    qtbot.waitUntil(lambda: page.talk is not None and page.talk.seeker != first)
    assert page.composer.text() == ""
    page.list.step(-1)
    qtbot.waitUntil(lambda: page.composer.text() == "half")
