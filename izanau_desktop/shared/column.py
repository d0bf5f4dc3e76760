"""A page that is one column to be read from top to bottom: a title, a sentence, and parts that are laid anew."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from izanau_desktop.background import Background
from izanau_desktop.desk import Desk
from izanau_desktop.look.style import wear
from izanau_desktop.shared.deeds import refusal
from izanau_desktop.shared.profile_view import clear
from izanau_desktop.widgets.plain import Notice, Paragraph, label, scrolled
from izanau_desktop.widgets.reading import ReadingArea

WIDTH = 760
"""Widest column, in pixels: about 76 characters of body text and the card's edges."""


class ColumnPage(QWidget):
    """Parts are put into `parts`; `begin()` takes the old ones away."""

    def __init__(
        self, title: str, text: str = "", side: QWidget | None = None, *, reads: bool = False, width: int = WIDTH
    ) -> None:
        """`side` stands at the left of the column; `reads`: it takes the keyboard, since much of it is only read.

        `width` is the widest that the column gets, where columns of text stand in it.
        """
        super().__init__()
        self.setAccessibleName(title)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        if side is not None:
            outer.addWidget(side)
        page = QWidget()
        wear(page, "scrolled")
        sides = QHBoxLayout(page)
        sides.setContentsMargins(28, 0, 28, 0)
        frame = QFrame()
        frame.setMaximumWidth(width)
        sides.addWidget(frame, 1, Qt.AlignmentFlag.AlignTop)
        sides.addStretch(0)
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 24, 0, 28)
        column.setSpacing(12)
        column.addWidget(label(title, "title"))
        self.intro = Paragraph(text, "secondary")
        self.intro.setVisible(bool(text))
        column.addWidget(self.intro)
        self.notice = Notice("")
        self.notice.hide()
        column.addWidget(self.notice)
        self._column = column
        self.parts = QVBoxLayout()
        self.parts.setSpacing(12)
        column.addLayout(self.parts)
        self.area: QScrollArea = ReadingArea(page, title) if reads else scrolled(page)
        outer.addWidget(self.area, 1)

    def above(self, part: QWidget) -> None:
        """Put something above the parts, which stays when they are laid anew."""
        self._column.insertWidget(self._column.count() - 1, part)

    def bring(self, part: QWidget) -> None:
        """Scroll until a part is seen."""
        self.area.ensureWidgetVisible(part)

    def begin(self) -> None:
        """Take all parts away."""
        clear(self.parts)


class WaitingPage(ColumnPage):
    """A column of what waits for the person, read anew after each change; a page says how to `_read` and does deeds by `_do`."""

    def __init__(self, desk: Desk, background: Background, language: str, title: str, text: str) -> None:
        super().__init__(title, text)
        self._desk, self._background, self._language = desk, background, language
        background.changed.connect(self._changed)
        self._read()

    def _changed(self, _kinds: object, _origin: object) -> None:
        self._read()

    def _read(self) -> None:
        """Ask the read model and show what it says."""
        raise NotImplementedError

    def _do(self, work: Callable[[], object], *kinds: str) -> None:
        """Change the cache; `kinds` are told to have changed."""

        def run() -> frozenset[str]:
            work()
            return frozenset(kinds)

        self._background.change(run, self, lambda _: self._read(), self._failed, origin=self)

    def _failed(self, error: Exception) -> None:
        self.notice.set(refusal(error, self._language), "danger")
        self.notice.show()
