"""A layout that puts widgets beside one another and breaks lines, as chips want it."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Lines of widgets, 8 px apart; the height follows from the width."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8, lines: int | None = None) -> None:
        """`lines` is what lies between two of them, where that is not the gap between two widgets."""
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap, self._between = gap, gap if lines is None else lines
        self.setContentsMargins(QMargins(0, 0, 0, 0))
        # Not super().__init__(parent): Qt would ask for count() before there are items.
        if parent is not None:
            parent.setLayout(self)

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more item."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem:
        """The item at a place, or nothing beyond the last (Qt asks until it gets nothing)."""
        return self._items[index] if 0 <= index < len(self._items) else None  # type: ignore[return-value] # Qt's contract

    def takeAt(self, index: int) -> QLayoutItem:
        """Give an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None  # type: ignore[return-value] # the same

    def clear(self) -> None:
        """Remove all widgets."""
        while self._items:
            widget = self._items.pop().widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def expandingDirections(self) -> Qt.Orientation:
        """It wants no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The height depends on how many lines there are."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height that all lines take."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put everything in its place."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """All in one line, if there is room."""
        sizes = [item.sizeHint() for item in self._items]
        width = sum(size.width() for size in sizes) + self._gap * max(len(sizes) - 1, 0)
        return QSize(width, max((size.height() for size in sizes), default=0)).grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name, overridden
        """The widest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        inner = rect.marginsRemoved(self.contentsMargins())
        at, line, beside = QPoint(inner.topLeft()), 0, list[tuple[QLayoutItem, QRect]]()
        for item in self._items:
            if item.isEmpty():
                continue
            size, room = item.sizeHint(), max(inner.width(), 1)
            if size.width() > room:  # words that break lines get the height for that
                size = QSize(room, item.heightForWidth(room) if item.hasHeightForWidth() else size.height())
            if line and at.x() + size.width() > inner.right() + 1:
                _settle(beside, line, move=move)
                at, line, beside = QPoint(inner.left(), at.y() + line + self._between), 0, []
            beside.append((item, QRect(at, size)))
            at.setX(at.x() + size.width() + self._gap)
            line = max(line, size.height())
        _settle(beside, line, move=move)
        margins = self.contentsMargins()
        return at.y() + line - rect.top() + margins.bottom()


def _settle(beside: list[tuple[QLayoutItem, QRect]], line: int, *, move: bool) -> None:
    """Put the widgets of one line on one middle: a chip beside buttons is lower than they are."""
    for item, place in beside if move else ():
        item.setGeometry(place.translated(0, (line - place.height()) // 2))
