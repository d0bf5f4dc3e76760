"""The pages of every role: notices, waiting changes, the contact form, keys, leaving."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.cache import Edit
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import people
from izanau_desktop.commands import Command, Commands
from izanau_desktop.preferences import Preferences
from izanau_desktop.shared.account_cards import SignOutCard
from izanau_desktop.shared.column import WIDTH
from izanau_desktop.shared.composer import Composer
from izanau_desktop.shared.contact import ContactPage
from izanau_desktop.shared.keys_card import KeysCard
from izanau_desktop.shared.notices import NoticesPage
from izanau_desktop.shared.outbox import OutboxPage
from izanau_desktop.shared.unsent import Unsent
from izanau_desktop.widgets.plain import Card, EmptyState
from izanau_protocol import ambient, canonical
from izanau_protocol.fields import Words
from izanau_protocol.problems import Problem, problem
from tests.desktop.company.scene import ago, identity
from tests.desktop.seeker.scene import SeekerScene, job

Show = Callable[[QWidget], None]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Puts a page on the screen."""

    def run(page: QWidget) -> None:
        qtbot.addWidget(page)
        page.resize(1000, 800)
        with qtbot.waitExposed(page):
            page.show()

    return run


def words(page: QWidget) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def press(page: QWidget, name: str) -> None:
    found = offered(page, name)
    assert found, name
    found[0].click()


def offered(page: QWidget, name: str) -> list[QPushButton]:
    every = page.findChildren(QPushButton)
    return [one for one in every if one.text().replace("&", "") == name and one.isVisible()]


def mend(scene: SeekerScene, number: int = 1) -> str:
    """A correction of the birthday by staff."""
    body = {
        "document": "profile",
        "about": scene.profile,
        "path": "birthday",
        "old": canonical.encode_value("1990-01-02"),
        "new": canonical.encode_value("1990-02-01"),
        "reason": "owner_asked",
        "text": "Your request 12",
        "author": "Mori",
        "at": ago(3),
    }
    return scene.put(scene.own, "mend", identity("mend", number), body)


def test_page_with_nothing_says_so_in_its_middle_and_a_card_is_a_column(
    scene: SeekerScene, show: Show, qtbot: QtBot
) -> None:
    page = NoticesPage(scene.desk, scene.background, scene.commands, "en")
    show(page)
    page.resize(1500, 900)

    def middle(kind: type[QWidget]) -> QPoint:
        found = page.findChildren(kind)
        return found[0].mapTo(page, found[0].rect().center()) if found else QPoint()

    qtbot.waitUntil(lambda: abs(middle(EmptyState).x() - page.rect().center().x()) < 8)
    assert abs(middle(EmptyState).y() - page.rect().center().y()) < page.height() // 5
    mend(scene)
    scene.background.changed.emit(frozenset({"mend"}), None)
    qtbot.waitUntil(lambda: middle(Card).x() > 0 and page.findChildren(Card)[0].width() == WIDTH)
    assert page.findChildren(Card)[0].mapTo(page, QPoint()).y() < page.height() // 3


def test_notice_tells_field_old_new_who_and_why(scene: SeekerScene, show: Show, qtbot: QtBot) -> None:
    made = mend(scene)
    page = NoticesPage(scene.desk, scene.background, scene.commands, "en")
    show(page)
    told = ("Birthday", "2 Jan 1990", "1 Feb 1990", "Mori", "Your request 12")
    names = ("Birthday", "Mori")
    qtbot.waitUntil(lambda: all(name in _all(page) for name in (*told, *names)))
    qtbot.waitUntil(lambda: scene.desk.cache.local("seen", made) is not None)


def _all(page: QWidget) -> str:
    """The words with the plain text of paragraphs, which carry it as their name."""
    return words(page) + "\n".join(one.accessibleName() for one in page.findChildren(QLabel))


