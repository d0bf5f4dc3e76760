"""A box to tick whose words break lines."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from izanau_desktop.look.theme import Theme
from izanau_desktop.widgets.tick import Tick

SMALL = ["", "never chosen"]
LONG = "Count me in statistics about this site's users, published only as counts of ten or more people"


def test_words_break_lines_and_press_the_box(qtbot: QtBot) -> None:
    tick = Tick(LONG, "never chosen")
    qtbot.addWidget(tick)
    tick.resize(260, 120)
    with qtbot.waitExposed(tick):
        tick.show()
    assert tick._words.height() > 2 * tick._words.fontMetrics().height()
    heard: list[bool] = []
    tick.toggled.connect(heard.append)
    QTest.mouseClick(tick._words, Qt.MouseButton.LeftButton)
    assert tick.box.isChecked()
    QTest.keyClick(tick.box, Qt.Key.Key_Space)
    assert heard == [True, False]
    assert (tick.box.accessibleName(), tick.box.accessibleDescription()) == (LONG, "never chosen")


@pytest.mark.parametrize("small", SMALL)
def test_words_of_one_line_stand_beside_their_box(look: Theme, qtbot: QtBot, small: str) -> None:
    look.apply()
    tick = Tick("Chef", small)
    qtbot.addWidget(tick)
    with qtbot.waitExposed(tick):
        tick.show()
    words = tick._words.geometry()
    assert abs(words.top() + tick._words.sizeHint().height() / 2 - tick.box.geometry().center().y()) <= 2
    assert tick._words.alignment() & Qt.AlignmentFlag.AlignTop
