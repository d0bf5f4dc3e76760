"""What was done, in words, with its undo: a line that floats over the foot of its page for ten seconds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from izanau_desktop.background import after
from izanau_desktop.commands import Command
from izanau_desktop.look.style import wear
from izanau_desktop.look.tokens import SPACE
from izanau_desktop.offers import undo_of
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import announce, button

SHOWN = 10_000
"""Milliseconds for which a deed can be undone here."""


class Toast(QFrame):
    """One line at the foot of its parent; a new deed replaces the one before. `undo()` does what the button does."""

    gone, told = Signal(), Signal()
    """It went; it says something else than before."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        wear(self, "toast")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(16)
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self.button = button("", deed=self.undo)
        row.addWidget(self._words)
        row.addWidget(self.button)
        self._undo: Callable[[], object] | None = None
        self.about = ""
        """The document that its words are about, where somebody may be hidden from then on whom they name."""
        self._key = "Z"
        self._timer = after(SHOWN, self, self.dismiss, start=False)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """The words shown."""
        return self._words.text()

    def tell(
        self, text: str, undo: Callable[[], object] | None = None, key: str | None = None, about: str = ""
    ) -> None:
        """Say what was done; with `undo`, offer to take it back, by its key too (the page has the command)."""
        self._undo, self.about = undo, about
        key = self._key if key is None else key
        self.button.setVisible(undo is not None)
        self.button.setText(tr("Undo  {key}").format(key=key) if key else tr("Undo"))
        self.reword(text)
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, text)
        self.told.emit()

    def reword(self, text: str) -> None:
        """Say the same in other words, for as long as is left."""
        self._words.setText(text)
        self.button.setAccessibleName(tr("Undo: {deed}").format(deed=text))
        self._place()

    def command(self, page: str, roles: frozenset[str]) -> Command:
        """The undo of a page: Ctrl+Z wherever the focus is but in a text, which has an undo of its own; Z in lists."""
        self._key = "Ctrl+Z"
        return replace(undo_of(page, roles), condition=self.can_undo, callback=self.undo)

    def can_undo(self) -> bool:
        """Whether there is something to take back; the condition of the page's undo command."""
        return self._undo is not None and self.isVisible()

    def undo(self) -> None:
        """Take back what was told, once."""
        undo = self._undo
        self.dismiss()
        if undo is not None:
            undo()

    def dismiss(self) -> None:
        """Go away."""
        self._timer.stop()
        self._undo = None
        if self.isVisible():
            self.hide()
            self.gone.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the page changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        page, words = self._page, self._words
        room = page.width() - 2 * SPACE[3]
        words.setWordWrap(False)
        width, height = self.sizeHint().width(), self.sizeHint().height()
        if width > room:  # on more lines than one
            words.setWordWrap(True)
            width, height = room, self.heightForWidth(room)
        self.setGeometry((page.width() - width) // 2, page.height() - height - SPACE[4], width, height)
