"""The demo bar over a narrow window: it folds, and what it does keeps name and key."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.demo.bar import DemoBar

NARROW, WIDE = 360, 1200
NAMES = ["Mailbox", "Open as…", "Go offline", "Start over"]


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[DemoBar]:
    """The bar at the top of a window of its own."""
    window = QWidget()
    layout = QVBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    made = DemoBar(is_offline=False)
    layout.addWidget(made)
    qtbot.addWidget(window)
    window.resize(WIDE, 80)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield made
    window.close()


def buttons(bar: DemoBar) -> list[QPushButton]:
    return bar.findChildren(QPushButton)


def test_bar_lets_the_window_be_narrow(bar: DemoBar, qtbot: QtBot) -> None:
    assert [one.text() for one in buttons(bar)] == ["&Mailbox", "&Open as…", "Go o&ffline", "Start o&ver"]
    bar.window().resize(NARROW, 80)
    qtbot.waitUntil(lambda: bar.width() == NARROW)
    qtbot.waitUntil(lambda: all(bar.rect().contains(one.geometry()) for one in buttons(bar)))
    assert [one.accessibleName() for one in buttons(bar)] == NAMES
    assert [one.toolTip() for one in buttons(bar)] == NAMES
    bar.window().resize(WIDE, 80)
    qtbot.waitUntil(lambda: buttons(bar)[0].text() == "&Mailbox")


def test_folded_button_keeps_its_key_and_deed(bar: DemoBar, qtbot: QtBot) -> None:
    bar.window().resize(NARROW, 80)
    qtbot.waitUntil(lambda: buttons(bar)[0].text() == "")
    with qtbot.waitSignal(bar.mailbox):
        QTest.keyClick(bar.window(), Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    buttons(bar)[2].click()
    assert buttons(bar)[2].accessibleName() == "Go online"
