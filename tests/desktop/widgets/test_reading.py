"""A page to read says that it has the keyboard, whatever lies on it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.look.tokens import tokens_of
from izanau_desktop.widgets.plain import Card
from izanau_desktop.widgets.reading import ReadingArea


def test_ring_is_seen_over_what_covers_the_edge(qtbot: QtBot) -> None:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(Card("Duties"))
    area = ReadingArea(page, "Job in full")
    qtbot.addWidget(area)
    area.resize(300, 200)
    with qtbot.waitExposed(area):
        area.show()
    area.activateWindow()

    def edge() -> str:
        return area.grab().toImage().pixelColor(0, area.height() // 2).name()

    area.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.waitUntil(area.ring.isVisible)
    assert edge() == QColor(tokens_of(area.palette()).accent).name()
    area.clearFocus()
    qtbot.waitUntil(lambda: not area.ring.isVisible())
    assert edge() != QColor(tokens_of(area.palette()).accent).name()
