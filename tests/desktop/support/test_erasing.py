"""Erasing at the end of a record: what it does is said, the request, the reason and the address are asked for, then it shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.support.erasing import EraseCard
from izanau_desktop.support.looking import Look
from izanau_desktop.support.records import OPEN, RecordsPage
from izanau_desktop.sync.site import SiteTrouble
from izanau_desktop.widgets.plain import Paragraph
from izanau_protocol import ambient, wire
from izanau_protocol.problems import problem
from tests.desktop.company.scene import Scene, ago, identity

PERSON, ADDRESS = identity("profile"), "someone@mail.example"
WHY = "Called the number that she gave"


class FakeSite:
    """The site with one record: `owner` is whose, `refuses` the code and field that it answers with."""

    def __init__(self, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
        self.owner: dict[str, Any] = {"name": "Someone", "email": ADDRESS, "group": "seeker", "created": ago(900)}
        self.refuses: tuple[str, str] | None = None
        self.erased: list[tuple[str, int, str]] = []
        for name, what in (("find_records", self.find), ("show_record", self.show), ("erase_record", self.erase)):
            monkeypatch.setattr(scene.desk, name, what)

    def find(self, query: str) -> tuple[wire.Found, ...]:
        return (wire.Found("profile", PERSON, "Someone", ADDRESS),) if "some" in query else ()

    def show(self, kind: str, record: str, _reason: str, _text: str) -> wire.Record:
        return wire.Record(kind, record, 1, {"name": {"full": "Someone"}}, self.owner, [])

    def erase(self, record: str, ticket: int, text: str) -> str:
        if self.refuses is not None:
            raise SiteTrouble(422, problem(*self.refuses))
        self.erased.append((record, ticket, text))
        self.owner = {**self.owner, "erases": ambient.timestamp(hours=72)}
        return str(self.owner["erases"])


@pytest.fixture
def site(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> FakeSite:
    return FakeSite(scene, monkeypatch)


@pytest.fixture
def page(scene: Scene, site: FakeSite, qtbot: QtBot) -> Iterator[RecordsPage]:
    """The page, shown, with nothing looked for."""
    made = RecordsPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(made)
    made.resize(1200, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.toast.dismiss()


def opened(page: RecordsPage, qtbot: QtBot, text: str = "Request #12") -> EraseCard:
    """A record is open; the card at its end."""
    page.search.set_text("")
    page.look_for("someone", "ticket", text)
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    page.list.select(f"profile/{PERSON}")
    page._choose(page.list.current())
    page.look.finish()
    qtbot.waitUntil(lambda: page._stack.currentIndex() == OPEN)
    return page.record.erasing


def asked(page: RecordsPage, scene: Scene, qtbot: QtBot, *typed: str) -> EraseCard:
    """The form is open, and this is typed: reason, then address."""
    card = opened(page, qtbot)
    assert scene.commands.run("records.erase")
    for field, words in zip((card.why.edit, card.email.field), typed, strict=False):
        field.setFocus()
        QTest.keyClicks(field, words)
    return card


def focused() -> QWidget | None:
    return QApplication.focusWidget()


def test_form_says_what_happens_and_knows_the_request(page: RecordsPage, scene: Scene, qtbot: QtBot) -> None:
    card = asked(page, scene, qtbot)
    assert card.line(card.ticket).text() == "12"
    assert focused() is card.why.edit
    words = "\n".join(one.words for one in card.findChildren(Paragraph))
    for told in ("hidden from the public", "a mail tells the person", "72 hours", "only the person", "What remains"):
        assert told in words
    assert all(one.accessibleName() for one in (card.ticket.field, card.why.edit, card.email.field, card.deed))
    assert "read it" in card.why.edit.accessibleDescription()


def test_nothing_is_erased_before_all_is_given_and_the_address_is_right(
    page: RecordsPage, scene: Scene, site: FakeSite, qtbot: QtBot
) -> None:
    card = asked(page, scene, qtbot, "", "somebody@mail.example")
    card.line(card.ticket).clear()
    card.deed.click()
    assert card.ticket.problem
    assert card.why.problem
    assert "nothing is erased" in card.email.problem
    assert focused() is card.ticket.field
    QTest.keyClicks(card.ticket.field, "#12")
    QTest.keyClicks(card.why.edit, WHY)
    QTest.keyClick(card.email.field, Qt.Key.Key_Return)
    assert focused() is card.email.field
    assert not card.ticket.problem
    scene.background.wait()
    assert site.erased == []


def test_account_is_erased_by_keys_alone_and_the_record_shows_it(
    page: RecordsPage, scene: Scene, site: FakeSite, qtbot: QtBot
) -> None:
    card = opened(page, qtbot)
    card.begin.setFocus()
    QTest.keyClick(card.begin, Qt.Key.Key_Space)
    assert focused() is card.why.edit
    QTest.keyClicks(card.why.edit, WHY)
    QTest.keyClick(card.why.edit, Qt.Key.Key_Tab)
    assert focused() is card.email.field
    QTest.keyClicks(card.email.field, ADDRESS.upper())
    QTest.keyClick(card.email.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Being erased" in card.erases.text)
    assert site.erased == [(PERSON, 12, WHY)]
    assert not card.is_open
    assert not card.begin.isVisible()
    assert card.erases.action.isVisible()
    assert card.erases.action.text().replace("&", "") == "Erasures"
    assert "told by mail" in page.record.notice.text
    assert not scene.commands.run("records.erase")
    assert scene.desk.cache.drafts("mend", PERSON) == ()


def test_request_of_another_is_refused_beside_its_number(
    page: RecordsPage, scene: Scene, site: FakeSite, qtbot: QtBot
) -> None:
    site.refuses = ("not_yours", "ticket")
    card = asked(page, scene, qtbot, WHY, ADDRESS)
    card.deed.click()
    qtbot.waitUntil(lambda: "did not write" in card.ticket.problem)
    site.refuses = ("offline", "")
    card.deed.click()
    qtbot.waitUntil(card.trouble.isVisible)
    assert card.is_open


def test_number_of_the_request_is_the_one_that_is_called_so(page: RecordsPage, scene: Scene, qtbot: QtBot) -> None:
    card = opened(page, qtbot, "Asked on 3 May in #12")
    assert scene.commands.run("records.erase")
    assert card.line(card.ticket).text() == "12"


def test_refusal_of_one_record_is_not_shown_on_another(
    page: RecordsPage, scene: Scene, site: FakeSite, qtbot: QtBot
) -> None:
    site.refuses = ("not_yours", "ticket")
    card = asked(page, scene, qtbot, WHY, ADDRESS)
    card.deed.click()
    page.erasing.open(Look("profile", identity("other"), "ticket", "Request #7"))
    qtbot.waitUntil(lambda: "not being erased" in page.toast.text)
    assert not card.ticket.problem
    assert card.deed.isEnabled()


def test_half_an_erasure_survives_esc_and_another_record(page: RecordsPage, scene: Scene, qtbot: QtBot) -> None:
    card = asked(page, scene, qtbot, WHY, ADDRESS)
    QTest.keyClick(card.email.field, Qt.Key.Key_Escape)
    assert not card.is_open
    assert focused() is card.begin
    qtbot.waitUntil(lambda: len(scene.desk.cache.drafts("mend", PERSON)) == 1)
    assert ADDRESS not in scene.desk.cache.drafts("mend", PERSON)[0].text
    opened(page, qtbot)
    scene.background.wait()
    qtbot.waitUntil(lambda: page.erasing._draft != "")
    assert scene.commands.run("records.erase")
    assert card.why.edit.toPlainText() == WHY
    assert card.line(card.email).text() == ""


@pytest.mark.parametrize("owner", [{"group": "staff"}, {"email": ""}])
def test_record_of_staff_or_of_nobody_offers_no_erasure(
    page: RecordsPage, scene: Scene, site: FakeSite, qtbot: QtBot, owner: dict[str, Any]
) -> None:
    site.owner |= owner
    card = opened(page, qtbot)
    assert not card.isVisible()
    assert not scene.commands.run("records.erase")
