"""A whole window worked by keyboard alone, as one does who lives in it all day."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.places import Room, places_of
from izanau_desktop.preferences import Preferences
from izanau_desktop.window import Window
from tests.desktop.company.scene import Scene

CONTROL = Qt.KeyboardModifier.ControlModifier
P = TypeVar("P", bound=QWidget)


def open_window(scene: Scene, role: str, folder: Path, qtbot: QtBot, place: str = "") -> Window:
    """The window of a role with all its places, on screen and active, at a place or its first."""
    preferences = Preferences(folder)
    room = Room(
        scene.background, scene.commands, preferences, "en", lambda _: None, lambda _: None, lambda _: None, scene.desk
    )
    window = Window(role, scene.commands, places_of(role, room), preferences)
    qtbot.addWidget(window)
    window.resize(1360, 840)
    window.open_first(place)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return window


class AtKeyboard:
    """The window, and the keys that a person presses."""

    def __init__(self, scene: Scene, window: Window) -> None:
        self.scene, self.window = scene, window

    def press(self, *keys: Qt.Key, control: bool = False) -> None:
        """Press keys where the focus is, each once the one before has had its effect."""
        for key in keys:
            QTest.keyClick(self.focus(), key, CONTROL if control else Qt.KeyboardModifier.NoModifier)
            self.settle()

    def write(self, words: str) -> None:
        """Type words, each letter where the focus is by then."""
        for letter in words:
            QTest.keyClicks(self.focus(), letter)

    def settle(self) -> None:
        """What was asked is answered and shown, and what that asked for as well."""
        for _ in range(5):
            self.scene.background.wait()
            QApplication.processEvents()  # rule: in a test, what was answered is shown

    def focus(self) -> QWidget:
        """What has the focus; something must."""
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def page(self, place: str, kind: type[P]) -> P:
        """The page of a place, which was opened."""
        page = self.window.page(place)
        assert isinstance(page, kind)
        return page

    def round(self, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
        """What a key comes by from where the focus is, until it is there again."""
        seen = list[QWidget]()
        while self.focus() not in seen:
            seen.append(self.focus())
            QTest.keyClick(self.focus(), key)
        assert self.focus() is seen[0]
        return seen

    def passed_by(self, place: str) -> list[QWidget]:
        """What of the page of a place can have the focus, and Tab never comes by, once one is in it."""
        self.window.go(place)
        self.settle()
        page = self.page(place, QWidget)
        shown = [one for one in page.findChildren(QWidget) if one.isVisible() and one.isEnabled()]
        stops = [one for one in shown if one.focusPolicy() & Qt.FocusPolicy.TabFocus and not one.focusProxy()]
        page.setFocus()
        if self.focus() not in stops:  # it hands the focus on to none, or there is nothing in its list
            stops[0].setFocus()
        seen = self.round()
        return [one for one in stops if one not in seen]
