"""A few lines to write, in place: a message, a note, an answer; Ctrl+Enter sends, Esc puts it away and keeps the text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from izanau_desktop.background import after
from izanau_desktop.shared.hints import Hints
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, button, label
from izanau_desktop.widgets.prose import ProseEdit
from izanau_protocol import rules
from izanau_protocol.problems import Refused, problem

PAUSE = 600
"""Milliseconds without a key after which a draft is kept."""


class Composer(Card):
    """Writes one field of a document; problems stand under it. `kept` carries the draft, `sent` the finished text."""

    sent, kept, cancelled = Signal(str), Signal(str), Signal()

    def __init__(
        self, field: tuple[str, str], name: str, deed: str, language: str, *, hides: bool = True, hints: bool = False
    ) -> None:
        """`field` is kind and path that the text is for; `deed` the word on the button; `hints` looks over the wording."""
        super().__init__()
        self._field, self._language = field, language
        self._just_sent = False
        self._timer = after(PAUSE, self, self._pause, start=False)
        self.setAccessibleName(name)
        self.edit = ProseEdit()
        self.edit.setAccessibleName(name)
        self.edit.textChanged.connect(self._typed)
        self.edit.installEventFilter(self)
        self.problem = label("", "problem")
        self.problem.hide()
        self.hints = Hints(language) if hints else None
        self.send = button(tr("{deed}  Ctrl+Enter").format(deed=deed), "primary", deed=self.finish)
        self.send.setAccessibleName(deed)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.send)
        if hides:
            row.addWidget(button(tr("Cancel"), "quiet", deed=self.cancelled.emit))
        row.addStretch(1)
        self.add(self.edit, self.problem, *([self.hints] if self.hints else []), foot)

    def text(self) -> str:
        """What stands in the field."""
        return self.edit.toPlainText()

    def show_draft(self, text: str) -> None:
        """Put a kept draft there; no problem is said until it is sent."""
        self._timer.stop()
        self._just_sent = False
        self.edit.put(text)
        self._say("")
        self._look_over()

    def finish(self) -> None:
        """Send what is written, or say what is wrong with it."""
        kind, path = self._field
        text = self.text()
        try:
            if not text.strip():
                if self._just_sent:
                    return  # the second half of a double click
                self._say(problem("required", path).words(self._language))
                return
            value = rules.parse(kind, path, text)
        except Refused as refused:
            self._say(refused.problems[0].words(self._language))
            return
        self.show_draft("")
        self._just_sent = True
        self.sent.emit(str(value))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter finishes, Esc puts away."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
                self.finish()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.keep()
                self.cancelled.emit()
                return True
        return super().eventFilter(watched, event)

    def keep(self) -> None:
        """Keep the draft now."""
        if self._timer.isActive():
            self._timer.stop()
            self.kept.emit(self.text())

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is being written when its page goes: another place is opened, or the window locks."""
        self.keep()
        super().hideEvent(event)

    def _pause(self) -> None:
        self.kept.emit(self.text())
        self._look_over()

    def _look_over(self) -> None:
        if self.hints is not None:
            self.hints.show_findings(rules.wording(self.text()))

    def _typed(self) -> None:
        self._just_sent = False
        if self.problem.isVisible():
            self._say("")
        self._timer.start()

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self.edit.setAccessibleDescription(words)
        if words:
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
