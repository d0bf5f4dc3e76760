"""Asks why a record is to be opened: a reason of the list and a text; both are logged, and the owner can see them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from izanau_desktop.forms.support.look import Ui_LookForm
from izanau_desktop.support.plainform import name_fields, say
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, button, label
from izanau_protocol import codes
from izanau_protocol.problems import problem


class LookCard(Card):
    """`asked(reason, text)` when both are there."""

    asked, cancelled = Signal(str, str), Signal()

    def __init__(self, language: str) -> None:
        super().__init__(tr("Open a record"))
        self._language = language
        self._whose = label("", "secondary")
        form = QWidget()
        self.ui = Ui_LookForm()
        self.ui.setupUi(form)
        name_fields(self.ui, "reason", "text")
        for code, words in codes.table("look_reason").items():
            self.ui.reason.addItem(words.of(language), code)
        told = label(tr("This look is logged. The person sees who looked, when and why."), "small")
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        self.open = button(tr("&Open the record"), "primary", deed=self.finish)
        row.addWidget(self.open)
        row.addWidget(button(tr("Cancel"), "quiet", deed=self.cancelled.emit))
        row.addStretch(1)
        self.add(self._whose, form, told, foot)

    def ask(self, whose: str, text: str = "") -> None:
        """Ask for the record of someone; `text` is a first word on why."""
        self._whose.setText(whose)
        self.ui.text.setPlainText(text)
        say(self.ui, "text", "")
        self.ui.reason.setCurrentIndex(0)
        self.ui.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Ask for it, or say that the text is missing."""
        text = self.ui.text.toPlainText().strip()
        if not text:
            say(self.ui, "text", problem("required", "text").words(self._language))
            return
        self.asked.emit(str(self.ui.reason.currentData()), text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter opens, Esc goes back."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finish()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)
