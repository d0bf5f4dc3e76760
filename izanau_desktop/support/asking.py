"""A card that opens in place and asks something: its deed, Cancel, and Esc anywhere in it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, button, label


class AskingCard(Card):
    """Subclasses add their fields before `foot`, and say in `finish` what the deed does."""

    cancelled = Signal()

    def __init__(self, title: str, told: str, deed: str) -> None:
        super().__init__(title)
        self.deed = button(tr("{deed}  Ctrl+Enter").format(deed=deed), "primary", deed=self.finish)
        self.deed.setAccessibleName(deed)
        if told:
            self.add(label(told, "secondary"))

    def foot(self) -> QWidget:
        """The line of the buttons."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.deed)
        row.addWidget(button(tr("Cancel"), "quiet", deed=self.cancelled.emit))
        row.addStretch(1)
        return line

    def finish(self) -> None:
        """Do it, or say what is wrong."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts it away, Enter in a line or on a choice does it."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
        else:
            super().keyPressEvent(event)
