"""A card that asks before something is done, and says what is missing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, label
from izanau_desktop.widgets.radios import Radios


class Deciding(Card):
    """Enter anywhere in it finishes, Esc goes back."""

    cancelled = Signal()

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.problem = label("", "problem")

    def finish(self) -> None:
        """Do it, or say what is missing."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc anywhere in the card."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def lacks_reason(self, reasons: Radios) -> bool:
        """Whether no reason is chosen, which is said then."""
        if not reasons.chosen():
            self.say(tr("Choose a reason."))
            reasons.focus()
        return not reasons.chosen()

    def say(self, words: str) -> None:
        """What is missing or wrong; nothing hides it."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
