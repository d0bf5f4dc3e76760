"""A card that opens in place and asks something: its deed, Cancel, and Esc anywhere in it; what is typed can be kept."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from izanau_desktop.background import after
from izanau_desktop.shared.composer import PAUSE
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, button, label


class AskingCard(Card):
    """Subclasses add their fields before `foot`, and say in `finish` what the deed does."""

    cancelled = Signal()

    def __init__(self, title: str, told: str, deed: str, look: str = "primary") -> None:
        super().__init__(title)
        self.deed = button(tr("{deed}  Ctrl+Enter").format(deed=deed), look, deed=self.finish)
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


class KeepingCard(AskingCard):
    """One whose typing is kept: `kept(text)` comes at each pause and when it is put away, empty where nothing is typed."""

    kept = Signal(str)

    def __init__(self, title: str, told: str, deed: str, look: str = "primary") -> None:
        super().__init__(title, told, deed, look)
        self._timer = after(PAUSE, self, self._keep, start=False)

    def watch(self, *typing: SignalInstance) -> None:
        """Keep after each of these signals."""
        for one in typing:
            one.connect(lambda *_: self._timer.start())

    def draft(self) -> str:
        """What is typed, as it is kept."""
        raise NotImplementedError

    def keep(self) -> None:
        """Keep what is typed now."""
        if self._timer.isActive():
            self._timer.stop()
            self._keep()

    def hideEvent(self, event: QHideEvent) -> None:
        """Put away, nothing typed is lost."""
        self.keep()
        super().hideEvent(event)

    def _keep(self) -> None:
        self.kept.emit(self.draft())
