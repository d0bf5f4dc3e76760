"""What opens under the deeds, in place and never as a dialog: a note, a message, or the reason of a rejection."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from izanau_desktop.shared.composer import Composer
from izanau_desktop.translation import tr
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.plain import Card, button, label
from izanau_protocol import codes


class Reasons(Card):
    """Asks why, before an application is rejected: arrows choose, Enter rejects, Esc goes back."""

    decided, cancelled = Signal(str), Signal()

    def __init__(self, language: str) -> None:
        super().__init__(tr("Why?"))
        self.add(
            label(tr("The reason stays within your company; the applicant sees that the selection ended."), "small")
        )
        choices = QWidget()
        flow = FlowLayout(choices, 12, 0)
        self._group = QButtonGroup(self)
        self.choices: dict[str, QRadioButton] = {}
        for code, words in codes.table("reject_reason").items():
            choice = QRadioButton(words.of(language))
            self.choices[code] = choice
            self._group.addButton(choice)
            flow.addWidget(choice)
        self.problem = label("", "problem")
        self.problem.hide()
        self._reject = button(tr("Reject"), "danger", deed=self.finish)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._reject)
        row.addWidget(button(tr("Cancel"), "quiet", deed=self.cancelled.emit))
        row.addStretch(1)
        self.add(choices, self.problem, foot)

    def ask(self) -> None:
        """Begin anew, with focus in the choices."""
        self._group.setExclusive(False)
        for choice in self.choices.values():
            choice.setChecked(False)
        self._group.setExclusive(True)
        self.problem.hide()
        next(iter(self.choices.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Reject with the reason chosen, or say that one is needed."""
        for code, choice in self.choices.items():
            if choice.isChecked():
                self.decided.emit(code)
                return
        self.problem.setText(tr("Choose a reason."))
        self.problem.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc anywhere in the card."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)


class Panels(QWidget):
    """One of the three, or none. What is written and put away is kept as a draft of the application."""

    noted, messaged, rejected, closed = Signal(str), Signal(str), Signal(str), Signal()
    kept = Signal(str, str)
    """Name of the panel and its unsent text."""

    def __init__(self, language: str) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.note = Composer(("note", "text"), tr("Note for your company"), tr("Save the note"), language)
        self.message = Composer(("message", "text"), tr("Message to the applicant"), tr("Send"), language)
        self.reasons = Reasons(language)
        self._parts: tuple[Composer | Reasons, ...] = (self.note, self.message, self.reasons)
        for part in self._parts:
            layout.addWidget(part)
            part.cancelled.connect(self._cancel)
        for part, signal in ((self.note, self.noted), (self.message, self.messaged)):
            part.set_title(part.accessibleName())
            part.sent.connect(self.close_all)
            part.sent.connect(signal)
        self.note.kept.connect(lambda text: self.kept.emit("note", text))
        self.message.kept.connect(lambda text: self.kept.emit("message", text))
        self.reasons.decided.connect(self.close_all)
        self.reasons.decided.connect(self.rejected)
        self.close_all()

    def open_note(self) -> None:
        """Write a note."""
        self._open(self.note)
        self.note.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_message(self) -> None:
        """Write a message."""
        self._open(self.message)
        self.message.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_reasons(self) -> None:
        """Ask for the reason of a rejection."""
        self._open(self.reasons)
        self.reasons.ask()

    def show_drafts(self, drafts: Mapping[str, str]) -> None:
        """Take up what was written for this applicant and not sent."""
        self.note.show_draft(drafts.get("note", ""))
        self.message.show_draft(drafts.get("message", ""))

    def close_all(self) -> None:
        """Put everything away, drafts kept."""
        for part in self._parts:
            if isinstance(part, Composer):
                part.keep()
            part.hide()
        self.hide()

    def _open(self, wanted: QWidget) -> None:
        self.close_all()
        wanted.show()
        self.show()

    def _cancel(self) -> None:
        self.close_all()
        self.closed.emit()
