"""The binding to Qt keeps Python's own objects alive, and knows nothing that is gone (docs/decisions/006)."""

from __future__ import annotations

import subprocess
import sys

from PySide6.QtCore import QObject, Signal

TAKES_PARTS_OUT = """
import sys
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

application = QApplication([sys.argv[0], "-platform", "offscreen"])


def rest():
    loop = QEventLoop()
    QTimer.singleShot(0, loop.quit)
    loop.exec()


pages = []
for _ in range(30):
    page = QWidget()
    column = QVBoxLayout(page)
    for _ in range(60):
        column.addWidget(QLabel())
    for place in range(column.count()):
        column.itemAt(place).widget().deleteLater()
    rest()
    for action in [QAction(page) for _ in range(300)]:
        action.deleteLater()
    del action
    rest()
    pages.append(page)
"""


class _Speaker(QObject):
    said = Signal()


def test_emitting_a_signal_loses_no_reference_to_true() -> None:
    speaker = _Speaker()
    before = sys.getrefcount(True)
    for _ in range(200):
        speaker.said.emit()
    assert sys.getrefcount(True) > before - 100


def test_a_part_taken_out_of_a_layout_leaves_nothing_behind_that_another_object_falls_over() -> None:
    command = [sys.executable, "-X", "dev", "-c", TAKES_PARTS_OUT]
    done = subprocess.run(command, check=False, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr
