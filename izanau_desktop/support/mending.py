"""Mends one field of a record: which, old and new value, reason and explanation; the owner is told all of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit

from izanau_desktop.shared.asking_card import KeepingCard
from izanau_desktop.support import choices
from izanau_desktop.support.choices import Choice
from izanau_desktop.support.why import Why
from izanau_desktop.translation import tr
from izanau_desktop.widgets.fieldrow import FieldRow
from izanau_desktop.widgets.plain import Paragraph
from izanau_desktop.widgets.prose import ProseEdit
from izanau_protocol import canonical, codes
from izanau_protocol.problems import Refused


class Mending(msgspec.Struct, frozen=True):
    """A correction that is to be made."""

    path: str
    old: object
    new: object
    reason: str
    text: str


class Typed(msgspec.Struct, frozen=True):
    """What was typed and not decided: the field, the new value as it was typed, reason and explanation."""

    path: str
    new: str
    reason: str
    text: str


class MendCard(KeepingCard):
    """`decided(Mending)` carries what is to be mended."""

    decided = Signal(object)

    def __init__(self, language: str) -> None:
        super().__init__(
            tr("Mend one field"),
            tr("The owner is told the old and the new value, your reason and your explanation, and can answer."),
            tr("Mend and tell the owner"),
        )
        self._language, self._kind = language, ""
        self._view: Mapping[str, Any] = {}
        self._choices: tuple[Choice, ...] = ()
        self.fields = QComboBox()
        self.fields.setMaxVisibleItems(16)
        self.fields.setMinimumContentsLength(8)
        self.fields.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.fields.currentIndexChanged.connect(lambda _: self._chosen())
        self.old = Paragraph("")
        self.line, self.prose = QLineEdit(), ProseEdit()
        self.line_row = FieldRow(tr("New value"), self.line)
        self.prose_row = FieldRow(tr("New value"), self.prose)
        self.why = Why("mend_reason", tr("Explanation for the owner"), language)
        self.why.entered.connect(self.finish)
        self.watch(self.line.textEdited, self.prose.textChanged, self.why.edited)
        old = FieldRow(tr("Old value"), self.old)
        self.add(FieldRow(tr("Field"), self.fields), old, self.line_row, self.prose_row, self.why, self.foot())

    @property
    def choice(self) -> Choice | None:
        """The field that is chosen."""
        place = self.fields.currentIndex()
        return self._choices[place] if 0 <= place < len(self._choices) else None

    @property
    def new(self) -> FieldRow:
        """The row that the new value is typed into."""
        return self.prose_row if self.choice is not None and self.choice.is_long else self.line_row

    def ask(self, kind: str, view: Mapping[str, Any], draft: str = "") -> None:
        """Begin anew for a record, or go on with what was typed for it."""
        self._kind, self._view = kind, view
        self._choices = choices.choices(kind, view, self._language)
        with QSignalBlocker(self.fields):
            self.fields.clear()
            for one in self._choices:
                self.fields.addItem(one.words, one.path)
        self.why.put()
        self._chosen()
        if draft:
            typed = msgspec.json.decode(draft, type=Typed)
            self._take_up(typed.path, typed.new, typed.reason, typed.text)
        self._timer.stop()

    def draft(self) -> str:
        """Field, new value, reason and explanation as they are typed."""
        choice, why = self.choice, self.why.typed()
        if choice is None:
            return ""
        new = self._text(choice)
        is_something = any(why) or new != choices.typed(choice, self._language)
        return msgspec.json.encode(Typed(choice.path, new, *why)).decode() if is_something else ""

    def _text(self, choice: Choice) -> str:
        return self.prose.toPlainText() if choice.is_long else self.line.text()

    def choose(self, path: str) -> bool:
        """Choose a field by its path; says whether there is one."""
        place = self.fields.findData(path)
        if place >= 0:
            self.fields.setCurrentIndex(place)
        return place >= 0

    def take_up(self, mending: Mending) -> None:
        """Put what was typed before into the fields again."""
        choice = next((one for one in self._choices if one.path == mending.path), None)
        if choice is not None:
            typed = choices.typed(replace(choice, value=mending.new), self._language)
            self._take_up(mending.path, typed, mending.reason, mending.text)
            self.new.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_up(self, path: str, typed: str, reason: str, text: str) -> None:
        if not self.choose(path):
            return  # the entry is gone meanwhile
        if self.choice is not None and self.choice.is_long:
            self.prose.put(typed)
        else:
            self.line.setText(typed)
        self.why.put(reason, text)

    def focus(self) -> None:
        """Take the focus where the field is chosen."""
        self.fields.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Mend, or say what is wrong, beside the field."""
        choice = self.choice
        if choice is None:
            return
        new, told = self._new(choice)
        self.new.set_problem(told)
        why = self.why.read()
        if told:
            self.new.field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif why is not None:
            self._timer.stop()
            self.decided.emit(Mending(choice.path, choice.value, new, *why))

    def refuse(self, refused: Refused) -> None:
        """Say what the site refused, beside what it is about."""
        first = refused.problems[0]
        words = first.with_cure(self._language)
        if not self.why.show_problem(first.field, words):
            self.new.set_problem(words)
            self.new.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _new(self, choice: Choice) -> tuple[object, str]:
        """The new value and what is wrong with it."""
        try:
            new = choices.parsed(self._kind, choice, self._view, self._text(choice), self._language)
        except Refused as refused:
            first = refused.problems[0]
            return None, first.with_cure(self._language)
        if canonical.equal(new, choice.value):
            return None, tr("This is what stands there already.")
        return new, ""

    def _chosen(self) -> None:
        choice = self.choice
        if choice is None:
            return
        self.old.set_words(choices.shown(self._kind, choice, self._language))
        typed = choices.typed(choice, self._language)
        self.line.setText("" if choice.is_long else typed)
        self.prose.put(typed if choice.is_long else "")
        self._offer(choice)
        for row, wanted in ((self.line_row, not choice.is_long), (self.prose_row, choice.is_long)):
            row.set_problem("")
            row.setVisible(wanted)
        words = tr("Leave it empty to take the value away.") if not choice.field.spec.required else ""
        self.line.setPlaceholderText(words)
        self.prose.setPlaceholderText(words)

    def _offer(self, choice: Choice) -> None:
        """Offer the words of the code table, where the field has one."""
        table = choice.field.spec.table if choice.field.spec.type == "code" else ""
        words = [one.of(self._language) for one in codes.table(table).values()] if table else []
        completer = QCompleter(words, self.line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.line.setCompleter(completer)
