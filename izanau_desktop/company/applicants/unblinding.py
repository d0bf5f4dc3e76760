"""Asks before a person under blind review is made known: nothing undoes that, and it is noted who did it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, Paragraph, button, foot


class Unblinding(Card):
    """Enter makes the person known, Esc goes back."""

    decided, cancelled = Signal(), Signal()

    def __init__(self) -> None:
        super().__init__(tr("Show who this is?"))
        told = tr(
            "Name, school, citizenship, birthday and e-mail address are shown in your company from then on. It is noted"
            " that you did it, and it cannot be taken back."
        )
        self._yes = button(tr("Unblind"), "primary", deed=self.decided.emit)
        self.add(Paragraph(told), foot(self._yes, button(tr("Cancel"), "quiet", deed=self.cancelled.emit)))

    def ask(self) -> None:
        """Begin with the focus on the answer."""
        self._yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back; the button takes Enter."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.decided.emit()
        else:
            super().keyPressEvent(event)