def test_answer_to_a_notice_survives_another_notice(scene: SeekerScene, show: Show, qtbot: QtBot) -> None:
    made = mend(scene)
    page = NoticesPage(scene.desk, scene.background, scene.commands, "en")
    show(page)
    qtbot.waitUntil(lambda: bool(page.findChildren(QPlainTextEdit)))
    page.findChildren(QPlainTextEdit)[0].setPlainText("Thank you")
    qtbot.waitUntil(lambda: bool(scene.desk.cache.drafts("mend", made)))
    mend(scene, 2)
    scene.background.changed.emit(frozenset({"mend"}), None)
    qtbot.waitUntil(lambda: len([one for one in page.findChildren(QPlainTextEdit) if one.isVisible()]) == 2)
    texts = [one.toPlainText() for one in page.findChildren(QPlainTextEdit) if one.isVisible()]
    assert sorted(texts) == ["", "Thank you"]


def test_answer_to_a_notice_goes_to_the_outbox(scene: SeekerScene, show: Show, qtbot: QtBot) -> None:
    mend(scene)
    page = NoticesPage(scene.desk, scene.background, scene.commands, "en")
    show(page)
    qtbot.waitUntil(lambda: bool(page.findChildren(QPlainTextEdit)))
    edit = page.findChildren(QPlainTextEdit)[0]
    edit.setPlainText("Thank you")
    QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: ("mend", scene.own, {"reply": "Thank you"}) in scene.patches())
    qtbot.waitUntil(page.toast.can_undo)
    page.toast.dismiss()


def troubled(scene: SeekerScene, state: str, found: Problem) -> None:
    """A request to support in this state, with what is wrong with it."""
    scene.desk.contact("Hello", "other")
    answered(scene, scene.outbox()[0].id, state, found)


def answered(scene: SeekerScene, identity: str, state: str, found: Problem) -> None:
    """What the site says of a change."""
    from izanau_desktop.cache import outbox

    def note(connection: Connection) -> None:
        push = outbox.get(connection, identity)
        assert push is not None
        outbox.set_state(connection, push.number, state, found)

    scene.desk.cache.change(note)


def test_refused_change_shows_its_problem_and_is_taken_back(scene: SeekerScene, show: Show, qtbot: QtBot) -> None:
    troubled(scene, "refused", problem("too_large", most="9"))
    page = OutboxPage(scene.desk, scene.background, scene.commands, "en")
    show(page)
    qtbot.waitUntil(lambda: "A request to support" in words(page))
    assert "Refused" in words(page)
    assert "too large" in _all(page)
    press(page, "Take back")
    qtbot.waitUntil(lambda: "Nothing waits" in words(page))
    assert scene.outbox() == ()


def test_change_that_waits_for_something_is_not_called_refused(scene: SeekerScene, show: Show, qtbot: QtBot) -> None:
    troubled(scene, "waiting", problem("not_known_yet", "work.*.title", name=Words("Position", "職位")))
    page = OutboxPage(scene.desk, scene.background, scene.commands, "en")
    show(page)
    qtbot.waitUntil(lambda: "A request to support" in words(page))
    assert "The site does not know “Position” yet" in _all(page)
    assert "Waiting" in words(page)
    assert "Refused" not in words(page)


def test_change_behind_a_refused_one_says_for_which_it_waits(scene: SeekerScene, show: Show, qtbot: QtBot) -> None:
    application = scene.desk.apply(job(scene, 20), "words", "en")
    scene.desk.send_message("When?", application=application, words="words")
    answered(scene, scene.outbox()[0].id, "refused", problem("job_closed"))
    told = "It waits for “An application”, which was refused. Try that one again, or take it back."
    with scene.desk.cache.reading("message") as connection:
        of = people.Messages("other", identity("company", 1), application)
        [message] = people.messages(connection, of, 10)
    assert message.push is not None
    beneath = Unsent(message.push, "en")
    show(beneath)
    assert told in words(beneath)
    page = OutboxPage(scene.desk, scene.background, scene.commands, "en")
    show(page)
    qtbot.waitUntil(lambda: "Refused" in words(page))
    assert told in _all(page)
    assert scene.desk.cache.retry(scene.outbox()[0].id)
    scene.background.changed.emit(frozenset({"outbox"}), None)
    qtbot.waitUntil(lambda: "Refused" not in words(page) and told not in _all(page))


