"""A page that is one column to be read from top to bottom: a title, a sentence, and parts that are laid anew."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from izanau_desktop.background import Background
from izanau_desktop.desk import Desk
from izanau_desktop.look.style import wear
from izanau_desktop.shared.deeds import refusal
from izanau_desktop.shared.profile_view import clear
from izanau_desktop.widgets.plain import EmptyState, Notice, Paragraph, label, scrolled
from izanau_desktop.widgets.reading import ReadingArea

WIDTH = 760
"""Widest column, in pixels: about 76 characters of body text and the card's edges."""
NO_LIMIT = 16_777_215
"""Qt's own."""


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
        frame = _Column(page, width)
        column = frame.head
        column.addWidget(label(title, "title"))
        self.intro = Paragraph(text, "secondary")
        self.intro.setVisible(bool(text))
        column.addWidget(self.intro)
        self.notice = Notice("")
        self.notice.hide()
        column.addWidget(self.notice)
        self._column = column
        self.parts = frame.parts
        self.area: QScrollArea = ReadingArea(page, title) if reads else scrolled(page)
        outer.addWidget(self.area, 1)

    def above(self, part: QWidget) -> None:
        """Put something above the parts, which stays when they are laid anew."""
        self._column.addWidget(part)

    def bring(self, part: QWidget) -> None:
        """Scroll until a part is seen."""
        self.area.ensureWidgetVisible(part)

    def begin(self) -> None:
        """Take all parts away."""
        clear(self.parts)


class _Column(QFrame):
    """The head, which stays, and the parts below it. It is as wide as a column of text and as high as what is in it, but a
    part that grows takes the height of the page, and one that says that there is nothing stands in the middle of the page."""

    def __init__(self, page: QWidget, width: int) -> None:
        super().__init__(page)
        self._widest = width
        self._place = Qt.AlignmentFlag(0)
        self._sides = QHBoxLayout(page)
        self._sides.setContentsMargins(28, 0, 28, 0)
        self._sides.addWidget(self, 1)
        self._sides.addStretch(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 24, 0, 28)
        whole.setSpacing(12)
        told = QFrame()
        told.setMaximumWidth(width)
        self.head = QVBoxLayout(told)
        self.head.setContentsMargins(0, 0, 0, 0)
        self.head.setSpacing(12)
        top = QHBoxLayout()
        top.addWidget(told, 1)
        top.addStretch(0)
        whole.addLayout(top)
        self.parts = QVBoxLayout()
        self.parts.setSpacing(12)
        whole.addLayout(self.parts)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Other parts may want other room."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        within = self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        shown = [part for part in within if self.parts.indexOf(part) >= 0 and not part.isHidden()]
        empty = len(shown) == 1 and isinstance(shown[0], EmptyState)
        grows = any(Qt.Orientation.Vertical in part.sizePolicy().expandingDirections() for part in shown)
        wide = NO_LIMIT if empty else self._widest
        if self.maximumWidth() != wide:
            self.setMaximumWidth(wide)
        place = Qt.AlignmentFlag(0) if empty or grows else Qt.AlignmentFlag.AlignTop
        if self._place != place:
            self._place = place
            self._sides.setAlignment(self, place)


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
