"""The binding to Qt keeps Python's own objects alive (docs/decisions/006)."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal


class _Speaker(QObject):
    said = Signal()


def test_emitting_a_signal_loses_no_reference_to_true() -> None:
    speaker = _Speaker()
    before = sys.getrefcount(True)
    for _ in range(200):
        speaker.said.emit()
    assert sys.getrefcount(True) > before - 100
