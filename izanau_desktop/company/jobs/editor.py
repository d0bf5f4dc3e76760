"""The editor of one job: its sections as cards, beside them what the law asks for, above them publish and close."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from izanau_desktop.cache.reads.common import text_in
from izanau_desktop.commands import Commands
from izanau_desktop.company.jobs import lacking
from izanau_desktop.company.jobs.both import BothLanguages
from izanau_desktop.company.jobs.checklist import Checklist, Gaps
from izanau_desktop.company.jobs.languages import JobLanguages
from izanau_desktop.company.jobs.sections import SECTIONS, form_of
from izanau_desktop.company.jobs.stages import Around, JobStages
from izanau_desktop.company.jobs.wording import Wording
from izanau_desktop.company.jobs.words import state_tone, state_words
from izanau_desktop.look import fonts
from izanau_desktop.look.style import wear
from izanau_desktop.look.tokens import BODY
from izanau_desktop.shared.editing import Editing
from izanau_desktop.translation import tr
from izanau_desktop.widgets.commandbutton import CommandButton
from izanau_desktop.widgets.fields import BoundField
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.more import MoreButton
from izanau_desktop.widgets.plain import Card, Chip, Notice, label, scrolled
from izanau_desktop.widgets.switch import Switch
from izanau_desktop.widgets.turns import Turns
from izanau_protocol.problems import Problem

COLUMN, BOTH_COLUMN = 760, 1160
SIDE = 320
ROOM_FOR_TWO = 740
"""Pixels, in type that is not enlarged, from which the items of the law stand beside the form; with less they stand below it."""
LEAST_FOR_BOTH = 580
"""Pixels of the form from which two languages stand beside one another in its cards."""
AROUND = 28 + 12 + 16 + SIDE + 24
"""Pixels that are not the form's where they do: margins, its bar, the gap, the items."""


