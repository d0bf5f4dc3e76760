"""Fields stand beside one another where their words have room, else below one another."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel
from pytestqt.qtbot import QtBot

from izanau_desktop.widgets.folding import Folding


def test_fields_fold_where_they_lack_room(qtbot: QtBot) -> None:
    row, first, second = Folding(room=300), QLabel("one"), QLabel("two")
    beside = QHBoxLayout(row)
    beside.addWidget(first)
    beside.addWidget(second)
    qtbot.addWidget(row)
    row.resize(299, 100)
    row.show()
    qtbot.waitUntil(lambda: first.x() == second.x() and first.y() < second.y())
    row.resize(300, 100)
    qtbot.waitUntil(lambda: first.y() == second.y() and first.x() < second.x())
