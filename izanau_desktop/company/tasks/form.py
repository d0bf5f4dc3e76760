"""The form of a task, in place and never as a dialog: what to do, until when, whose it is, and what it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from izanau_desktop.cache.reads.common import text_in
from izanau_desktop.cache.reads.tasks import Choices, TaskRow, today
from izanau_desktop.company.tasks import words
from izanau_desktop.company.words import called
from izanau_desktop.look.style import wear
from izanau_desktop.translation import tr
from izanau_desktop.widgets.fields import BoundField, DayField, LineField
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.plain import Card, button, foot, label
from izanau_protocol import documents, rules
from izanau_protocol.problems import Refused, problem

_NAMES: Final = ("text", "due", "snoozed")


class TaskForm(Card):
    """`saved(body)` tells what is written, of a task that is there what differs from how it was shown; `deleted` that it goes;
    `cancelled` that nothing is to be done; `kept(text)` what was typed of a new one and not saved."""

    saved, deleted, cancelled, kept = Signal(object), Signal(), Signal(), Signal(str)

    def __init__(self, language: str) -> None:
        super().__init__(tr("New task"))
        self._language, self._choices, self._fixed = language, Choices(), ""
        self._row: TaskRow | None = None
        self._was: dict[str, str] = {}
        self.fields: dict[str, BoundField] = {"text": LineField(), "due": DayField(), "snoozed": DayField()}
        for name, one in self.fields.items():
            one.setObjectName(name)
            one.bind(documents.fields("task")[name], language)
            one.entered.connect(self.finish)
        self.fields["text"].settled.connect(self._keep)
        self._is_new = False
        self.owner, self.job = QComboBox(), QComboBox()
        self.job.activated.connect(lambda _: self._offer_people())
        self.problem = label("", "problem")
        self.delete = button(tr("Delete"), "quiet", deed=self.deleted.emit)
        self._about = self._labelled(tr("About"), self.job)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.fields["text"], 0, 0, 1, 2)
        grid.addWidget(self._due(), 1, 0)
        grid.addWidget(self._labelled(tr("For"), self.owner), 1, 1)
        grid.addWidget(self._about, 2, 0, 1, 2)
        grid.addWidget(self.fields["snoozed"], 3, 0, 1, 2)
        self.body.addLayout(grid)
        self.save = button(tr("Save"), "primary", deed=self.finish)
        self.add(self.problem, foot(self.save, button(tr("Cancel"), "quiet", deed=self.cancelled.emit), self.delete))
        self.say("")

    def ask(
        self,
        choices: Choices,
        row: TaskRow | None = None,
        focus: str = "text",
        application: str = "",
        draft: str = "",
    ) -> None:
        """Begin a new task, about an applicant where one is named and with what was typed before, or change one that is
        there."""
        self._is_new = row is None
        whom = called(choices.name, choices.code, self._language) if choices.name or choices.code else ""
        self.set_title(" · ".join(filter(None, (tr("New task") if row is None else tr("Change the task"), whom))))
        self.save.setText(tr("Save"))
        held = {name: getattr(row, name) for name in _NAMES} if row is not None else {}
        for name, one in self.fields.items():
            one.show_text(held.get(name, ""))
            one.show_problem("")
        self._choices, self._row = choices, row
        self._fixed = application or (row.application if row is not None else "")
        self.fields["snoozed"].setVisible(row is not None)
        self.delete.setVisible(row is not None)
        self._about.setVisible(row is None and not self._fixed)
        self._offer_jobs(row.job if row is not None else choices.job)
        self._offer_people(choices.own if row is None else row.owner.member if row.owner is not None else "")
        self._was = self._held()
        if draft:
            self.fields["text"].show_text(draft)
        self.say("")
        self.focus(focus)

    def focus(self, name: str) -> None:
        """Take the focus into a field."""
        self.fields[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def written(self) -> dict[str, str]:
        """What differs from what it began with, as it stands there, by field."""
        return {name: text for name, text in self._held().items() if text != self._was.get(name)}

    def take_up(self, written: Mapping[str, str]) -> None:
        """Show what was written before and not saved, as far as it can still be chosen."""
        for name, one in self.fields.items():
            if name in written:
                one.show_text(written[name])
        for name, box in (("job", self.job), ("owner", self.owner)):
            if name in written and box.findData(written[name]) >= 0:
                box.setCurrentIndex(box.findData(written[name]))
                self._offer_people()

    def begin_anew(self, told: str) -> None:
        """The task is there no more: say so, and offer to save what is written as a new one."""
        self._row, self._was = None, {}
        self.save.setText(tr("Save as a new task"))
        self.delete.hide()
        self._about.setVisible(not self._fixed)
        self.say(told)

    def finish(self) -> None:
        """Tell what is written, or say beside its field what is wrong."""
        self.fields["text"].settle()  # nothing is kept of it once it is saved
        body: dict[str, object] = {}
        wrong = [one for one in self.fields.values() if not self._read(one, body)]
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        body["owner"] = self.owner.currentData() or None
        if self._row is not None:  # what a colleague changed meanwhile stays
            self.saved.emit({name: body[name] for name in self.written() if name in body})
            return
        if self._fixed:
            body["application"] = self._fixed
        elif self.job.currentData():
            body["job"] = self.job.currentData()
        self.saved.emit(body)

    def say(self, words: str) -> None:
        """Say what was refused; nothing where all is right."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def hideEvent(self, event: QHideEvent) -> None:
        """What is put away unsaved is kept."""
        self.fields["text"].settle()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _keep(self) -> None:
        if self._is_new:
            self.kept.emit(self.fields["text"].text())

    def _held(self) -> dict[str, str]:
        """What stands there, by field."""
        typed = {name: one.text() for name, one in self.fields.items()}
        return {**typed, "owner": self.owner.currentData() or "", "job": self.job.currentData() or ""}

    def _read(self, one: BoundField, into: dict[str, object]) -> bool:
        """Read a field, or say what is wrong with it."""
        try:
            found = one.values(lambda path, text: rules.parse("task", path, text, self._language))
            if found.get("text", "-") is None:
                raise Refused(problem("required", "text"))
        except Refused as refused:
            one.show_problem(refused.problems[0].words(self._language))
            return False
        one.show_problem("")
        into |= found
        return True

    def _due(self) -> QWidget:
        """The day, and the nearest ones to choose from."""
        made = QWidget()
        flow = FlowLayout(made, 6)
        for told, day in ((tr("Today"), today), (tr("Tomorrow"), words.tomorrow), (tr("Next week"), words.next_week)):
            one = button(told, "chip", deed=partial(self._fall_due, day))
            one.setAccessibleName(tr("Due: {day}").format(day=told))
            wear(one, tone="neutral")
            flow.addWidget(one)
        self.fields["due"].add_beneath(made)
        return self.fields["due"]

    def _fall_due(self, day: Callable[[], date]) -> None:
        self.fields["due"].show_text(day().isoformat())

    def _labelled(self, told: str, box: QComboBox) -> QWidget:
        made, name = QWidget(), QLabel(told)
        wear(name, "small")
        name.setBuddy(box)
        box.setAccessibleName(told)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(name)
        column.addWidget(box)
        column.addStretch(1)
        return made

    def _offer_jobs(self, job: str) -> None:
        self.job.clear()
        self.job.addItem(tr("No applicant and no job"), "")
        for identity, title in self._choices.jobs.items():
            self.job.addItem(text_in(title, self._language)[0] or tr("A job without a title"), identity)
        if job and self.job.findData(job) < 0:
            self.job.addItem(tr("Not to be seen any more"), job)
        self.job.setCurrentIndex(max(0, self.job.findData(job)))

    def _offer_people(self, chosen: str | None = None) -> None:
        """Those who see what it is about, and whose it is, also who does no more: a task is given on by nobody's default. Who
        was chosen stays, where they do; else it is one's own."""
        wanted = self.owner.currentData() if chosen is None else chosen
        self.owner.clear()
        for one in self._choices.people_of(self.job.currentData() or ""):
            mine = tr("{member} (you)").format(member=one.name)
            self.owner.addItem(mine if one.member == self._choices.own else one.name, one.member)
        held = self._row.owner if self._row is not None else None
        if held is not None and self.owner.findData(held.member) < 0:
            self.owner.addItem(held.name or tr("a former member"), held.member)
        if not self._choices.is_own(self.job.currentData() or ""):
            self.owner.addItem(tr("Anybody"), "")
        found = (self.owner.findData(one) for one in (wanted, self._choices.own, ""))
        self.owner.setCurrentIndex(next(place for place in found if place >= 0))