class JobEditor(QWidget):
    """Shows the job that an `Editing` holds."""

    def __init__(self, editing: Editing, commands: Commands, language: str) -> None:
        super().__init__()
        self._editing, self._language = editing, language
        self._turns, self._is_begun = Turns(self), False
        self._languages, self._filled = BothLanguages(editing, language, self), list[Card]()
        self._around = Around()
        self._stages: JobStages | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 20, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._head())
        layout.addWidget(self._deeds(commands))
        self.notice = Notice()
        self.gaps = Gaps()
        layout.addWidget(self.gaps)
        framed = QHBoxLayout()
        framed.setContentsMargins(0, 0, 24, 0)
        framed.addWidget(self.notice)
        layout.addLayout(framed)
        row = QHBoxLayout()
        layout.addLayout(row, 1)  # before the checklist is in it, which moves (docs/decisions/006)
        row.setSpacing(16)
        row.addWidget(self._page(), 1)
        self.checklist, self.wording = Checklist(language), Wording(editing, language)
        for one in (self.checklist, self.wording, self.gaps):
            one.wanted.connect(self.go_to)
        row.addWidget(self._beside())
        self._languages.changed.connect(self.wording.show_beneath)
        self._place_checklist(beside=True)
        editing.changed.connect(self._follow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the form has it."""
        super().resizeEvent(event)
        self._place_checklist(beside=self._has_room())

    def _has_room(self) -> bool:
        least = max(self._form.minimumSizeHint().width(), LEAST_FOR_BOTH if self.both.isChecked() else 0)
        room = round(ROOM_FOR_TWO * fonts.pixels(self.font()) / BODY)
        return self.width() >= max(room, least + AROUND)

    def _place_checklist(self, *, beside: bool) -> None:
        place = self._side if beside else self._sections
        if place.indexOf(self.checklist) < 0:
            for card in (self.checklist, self.wording):
                place.insertWidget(place.count() - 1, card)  # what stretches stays the last
                card.setMinimumWidth(SIDE if beside else 0)
                card.setMaximumWidth(SIDE if beside else COLUMN)
            self._side_area.setVisible(beside)
        self.gaps.show_missing({} if beside else self.checklist.missing)

    def _head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 24, 0)
        row.setSpacing(10)
        self._title, self._chip = label("", "title"), Chip()
        row.addWidget(self._title)
        row.addWidget(self._chip)
        row.addStretch(1)
        return head

    def _deeds(self, commands: Commands) -> QWidget:
        frame = QWidget()
        row = FlowLayout(frame)
        row.setContentsMargins(0, 0, 24, 0)
        self.publish = CommandButton(commands, "jobs.publish", "primary")
        self.close_job = CommandButton(commands, "jobs.close")
        self.use = CommandButton(commands, "jobs.use", "primary")
        self.both = Switch("company.jobs.both", commands, "jobs.both")
        self.both.toggled.connect(self._turn)
        self.more = MoreButton(commands, *(f"jobs.{name}" for name in ("copy", "template", "undo", "redo", "remove")))
        deeds = (self.publish, self.use, self.close_job, CommandButton(commands, "jobs.preview"), self.more, self.both)
        for one in deeds:
            row.addWidget(one)
        return frame

    def _turn(self, on: bool) -> None:
        self._turns.add("languages", self._languages.turn(on=on))
        self._spread()

    def _spread(self) -> None:
        """Two texts beside one another want a wider column."""
        for card in self._filled:
            card.setMaximumWidth(BOTH_COLUMN if self.both.isChecked() else COLUMN)
        self._place_checklist(beside=self._has_room())

    def _beside(self) -> QWidget:
        """Where the items of the law and the hints stand while there is room; with many of them it scrolls."""
        page = QWidget()
        wear(page, "scrolled")
        self._side = QVBoxLayout(page)
        self._side.setContentsMargins(0, 4, 12, 16)  # and a bar of 12 pixels where it scrolls
        self._side.setSpacing(12)
        self._side.addStretch(1)
        self._side_area = scrolled(page)
        self._side_area.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._side_area.setFixedWidth(SIDE + 24)
        return self._side_area

    def _page(self) -> QWidget:
        self._form = page = QWidget()
        wear(page, "scrolled")
        self._sections = layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 4, 8, 24)
        layout.setSpacing(12)
        layout.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setAccessibleName(tr("What the job states"))
        self.area.setWidget(page)
        return self.area

    def _cards(self) -> Iterator[None]:
        """Make the cards; the checklist follows them by Tab although it is there before."""
        last: BoundField | None = None
        for place, section in enumerate(SECTIONS):
            card = Card(section.words())
            self._sections.insertWidget(place, card)
            self._filled.append(card)
            self._spread()
            if section.forms == (("wishes", ""),):
                card.add(JobLanguages(self._editing))
            if section.forms == (("review", ""),):
                card.add(self._made_stages())
            for name, prefix in section.forms:
                form = form_of(name)
                card.add(form)
                last = list(self._editing.bind(form, prefix).fields.values())[-1]
                self.wording.show_beneath()
                yield
                yield from self._languages.take(form, prefix)
        assert last is not None
        QWidget.setTabOrder(last.editor, self.checklist.list)
        QWidget.setTabOrder(self.checklist.list, self.wording.list)
        self._place_checklist(beside=self._has_room())

    def _made_stages(self) -> JobStages:
        self._stages = JobStages(self._editing, self._language, self._languages)
        self._stages.show_around(self._around)
        return self._stages

    def show_around(self, around: Around) -> None:
        """Know who is at which stage, and the stages of other jobs."""
        self._around = around
        if self._stages is not None:
            self._stages.show_around(around)

    def go_to(self, path: str) -> None:
        """Bring a field into view, with the focus."""
        self._turns.finish()
        field = self._editing.field(path)
        if field is not None:
            self.area.ensureWidgetVisible(field, 0, 80)
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, problems: Sequence[Problem]) -> None:
        """Say what stands in the way of publishing: each beside its field, all of them above."""
        self._turns.finish()
        problems = [lacking.at_the_gap(one, self._editing.body) for one in problems]
        self._editing.show_problems(tuple(problems))
        if len(problems) == 1:
            told = problems[0].words(self._language)
        else:  # each stands beside its field; said once more here they would push the fields away
            told = tr(
                "%n item(s) are missing or wrong; the first is open, the law's are marked in the list.",
                None,
                len(problems),
            )
        self.notice.set(tr("Not published yet: {why}").format(why=told), "danger")
        self.go_to(problems[0].field)

    def _follow(self) -> None:
        if not self._is_begun:  # sixty fields take their time: with the first job, in turns
            self._is_begun = True
            self._turns.begin(self._cards())
        body = self._editing.body
        state = str(body.get("state") or "draft")
        self._title.setText(text_in(body.get("title"), self._language)[0] or tr("Untitled job"))
        self.publish.setVisible(state in ("draft", "closed"))  # what does something: the others would only take room
        self.close_job.setVisible(state == "published")
        self.use.setVisible(state == "template")
        self._chip.set(state_words(state, self._language), state_tone(state))
        self.checklist.show_job(body)
        self.wording.show_job(body)
        self._place_checklist(beside=self._has_room())
        self.notice.set("")
