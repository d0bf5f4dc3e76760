"""What was there, mine and theirs: beside one another where there is room, below one another where there is none."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from izanau_desktop.cache.reads import conflicts as reads
from izanau_desktop.cache.reads.conflicts import Case
from izanau_desktop.look import fonts
from izanau_desktop.look.tokens import BODY
from izanau_desktop.shared import moments
from izanau_desktop.translation import tr
from izanau_desktop.widgets.marked import MarkedText, spoken
from izanau_desktop.widgets.plain import label
from izanau_protocol.difference import Passage

ROOM = 620
"""Pixels, at the usual size of type, below which three columns would be too narrow to read."""


class _Side:
    """One of the three: whose it is, and the value. They stand in one grid, so that the values begin on one line."""

    def __init__(self) -> None:
        self.head, self.whose, self.text = label("", "strong"), label("", "small"), MarkedText()
        self.head.setWordWrap(True)

    @property
    def parts(self) -> tuple[QLabel, QLabel, QLabel]:
        """From top to bottom."""
        return self.head, self.whose, self.text

    def show_side(self, head: str, whose: str, passages: tuple[Passage, ...]) -> None:
        """Show a value; nothing is said of whose it is where that is not known."""
        self.head.setText(head)
        self.whose.setText(whose)
        self.text.set_passages(passages)
        told = f"{head} ({whose})".replace("\n", ", ") if whose else head
        self.text.setAccessibleName(f"{told}: {spoken(passages)}")


class Sides(QWidget):
    """The three values of a conflict."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.base, self.mine, self.theirs = _Side(), _Side(), _Side()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._is_wide: bool | None = None
        self._lay_out(wide=True)

    @property
    def is_wide(self) -> bool:
        """Whether they stand beside one another."""
        return bool(self._is_wide)

    def show_case(self, case: Case) -> None:
        """Show a conflict."""
        row, language = case.row, self._language
        mine = "\n".join(filter(None, (row.device, moments.full(row.at, language))))
        theirs = "\n".join(filter(None, (reads.wrote(case, language), moments.full(row.when, language))))
        self.base.show_side(tr("Before"), "", (Passage("kept", case.base),))
        self.mine.show_side(tr("Mine"), mine, case.mine)
        self.theirs.show_side(tr("Theirs"), theirs, case.theirs)
        self._show_whose()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the room there is."""
        super().resizeEvent(event)
        self._lay_out(wide=self.width() >= ROOM * fonts.pixels(self.font()) / BODY)

    def _lay_out(self, *, wide: bool) -> None:
        if wide == self._is_wide:
            return
        self._is_wide = wide
        for place, side in enumerate((self.base, self.mine, self.theirs)):
            for line, part in enumerate(side.parts):
                self._grid.removeWidget(part)
                row, column = (line, place) if wide else (3 * place + line, 0)
                self._grid.addWidget(part, row, column, Qt.AlignmentFlag.AlignTop)
            self._grid.setColumnStretch(place, 1 if wide or place == 0 else 0)
        self._grid.setHorizontalSpacing(24 if wide else 0)
        self._grid.setVerticalSpacing(2)
        self._show_whose()
        self.updateGeometry()

    def _show_whose(self) -> None:
        for side in (self.base, self.mine, self.theirs):
            side.whose.setVisible(bool(side.whose.text()))
            # Below one another, some air lies between the three.
            side.head.setContentsMargins(0, 0 if self._is_wide or side is self.base else 8, 0, 0)
