"""A shift at the help desk by keyboard alone: request, record, correction, answer, closed, next; in a whole window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.places import Room, places_of
from izanau_desktop.preferences import Preferences
from izanau_desktop.support.records import OPEN, RecordsPage
from izanau_desktop.support.tickets import TicketsPage
from izanau_desktop.window import Window
from tests.desktop.company.scene import Scene, identity
from tests.desktop.support.test_records import FakeSite
from tests.desktop.support.test_tickets import state_of, ticket

CONTROL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


class Shift:
    """The window with what a person sees of it, and the keys that they press."""

    def __init__(self, scene: Scene, window: Window) -> None:
        self.scene, self.window = scene, window

    def press(self, *keys: Qt.Key, control: bool = False) -> None:
        """Press keys where the focus is, each once the one before has had its effect."""
        for key in keys:
            QTest.keyClick(self.focus(), key, CONTROL if control else Qt.KeyboardModifier.NoModifier)
            for _ in range(5):
                self.scene.background.wait()
                QApplication.processEvents()  # rule: in a test, what was answered is shown

    def type(self, words: str) -> None:
        QTest.keyClicks(self.focus(), words)

    def focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    @property
    def tickets(self) -> TicketsPage:
        page = self.window.page("tickets")
        assert isinstance(page, TicketsPage)
        return page

    @property
    def records(self) -> RecordsPage:
        page = self.window.page("records")
        assert isinstance(page, RecordsPage)
        return page


@pytest.fixture
def site(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> FakeSite:
    return FakeSite(scene, monkeypatch)


@pytest.fixture
def shift(scene: Scene, site: FakeSite, tmp_path: Path, qtbot: QtBot) -> Iterator[Shift]:
    for number in (1, 2, 3):
        ticket(scene, number, "profile", "My birthday is wrong.", email=f"someone{number}@mail.example", name="Someone")
    preferences = Preferences(tmp_path)
    room = Room(scene.background, scene.commands, preferences, "en", lambda _: None, lambda _: None, scene.desk)
    window = Window("support", scene.commands, places_of("support", room), preferences)
    qtbot.addWidget(window)
    window.resize(1360, 840)
    window.open_first()
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    made = Shift(scene, window)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and made.tickets.detail.ticket is not None)
    yield made
    for place in ("tickets", "records"):
        page = window.page(place)
        if isinstance(page, TicketsPage | RecordsPage):
            page.toast.dismiss()
    window.close()


def test_record_of_a_request_is_opened_by_two_keys(shift: Shift, site: FakeSite) -> None:
    shift.press(Key.Key_O)
    assert shift.window.place == "records"
    assert shift.focus() is shift.records.look.why.edit  # the reason and its words are known
    shift.press(Key.Key_Return, control=True)
    assert shift.records._stack.currentIndex() == OPEN
    assert site.looks[0][2:] == ("ticket", "Request #1")


def test_whole_request_goes_by_keys(shift: Shift, site: FakeSite, qtbot: QtBot) -> None:
    shift.press(Key.Key_O)
    shift.press(Key.Key_Return, control=True)
    shift.press(Key.Key_M)
    card = shift.records.record.card
    assert shift.focus() is card.fields
    card.choose("name.full")
    shift.press(Key.Key_Tab)
    assert shift.focus() is card.line
    card.line.selectAll()
    shift.type("Someone Else")
    shift.press(Key.Key_Tab)
    shift.press(Key.Key_1)
    shift.press(Key.Key_Tab)
    shift.type("As you asked.")
    shift.press(Key.Key_Return, control=True)
    qtbot.waitUntil(shift.records.toast.can_undo)
    assert shift.scene.patches()[0][0] == "mend"
    shift.press(Key.Key_1, control=True)
    shift.press(Key.Key_A)
    shift.type("It is mended.")
    shift.press(Key.Key_Return, control=True)
    qtbot.waitUntil(lambda: state_of(shift.scene, 1) == "answered")
    shift.press(Key.Key_C)
    qtbot.waitUntil(lambda: state_of(shift.scene, 1) == "closed")
    shift.press(Key.Key_J)
    qtbot.waitUntil(
        lambda: shift.tickets.detail.ticket is not None and shift.tickets.detail.ticket.id == identity("ticket", 2)
    )


def test_answer_is_taken_back_by_key_and_stands_there_again(shift: Shift, qtbot: QtBot) -> None:
    shift.press(Key.Key_A)
    shift.type("Soon")
    shift.press(Key.Key_Return, control=True)
    qtbot.waitUntil(lambda: state_of(shift.scene, 1) == "answered")
    shift.press(Key.Key_Z, control=True)
    qtbot.waitUntil(lambda: shift.tickets.detail.composer.text() == "Soon")
    assert shift.focus() is shift.tickets.detail.composer.edit
    shift.tickets.detail.composer.keep()


def test_closed_request_gives_its_place_to_the_next_open_one(shift: Shift, qtbot: QtBot) -> None:
    shift.tickets.list.chips["open"].click()
    shift.press(Key.Key_J)
    assert shift.tickets.list.list.current() == identity("ticket", 2)
    shift.press(Key.Key_C)
    qtbot.waitUntil(lambda: shift.tickets.list.list.model.rowCount() == 2)
    assert shift.tickets.list.list.current() == identity("ticket", 3)  # and not the first again


def test_closed_request_comes_back_by_key(shift: Shift, qtbot: QtBot) -> None:
    shift.press(Key.Key_C)
    qtbot.waitUntil(lambda: state_of(shift.scene, 1) == "closed")
    shift.press(Key.Key_Z)
    qtbot.waitUntil(lambda: state_of(shift.scene, 1) == "open")


def test_escape_leads_from_record_and_request_back_to_the_lists(shift: Shift) -> None:
    shift.press(Key.Key_Return, Key.Key_Escape)
    assert shift.focus() is shift.tickets.list.list.view
    shift.press(Key.Key_O)
    shift.press(Key.Key_Return, control=True)
    shift.press(Key.Key_Escape)
    assert shift.focus() is shift.records.list.view
