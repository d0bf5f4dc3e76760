"""What opens under the deeds, in place and never as a dialog: a note, a message, the reason of a rejection, labels, a question."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from izanau_desktop.company.applicants.labelling import Labelling
from izanau_desktop.company.applicants.unblinding import Unblinding
from izanau_desktop.shared.composer import Composer
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, button, label
from izanau_desktop.widgets.radios import Radios
from izanau_protocol import codes


class Reasons(Card):
    """Asks why, before an application is rejected: arrows or a number choose, Enter rejects, Esc goes back."""

    decided, cancelled = Signal(str), Signal()

    def __init__(self, language: str) -> None:
        super().__init__(tr("Why?"))
        self.add(
            label(tr("The reason stays within your company; the applicant sees that the selection ended."), "small")
        )
        words = {code: words.of(language) for code, words in codes.table("reject_reason").items()}
        self.choices = Radios(words, tr("Why?"))
        self.problem = label("", "problem")
        self.problem.hide()
        self._reject = button(tr("Reject"), "danger", deed=self.finish)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._reject)
        row.addWidget(button(tr("Cancel"), "quiet", deed=self.cancelled.emit))
        row.addStretch(1)
        self.add(self.choices, self.problem, foot)

    def ask(self) -> None:
        """Begin anew, with focus in the choices."""
        self.choices.choose("")
        self.problem.hide()
        self.choices.focus()

    def finish(self) -> None:
        """Reject with the reason chosen, or say that one is needed."""
        if self.choices.chosen():
            self.decided.emit(self.choices.chosen())
            return
        self.problem.setText(tr("Choose a reason."))
        self.problem.show()
        self.choices.focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc anywhere in the card."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)


class Panels(QWidget):
    """One of the five, or none. What is written and put away is kept as a draft of the application."""

    noted, messaged, rejected, closed = Signal(str), Signal(str), Signal(str), Signal()
    kept = Signal(str, str)
    """Name of the panel and its unsent text."""
    labelled = Signal(str, str)
    """A label to put on, or one to take off."""
    unblinded = Signal()

    def __init__(self, language: str) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.note = Composer(("note", "text"), tr("Note for your company"), tr("Save the note"), language)
        self.message = Composer(("message", "text"), tr("Message to the applicant"), tr("Send"), language, hints=True)
        self._composers = {"note": self.note, "message": self.message}
        self.reasons = Reasons(language)
        self.labels, self.unblinding = Labelling(language), Unblinding()
        self._parts: tuple[Composer | Reasons | Labelling | Unblinding, ...] = (
            self.note,
            self.message,
            self.reasons,
            self.labels,
            self.unblinding,
        )
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
        self.unblinding.decided.connect(self.close_all)
        self.unblinding.decided.connect(self.unblinded)
        self.labels.added.connect(lambda word: self.labelled.emit(word, ""))
        self.labels.removed.connect(lambda word: self.labelled.emit("", word))
        self.close_all()

    def open(self, name: str) -> None:
        """Write a `note` or a `message`."""
        self._open(self._composers[name])
        self._composers[name].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_up(self, name: str, text: str) -> str:
        """Open a panel with a text that was taken back, above what was begun there since; all that stands there now."""
        composer = self._composers[name]
        begun = composer.text()
        composer.show_draft("\n\n".join(filter(None, (text, begun if begun != text else ""))))
        self.open(name)
        return composer.text()

    def open_reasons(self) -> None:
        """Ask for the reason of a rejection."""
        self._open(self.reasons)
        self.reasons.ask()

    def open_labels(self) -> None:
        """Put labels on and take them off."""
        self._open(self.labels)
        self.labels.ask()

    def open_unblinding(self) -> None:
        """Ask whether to make known who it is."""
        self._open(self.unblinding)
        self.unblinding.ask()

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
