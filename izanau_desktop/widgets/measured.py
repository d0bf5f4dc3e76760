"""A label that remembers how high its words are at a width: layouts ask again and again, and laying out text is slow."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QWidget

_ANEW = frozenset({QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.LanguageChange})


class Measured(QLabel):
    """Of its words a page of a hundred lines was laid out in a tenth of a second, most of it text that had not changed."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._heights: dict[int, int] = {}

    def heightForWidth(self, width: int) -> int:
        """As Qt has it, measured once."""
        known = self._heights.get(width)
        if known is None:
            known = self._heights[width] = super().heightForWidth(width)
        return known

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name, overridden
        """Other words."""
        self._heights.clear()
        super().setText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew in another font, another style."""
        super().changeEvent(event)
        if event.type() in _ANEW:
            self._heights.clear()
