"""What opens under the deeds, in place and never as a dialog: a note, a message, the reason of a rejection, labels, a question, a task."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QPushButton, QWidget

from izanau_desktop.cache.reads.marks import Marks
from izanau_desktop.cache.reads.templates import Prepared
from izanau_desktop.cache.reads.veil import Names
from izanau_desktop.company.applicants import written
from izanau_desktop.company.applicants.labelling import Labelling
from izanau_desktop.company.applicants.lettered import Lettered
from izanau_desktop.company.applicants.letters import Letters
from izanau_desktop.company.applicants.mentioning import Mentioning
from izanau_desktop.company.applicants.moving import ByStage, Moving
from izanau_desktop.company.applicants.rejecting import Reasons
from izanau_desktop.company.applicants.unblinding import Unblinding
from izanau_desktop.company.tasks.form import TaskForm
from izanau_desktop.shared.composer import Composer
from izanau_desktop.translation import tr
from izanau_desktop.widgets.fitting import FittingArea
from izanau_desktop.widgets.stops import lead_into
from izanau_protocol.rules import StageRow
from izanau_protocol.rules.rejecting import ReasonRow

Part = Composer | Reasons | Moving | Labelling | Unblinding | TaskForm
_WRITTEN = frozenset({"note", "message"})
P = TypeVar("P", Composer, Reasons, Moving, Labelling, Unblinding, TaskForm)


class Panels(FittingArea):
    """One of the seven, or none. What is written and put away is kept as a draft of the application."""

    noted, messaged, closed = Signal(str), Signal(str), Signal()
    rejected, moved = Signal(str, str), Signal(str, str)
    """`rejected(reason, message)`, `moved(stage, message)`: the message is empty where none goes out."""
    opening = Signal()
    """One of them is about to be shown."""
    kept = Signal(str, str)
    """Name of the panel, or the path of what is written there, and its unsent text."""
    labelled = Signal(str, str)
    """A label to put on, or one to take off."""
    unblinded = Signal()

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.lead: Callable[[QPushButton], object] = lambda _: None
        """Has a button lead from the reasons to their list; given by the page."""
        self._marks, self._drafts = Marks(), dict[str, str]()
        self._prepared: Sequence[Prepared] = ()
        self._parts: list[Part] = []
        """Those that were made: each is made when it is first opened, so that the page is there sooner."""
        self.close_all()

    @cached_property
    def note(self) -> Composer:
        """Writes a note; with it is made who can be mentioned there."""
        made = Composer(("note", "text"), tr("Note for your company"), tr("Save the note"), self._language)
        self.colleagues = Mentioning(made.edit)
        self.colleagues.show_team(_team(self._marks))
        made.body.insertWidget(1, self.colleagues)
        return self._take_in_composer("note", made, self.noted)

    @cached_property
    def message(self) -> Composer:
        """Writes a message; with it is made what it may begin with."""
        name = tr("Message to the applicant")
        made = Composer(("message", "text"), name, tr("Send"), self._language, hints=True)
        none = tr("Begin with a prepared message…")
        self._letters = Letters(tr("Prepared messages"), none, self._language, first=True)
        self._letters.show_letters(self._prepared)
        self._letters.activated.connect(self._insert)
        made.body.insertWidget(0, self._letters)
        return self._take_in_composer("message", made, self.messaged)

    @cached_property
    def reasons(self) -> Reasons:
        """Asks for the reason of a rejection."""
        made = self._take_in(Reasons(self._language))
        made.decided.connect(self.close_all)
        made.decided.connect(self.rejected)
        made.kept.connect(self.kept)
        self.lead(made.change)
        return made

    @cached_property
    def moving(self) -> Moving:
        """Asks where to, and what goes out with it."""
        made = self._take_in(Moving(self._language))
        made.decided.connect(self.close_all)
        made.decided.connect(self.moved)
        made.kept.connect(self.kept)
        return made

    @cached_property
    def labels(self) -> Labelling:
        """Puts labels on and takes them off."""
        made = self._take_in(Labelling(self._language))
        made.added.connect(lambda word: self.labelled.emit(word, ""))
        made.removed.connect(lambda word: self.labelled.emit("", word))
        made.show_marks(self._marks)
        return made

    @cached_property
    def unblinding(self) -> Unblinding:
        """Asks whether to make known who it is."""
        made = self._take_in(Unblinding())
        made.decided.connect(self.close_all)
        made.decided.connect(self.unblinded)
        return made

    @cached_property
    def task(self) -> TaskForm:
        """Writes a task."""
        return self._take_in(TaskForm(self._language))

    def _take_in(self, part: P) -> P:
        self._parts.append(part)
        self.column.addWidget(part)
        lead_into(part, self.page)
        part.hide()
        part.cancelled.connect(self._cancel)
        return part

    def _take_in_composer(self, name: str, made: Composer, sent: SignalInstance) -> Composer:
        made.set_title(made.accessibleName())
        made.show_draft(self._drafts.get(name, ""))
        made.sent.connect(self.close_all)
        made.sent.connect(sent)
        made.kept.connect(lambda text: self.kept.emit(name, text))
        return self._take_in(made)

    def _composer(self, name: str) -> Composer:
        return self.note if name == "note" else self.message

    def open(self, name: str) -> None:
        """Write a `note` or a `message`."""
        self._open(self._composer(name))
        self._composer(name).edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_up(self, name: str, text: str) -> str:
        """Open a panel with a text that was taken back, above what was begun there since; all that stands there now."""
        composer = self._composer(name)
        composer.show_draft(_together(text, composer.text()))
        self.open(name)
        return composer.text()

    def open_reasons(
        self, now: str, to: str, reasons: Iterable[ReasonRow], letters: Sequence[Prepared], drafts: Mapping[str, str]
    ) -> None:
        """Ask for the reason of a rejection, one of these; of the letters one goes out with it, as it was written before.

        It leads from the stage `now` to the one that rejects.
        """
        self._open(self.reasons)
        self.reasons.ask(now, to, reasons, letters, drafts)
        lead_into(self.reasons, self.page)  # the reasons to choose from were made just now

    def open_moving(
        self, now: str, stages: Sequence[StageRow], letters: ByStage, drafts: Mapping[str, str], first: str
    ) -> None:
        """Ask where to move from the stage `now`, and what goes out with it."""
        self._open(self.moving)
        self.moving.ask(now, stages, letters, drafts, first)

    def show_moved(self, stage: str, told: str) -> None:
        """The applicant is at this stage by now, and which colleague moved them there."""
        for part in self._parts:
            if isinstance(part, Lettered) and not part.isHidden():
                part.show_moved(stage, told)

    def offer(self, letters: Sequence[Prepared]) -> None:
        """What a message may begin with."""
        self._prepared = letters
        if "message" in vars(self):
            self._letters.show_letters(letters)

    def show_marks(self, marks: Marks) -> None:
        """What the application has."""
        self._marks = marks
        if "note" in vars(self):
            self.colleagues.show_team(_team(marks))
        if "labels" in vars(self):
            self.labels.show_marks(marks)

    def open_labels(self) -> None:
        """Put labels on and take them off."""
        self._open(self.labels)
        self.labels.ask()

    def open_unblinding(self) -> None:
        """Ask whether to make known who it is."""
        self._open(self.unblinding)
        self.unblinding.ask()

    def open_task(self) -> None:
        """Write a task; what it begins with is shown by who asked for it."""
        self._open(self.task)

    def close_task(self) -> None:
        """Put the task away, whatever else is open by now."""
        if "task" in vars(self) and self.task.isVisible():
            self._cancel()

    def close_letters(self) -> None:
        """Put away what asks before a move, with the message that stands there; also while another place is open."""
        if any(isinstance(part, Lettered) and not part.isHidden() for part in self._parts):
            self._cancel()

    def _insert(self) -> None:
        """Put a prepared message into what is written; the box stands on its first line again."""
        chosen = self._letters.letter()
        self._letters.setCurrentIndex(0)
        if chosen is not None:
            self.message.edit.insertPlainText(chosen.text)
            self.message.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_drafts(self, drafts: Mapping[str, str]) -> None:
        """Take up what was written for this applicant and not sent."""
        self._drafts = dict(drafts)
        for name in _WRITTEN & vars(self).keys():
            self._composer(name).show_draft(drafts.get(name, ""))

    def hide_names(self, names: Names) -> None:
        """Show what is begun to somebody who is hidden from now on without these; the draft stays as it was written."""
        self.close_letters()  # the message there was prepared while they had a name
        self.keep()
        drafts = self._drafts | {name: self._composer(name).text() for name in _WRITTEN & vars(self).keys()}
        self.show_drafts(written.shown(drafts, names))

    def forget(self) -> None:
        """Hold nothing any more of what was written to who was shown."""
        self.show_drafts({})
        self.offer(())
        for part in self._parts:
            if isinstance(part, Lettered):
                part.forget()

    def keep(self) -> None:
        """Keep what is being written now."""
        for part in self._parts:
            if isinstance(part, Composer | Lettered):
                part.keep()

    def close_all(self) -> None:
        """Put everything away, drafts kept."""
        self.keep()
        for part in self._parts:
            part.hide()
        self.hide()

    def _open(self, wanted: QWidget) -> None:
        self.opening.emit()
        self.close_all()
        wanted.show()
        self.show()

    def _cancel(self) -> None:
        self.close_all()
        self.closed.emit()


def _together(text: str, begun: str) -> str:
    """One text above another, unless that is among its paragraphs already, or it among those of that."""
    inner, outer = sorted((text, begun), key=len)
    is_there = f"\n\n{inner}\n\n" in f"\n\n{outer}\n\n"
    return outer if not inner or is_there else f"{text}\n\n{begun}"


def _team(marks: Marks) -> Iterator[str]:
    """Who else works at the company."""
    return (one.name for one in marks.team if one.member != marks.own)
