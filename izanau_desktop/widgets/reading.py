"""A page to read: it takes the keyboard, which scrolls it, and shows that by a ring over its edge."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from izanau_desktop.look.tokens import FOCUS, tokens_of

CORNER = 6


class ReadingArea(QScrollArea):
    """Scrolls a page downwards only. The ring lies over the content, which would cover a border."""

    def __init__(self, page: QWidget, name: str) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.setWidget(page)
        self.ring = _Ring(self)
        self.ring.hide()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.ring.raise_()
        self.ring.show()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.ring.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the ring at the edge."""
        super().resizeEvent(event)
        self.ring.setGeometry(self.rect())


class _Ring(QWidget):
    """Nothing but a line: the mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ring of the look."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens_of(self.palette()).accent), FOCUS))
        inside = FOCUS / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inside, inside, -inside, -inside), CORNER, CORNER)
        painter.end()
