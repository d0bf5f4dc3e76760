"""Names and what they are, in two columns; where there is little room, each name stands above its value."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from izanau_desktop.look import fonts
from izanau_desktop.look.tokens import BODY
from izanau_desktop.widgets.plain import Paragraph, label

BETWEEN = 16
"""Pixels between the columns."""
VALUE = 200
"""Pixels, at the body's size of type, that a value beside its name has at least."""


class Facts(QWidget):
    """Shows pairs of a name and a value; `names` is the width of the names' column in characters."""

    def __init__(self, pairs: Sequence[tuple[str, QWidget]], names: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._characters = names
        self._pairs = [(_name(name, value), value) for name, value in pairs]
        self._is_narrow: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(BETWEEN)
        self._lay_out(narrow=True)

    @property
    def is_narrow(self) -> bool:
        """Whether the names stand above."""
        return bool(self._is_narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside one another where there is room."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Larger type wants more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_grid"):
            self._is_narrow = None
            self._fit()

    def _fit(self) -> None:
        least = self._names_width() + BETWEEN + VALUE * fonts.pixels(self.font()) / BODY
        narrow = self.width() < least
        if narrow is not self._is_narrow:
            self._lay_out(narrow=narrow)

    def _names_width(self) -> int:
        return self._characters * self.fontMetrics().averageCharWidth()

    def _lay_out(self, *, narrow: bool) -> None:
        self._is_narrow = narrow
        grid, top = self._grid, Qt.AlignmentFlag.AlignTop
        for name, value in self._pairs:
            grid.removeWidget(name)
            grid.removeWidget(value)
        grid.setColumnStretch(0, int(narrow))
        grid.setColumnStretch(1, int(not narrow))
        grid.setVerticalSpacing(2 if narrow else 10)
        for place, (name, value) in enumerate(self._pairs):
            if narrow:
                name.setMinimumWidth(0)
                name.setMaximumWidth(16_777_215)  # Qt's own "no limit"
                name.setContentsMargins(0, 8 if place else 0, 0, 0)
                grid.addWidget(name, 2 * place, 0)
                grid.addWidget(value, 2 * place + 1, 0)
            else:
                name.setFixedWidth(self._names_width())
                name.setContentsMargins(0, 0, 0, 0)
                grid.addWidget(name, place, 0, top)
                grid.addWidget(value, place, 1, top)


def _name(words: str, value: QWidget) -> QLabel:
    """A name on the same line as its value begins with: running text has a higher line than a title."""
    first = value if isinstance(value, QLabel) else next(iter(value.findChildren(QLabel)), None)
    if first is None or isinstance(first, Paragraph):
        return Paragraph(words, "secondary")
    found = label(words, "secondary")
    found.setAccessibleName(words)
    return found
