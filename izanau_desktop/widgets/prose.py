"""A field for long text that grows with it."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QMimeData, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

LEAST, MOST = 3, 14
"""Lines that are shown."""
AROUND = 20
"""Pixels of edge, padding and the document's own margin, above and below together."""


class ProseEdit(QPlainTextEdit):
    """Plain text in several lines; Tab leaves it, so that the keyboard goes on from field to field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._grow())
        self._composing = False
        self._grow()

    def put(self, text: str) -> None:
        """Show a text without telling that it was typed."""
        if text != self.toPlainText():
            with QSignalBlocker(self):
                self.setPlainText(text)
            self._grow()

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(320, self.height())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether an input method is composing."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter belongs to the card around."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier and not self._composing:
            event.ignore()
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name, overridden
        """Only plain text comes in."""
        self.insertPlainText(source.text())

    def _grow(self) -> None:
        """As high as its lines are drawn: those of Japanese are higher than the font of the interface says."""
        lines = max(1, int(self.document().size().height()))
        drawn, block = 0.0, self.document().begin()
        while block.isValid():
            drawn += self.blockBoundingRect(block).height()
            block = block.next()
        line = max(self.fontMetrics().lineSpacing(), drawn / lines)
        self.setFixedHeight(ceil(min(MOST, max(LEAST, lines)) * line) + AROUND)
