"""One conflict on its card: the three values, what both together would read, and the choices; a new text in place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from izanau_desktop.cache.reads.common import ConflictRow
from izanau_desktop.cache.reads.conflicts import Case
from izanau_desktop.commands import Commands
from izanau_desktop.look.style import wear
from izanau_desktop.look.tokens import SMALL
from izanau_desktop.shared.conflicts.sides import Sides
from izanau_desktop.shared.conflicts.writing import Writing, can_be_written
from izanau_desktop.translation import tr
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.marked import spoken
from izanau_desktop.widgets.plain import Glyph, Paragraph, button, label
from izanau_desktop.widgets.pushbutton import PushButton
from izanau_protocol import merge
from izanau_protocol.problems import Problem


class CaseCard(QFrame):
    """Takes the focus as a whole, so that its letters act. `taken(take, value)`: it is decided. `kept(text)`: typed so far."""

    taken, kept = Signal(str, object), Signal(str)

    def __init__(self, case: Case, commands: Commands, language: str) -> None:
        super().__init__()
        wear(self, "case")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.case, self._commands, self._language = case, commands, language
        self.typed = ""
        """What was typed before and not decided."""
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 14, 18, 16)
        whole.setSpacing(10)
        self.title, self.sides = label("", "heading"), Sides(language)
        self.title.setWordWrap(True)
        self.together = self._panel()
        self.problem, self._words = self._trouble()
        self._choices = QWidget()
        line = FlowLayout(self._choices)
        self.mine = button("", deed=lambda: self.take("mine"))
        self.theirs = button("", deed=lambda: self.take("theirs"))
        self.both = button("", deed=lambda: self.take("both"))
        self.write = button("", "quiet", "pencil", self.begin_writing)
        for part in (self.mine, self.theirs, self.both, self.write):
            line.addWidget(part)
        self.writing: Writing | None = None
        self._whole = whole
        parts: tuple[QWidget, ...] = (self.title, self.sides, self.together, self.problem, self._choices)
        for each in parts:
            whole.addWidget(each)
        self.show_case(case)

    def show_case(self, case: Case) -> None:
        """Show it as it stands now; what is being written stays."""
        self.case = case
        self.title.setText(case.name)
        self.sides.show_case(case)
        self._both_text.set_words(case.both)
        self.together.setVisible(bool(case.both))
        self.both.setVisible(bool(case.both))
        self.write.setVisible(can_be_written(case.row))
        row = case.row
        self._name(self.mine, "mine", tr("Remove it") if row.mine is None and row.base is not None else "")
        self._name(self.theirs, "theirs", tr("Leave it removed") if row.theirs is None and row.base is not None else "")
        self._name(self.both, "both")
        self._name(self.write, "write")
        self.setAccessibleName(case.name)
        told = (tr("Before"), case.base), (tr("Mine"), spoken(case.mine)), (tr("Theirs"), spoken(case.theirs))
        self.setAccessibleDescription(". ".join(f"{name}: {words}" for name, words in told))

    def take(self, take: merge.Take) -> None:
        """Decide."""
        self.taken.emit(take, None)

    def begin_writing(self) -> None:
        """Open the editor, with what both would read, or mine, to start from."""
        if not can_be_written(self.case.row):
            return
        if self.writing is None:
            self.writing = writing = Writing(self.case.row, self._language)
            writing.decided.connect(lambda value: self.taken.emit("value", value))
            writing.given_up.connect(self.end_writing)
            writing.kept.connect(self.kept)
            self._whole.addWidget(writing)
        self.writing.begin(_start(self.case.row), self.typed)
        self._choices.hide()
        self._commands.reconsider()

    def end_writing(self) -> None:
        """Put the editor away; the choices are there again."""
        if self.writing is not None:
            self.writing.hide()
            self.writing.deleteLater()
            self.writing = None
            self.typed = ""
            self.kept.emit("")
        self._choices.show()
        self._commands.reconsider()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Keep what is being written now: leaving the field must not keep it once it is decided."""
        if self.writing is not None:
            self.writing.field.settle()

    def refuse(self, told: Problem) -> None:
        """Say what keeps it from being settled so: beside the field, where one is being written into."""
        if self.writing is not None:
            self.writing.refuse(told)
            return
        self._words.setText(told.with_cure(self._language))
        self.problem.show()
        self.setAccessibleDescription(self._words.text())
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name(self, made: PushButton, name: str, words: str = "") -> None:
        """The words of the command with its key; which field is meant is told to those who cannot see it."""
        command = f"conflicts.{name}"
        words = words or self._commands[command].label
        keys = self._commands.shortcut(command)
        made.setText(f"{words}  {keys}" if keys else words)
        made.setAccessibleName(tr("{deed}: {field}").format(deed=words, field=self.case.name))

    def _panel(self) -> QWidget:
        made = QWidget()
        wear(made, "quote")
        column = QVBoxLayout(made)
        column.setContentsMargins(12, 2, 0, 2)
        column.setSpacing(2)
        self._both_text = Paragraph("")
        column.addWidget(label(tr("Both together"), "strong"))
        column.addWidget(self._both_text)
        return made

    @staticmethod
    def _trouble() -> tuple[QWidget, QLabel]:
        made, words = QWidget(), label("", "problem")
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Glyph("circle-alert", "danger", SMALL + 2))
        line.addWidget(words, 1)
        made.hide()
        return made, words


def _start(row: ConflictRow) -> object:
    """What is written from: both together where that is something, else mine, else theirs."""
    if row.can_keep_both:
        return merge.resolve(merge.Conflict((), row.base, row.mine, row.theirs), "both")
    return row.theirs if row.mine is None else row.mine
