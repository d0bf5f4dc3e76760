"""The right of the review: one applicant in full, and under the name the deeds on the application."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedLayout, QVBoxLayout, QWidget

from izanau_desktop.background import after
from izanau_desktop.cache.reads.common import OutboxRow, field, text_in
from izanau_desktop.cache.reads.marks import Marks
from izanau_desktop.cache.reads.tasks import TaskRow, today
from izanau_desktop.commands import Commands
from izanau_desktop.company.applicants import looking, person, record
from izanau_desktop.company.applicants.moving import moved
from izanau_desktop.company.applicants.others import OthersCard
from izanau_desktop.company.applicants.panels import Panels
from izanau_desktop.company.applicants.reading import Opened
from izanau_desktop.company.applicants.sighting import Entry
from izanau_desktop.company.tasks.line import Acts, TaskLine
from izanau_desktop.company.words import also_taken, called, last_stage, tone_of
from izanau_desktop.look.style import wear
from izanau_desktop.shared import moments
from izanau_desktop.shared.privacy.lines import Lines
from izanau_desktop.shared.profile_view import ProfileCards, clear
from izanau_desktop.shared.unsent import Unsent
from izanau_desktop.translation import tr
from izanau_desktop.widgets.commandbutton import CommandButton
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.more import MoreButton
from izanau_desktop.widgets.plain import Card, Chip, EmptyState, Notice, OneLine, label
from izanau_desktop.widgets.reading import ReadingArea
from izanau_desktop.widgets.turns import Turns

_LAID = 50
"""Milliseconds without another height of the page until it is taken as laid out."""
OFTEN, SELDOM = (
    ("advance", "message", "note", "reject"),
    ("advance_with", "stage", "take", "give", "labels", "task", "unblind"),
)
"""The deeds that have a button of their own, in one line where there is room, and those that stand in a menu beside them."""
BAR = 12
"""Pixels of the bar by which the page scrolls: it stands in the margin, so that cards above the page end where its cards do."""
LEAST = 420
"""Pixels that the page keeps in a small window: the list shrinks to its own least width first."""


class ApplicantDetail(QWidget):
    """Shows one applicant. `stage(id)` wants another stage, `given(membership)` another owner, `other(id)` another application;
    `sighted(id)`: a note or a message that waited for it is in sight; `again(push)` and `back(push)` of a message that the site
    does not have; the panels carry what is written."""

    stage, given, other, sighted = Signal(str), Signal(str), Signal(str), Signal(str)
    again, back = Signal(str), Signal(str)

    def __init__(self, commands: Commands, language: str) -> None:
        super().__init__()
        self._commands, self._language = commands, language
        self.opened: Opened | None = None
        self.acts: Acts | None = None
        self.sought = ""
        """The note that is to be in sight once it stands there."""
        self.may_task = False
        """What the lines of tasks ask for, and whether they may; given by the page."""
        self._laid: tuple[date, tuple[TaskRow, ...]] | None = None
        self._turns = Turns(self)
        self.setAccessibleName(tr("Applicant"))
        self.setMinimumWidth(LEAST)
        self._stack = QStackedLayout(self)
        self._nobody = EmptyState("user-round", tr("No applicant chosen"), tr("J and K walk through the list."))
        self._stack.addWidget(self._nobody)
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(28, 20, 28 - BAR, 0)
        layout.setSpacing(10)
        self.notice = Notice()
        self.panels = Panels(language)
        above = QVBoxLayout()
        layout.addLayout(above)
        above.setContentsMargins(0, 0, BAR, 0)
        above.setSpacing(10)
        for part in (self._title(), self._below(), self._labels(), self._deeds(), self.notice, self.panels):
            above.addWidget(part)
        layout.addWidget(self._page(), 1)
        self._stack.addWidget(whole)

    def _title(self) -> QWidget:
        frame = QWidget()
        flow = FlowLayout(frame, 10, 2)
        self._name, self._chip, self.owner = OneLine("title"), Chip(), Chip()
        self.blind = Chip(tr("Blind review"), "warn")
        for part in (self._name, self._chip, self.blind, self.owner):
            flow.addWidget(part)
        return frame

    def _labels(self) -> QWidget:
        self.labels = QWidget()
        self.labels.setAccessibleName(tr("Labels"))
        self._label_chips = FlowLayout(self.labels, 6)
        return self.labels

    def _below(self) -> QWidget:
        self._line = label("", "secondary")
        return self._line

    def _deeds(self) -> QWidget:
        frame = QWidget()
        flow = FlowLayout(frame)
        self.buttons: dict[str, CommandButton] = {}
        for name in OFTEN:
            made = CommandButton(self._commands, f"applicants.{name}", "primary" if name == "advance" else "")
            self.buttons[name] = made
            flow.addWidget(made)
        self.more = MoreButton(self._commands, *(f"applicants.{name}" for name in SELDOM))
        flow.addWidget(self.more)
        self.menu, self.colleagues = QMenu(self.more), QMenu(self.more)
        self.menu.setAccessibleName(tr("Stages of this job"))
        self.colleagues.setAccessibleName(tr("Colleagues"))
        return frame

    def _page(self) -> QWidget:
        page = QWidget()
        wear(page, "scrolled")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 4, 0, 24)
        layout.setSpacing(12)
        self._profile = ProfileCards("applicants", self._language, wide=True)
        self._changes, self._before, self._after = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for part in (self._changes, self._before, self._after):
            part.setSpacing(12)
        layout.addLayout(self._changes)
        layout.addWidget(self._tasks())
        layout.addLayout(self._before)
        layout.addWidget(self._profile)
        layout.addLayout(self._after)
        layout.addStretch(1)
        self.area = ReadingArea(page, tr("Profile and history"))
        self._bringing = after(_LAID, self, self._bring, start=False)
        self.area.verticalScrollBar().rangeChanged.connect(self._wait_again)
        return self.area

    def show_applicant(self, opened: Opened | None) -> None:
        """Show an applicant, or that there is none; what is being written stays while it is the same one."""
        same = self._same(opened)
        if not same:
            self.panels.close_all()  # what is written is kept for the applicant that was shown
            self.panels.forget()
        elif opened is not None and opened.applicant.row.code and not self._code:
            self.panels.hide_names(opened.names)
        if opened is not None:
            self.panels.show_moved(opened.applicant.row.stage, moved(opened, self._language))
        self.opened = opened
        self._stack.setCurrentIndex(0 if opened is None else 1)
        if opened is None:
            return
        if not same:
            self.notice.set("")
            self.panels.show_drafts(opened.drafts)
            self.area.verticalScrollBar().setValue(0)
        self._show_head(opened)
        self._show_marks(opened.marks)
        self.panels.offer(opened.letters)
        self._show_menu(opened)
        self._show_tasks(opened.tasks)
        self._turns.begin(self._cards(opened))

    def _cards(self, opened: Opened) -> Iterator[QWidget]:
        for column in (self._changes, self._before, self._after):
            clear(column)
        changed = looking.told(opened, self._language)
        if changed is not None:
            self._changes.addWidget(changed)
            yield changed
        for card in (*record.before(opened, self._language), *self._others(opened)):
            self._before.addWidget(card)
            yield card
        body = opened.applicant.row.profile
        yield from self._profile.build(body, person.CAREER)
        abilities, facts = person.abilities(body, self._language), person.person(body, self._language)
        sections = ((abilities, person.ABILITIES), (facts, person.FACTS))
        for shown, held in (*sections, *((self._profile.groups.get(one), (one,)) for one in person.CAREER)):
            if isinstance(shown, Card):
                looking.mark(shown, opened, held, self._language)
        for made in filter(None, (abilities, *self._record(opened), facts)):
            self._after.addWidget(made)
            yield made
        if self.sought:
            self._bringing.start()

    def _record(self, opened: Opened) -> tuple[QWidget, ...]:
        def unsent(push: OutboxRow) -> Unsent:
            made = Unsent(push, self._language)
            made.again.connect(self.again)
            made.back.connect(self.back)
            return made

        return record.after(opened, self._language, self.sighted.emit, unsent)

    def _bring(self) -> None:
        """Scroll to the entry that was sought."""
        found = None if self._turns.is_building else self.area.findChild(Entry, self.sought)
        if found is not None:
            self.sought = ""
            self.area.ensureWidgetVisible(found)

    def _wait_again(self) -> None:
        """The page is still being laid out."""
        if self._bringing.isActive():
            self._bringing.start()

    def _tasks(self) -> Card:
        """What is to be done about the applicant, and what was; it stays while other cards are built anew, and the focus in it."""
        self.tasks, self._task_turns = Card(tr("Tasks")), Turns(self)
        self._task_lines = Lines(self._task_turns)
        self.tasks.add(self._task_lines)
        self.tasks.hide()
        return self.tasks

    def _show_tasks(self, rows: tuple[TaskRow, ...]) -> None:
        """Lay them where they are others, or read otherwise on another day: at once, so that none stands beside somebody else."""
        acts = self.acts
        if acts is not None and self._laid != (today(), rows):
            self._laid = (today(), rows)
            self._task_lines.lay(rows, lambda row: TaskLine(row, acts, self._language, may_write=self.may_task))
            self._task_turns.finish()
            self.tasks.setVisible(bool(rows))

    def _others(self, opened: Opened) -> Iterator[QWidget]:
        if opened.others:
            card = OthersCard(opened.others, self._language)
            card.chosen.connect(self.other)
            yield card

    def say_nobody(self, *, listed: bool) -> None:
        """What stands here while nobody is chosen: how to walk the list, where that has anybody."""
        self._nobody.set(
            "user-round", tr("No applicant chosen"), tr("J and K walk through the list.") if listed else ""
        )

    def say_missing(self) -> None:
        """That who was to be opened is not here."""
        told = tr("They were erased, or are no longer shown to you.")
        self._nobody.set("user-round", tr("This applicant cannot be shown"), told)

    def show_stages(self) -> None:
        """Open the menu of stages."""
        self.panels.opening.emit()
        self.more.drop(self.menu)

    def show_colleagues(self) -> None:
        """Open the menu of those whom the application can be given to."""
        self.panels.opening.emit()
        self.more.drop(self.colleagues)

    @property
    def _code(self) -> str:
        return self.opened.applicant.row.code if self.opened is not None else ""

    def _same(self, opened: Opened | None) -> bool:
        if opened is None or self.opened is None:
            return False
        return opened.applicant.row.id == self.opened.applicant.row.id

    def _show_head(self, opened: Opened) -> None:
        row, applicant = opened.applicant.row, opened.applicant
        self._name.setText(called(row.name, row.code, self._language))
        self.blind.setVisible(bool(row.code))
        stage = next((one for one in opened.stages if one.id == row.stage), None)
        if row.withdrawn:
            self._chip.set(tr("Withdrawn"), "neutral")
        elif stage is not None:
            self._chip.set(stage.words.of(self._language), tone_of(stage.status))
        applied = tr("applied {day}").format(day=moments.day(row.applied, self._language)) if row.applied else ""
        title = text_in(row.job_title, self._language)[0]
        was = last_stage(stage.words.of(self._language)) if row.withdrawn and stage is not None else ""
        erases = field(applicant.application.body, "erases")
        erased = tr("will be erased {day}").format(day=moments.day(erases, self._language)) if erases else ""
        self._line.setText(" · ".join(filter(None, (title, was, applied, applicant.email, erased))))
        following = opened.next_stage
        self.buttons["advance"].lead_to(following.words.of(self._language) if following else "")

    def _show_marks(self, marks: Marks) -> None:
        name = marks.owner.name or tr("a former member") if marks.owner else ""
        told = tr("Yours") if marks.mine else tr("Taken by {member}").format(member=name)
        if marks.rival is not None:
            self.owner.set(also_taken(told, marks.rival.name), "warn")
        else:
            self.owner.set(told, "accent" if marks.mine else "neutral")
        self.owner.setVisible(marks.owner is not None)
        self._label_chips.clear()
        for word in marks.labels:
            self._label_chips.addWidget(Chip(word))
        self.labels.setVisible(bool(marks.labels))
        self.panels.show_marks(marks)

    def _show_menu(self, opened: Opened) -> None:
        stages = {one.id: one.words.of(self._language) for one in opened.stages}
        _offer(self.menu, stages, opened.applicant.row.stage, self.stage.emit)
        marks = opened.marks
        people = {"": tr("Nobody")} | {one.member: one.name for one in marks.team}
        _offer(self.colleagues, people, marks.owner.member if marks.owner else "", self.given.emit)

    def focus(self) -> None:
        """Take the focus into the page, where letters act and arrows scroll."""
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)


def _offer(menu: QMenu, choices: Mapping[str, str], now: str, chosen: Callable[[str], object]) -> None:
    """One choice of several, each with its words; the one in force is marked."""
    menu.clear()
    for code, words in choices.items():
        action = QAction(words.replace("&", "&&"), menu)
        action.setCheckable(True)
        action.setChecked(code == now)
        action.triggered.connect(lambda _=False, code=code: chosen(code))
        menu.addAction(action)
