"""The stages of a job: named, ordered, added and taken away in place, begun from the usual ones or from another job's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from izanau_desktop.cache import Cache
from izanau_desktop.cache.reads import company as reads
from izanau_desktop.cache.reads.common import text_in
from izanau_desktop.company.jobs.both import BothLanguages
from izanau_desktop.company.jobs.title import TitleField
from izanau_desktop.shared.editing import Editing
from izanau_desktop.translation import tr
from izanau_desktop.widgets.binding import Binding
from izanau_desktop.widgets.fields import CodeField
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.folding import Folding
from izanau_desktop.widgets.plain import button, foot, label, line
from izanau_desktop.widgets.pushbutton import PushButton
from izanau_protocol import ambient, position, rules
from izanau_protocol.text import sentences

Body = dict[str, Any]
MOST: Final = 20
"""As many stages as a job may have."""
BESIDE: Final = 600
"""Pixels from which the buttons of a stage stand beside its fields."""


class Around(msgspec.Struct, frozen=True):
    """What the stages of a job are told by beside itself."""

    counts: Mapping[str, int] = {}
    """How many applicants are at each stage."""
    others: tuple[tuple[Mapping[str, str], Body], ...] = ()
    """The titles and the bodies of the company's jobs that have stages of their own."""


def around(cache: Cache, company: str, job: str) -> Around:
    """Read what is around the stages of a job."""
    others = (one for one in cache.list("job", company=company) if one.id != job and one.body.get("stages"))
    return Around(reads.stage_counts(cache, job), tuple((_title(one.body), dict(one.body)) for one in others))


def _title(body: Mapping[str, Any]) -> Mapping[str, str]:
    return dict(body.get("title") or {})


class JobStages(QWidget):
    """Follows the document that is edited; its names are among the texts that stand in both languages."""

    def __init__(self, editing: Editing, language: str, both: BothLanguages) -> None:
        super().__init__()
        self._editing, self._language, self._both = editing, language, both
        self._around = Around()
        self.rows: dict[str, StageRow] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(label(tr("Stages"), "strong"))
        self.told = label("", "small")
        layout.addWidget(self.told)
        self.start = button(tr("Begin from…"), deed=self.offer)
        self.choices = QMenu(self.start)
        self.choices.setAccessibleName(tr("Begin from…"))
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self.add = button(tr("Add a stage"), icon="plus", deed=self._add)
        self.entry = button(tr("Name the first stage"), deed=self._name_entry)
        layout.addLayout(self._list)
        ways = FlowLayout()
        ways.addWidget(self.entry)
        ways.addWidget(self.add)
        ways.addWidget(self.start)
        layout.addLayout(ways)
        layout.addWidget(line())
        editing.changed.connect(self._follow)
        self._follow()

    # --- what is shown ---

    def show_around(self, around: Around) -> None:
        """Know who is where, and what other jobs have."""
        self._around = around
        self._follow()

    def _follow(self) -> None:
        held = self._editing.body.get("stages") or {}
        order = [*(item for item in held if item == rules.ENTRY), *position.ordered(_later(held))]
        for item in [item for item in self.rows if item not in held]:
            self._drop(item)
        for place, item in enumerate(order):
            if item not in self.rows:
                self._show(item)
            row = self.rows[item]
            if self._list.indexOf(row) != place:
                self._list.insertWidget(place, row)
            people = self._around.counts.get(item, 0)
            row.show_place(place, len(order), people, is_entered=order[0] == rules.ENTRY, may=self._editing.is_enabled)
        self.rows = {item: self.rows[item] for item in order}
        self._say(own=bool(order))
        self.start.setEnabled(self._editing.is_enabled)
        for one in (self.add, self.entry):
            one.setEnabled(self._editing.is_enabled and len(order) < MOST)
        self._chain()

    def _say(self, *, own: bool) -> None:
        names = [stage.words.of(self._language) for stage in rules.stages(self._editing.body)]
        lacks = own and rules.ENTRY not in self.rows  # as jobs of before; it stands first in every list all the same
        self.entry.setVisible(lacks)
        if not own:
            self.told.setText(tr("The usual ones: {stages}").format(stages=" → ".join(names)))
            return
        told = tr("In this order; Alt+Up and Alt+Down move a stage. One where somebody is cannot be removed.")
        before = tr("Whoever applies comes to “{stage}” first.").format(stage=names[0]) if lacks else ""
        self.told.setText(sentences(before, told))

    def _chain(self) -> None:
        """By Tab from one stage to the next, and then to what adds one."""
        last: QWidget | None = None
        ways = (self.entry, self.add, self.start)
        for widget in [*(one for row in self.rows.values() for one in row.stops()), *ways]:
            if last is not None:
                QWidget.setTabOrder(last, widget)
            last = widget

    def _show(self, item: str) -> None:
        prefix = f"stages.{item}."
        row = StageRow()
        row.binding = self._editing.bind(row.form, prefix)
        row.status.offer(lambda code: code != "withdrawn")
        row.moved.connect(lambda by: self._move(item, by))
        row.removed.connect(lambda: self._remove(item))
        self.rows[item] = row
        for _ in self._both.take(row.form, prefix):
            pass  # a stage is small: its second name stands there at once

    def _drop(self, item: str) -> None:
        row = self.rows.pop(item)
        had = row.isAncestorOf(QApplication.focusWidget() or self)
        self._both.drop(row.form)
        if row.binding is not None:
            self._editing.unbind(row.binding)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()
        if had:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what is done ---

    def offer(self) -> None:
        """Open the list of what can be begun from."""
        self.choices.clear()
        found: list[tuple[str, Body]] = [(tr("The seven usual stages"), {})]
        untitled = tr("Untitled job")
        found += [(text_in(title, self._language)[0] or untitled, body) for title, body in self._around.others]
        for words, body in found:
            action = QAction(words, self.choices)
            action.triggered.connect(lambda _=False, body=body: self.begin_from(body))
            self.choices.addAction(action)
        self.choices.popup(self.start.mapToGlobal(self.start.rect().bottomLeft()))

    def begin_from(self, body: Body) -> None:
        """Take over the stages of a job, or the usual ones; a stage where somebody is stays behind them."""
        wanted = rules.stages(body)
        known = {stage.id for stage in wanted}
        kept = [
            stage
            for stage in rules.stages(self._editing.body)
            if stage.id not in known and self._around.counts.get(stage.id)
        ]
        self._put([*wanted, *kept])

    def _put(self, stages: list[rules.StageRow]) -> None:
        change: Body = dict.fromkeys(self._editing.body.get("stages") or {})
        place: str | None = None
        for stage in stages[:MOST]:
            place = position.between(place, None)
            change[stage.id] = {**_item(stage), "position": place}
        self._editing.edit({"stages": change})

    def _name_entry(self) -> None:
        """A row for the stage that everybody comes to, where the job was made without one."""
        held = self._editing.body.get("stages") or {}
        change: Body = position.moved(held, rules.ENTRY, next(iter(position.ordered(held)), None))
        change[rules.ENTRY] = {**_item(rules.stages(self._editing.body)[0]), **change[rules.ENTRY]}
        self._editing.edit({"stages": change})
        if rules.ENTRY in self.rows:
            self.rows[rules.ENTRY].name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        """One more, before the end of the selection; to the usual stages it joins them."""
        if not self._editing.body.get("stages"):
            self._put(rules.stages({}))
        held = self._editing.body.get("stages") or {}
        ends = ("offer", "hired", "rejected")
        before = next((one for one in position.ordered(held) if held[one].get("status") in ends), None)
        item = ambient.item_id()
        change: Body = position.moved(held, item, before)
        change[item] = {**change[item], "status": "in_review", "name": {self._language: tr("New stage")}}
        self._editing.edit({"stages": change})
        if item in self.rows:
            self.rows[item].name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, item: str) -> None:
        if item != rules.ENTRY and not self._around.counts.get(item):
            self._editing.edit({"stages": {item: None}})

    def _move(self, item: str, by: int) -> None:
        held = _later(self._editing.body.get("stages") or {})
        if item in held and (patch := position.shifted(held, item, by)):
            self._editing.edit({"stages": patch})


