"""A shift at the help desk by keyboard alone: request, record, correction, answer, closed, next; in a whole window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from izanau_desktop.support.records import OPEN, RecordsPage
from izanau_desktop.support.tickets import TicketsPage
from tests.desktop.company.scene import Scene, identity
from tests.desktop.keyboard import AtKeyboard, open_window
from tests.desktop.support.test_records import FakeSite
from tests.desktop.support.test_tickets import state_of, ticket

Key = Qt.Key


class Shift(AtKeyboard):
    """The help desk's window with what a person sees of it."""

    @property
    def tickets(self) -> TicketsPage:
        return self.page("tickets", TicketsPage)

    @property
    def records(self) -> RecordsPage:
        return self.page("records", RecordsPage)


@pytest.fixture
def site(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> FakeSite:
    return FakeSite(scene, monkeypatch)


@pytest.fixture
def shift(scene: Scene, site: FakeSite, tmp_path: Path, qtbot: QtBot) -> Iterator[Shift]:
    for number in (1, 2, 3):
        ticket(scene, number, "profile", "My birthday is wrong.", email=f"someone{number}@mail.example", name="Someone")
    window = open_window(scene, "support", tmp_path, qtbot)
    made = Shift(scene, window)
    qtbot.waitUntil(lambda: made.tickets.detail.ticket is not None)
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
    shift.write("Someone Else")
    shift.press(Key.Key_Tab)
    shift.press(Key.Key_1)
    shift.press(Key.Key_Tab)
    shift.write("As you asked.")
    shift.press(Key.Key_Return, control=True)
    qtbot.waitUntil(shift.records.toast.can_undo)
    assert shift.scene.patches()[0][0] == "mend"
    shift.press(Key.Key_1, control=True)
    shift.press(Key.Key_A)
    shift.write("It is mended.")
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
    shift.write("Soon")
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
