"""The tickets page: what is typed and pressed becomes a problem beside it, or cache and outbox rows, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from izanau_desktop.cache import lease
from izanau_desktop.commands import Command
from izanau_desktop.support.records import RecordsPage
from izanau_desktop.support.tickets import TicketsPage
from izanau_protocol import wire
from tests.desktop.company.scene import Scene, ago, identity


def ticket(scene: Scene, number: int, topic: str, text: str, **other: object) -> str:
    body = {"number": number, "topic": topic, "text": text, "state": "open", "at": ago(number), **other}
    return scene.put("staff", "ticket", identity("ticket", number), body)


@pytest.fixture
def page(scene: Scene, qtbot: QtBot) -> Iterator[TicketsPage]:
    """Three requests; the newest is open."""
    ticket(scene, 1, "profile", "My birthday is wrong.", email="someone@mail.example", name="Someone")
    ticket(scene, 2, "company_account", "We are a studio.", email="studio@mail.example", name="Studio Owner")
    ticket(scene, 3, "other", "Thank you!", state="closed")
    made = TicketsPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(made)
    made.resize(1200, 800)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.detail.ticket is not None)
    yield made
    made.toast.dismiss()


def open_one(page: TicketsPage, number: int, qtbot: QtBot) -> str:
    wanted = identity("ticket", number)
    page.list.list.select(wanted)
    qtbot.waitUntil(lambda: page.detail.ticket is not None and page.detail.ticket.id == wanted)
    return wanted


def state_of(scene: Scene, number: int) -> object:
    found = scene.desk.cache.get("ticket", identity("ticket", number))
    assert found is not None
    return found.body["state"]


def test_requests_are_numbered_with_state_topic_and_sender(page: TicketsPage) -> None:
    rows = page.list.list.model.rows
    assert [(row.title, row.chip) for row in rows] == [
        ("#1 My profile or data", "Open"),
        ("#2 A company account", "Open"),
        ("#3 Other", "Closed"),
    ]
    assert "someone@mail.example" in page.detail._who.text()


def test_state_chip_narrows_the_list_and_frees_it(page: TicketsPage, qtbot: QtBot) -> None:
    page.list.chips["closed"].click()
    qtbot.waitUntil(lambda: [row.id for row in page.list.list.model.rows] == [identity("ticket", 3)])
    page.list.chips["closed"].click()
    qtbot.waitUntil(lambda: page.list.list.model.rowCount() == 3)


def test_empty_answer_is_refused_beside_its_field(page: TicketsPage, scene: Scene) -> None:
    QTest.keyClick(page.detail.composer.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.detail.composer.problem.isVisible()
    assert not scene.outbox()


def test_typed_answer_waits_and_comes_back_when_undone(page: TicketsPage, scene: Scene, qtbot: QtBot) -> None:
    composer = page.detail.composer
    QTest.keyClicks(composer.edit, "We mended it.")
    QTest.keyClick(composer.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.toast.can_undo())
    assert state_of(scene, 1) == "answered"
    [(kind, scope, patch)] = scene.patches()
    assert (kind, scope, [one["text"] for one in patch["answers"].values()]) == ("ticket", "staff", ["We mended it."])
    page.toast.undo()
    qtbot.waitUntil(lambda: composer.text() == "We mended it.")
    assert not scene.outbox()
    assert state_of(scene, 1) == "open"


def test_answer_sent_twice_quickly_is_given_once(page: TicketsPage, scene: Scene, qtbot: QtBot) -> None:
    composer = page.detail.composer
    QTest.keyClicks(composer.edit, "We mended it.")
    QTest.keyClick(composer.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(composer.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.toast.can_undo)
    [(_, _, patch)] = scene.patches()
    assert [one["text"] for one in patch["answers"].values()] == ["We mended it."]
    assert not composer.problem.isVisible()


def test_answer_clicked_twice_is_given_once(page: TicketsPage, scene: Scene, qtbot: QtBot) -> None:
    composer = page.detail.composer
    QTest.keyClicks(composer.edit, "We mended it.")
    QTest.mouseClick(composer.send, Qt.MouseButton.LeftButton)
    QTest.mouseClick(composer.send, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.toast.can_undo)
    assert len(scene.outbox()) == 1
    assert not composer.problem.isVisible()


def test_closing_twice_quickly_still_can_be_undone(page: TicketsPage, scene: Scene, qtbot: QtBot) -> None:
    assert scene.commands.run("tickets.close")
    assert scene.commands.run("tickets.close")
    qtbot.waitUntil(lambda: scene.background.wait(0) and page.toast.can_undo())
    qtbot.waitUntil(lambda: not scene.commands["tickets.close"].condition())
    assert len(scene.outbox()) == 1
    page.toast.undo()
    qtbot.waitUntil(lambda: state_of(scene, 1) == "open")
    assert not scene.outbox()


def test_half_written_answer_stays_with_its_request(page: TicketsPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.detail.composer.edit, "half a thought")
    open_one(page, 2, qtbot)
    assert page.detail.composer.text() == ""
    open_one(page, 1, qtbot)
    qtbot.waitUntil(lambda: page.detail.composer.text() == "half a thought")


def test_closing_is_written_and_offered_no_more(page: TicketsPage, scene: Scene, qtbot: QtBot) -> None:
    assert scene.commands.run("tickets.close")
    qtbot.waitUntil(lambda: state_of(scene, 1) == "closed")
    assert [(kind, patch) for kind, _, patch in scene.patches()] == [("ticket", {"state": "closed"})]
    qtbot.waitUntil(lambda: not scene.commands["tickets.close"].condition())


def test_only_company_requests_can_be_approved(page: TicketsPage, scene: Scene, qtbot: QtBot) -> None:
    assert not scene.commands.run("tickets.approve")
    open_one(page, 2, qtbot)
    assert scene.commands.run("tickets.approve")
    assert page.detail.approve.line("owner_email").text() == "studio@mail.example"
    QTest.keyClick(page.detail.approve.line("company"), Qt.Key.Key_Escape)
    assert not page.detail.approve.isVisible()
    assert page.detail.composer.isVisible()


def test_approval_names_what_is_wrong_then_asks_the_site(
    page: TicketsPage, scene: Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[wire.Approve] = []
    monkeypatch.setattr(scene.desk, "approve", asked.append)
    wanted = open_one(page, 2, qtbot)
    scene.commands.run("tickets.approve")
    card = page.detail.approve
    card.line("owner_email").setText("nobody")
    QTest.keyClick(card.line("owner_email"), Qt.Key.Key_Return)
    assert card.rows["company"].problem
    assert card.rows["owner_email"].problem
    assert not asked
    QTest.keyClicks(card.line("company"), "Studio North")
    card.line("owner_email").setText("studio@mail.example")
    QTest.keyClick(card.line("company"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Studio North" in page.detail.notice.text)
    assert asked == [wire.Approve(wanted, "Studio North", "Studio Owner", "studio@mail.example")]


def test_only_requests_about_an_owner_give_one(page: TicketsPage, scene: Scene, qtbot: QtBot) -> None:
    open_one(page, 2, qtbot)
    assert not scene.commands.run("tickets.owner")
    assert not page.detail.buttons["owner"].isVisible()
    ticket(scene, 4, "company_owner", "Umi Games has no owner.")
    page._load_list()
    qtbot.waitUntil(lambda: page.list.list.model.rowCount() == 4)
    open_one(page, 4, qtbot)
    assert scene.commands.run("tickets.owner")
    assert page.detail.give.isVisible()


@pytest.mark.parametrize(("invited", "told"), [(True, "once they accept"), (False, "is the owner now")])
def test_new_owner_is_named_with_how_that_was_found_out(
    scene: Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, page: TicketsPage, invited: bool, told: str
) -> None:
    asked: list[wire.GiveOwner] = []

    def give(one: wire.GiveOwner) -> bool:
        asked.append(one)
        return invited

    monkeypatch.setattr(scene.desk, "give_owner", give)
    ticket(scene, 4, "company_owner", "Umi Games has no owner.")
    page._load_list()
    qtbot.waitUntil(lambda: page.list.list.model.rowCount() == 4)
    wanted = open_one(page, 4, qtbot)
    scene.commands.run("tickets.owner")
    card = page.detail.give
    QTest.keyClick(card.line("email"), Qt.Key.Key_Return)
    assert card.rows["email"].problem
    assert card.rows["text"].problem
    assert not card.rows["name"].problem
    QTest.keyClicks(card.line("email"), "rin@mail.example")
    QTest.keyClicks(card.why.edit, "She called")
    QTest.keyClick(card.why.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: told in page.detail.notice.text)
    assert asked == [wire.GiveOwner(wanted, "rin@mail.example", "She called", "", "en")]
    assert not card.isVisible()


def test_open_the_record_takes_sender_and_reason_along(
    page: TicketsPage, scene: Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = wire.Found("profile", identity("profile"), "Someone", "someone@mail.example")
    monkeypatch.setattr(scene.desk, "find_records", lambda query: (found,) if "someone@" in query else ())
    records = RecordsPage(scene.desk, scene.background, scene.commands, "en")
    records.setParent(page)
    scene.commands.register(Command("go.records", lambda: "Records"))
    assert scene.commands.run("tickets.record")
    qtbot.waitUntil(lambda: records.list.model.rowCount() == 1)
    records.list.step(1)
    assert records.look.why.read() == ("ticket", "Request #1")


def test_locked_list_says_so_and_is_read_again_after_the_sync(scene: Scene, qtbot: QtBot) -> None:
    ticket(scene, 1, "profile", "My birthday is wrong.")
    scene.desk.cache.set_note(last_sync=ago(80), clock=ago(80))
    made = TicketsPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.list.list.empty.accessibleName() == "Locked")
    assert made.list.list.model.rowCount() == 0
    opened = scene.desk.cache.change(lease.renew)
    assert opened
    scene.background.changed.emit(lease.LEASED, None)
    qtbot.waitUntil(lambda: made.list.list.model.rowCount() == 1)


def test_list_before_the_first_sync_says_that_it_comes(scene: Scene, qtbot: QtBot) -> None:
    made = TicketsPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.list.list.empty.accessibleName() == "Not synced yet")
    ticket(scene, 1, "profile", "My birthday is wrong.")
    scene.desk.cache.change(lease.renew)
    scene.background.changed.emit(frozenset({"ticket"}), None)
    qtbot.waitUntil(lambda: made.list.list.model.rowCount() == 1)
