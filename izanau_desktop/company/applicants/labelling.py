"""The labels of an application, put on and taken off in place: those in use are chosen, a new one is typed."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from izanau_desktop.cache.reads.marks import Marks
from izanau_desktop.look.style import wear
from izanau_desktop.translation import tr
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.plain import Card, button, foot, label
from izanau_desktop.widgets.search import clearable
from izanau_desktop.widgets.stops import lead_through
from izanau_protocol import rules
from izanau_protocol.problems import Refused
from izanau_protocol.rules import labels
from izanau_protocol.text import fold


class Labelling(Card):
    """`added(word)` and `removed(word)` tell each deed; it stays open for more. Enter adds what is typed, Esc closes."""

    added, removed, cancelled = Signal(str), Signal(str), Signal()

    def __init__(self, language: str) -> None:
        super().__init__(tr("Labels"))
        self._language, self._marks = language, Marks()
        self._in_use: tuple[str, ...] = ()
        """Labels of the company's applications, the most used first."""
        self.add(label(tr("Only your company sees them."), "small"))
        self.field = QLineEdit()
        self.field.setAccessibleName(tr("Add a label"))
        self.field.setPlaceholderText(tr("Add a label"))
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self.finish)
        clearable(self.field)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, 6)
        self.problem = label("", "problem")
        self._first, *more = self.buttons()
        self.add(self.field, self.problem, self._chips, foot(self._first, *more))
        self._say("")

    def buttons(self) -> tuple[QWidget, ...]:
        """What stands at its foot."""
        add = button(tr("Add"), "primary", deed=self.finish)
        return add, button(tr("Close"), "quiet", deed=self.cancelled.emit)

    def ask(self) -> None:
        """Begin anew with the labels that were in use last, and the focus in the field."""
        self.field.clear()
        self._typed()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer(self, in_use: tuple[str, ...]) -> None:
        """Show the labels that are in use; what is typed stays, and the focus."""
        is_other, self._in_use = in_use != self._in_use, in_use
        if is_other and not self.isHidden():
            self._show_chips()

    def show_marks(self, marks: Marks) -> None:
        """Show what the application has."""
        is_other, self._marks = marks.labels != self._marks.labels, marks
        if is_other and not self.isHidden():
            self._show_chips()

    def finish(self) -> None:
        """Add what is typed, as it is spelled elsewhere; what is on the application already is not added twice."""
        if not labels.cleaned(self.field.text()):
            self.cancelled.emit()
            return
        word = self.word()
        if not word:
            return
        self.field.clear()
        if word not in self._marks.labels:
            self.added.emit(word)

    def word(self) -> str:
        """What is typed, as it is spelled elsewhere; empty where it is no label, which is said."""
        text = labels.cleaned(self.field.text())
        known = (*self._marks.labels, *self._in_use)
        word = next((one for one in known if fold(one) == fold(text)), text)
        try:
            rules.parse("application", f"labels.{labels.key(word)}.text", word)
        except Refused as refused:
            self._say(refused.problems[0].words(self._language))
            return ""
        return word

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def chips(self) -> list[QPushButton]:
        """The buttons of the labels, those of this application first."""
        found = (self._flow.itemAt(at).widget() for at in range(self._flow.count()))
        return [one for one in found if isinstance(one, QPushButton)]

    def _typed(self) -> None:
        self._say("")
        self._show_chips()

    def _show_chips(self) -> None:
        focused = next((chip.objectName() for chip in self.chips() if chip.hasFocus()), "")
        self._flow.clear()
        for word in self._offered():
            chip = self._chip(word, on=word in self._marks.labels)
            self._flow.addWidget(chip)
            if word == focused:
                chip.setFocus()
        lead_through(self.chips(), self._first)
        self._chips.setVisible(self._flow.count() > 0)

    def _offered(self) -> Iterable[str]:
        """All of its own, and of the others those that have what is typed."""
        wanted = fold(labels.cleaned(self.field.text()))
        others = (one for one in self._in_use if one not in self._marks.labels and wanted in fold(one))
        return (*self._marks.labels, *others)

    def _chip(self, word: str, *, on: bool) -> QPushButton:
        made = button(f"{word} ×" if on else word, "chip", deed=lambda: (self.removed if on else self.added).emit(word))
        made.setObjectName(word)
        made.setCheckable(True)
        made.setChecked(on)
        told = tr("Take off the label {label}") if on else tr("Put on the label {label}")
        made.setAccessibleName(told.format(label=word))
        wear(made, tone="accent" if on else "neutral")
        return made

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self.field.setAccessibleDescription(words)


class ManyLabels(Labelling):
    """The same for all applicants that are chosen: a word is typed or taken from those in use, and put on, or taken off."""

    def buttons(self) -> tuple[QWidget, ...]:
        """Both deeds."""
        put = button(tr("Put on"), "primary", deed=self.finish)
        return put, button(tr("Take off"), deed=self.take_off), button(tr("Cancel"), "quiet", deed=self.cancelled.emit)

    def take_off(self) -> None:
        """Take off what is typed."""
        word = self.word()
        if word:
            self.removed.emit(word)

    def _chip(self, word: str, *, on: bool) -> QPushButton:
        made = super()._chip(word, on=on)
        made.clicked.disconnect()
        made.clicked.connect(lambda: self.field.setText(word))
        made.setCheckable(False)
        made.setAccessibleName(word)
        return made
