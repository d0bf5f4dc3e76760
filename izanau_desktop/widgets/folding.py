"""Fields beside one another where each has room for its words, else below one another."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

_ROOM: Final = 340
"""Pixels that two fields of codes want: the longest common level of a language, twice."""


class Folding(QWidget):
    """A row of Designer's forms whose box layout turns downwards where it is narrower than `room` pixels."""

    def __init__(self, parent: QWidget | None = None, *, room: int = _ROOM) -> None:
        super().__init__(parent)
        self._room = room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside one another where there is room."""
        super().resizeEvent(event)
        row = self.layout()
        assert isinstance(row, QBoxLayout)
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        row.setDirection(beside if self.width() >= self._room else below)
