"""My day: what is to be done, what is new, what waits on the person at this desk, and who waits too long; each line leads there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QWidget

from izanau_desktop import offers
from izanau_desktop.background import Background
from izanau_desktop.cache import local, noticing
from izanau_desktop.cache.reads import day as reads
from izanau_desktop.cache.reads.common import text_in
from izanau_desktop.cache.reads.company import JobCounts
from izanau_desktop.cache.reads.day import Day, Still, Talk
from izanau_desktop.cache.reads.mentions import Mention
from izanau_desktop.cache.reads.tasks import TaskRow, today
from izanau_desktop.commands import Commands
from izanau_desktop.company.hiding import Hiding
from izanau_desktop.company.tasks.doing import Doing
from izanau_desktop.company.tasks.form import TaskForm
from izanau_desktop.company.tasks.line import ASIDE, TaskLine
from izanau_desktop.company.tasks.words import heading
from izanau_desktop.company.words import called, days
from izanau_desktop.desk import Desk
from izanau_desktop.shared.column import ColumnPage
from izanau_desktop.shared.deeds import Done, deed, refusal
from izanau_desktop.shared.links import open_place
from izanau_desktop.shared.privacy.card import Fact
from izanau_desktop.shared.privacy.lines import Lines
from izanau_desktop.translation import tr
from izanau_desktop.widgets.commandbutton import CommandButton
from izanau_desktop.widgets.plain import Card, EmptyState, button, foot
from izanau_desktop.widgets.toast import Toast
from izanau_desktop.widgets.turns import Turns
from izanau_protocol.fields import Words
from izanau_protocol.rules.filtered import LATE

NEW, TOO_LATE = Words("is:new", "状態:新着"), Words("is:late", "状態:遅延")
STALLED = Words("is:stalled owner:none", "状態:停滞 担当:なし")
"""What a line of a job looks for in the list, in the words of the reader."""
LOOK = 60.0
"""Seconds after which it is looked whether another day has begun."""
QUOTED = 120
"""Signs of a message that a line shows."""


class Item(NamedTuple):
    """One line: what it says, and where it leads."""

    icon: str
    title: str
    text: str
    lead: Callable[[], object]
    small: str = ""
    aside: Callable[[], object] | None = None
    """What takes it from the list without an answer."""


class DayPage(ColumnPage):
    """Four cards, each there only while it has something to say; above them a task is written."""

    def __init__(self, desk: Desk, background: Background, commands: Commands, language: str) -> None:
        super().__init__(
            tr("My day"), tr("What is to be done, what is new, what waits on you, and who waits too long.")
        )
        self._desk, self._background, self._commands, self._language = desk, background, commands, language
        self._found: Day | None = None
        self._turns = Turns(self)
        self._write_tasks()
        self.tasks, self.task_lines = self._card(tr("Tasks"))
        self.new, self.new_lines = self._card(tr("New"))
        self.late, self.late_lines = self._card(tr("Late"))
        self.waiting, self.waiting_lines = self._card(tr("Waits on you"))
        self.empty = EmptyState("house", "")
        self.empty.hide()
        self.empty.clicked.connect(lambda: open_place(self, commands, "applicants"))
        self.parts.addWidget(self.empty)
        deeds = offers.bound(
            offers.DAY,
            next=(self.isVisible, lambda: self._step(1)),
            previous=(self.isVisible, lambda: self._step(-1)),
            task=(lambda: self.isVisible() and self.doing.may_write, self.doing.new),
            snooze=(self._may_snooze, self._snooze),
        )
        commands.register(*deeds, self.toast.command("day", offers.COMPANY))
        background.changed.connect(self._changed)
        self.clock = background.every(LOOK, self, self._tick)
        self.clock.stop()
        self._cards = (self.tasks, self.new, self.late, self.waiting, self.empty)
        self._read()

    def _write_tasks(self) -> None:
        """What a task is written with, and what takes a deed back."""
        self.toast, self.form = Toast(self), TaskForm(self._language)
        self.toast.gone.connect(self._commands.reconsider)
        Hiding(self._desk.cache, self._background, self.toast, self._language)
        self.doing = Doing(
            self._desk, self._background, self, lambda: self.form, self._tell, self._failed, self._language
        )
        self.write = CommandButton(self._commands, "day.task", "primary")
        self.write.setVisible(self.doing.may_write)
        self.doing.opens(self._open_form, self._close_form)
        self.form.hide()
        self.above(foot(self.write))
        self.above(self.form)

    def _open_form(self) -> None:
        self.write.hide()
        self.form.show()
        self.bring(self.form)

    def _close_form(self) -> None:
        self.form.hide()
        self.write.show()
        self.write.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while it was away is read now."""
        super().showEvent(event)
        self._commands.reconsider()  # what can be done here can be only while it is seen
        self.clock.start()
        self._read()

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight nothing needs to be read."""
        super().hideEvent(event)
        self.clock.stop()

    def _card(self, title: str) -> tuple[Card, Lines]:
        card, lines = Card(title), Lines(self._turns)
        card.add(lines)
        card.hide()
        self.parts.addWidget(card)
        return card, lines

    # --- what is shown ---

    def _changed(self, _kinds: object, _origin: object) -> None:
        if self.isVisible():
            self._read()

    def _tick(self) -> None:
        """After midnight what was due today is late, and what rested is back."""
        if self._found is not None and self._found.on != today():
            self._read()

    def _read(self) -> None:
        cache = self._desk.cache
        self._background.ask(lambda: reads.day(cache), self, self._show, self._failed, key="day")

    def _show(self, found: Day) -> None:
        self.notice.set("")
        if found == self._found:
            return
        self._found = found
        tells = {kind: kind not in found.untold for kind in noticing.KINDS}
        late = [self._late(one) for one in found.jobs if one.late and tells[noticing.LATE]]
        late += self._stalled(found) if tells[noticing.LATE] else ()
        waiting = [
            *self._counted(found),
            *(self._mention(one) for one in found.mentions if tells[noticing.MENTIONED]),
            *(self._given(one) for one in found.given if tells[noticing.GIVEN]),
            *map(self._talk, found.talks),
            *map(self._still, found.still),
        ]
        new = [self._new(one) for one in found.jobs if tells[noticing.APPLIED]]
        new += self._unread(found) if tells[noticing.WRITTEN] else ()
        self.tasks.setVisible(bool(found.tasks))
        self.task_lines.lay(self._headed(found.tasks), self._task)
        for card, lines, items in (
            (self.new, self.new_lines, new),
            (self.late, self.late_lines, late),
            (self.waiting, self.waiting_lines, waiting),
        ):
            card.setVisible(bool(items))
            lines.lay(items, self._line)
        self._commands.reconsider()  # what is done to tasks can be done only while some are shown
        nothing = not (late or waiting or new or found.tasks)
        self.empty.setVisible(nothing)
        self.intro.setVisible(not nothing)
        if found.synced:
            told = tr("New applicants and messages will stand here, and what you left open.")
            self.empty.set("house", tr("Nothing waits on you"), told, tr("All applicants"))
        else:
            self.empty.set("house", tr("Nothing here yet"), tr("What the site has for you is being fetched."))

    def _line(self, item: Item) -> Fact:
        show = button(tr("Open"), deed=item.lead)
        show.setAccessibleName(tr("Open: {what}").format(what=", ".join(filter(None, (item.title, item.text)))))
        if item.aside is None:
            return Fact(item.icon, item.title, item.text, item.small, deeds=[show])
        settle = button(tr("No answer needed"), "quiet", deed=item.aside)
        settle.setAccessibleName(tr("No answer needed: {who}").format(who=item.title))
        settle.setProperty(ASIDE, "yes")
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(settle)
        row.addWidget(show)
        return Fact(item.icon, item.title, item.text, item.small, deeds=[both])

    def _headed(self, found: Sequence[TaskRow]) -> list[tuple[str, TaskRow]]:
        """Each task, the first of a group with what stands above it."""
        groups = [one.group(today()) for one in found]
        firsts = [place == 0 or groups[place - 1] != group for place, group in enumerate(groups)]
        return [(heading(group) if first else "", one) for one, group, first in zip(found, groups, firsts, strict=True)]

    def _task(self, headed: tuple[str, TaskRow]) -> TaskLine:
        head, row = headed
        return TaskLine(row, self.doing.acts(self._to_subject), self._language, head, may_write=self.doing.may_write)

    def _late(self, one: JobCounts) -> Item:
        told = tr("%n new applicant(s) without an answer for {days} days or longer", None, one.late)
        query = TOO_LATE.of(self._language)
        return Item("clock", self._title(one), told.format(days=LATE.days), partial(self._to_job, one.job.id, query))

    def _stalled(self, found: Day) -> Sequence[Item]:
        if not found.stalled:
            return ()
        told = tr("%n applicant(s) at one stage for {days} days or longer", None, found.stalled)
        if found.stalled > reads.MOST:
            told = tr("More than {number} applicants at one stage for {days} days or longer")
        told = told.format(days=LATE.days, number=reads.MOST)
        lead = partial(self._to_job, "", STALLED.of(self._language))
        return (Item("hourglass", tr("Taken by nobody"), told, lead),)

    def _new(self, one: JobCounts) -> Item:
        query = NEW.of(self._language)
        told = tr("%n new applicant(s)", None, one.new)
        return Item("users", self._title(one), told, partial(self._to_job, one.job.id, query))

    def _title(self, one: JobCounts) -> str:
        return text_in(one.job.title, self._language)[0] or tr("A job without a title")

    def _unread(self, found: Day) -> Sequence[Item]:
        if not found.unread:
            return ()
        told = tr("%n message(s) that nobody opened here", None, found.unread)
        return (Item("mail", tr("Unread messages"), told, partial(self._to, "messages")),)

    def _still(self, one: Still) -> Item:
        told = tr("Yours, {stage} for {days}").format(stage=one.stage.of(self._language), days=days(one.since))
        name = called(one.name, one.code, self._language)
        return Item("hourglass", name, told, partial(self._to_applicant, one.application))

    def _given(self, one: Still) -> Item:
        told = tr("Yours now, at this stage: {stage}").format(stage=one.stage.of(self._language))
        name = called(one.name, one.code, self._language)
        return Item("user-plus", name, told, partial(self._to_applicant, one.application))

    def _talk(self, one: Talk) -> Item:
        name = called(one.name, one.code, self._language)
        text = " ".join(one.text.split())[:QUOTED]
        told = tr("Waits for your answer for {days}").format(days=days(one.at))
        return Item(
            "message-square", name, text, partial(self._to_talk, one.key), told, partial(self._settle, one, name)
        )

    def _mention(self, one: Mention) -> Item:
        name = called(one.name, one.code, self._language)
        by = one.by.name if one.by is not None and one.by.name else tr("a former member")
        text = " ".join(one.text.split())[:QUOTED]
        return Item(
            "at-sign",
            name,
            text,
            partial(self._to_applicant, one.application, one.note),
            tr("{member} mentioned you").format(member=by),
        )

    def _counted(self, found: Day) -> list[Item]:
        """What waits elsewhere, by its number."""
        told = (
            (noticing.CONFLICT, found.conflicts, "git-compare", tr("Conflicts"), tr("%n conflict(s) to settle", None, found.conflicts), "conflicts"),
            (noticing.OWED, found.owed, "download", tr("Exports"), tr("%n file(s) hold people who left", None, found.owed), "exports"),
            (noticing.REFUSED, found.refused, "upload", tr("Waiting changes"), tr("%n change(s) refused by the site", None, found.refused), "outbox"),
        )  # fmt: skip
        return [
            Item(icon, title, text, partial(self._to, place))
            for kind, many, icon, title, text, place in told
            if many and kind not in found.untold
        ]

    # --- where it leads ---

    def _to(self, place: str) -> None:
        open_place(self, self._commands, place)

    def _to_job(self, job: str, query: str) -> None:
        from izanau_desktop.company.applicants.page import (
            ApplicantsPage,  # not before it is needed: this page comes first
        )

        page = open_place(self, self._commands, "applicants")
        if isinstance(page, ApplicantsPage):
            page.list.look_for(job, query)

    def _to_applicant(self, application: str, note: str = "") -> None:
        from izanau_desktop.company.applicants.page import ApplicantsPage

        page = open_place(self, self._commands, "applicants")
        if isinstance(page, ApplicantsPage):
            page.show_document(application, note)

    def _to_subject(self, row: TaskRow) -> None:
        if row.application:
            self._to_applicant(row.application)
        else:
            self._to_job(row.job, "")

    def _settle(self, one: Talk, name: str) -> None:
        """Let this message wait no more, until they write again; on this machine, as what was opened is noted."""
        cache = self._desk.cache

        def put(value: str | None) -> bool:
            cache.set_local(local.ANSWERED, one.message, value)
            return True

        def told(_done: Done) -> None:
            self._tell(tr("Waits no more: {who}").format(who=name), lambda: put(None), "message", one.application)

        self._background.change(deed(lambda: put("yes"), "message"), self, told, self._failed)

    def _to_talk(self, key: str) -> None:
        from izanau_desktop.company.messages import MessagesPage

        page = open_place(self, self._commands, "messages")
        if isinstance(page, MessagesPage):
            page.show_conversation(key)

    def _step(self, by: int) -> None:
        """The next or the previous line gets the focus; from nowhere, the first."""
        within = [part for card in self._cards for part in card.findChildren(QAbstractButton)]
        doors = [one for one in within if one.isVisible() and one.isEnabled() and not one.property(ASIDE)]
        if not doors:
            return
        focus = QApplication.focusWidget()
        at = doors.index(focus) + by if isinstance(focus, QAbstractButton) and focus in doors else 0
        door = doors[max(0, min(at, len(doors) - 1))]
        door.setFocus(Qt.FocusReason.TabFocusReason)
        self.bring(door)

    def _may_snooze(self) -> bool:
        return self.isVisible() and self.doing.may_write and self._found is not None and bool(self._found.tasks)

    def _snooze(self) -> None:
        """Ask until when the task with the focus is put off; where none has it, the first gets it."""
        shown = [one for one in self.task_lines.findChildren(TaskLine) if one.isVisible()]
        if not shown:
            return  # they are still being laid
        focus = self.window().focusWidget()  # also while the command is looked up
        line = next((one for one in shown if focus is not None and one.isAncestorOf(focus)), shown[0])
        line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bring(line)
        line.offer_days()

    def _tell(self, words: str, back: Callable[[], bool], kind: str, application: str = "") -> None:
        def undo() -> None:
            work = deed(lambda: "yes" if back() else "", kind)
            self._background.change(work, self, self._undone, self._failed)

        self.toast.tell(words, undo, about=application)
        self._commands.reconsider()

    def _undone(self, done: Done) -> None:
        self.toast.tell(tr("Taken back") if done.outbox else tr("Too late: it was sent already."))

    def _failed(self, error: Exception) -> None:
        self.notice.set(refusal(error, self._language), "danger")
