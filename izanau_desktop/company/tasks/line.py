"""One task as a line: a box that ticks it off, its day and subject beneath, and at its right what else can be done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from izanau_desktop.cache.reads.tasks import TaskRow, today
from izanau_desktop.company.tasks import words
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import button, label
from izanau_desktop.widgets.tick import Tick

ASIDE = "aside"
"""The property of a button that J and K pass by: it belongs to a line that has the focus by its box."""


class Acts(NamedTuple):
    """What a line can ask for."""

    tick: Callable[[TaskRow], object]
    """Done, or not done after all."""
    snooze: Callable[[TaskRow, str], object]
    """Until a day."""
    change: Callable[[TaskRow, str], object]
    """Open the form, with the focus in this field."""
    lead: Callable[[TaskRow], object] | None = None
    """To what it is about, where it does not stand there already."""


class TaskLine(QWidget):
    """Shows a task; `head` stands above the first of a group. Without the right to change it, it is only read."""

    def __init__(self, row: TaskRow, acts: Acts, language: str, head: str = "", *, may_write: bool = True) -> None:
        super().__init__()
        self.row, self._acts, self._language = row, acts, language
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        if head:
            column.addWidget(label(head, "problem" if row.group(today()) == "overdue" else "small"))
        whole = QHBoxLayout()
        whole.setSpacing(8)
        under, subject = words.under(row, language), words.subject(row, language) if acts.lead else ""
        self.tick = Tick(row.text, " · ".join(filter(None, (subject, under))))
        self.tick.box.setChecked(row.done)
        self.tick.box.setAccessibleName(tr("Done: {task}").format(task=row.text))
        self.tick.setEnabled(may_write)
        self.tick.toggled.connect(lambda _: acts.tick(row))
        told = QVBoxLayout()  # beside buttons that are higher the words stay beside their box
        told.addWidget(self.tick)
        told.addStretch(1)
        whole.addLayout(told, 1)
        self.snooze = button(tr("Snooze"), "quiet", deed=self.offer_days)
        buttons: list[tuple[QWidget, str]] = []
        if may_write and not row.done:
            buttons.append((self.snooze, tr("Snooze: {task}")))
        if may_write:
            buttons.append((button(tr("Change"), "quiet", deed=lambda: acts.change(row, "text")), tr("Change: {task}")))
        if acts.lead is not None:
            buttons.append((self._door(acts.lead), tr("Open: {task}")))
        for one, name in buttons:
            one.setAccessibleName(name.format(task=row.text))
            one.setProperty(ASIDE, "yes")
            whole.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(whole)
        self.setFocusProxy(self.tick)
        self.setAccessibleName(". ".join(filter(None, (head, row.text, subject, under))))

    def _door(self, lead: Callable[[TaskRow], object]) -> QWidget:
        """To what it is about; what is about nothing keeps the place free, so that the buttons of all lines stand in columns."""
        made = button(tr("Open"), deed=lambda: lead(self.row))
        if not (self.row.application or self.row.title):  # a draft that is gone leads nowhere
            keeps = made.sizePolicy()
            keeps.setRetainSizeWhenHidden(True)
            made.setSizePolicy(keeps)
            made.hide()
        return made

    def offer_days(self) -> None:
        """Ask until when it is put off."""
        menu = QMenu(self.window())  # a line is laid anew by any change, and would take an open menu with it
        menu.setAccessibleName(tr("Snooze until"))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for told, on in ((tr("Tomorrow, {day}"), words.tomorrow()), (tr("Next week, {day}"), words.next_week())):
            self._choice(menu, told.format(day=words.day(on.isoformat(), self._language)), on)
        another = QAction(tr("Another day…"), menu)
        another.triggered.connect(lambda: self._acts.change(self.row, "snoozed"))
        menu.addAction(another)
        menu.popup(self.snooze.mapToGlobal(self.snooze.rect().bottomLeft()))

    def _choice(self, menu: QMenu, told: str, on: date) -> None:
        made = QAction(told, menu)
        made.triggered.connect(lambda: self._acts.snooze(self.row, on.isoformat()))
        menu.addAction(made)