def test_taking_back_names_what_goes_along(scene: SeekerScene, show: Show, qtbot: QtBot) -> None:
    application = scene.desk.apply(job(scene, 20), "words", "en")
    scene.desk.send_message("When?", application=application, words="words")
    page = OutboxPage(scene.desk, scene.background, scene.commands, "en")
    show(page)
    qtbot.waitUntil(lambda: "An application" in words(page))
    press(page, "Take back")
    qtbot.waitUntil(lambda: "What depends on it is taken back too: A message (" in words(page))
    assert len(scene.outbox()) == 2
    press(page, "Keep all")
    qtbot.waitUntil(lambda: len(offered(page, "Take back")) == 2)
    press(page, "Take back")
    qtbot.waitUntil(lambda: bool(offered(page, "Take all back")))
    scene.background.changed.emit(frozenset({"application"}), None)  # a sync does not take the question away
    qtbot.waitUntil(lambda: scene.background.wait(0) and bool(offered(page, "Take all back")))
    press(page, "Take all back")
    qtbot.waitUntil(lambda: "Nothing waits" in words(page))
    assert scene.outbox() == ()
    assert scene.desk.cache.list("application") == ()


def test_taking_back_a_question_shows_what_was_typed_first(scene: SeekerScene, show: Show, qtbot: QtBot) -> None:
    body: dict[str, Any] = {"document": "profile", "about": scene.profile, "path": "residence"}
    body |= {"mine": '"VN"', "theirs": '"JP"'}
    scene.desk.cache.edit([Edit("conflict", ambient.new_id(), scene.own, body)])
    page = OutboxPage(scene.desk, scene.background, scene.commands, "en")
    show(page)
    qtbot.waitUntil(lambda: bool(offered(page, "Take back")))
    press(page, "Take back")
    qtbot.waitUntil(lambda: bool(offered(page, "Keep it")))
    assert "Copy what you want to keep: Vietnam" in _all(page)
    assert len(scene.outbox()) == 1
    press(page, "Keep it")
    qtbot.waitUntil(lambda: "Copy what you want" not in _all(page))
    press(page, "Take back")
    qtbot.waitUntil(lambda: bool(offered(page, "Keep it")))
    press(page, "Take back")
    qtbot.waitUntil(lambda: "Nothing waits" in words(page))
    assert scene.outbox() == ()


def test_taking_back_alone_asks_nothing(scene: SeekerScene, show: Show, qtbot: QtBot) -> None:
    post = job(scene, 20)
    scene.desk.cache.edit([Edit("profile", scene.profile, scene.own, {"residence": "ES"})], 60)
    scene.desk.apply(post, "words", "en")
    page = OutboxPage(scene.desk, scene.background, scene.commands, "en")
    show(page)
    qtbot.waitUntil(lambda: len(offered(page, "Take back")) == 2)
    offered(page, "Take back")[1].click()
    qtbot.waitUntil(lambda: len(offered(page, "Take back")) == 1)
    assert [row.kinds for row in scene.outbox()] == [("profile",)]


def test_waiting_change_may_be_sent_now(scene: SeekerScene, show: Show, qtbot: QtBot) -> None:
    scene.desk.cache.edit([Edit("profile", scene.profile, scene.own, {"residence": "ES"})], 60)
    page = OutboxPage(scene.desk, scene.background, scene.commands, "en")
    show(page)
    qtbot.waitUntil(lambda: "Can still be undone" in words(page))
    press(page, "Send now")
    qtbot.waitUntil(lambda: [row.state for row in scene.outbox()] == ["waiting"])


def test_request_without_text_is_told_beside_the_field(scene: SeekerScene, show: Show) -> None:
    page = ContactPage(scene.desk, scene.background, scene.commands, "en")
    show(page)
    page.submit()
    assert page.ui.text_problem.isVisible()
    assert page.focusWidget() is page.ui.text
    assert scene.outbox() == ()


def test_request_becomes_a_ticket_and_is_listed(scene: SeekerScene, show: Show, qtbot: QtBot) -> None:
    page = ContactPage(scene.desk, scene.background, scene.commands, "en")
    show(page)
    page.ui.text.setPlainText("My birthday is wrong")
    page.submit()
    qtbot.waitUntil(lambda: "Request, on its way" in words(page))
    assert ("ticket", scene.own, {"topic": "profile", "text": "My birthday is wrong"}) in scene.patches()
    assert page.ui.text.toPlainText() == ""
    qtbot.waitUntil(page.toast.can_undo)
    page.toast.dismiss()


