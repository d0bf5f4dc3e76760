"""The palette and the page of keys: what is near comes first, quitting last, and a second key stands beside its first."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.commands import Command, Commands
from izanau_desktop.frame.finder import CommandFinder
from izanau_desktop.preferences import Preferences
from izanau_desktop.shared.keys_card import KeysCard
from izanau_desktop.window import Place, Window


@pytest.fixture
def window(qtbot: QtBot, preferences: Preferences) -> Iterator[Window]:
    commands = Commands(own_keys=preferences.shortcut)
    commands.register(
        Command("app.quit", lambda: "&Quit", "", "Ctrl+Q", place="quit"),
        Command("b.other", lambda: "Other"),
        Command("a.deed", lambda: "Deed", "", "Ctrl+D", second="D"),
    )
    places = [Place("a", lambda: "A", "users", QWidget), Place("b", lambda: "B", "users", QWidget)]
    made = Window("company", commands, places, preferences)
    qtbot.addWidget(made)
    made.open_first()
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


def rows(window: Window) -> list[list[str]]:
    finder = window.findChild(CommandFinder)
    assert finder is not None
    model = finder.table.model()
    found = [[str(model.index(row, column).data()) for column in range(3)] for row in range(model.rowCount())]
    finder.reject()
    return found


def test_palette_begins_with_this_page_and_ends_with_quit(window: Window) -> None:
    window.show_palette()
    words = [row[0] for row in rows(window)]
    assert (words[0], words[-1]) == ("Deed", "Quit")


def test_page_of_keys_says_where_and_both_keys(window: Window) -> None:
    window.show_keys()
    listed = rows(window)
    assert listed[0] == ["Deed", "This page", "Ctrl+D, D"]
    assert ["Other", "B", ""] in listed
    assert ["Keyboard shortcuts", "Everywhere", "F1, ?"] in listed


def test_second_key_acts_until_own_keys_are_given(window: Window, preferences: Preferences) -> None:
    assert window.commands.letters("a.deed") == {"D"}
    preferences.set_shortcut("a.deed", "X")
    assert window.commands.letters("a.deed") == {"X"}


def test_second_key_of_another_command_is_taken(window: Window, preferences: Preferences, qtbot: QtBot) -> None:
    window.commands.register(Command("a.more", lambda: "More"))
    card = KeysCard(window.commands, "company", preferences)
    qtbot.addWidget(card)
    card.choose("a.more")
    card.keys.setKeySequence("D")
    card.keys.editingFinished.emit()
    assert "Deed" in card.row.problem
    assert preferences.shortcut("a.more") is None


def test_question_mark_opens_the_page_of_keys(window: Window, qtbot: QtBot) -> None:
    label = QLabel(window)
    QTest.keyClick(label, Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: window.findChild(CommandFinder) is not None)
    assert ["Keyboard shortcuts", "Everywhere", "F1, ?"] in rows(window)


def test_keys_card_lists_what_pages_bring_later(window: Window, preferences: Preferences, qtbot: QtBot) -> None:
    card = KeysCard(window.commands, "company", preferences)
    qtbot.addWidget(card)
    assert card.choice.findData("late.deed") < 0
    window.commands.register(Command("late.deed", lambda: "Late"))
    assert card.choice.findData("late.deed") >= 0
