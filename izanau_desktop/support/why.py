"""Asks for a reason: one of a table, and an explanation in words; both are needed, and a problem stands beside its part."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from izanau_desktop.translation import tr
from izanau_desktop.widgets.fieldrow import FieldRow
from izanau_desktop.widgets.prose import ProseEdit
from izanau_desktop.widgets.radios import Radios
from izanau_protocol import codes, rules
from izanau_protocol.problems import Refused, problem


class Explanation(FieldRow):
    """An explanation in words that its owner may read. `entered` comes with Ctrl+Enter."""

    entered, edited = Signal(), Signal()

    def __init__(self, words: str, language: str, sees: str = "") -> None:
        self.edit = ProseEdit()
        super().__init__(words, self.edit, sees, required=True)
        self._language = language
        self.edit.installEventFilter(self)
        self.edit.textChanged.connect(self.edited)

    def value(self) -> str:
        """What was typed, or nothing, with the problem beside it."""
        typed, told = self.edit.toPlainText(), ""
        try:
            if not typed.strip():
                raise Refused(problem("required", "text"))
            value = str(rules.parse("mend", "text", typed))
        except Refused as refused:
            value, told = "", refused.problems[0].words(self._language)
        self.set_problem(told)
        return value

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter finishes."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.entered.emit()
                return True
        return super().eventFilter(watched, event)


class Why(QWidget):
    """The reason and its explanation. `entered` comes with Ctrl+Enter in the explanation."""

    entered, edited = Signal(), Signal()

    def __init__(self, table: str, explanation: str, language: str) -> None:
        super().__init__()
        words = {code: words.of(language) for code, words in codes.table(table).items()}
        self._radios = Radios(words, tr("Reason"))
        self._radios.clicked.connect(self.edited)
        self.choices = self._radios.buttons
        self.reason = FieldRow(tr("Reason"), self._radios, required=True)
        self.text = Explanation(explanation, language)
        self.edit = self.text.edit
        self.text.entered.connect(self.entered)
        self.text.edited.connect(self.edited)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.reason)
        layout.addWidget(self.text)

    def put(self, reason: str = "", text: str = "") -> None:
        """Begin anew, with what is known already."""
        self._radios.choose(reason)
        self.edit.put(text)
        self.reason.set_problem("")
        self.text.set_problem("")

    def focus(self) -> None:
        """Take the focus where something is still to be said."""
        if self._radios.chosen():
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._radios.focus()

    def typed(self) -> tuple[str, str]:
        """Reason and explanation as they stand there, whether they would do or not."""
        return self._radios.chosen(), self.edit.toPlainText()

    def read(self) -> tuple[str, str] | None:
        """Reason and explanation, or nothing, with the problems shown beside."""
        reason, _ = self.typed()
        self.reason.set_problem("" if reason else tr("Choose a reason."))
        text = self.text.value()
        if not reason:
            self._radios.focus()
        elif not text:
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        return (reason, text) if reason and text else None

    def show_problem(self, field: str, words: str) -> bool:
        """Show what the site refused, if it is about one of the two."""
        row = {"reason": self.reason, "text": self.text}.get(field)
        if row is not None:
            row.set_problem(words)
        return row is not None
