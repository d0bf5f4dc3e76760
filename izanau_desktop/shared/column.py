"""A page that is one column to be read from top to bottom: a title, a sentence, and parts that are laid anew."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from izanau_desktop.look.style import wear
from izanau_desktop.shared.profile_view import clear
from izanau_desktop.widgets.plain import Notice, Paragraph, label, scrolled

WIDTH = 760
"""Widest column, in pixels: about 76 characters of body text and the card's edges."""


class ColumnPage(QWidget):
    """Parts are put into `parts`; `begin()` takes the old ones away."""

    def __init__(self, title: str, text: str = "") -> None:
        super().__init__()
        self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        page = QWidget()
        wear(page, "scrolled")
        sides = QHBoxLayout(page)
        sides.setContentsMargins(28, 0, 28, 0)
        frame = QFrame()
        frame.setMaximumWidth(WIDTH)
        sides.addWidget(frame, 1, Qt.AlignmentFlag.AlignTop)
        sides.addStretch(0)
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 24, 0, 28)
        column.setSpacing(12)
        column.addWidget(label(title, "title"))
        if text:
            column.addWidget(Paragraph(text, "secondary"))
        self.notice = Notice("")
        self.notice.hide()
        column.addWidget(self.notice)
        self.parts = QVBoxLayout()
        self.parts.setSpacing(12)
        column.addLayout(self.parts)
        self._area = scrolled(page)
        outer.addWidget(self._area)

    def bring(self, part: QWidget) -> None:
        """Scroll until a part is seen."""
        self._area.ensureWidgetVisible(part)

    def begin(self) -> None:
        """Take all parts away."""
        clear(self.parts)
