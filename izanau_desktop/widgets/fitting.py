"""An area as high as what is in it, as far as there is room; the rest of it is scrolled to."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from izanau_desktop.look.style import wear

LEAST = 160
"""Pixels that it keeps where the window is low."""


class FittingArea(QScrollArea):
    """Holds what is added to its `column`, one below another; no stop of Tab itself."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.page = QWidget()
        wear(self.page, "scrolled")
        self.column = QVBoxLayout(self.page)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.setWidget(self.page)

    def sizeHint(self) -> QSize:
        """As high as what is in it."""
        return QSize(320, self._height())

    def minimumSizeHint(self) -> QSize:
        """Enough to see what it is about."""
        return QSize(0, min(LEAST, self._height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words break their lines anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is in it wants another height."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def _height(self) -> int:
        width = max(1, self.viewport().width())
        return self.column.heightForWidth(width) if self.column.hasHeightForWidth() else self.column.sizeHint().height()