def _item(stage: rules.StageRow) -> Body:
    """A stage as a job keeps it, without its place."""
    return {"name": {"en": stage.words.en, "ja": stage.words.ja}, "status": stage.status}


def _later(held: Mapping[str, Any]) -> dict[str, Any]:
    """The stages that can change places: all but the one that everybody comes to."""
    return {item: stage for item, stage in held.items() if item != rules.ENTRY}


class StageRow(Folding):
    """One stage: its name, what the applicant sees meanwhile, who is there. `moved(by)` and `removed` ask."""

    moved, removed = Signal(int), Signal()

    def __init__(self) -> None:
        super().__init__(room=BESIDE)
        self.binding: Binding | None = None
        whole = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        self.form = QWidget()
        fields = QHBoxLayout(self.form)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(12)
        self.name, self.status = TitleField(), CodeField()
        self.name.setObjectName("name")
        self.status.setObjectName("status")
        fields.addWidget(self.name, 3)
        fields.addWidget(self.status, 2)
        self.earlier = self._button("arrow-up", tr("Earlier"), lambda: self.moved.emit(-1))
        self.later = self._button("arrow-down", tr("Later"), lambda: self.moved.emit(1))
        self.remove = self._button("trash-2", tr("Remove this stage"), self.removed.emit)
        for one in (self.earlier, self.later, self.remove):
            one.installEventFilter(self)
        whole.addWidget(self.form, 1)
        whole.addWidget(foot(self.earlier, self.later, self.remove), 0, Qt.AlignmentFlag.AlignBottom)

    @staticmethod
    def _button(icon: str, words: str, deed: Callable[[], object]) -> PushButton:
        made = button("", "quiet", icon, deed=deed)
        made.setAccessibleName(words)
        made.setToolTip(words)
        return made

    def show_place(self, place: int, count: int, people: int, *, is_entered: bool, may: bool) -> None:
        """Offer what can be done where it stands; `is_entered`: the first one is where everybody comes to, which stays there."""
        is_entry = is_entered and place == 0
        self.earlier.setEnabled(may and place > is_entered)
        self.later.setEnabled(may and not is_entry and place + 1 < count)
        self.remove.setEnabled(may and not is_entry and not people)
        words = tr("%n applicant(s)", None, people) if people else tr("Remove this stage")
        words = tr("Whoever applies comes to this stage") if is_entry else words
        self.remove.setToolTip(words)
        self.remove.setAccessibleDescription(words if people or is_entry else "")

    def stops(self) -> tuple[QWidget, ...]:
        """What Tab stops at, in order."""
        return (self.name.editor, self.status.editor, self.earlier, self.later, self.remove)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and an arrow move the stage."""
        if not self._is_move(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From its buttons too, which would take the arrow for themselves."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._is_move(event):
            return True
        return super().eventFilter(watched, event)

    def _is_move(self, event: QKeyEvent) -> bool:
        ways = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() != Qt.KeyboardModifier.AltModifier or event.key() not in ways:
            return False
        self.moved.emit(ways[Qt.Key(event.key())])
        return True