def test_request_sent_twice_quickly_is_one_and_comes_back(scene: SeekerScene, show: Show, qtbot: QtBot) -> None:
    page = ContactPage(scene.desk, scene.background, scene.commands, "en")
    show(page)
    page.ui.text.setPlainText("My birthday is wrong")
    page.submit()
    page.submit()
    qtbot.waitUntil(page.toast.can_undo)
    assert [row.state for row in scene.outbox()] == ["held"]
    page.toast.undo()
    qtbot.waitUntil(lambda: page.ui.text.toPlainText() == "My birthday is wrong")
    assert scene.outbox() == ()
    qtbot.waitUntil(lambda: "Request, on its way" not in words(page))
    page.toast.dismiss()


def test_answer_to_a_notice_is_taken_back_into_its_field(scene: SeekerScene, show: Show, qtbot: QtBot) -> None:
    mend(scene)
    page = NoticesPage(scene.desk, scene.background, scene.commands, "en")
    show(page)
    qtbot.waitUntil(lambda: page.findChild(Composer) is not None)
    page.findChildren(Composer)[0].show_draft("No, it was right")
    page.findChildren(Composer)[0].finish()
    qtbot.waitUntil(page.toast.can_undo)
    assert [row.state for row in scene.outbox()] == ["held"]
    qtbot.waitUntil(lambda: "No, it was right" in words(page))
    page.toast.undo()
    qtbot.waitUntil(
        lambda: [one.text() for one in page.findChildren(Composer) if one.isVisible()] == ["No, it was right"]
    )
    assert scene.outbox() == ()
    page.toast.dismiss()


def test_request_half_written_is_there_next_time(scene: SeekerScene, show: Show, qtbot: QtBot) -> None:
    first = ContactPage(scene.desk, scene.background, scene.commands, "en")
    show(first)
    first.ui.text.setPlainText("My birth")
    qtbot.waitUntil(lambda: bool(scene.desk.cache.drafts("ticket", "new")))
    scene.commands.remove("contact.undo")  # the second page stands in another window
    second = ContactPage(scene.desk, scene.background, scene.commands, "en")
    show(second)
    qtbot.waitUntil(lambda: second.ui.text.toPlainText() == "My birth")


def test_signed_out_request_needs_an_address_that_is_one(scene: SeekerScene, show: Show) -> None:
    scene.desk.cache.set_note(account="")
    scene.desk.look_up()
    page = ContactPage(scene.desk, scene.background, scene.commands, "en")
    show(page)
    page.ui.text.setPlainText("Hello")
    page.ui.email.setText("nowhere")
    page.submit()
    assert page.ui.email_problem.isVisible()
    assert page.ui.text.toPlainText() == "Hello"


def test_keys_of_a_command_change_unless_they_clash(preferences: Preferences, show: Show) -> None:
    commands = Commands(own_keys=preferences.shortcut)
    commands.register(
        Command("jobs.save", lambda: "&Save", "", "S"), Command("jobs.apply", lambda: "&Apply", "", "A")
    )  # fmt: skip
    card = KeysCard(commands, "seeker", preferences)
    show(card)
    card.choose("jobs.save")
    card.keys.setKeySequence(QKeySequence("A"))
    card.keys.editingFinished.emit()
    assert "Apply" in card.row.problem
    assert commands.shortcut("jobs.save") == "S"
    card.keys.setKeySequence(QKeySequence("Ctrl+D"))
    card.keys.editingFinished.emit()
    assert commands.shortcut("jobs.save") == "Ctrl+D"
    card.shipped.click()
    assert commands.shortcut("jobs.save") == "S"


def test_signing_out_says_what_lives_only_here(scene: SeekerScene, show: Show, qtbot: QtBot) -> None:
    scene.desk.contact("Hello", "other")
    card = SignOutCard(scene.desk, scene.background, "en")
    show(card)
    card.out.click()
    qtbot.waitUntil(card.anyway.isVisible)
    assert "only on this computer" in card.notice.text
    assert scene.desk.cache.note("account")
