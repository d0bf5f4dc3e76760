"""The push button under all of ours: between its icon and its words there is room, which Qt leaves too little of."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QStyleOptionButton

APART = "\N{EN SPACE}"
"""What stands before the words while they are painted: half an em, so it grows with the type. No style sheet can say it."""


class PushButton(QPushButton):
    """Its text stays the words alone, for assistive technology and for who asks."""

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        """Paint the words a little further from the icon."""
        super().initStyleOption(option)
        if self._is_apart():
            option.text = APART + option.text

    def sizeHint(self) -> QSize:
        """Room for the gap too."""
        return super().sizeHint() + QSize(self.gap(), 0)

    def gap(self) -> int:
        """Pixels that the gap takes; none where there is no icon, or nothing beside it."""
        return self.fontMetrics().horizontalAdvance(APART) if self._is_apart() else 0

    def _is_apart(self) -> bool:
        return bool(self.text()) and not self.icon().isNull()
