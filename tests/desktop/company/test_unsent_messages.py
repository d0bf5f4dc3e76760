"""Messages that the site does not have: that they wait or were refused, and why, and that nothing of them is lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from izanau_desktop import bulk
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.company.messages import MessagesPage
from izanau_desktop.shared.unsent import Unsent
from izanau_protocol.problems import problem
from tests.desktop.company import conftest as pages
from tests.desktop.company.scene import COMPANY, Scene, applicant, identity, job
from tests.desktop.company.test_messages import write
from tests.desktop.refusing import refuse_all
from tests.desktop.shared.test_everyone import offered, press, words

ENDED = problem("application_ended").with_cure("en")


@pytest.fixture
def application(scene: Scene) -> str:
    """The application of one who wrote."""
    found = applicant(scene, job(scene), 1)
    write(scene, found, 1, "Is the office near a station?", 5)
    return found


@pytest.fixture
def talking(scene: Scene, application: str, qtbot: QtBot) -> Iterator[MessagesPage]:
    """The conversation with them."""
    made = pages.conversations(scene, qtbot)
    yield made
    made.toast.dismiss()


@pytest.fixture
def review(scene: Scene, application: str, qtbot: QtBot) -> Iterator[ApplicantsPage]:
    """Their page in the review."""
    made = pages.shown(scene, qtbot)
    yield made
    made.toast.dismiss()


def test_refused_answer_says_why_and_goes_again(talking: MessagesPage, scene: Scene, qtbot: QtBot) -> None:
    scene.commands.run("messages.answer")
    talking.composer.edit.setPlainText("Two minutes")
    talking.composer.finish()
    qtbot.waitUntil(lambda: bool(offered(talking, "Take back")))
    assert "waiting to be sent" in words(talking)
    refuse_all(scene)
    qtbot.waitUntil(lambda: f"Not sent: {ENDED}" in words(talking))
    assert [row.chip for row in talking.list.model.rows] == ["Not sent"]
    press(talking, "Try again")
    qtbot.waitUntil(lambda: [row.state for row in scene.outbox()] == ["waiting"])
    qtbot.waitUntil(lambda: "Not sent" not in words(talking) and "waiting to be sent" in words(talking))


def test_refused_answer_is_a_draft_above_what_was_begun(talking: MessagesPage, scene: Scene, qtbot: QtBot) -> None:
    talking.composer.edit.setPlainText("Two minutes")
    talking.composer.finish()
    qtbot.waitUntil(lambda: bool(scene.outbox()))
    refuse_all(scene)
    talking.composer.edit.setPlainText("Or three")
    qtbot.waitUntil(lambda: bool(offered(talking, "Take back as draft")))
    press(talking, "Take back as draft")
    qtbot.waitUntil(lambda: talking.composer.text() == "Two minutes\n\nOr three")
    assert not scene.outbox()
    qtbot.waitUntil(lambda: not talking.findChildren(Unsent))


def test_answer_that_the_lease_refuses_stays_with_whom_it_was_for(
    talking: MessagesPage, scene: Scene, application: str, qtbot: QtBot
) -> None:
    other = applicant(scene, job(scene), 2)
    write(scene, other, 2, "May I bring my dog?", 6)
    scene.background.changed.emit(frozenset({"message"}), None)
    qtbot.waitUntil(lambda: len(talking.list.model.rows) == 2)
    since, gate = scene.desk.cache.note("last_sync"), threading.Event()

    def lock() -> None:
        gate.wait()
        scene.desk.cache.set_note(last_sync="2001-01-01T00:00:00.000Z")

    scene.background.change(lock, talking)
    talking.composer.edit.setPlainText("Two minutes")
    talking.composer.finish()
    talking.list.select(other)
    qtbot.waitUntil(lambda: talking.talk is not None and talking.talk.application == other)
    gate.set()
    qtbot.waitUntil(
        lambda: [one.text for one in scene.desk.cache.drafts("application", application)] == ["Two minutes"]
    )
    assert (talking.composer.text(), scene.outbox()) == ("", ())
    scene.desk.cache.set_note(last_sync=since)
    talking.list.select(application)
    qtbot.waitUntil(lambda: talking.composer.text() == "Two minutes")


def test_message_of_a_move_is_taken_back_with_it(
    talking: MessagesPage, scene: Scene, application: str, qtbot: QtBot
) -> None:
    scene.desk.move(application, "screening", message="Please come on Monday")
    scene.background.changed.emit(frozenset({"application", "message"}), None)
    qtbot.waitUntil(lambda: bool(offered(talking, "Take back, and the move")))
    assert "Please come on Monday" in words(talking)
    press(talking, "Take back, and the move")
    qtbot.waitUntil(lambda: talking.composer.text() == "Please come on Monday")
    assert not scene.outbox()
    found = scene.desk.cache.get("application", application)
    assert found is not None
    assert found.body["stage"] == "new"


def test_prepared_messages_of_a_deed_on_many_wait_in_their_conversations(
    talking: MessagesPage, scene: Scene, application: str, qtbot: QtBot
) -> None:
    other = applicant(scene, job(scene), 2)
    letter = {
        "company": COMPANY,
        "use": "reject",
        "name": "Thanks",
        "text": {"en": "Dear {name}, no", "ja": "{name}様"},
    }
    template = scene.put(f"company:{COMPANY}", "template", identity("template"), letter)
    deed = bulk.Deed("reject", reason="skills", template=template)
    assert len(bulk.do(scene.desk, deed, [application, other]).pushes) == 2
    scene.background.changed.emit(frozenset({"application", "message"}), None)
    qtbot.waitUntil(lambda: len(talking.list.model.rows) == 2)
    talking.list.select(application)
    qtbot.waitUntil(lambda: bool(offered(talking, "Take back, and the move")))
    press(talking, "Take back, and the move")
    qtbot.waitUntil(lambda: talking.composer.text() != "")
    [left] = scene.outbox()
    assert ("application", other) in left.documents


def test_refused_move_says_that_its_message_did_not_go(
    talking: MessagesPage, scene: Scene, application: str, qtbot: QtBot
) -> None:
    scene.desk.move(application, "screening", message="Please come on Monday")
    refuse_all(scene)
    qtbot.waitUntil(lambda: f"Not sent, and the stage not changed: {ENDED}" in words(talking))
    assert offered(talking, "Take both back")


def test_message_under_way_is_not_to_be_taken_back(
    talking: MessagesPage, scene: Scene, application: str, qtbot: QtBot
) -> None:
    from izanau_desktop.cache import answers

    scene.desk.send_message("Two minutes", application=application)
    scene.desk.cache.change(lambda connection: answers.prepare(connection, at_once=True))
    scene.background.changed.emit(frozenset({"message"}), None)
    qtbot.waitUntil(lambda: "Two minutes" in words(talking))
    assert not offered(talking, "Take back")


def test_refused_message_is_mended_beside_the_applicant(
    review: ApplicantsPage, scene: Scene, application: str, qtbot: QtBot
) -> None:
    scene.desk.send_message("Two minutes", application=application)
    refuse_all(scene)
    qtbot.waitUntil(lambda: f"Not sent: {ENDED}" in words(review))
    press(review, "Try again")
    qtbot.waitUntil(lambda: [row.state for row in scene.outbox()] == ["waiting"])
    refuse_all(scene)
    qtbot.waitUntil(lambda: bool(offered(review, "Take back as draft")))
    press(review, "Take back as draft")
    qtbot.waitUntil(lambda: review.detail.panels.message.isVisible())
    assert review.detail.panels.message.text() == "Two minutes"
    assert not scene.outbox()


def test_message_taken_back_beside_the_applicant_joins_what_is_being_written(
    review: ApplicantsPage, scene: Scene, application: str, qtbot: QtBot
) -> None:
    scene.desk.send_message("Two minutes", application=application)
    refuse_all(scene)
    qtbot.waitUntil(lambda: bool(offered(review, "Take back as draft")))
    review.detail.panels.open("message")
    review.detail.panels.message.edit.setPlainText("Or three")
    press(review, "Take back as draft")
    both = "Two minutes\n\nOr three"
    qtbot.waitUntil(lambda: review.detail.panels.message.text() == both)
    qtbot.waitUntil(lambda: [one.text for one in scene.desk.cache.drafts("application", application)] == [both])
