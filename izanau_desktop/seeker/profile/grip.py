"""The handle by which a card is dragged to another place, and the line that shows where it would come."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from izanau_desktop.look.tokens import tokens_of
from izanau_desktop.translation import tr

WIDTH, HEIGHT = 14, 28
DOT, APART = 1.5, 5.0
"""Radius of the dots, and the way from one to the next; all of it at the body's size of type."""


class Grip(QWidget):
    """Six dots at the edge of a card. `dragged` follows the pointer, `dropped` when it is let go."""

    dragged, dropped = Signal(QPoint), Signal(QPoint)
    """Where the pointer is on the screen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._scale = 1.0
        self.grow(1.0)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setToolTip(tr("Drag to move, or press Alt and an arrow key"))
        self._from: QPoint | None = None
        self._is_dragging = False

    def grow(self, scale: float) -> None:
        """As large as the type is."""
        self._scale = scale
        self.setFixedSize(round(WIDTH * scale), round(HEIGHT * scale))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """It may become a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._from = event.globalPosition().toPoint()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Far enough from where it began, it is one."""
        here = event.globalPosition().toPoint()
        if self._from is None:
            return
        if (here - self._from).manhattanLength() >= QApplication.startDragDistance():
            self._is_dragging = True
        if self._is_dragging:
            self.dragged.emit(here)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        was, self._from, self._is_dragging = self._is_dragging, None, False
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        if was:
            self.dropped.emit(event.globalPosition().toPoint())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The dots, in the palette in force."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens_of(self.palette()).text3))
        for column in (-0.5, 0.5):
            for row in (-1, 0, 1):
                middle = QPointF(WIDTH / 2 + column * APART, HEIGHT / 2 + row * APART) * self._scale
                painter.drawEllipse(middle, DOT * self._scale, DOT * self._scale)
        painter.end()


class DropLine(QWidget):
    """A line of two pixels in the accent: here it would come."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(self, left: int, y: int, width: int) -> None:
        """Lie there, over everything."""
        self.setGeometry(left, y - 1, width, 3)
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Filled with the accent."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens_of(self.palette()).accent))
        painter.end()
