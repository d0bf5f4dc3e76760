"""The deeds on all applicants that are chosen: summed up, done in slices off the UI thread, reported, and undone as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from izanau_desktop import bulk
from izanau_desktop.background import Background
from izanau_desktop.bulk import Outcome, Summary
from izanau_desktop.cache.reads import chosen as reads
from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.cache.reads.chosen import Chosen
from izanau_desktop.cache.reads.company import By
from izanau_desktop.cache.reads.marks import in_use, team
from izanau_desktop.cache.reads.reasons import reasons
from izanau_desktop.cache.reads.templates import TemplateRow, templates
from izanau_desktop.commands import Commands
from izanau_desktop.company.applicants.bar import ChosenBar
from izanau_desktop.company.applicants.gathering import Gathering, Overview
from izanau_desktop.company.applicants.list import ApplicantList
from izanau_desktop.company.applicants.many import ManyPanel
from izanau_desktop.company.applicants.summing import Summed, summed
from izanau_desktop.company.applicants.telling import Telling
from izanau_desktop.company.applicants.undoing import KINDS, Undoing, held
from izanau_desktop.desk import Desk
from izanau_desktop.offers import Deed
from izanau_desktop.shared.deeds import refusal
from izanau_desktop.translation import tr
from izanau_desktop.widgets.toast import Toast
from izanau_protocol import visibility
from izanau_protocol.rules.rejecting import ReasonRow

T = TypeVar("T")


class Wrote(msgspec.Struct, frozen=True):
    """A slice that was written. Only with the last one it is told, so that the list is read anew once."""

    outcome: Outcome
    kinds: frozenset[str] = frozenset()


class Bulking(QObject):
    """`switched` whenever others are chosen, or the right side is to show another thing; `asking` before a card opens."""

    switched, asking = Signal(), Signal()

    def __init__(
        self, desk: Desk, background: Background, where: ApplicantList, toast: Toast, commands: Commands, language: str
    ) -> None:
        super().__init__(where)
        self._desk, self._background, self._list = desk, background, where
        self._commands, self._language = commands, language
        self._picking = where.picking
        self._undoing = Undoing(desk, background, toast, language)
        self._telling = Telling(language, lambda: where.head)
        self.panel, self.bar = ManyPanel(self._telling), ChosenBar(commands)
        self._gathering = Gathering(desk.cache, background, self.panel, Overview(commands, self._telling), self._failed)
        self.menu = QMenu(self.bar)
        self._deed, self._name = bulk.Deed("advance"), ""
        self._summary: Summary | None = None
        self._first: Summary | None = None
        """As it was shown first, while the same is asked: later ones only leave out."""
        self._asked: frozenset[str] | None = None
        """Those whom the card is about, once they were read."""
        self._standing: Chosen | None = None
        """Those who are chosen by the card that is open itself, which it stays open for."""
        self._waiting: list[Sequence[str]] = []
        self._outcome, self._undone, self._problem = Outcome(), tuple[str, ...](), ""
        self._is_busy = False
        where.put_above(self.bar)
        self._connect()

    def _connect(self) -> None:
        picking, panel = self._picking, self.panel
        picking.changed.connect(self._picked)
        picking.walked.connect(self._walked)
        picking.counted.connect(self._recount)
        picking.ranging.connect(self._range)
        self.bar.everyone.connect(picking.everyone)
        self.bar.released.connect(picking.clear)
        panel.added.connect(lambda word: self._ask(bulk.Deed("label", add=(word,))))
        panel.removed.connect(lambda word: self._ask(bulk.Deed("label", remove=(word,))))
        panel.other.connect(self._write)
        panel.decided.connect(self._do)
        self._undoing.begun.connect(self._read)
        panel.closed.connect(self._back)
        panel.stopped.connect(self._stop)

    # --- what the page offers ---

    @property
    def is_on(self) -> bool:
        """Whether deeds mean all that are chosen."""
        return self._picking.is_on

    @property
    def is_shown(self) -> bool:
        """Whether the right side belongs to them: many are chosen, or a report or what failed is to be read."""
        return self.is_on or self.panel.is_open

    def over(self, path: str, single: Deed, many: Callable[[], object]) -> Deed:
        """A deed on the one that is open, or on all that are chosen."""
        may, do = single
        return (
            lambda: self._may(path) if self.is_on else may(),
            lambda: many() if self.is_on else do(),
        )

    def deeds(self) -> dict[str, Deed]:
        """What the page offers beside, by the last part of its command."""
        here = self._list.isVisible
        return {
            "all": (lambda: here() and self._list.list.model.rowCount() > 0, self._picking.everyone),
            "none": (lambda: here() and self.is_on, self._picking.clear),
        }

    def advance(self) -> None:
        """Each to the stage after theirs, with a prepared message where one is chosen."""
        self._move(bulk.Deed("advance"))

    def stage(self) -> None:
        """All to one stage, which is chosen from those of the jobs in the list."""
        names = self._list.head.stage_names(self._language)
        self._offer("stage", [(name, partial(self._to_stage, stage, name)) for stage, name in names.items()])

    def reject(self, stage: str = "") -> None:
        """All to the stage that rejects, or to this one, for one reason, with a prepared message to each."""
        cache, show = self._desk.cache, partial(self._ask_reason, stage)
        self._look_up(lambda: (reasons(cache), templates(cache, "reject")), show)

    def take(self) -> None:
        """All of them become one's own."""
        self._ask(bulk.Deed("give", self._desk.membership))

    def give(self) -> None:
        """All to a colleague, or to nobody."""
        cache = self._desk.cache
        self._background.ask(lambda: team(cache), self, self._offer_team, self._failed, key="team")

    def labels(self) -> None:
        """A label on all of them, or off: asked at once, with those in use once they are read."""
        cache = self._desk.cache
        self.asking.emit()
        self.panel.open_labels()
        self.switched.emit()
        self._background.ask(lambda: in_use(cache), self, self.panel.labels.offer, self._failed, key="labels")

    def _may(self, path: str) -> bool:
        role = self._desk.account.role
        return self._list.isVisible() and not self._is_busy and visibility.may_write("application", path, role)

    # --- who is chosen ---

    def _picked(self) -> None:
        self._count()
        if not self._is_busy and self._picking.chosen != self._standing:
            self._standing = None
            self.panel.open(None)
        self._commands.reconsider()
        self.switched.emit()

    def _walked(self) -> None:
        """One goes on in the list: what stood here was read."""
        if self.panel.is_open:
            self._picked()

    def _recount(self) -> None:
        """The list was read anew under those who are chosen."""
        self._look_who_left()
        if self.panel.is_asking and not self._is_busy:
            self._sum_up()

    def _count(self) -> None:
        if self.is_on:
            many, left = self._picking.many, self._picking.left
            self.bar.show_many(many, self._list.list.model.rowCount(), left, more=self._list.is_open_ended)
            self._gathering.count(self._picking.still)
        else:
            self.bar.hide()
        self.panel.show_count(self.bar.text if self.is_on else "")

    def _look_who_left(self) -> None:
        """Of those known by name some may be in the list no more: the bar counts the others."""
        cache, chosen, seen_in = self._desk.cache, self._picking.chosen, self._picking.seen_in
        if not chosen.ids:
            self._count()
            return
        self._background.ask(
            lambda: reads.left(cache, seen_in, chosen),
            self,
            lambda left: self._miss(seen_in, left),
            self._failed,
            key="left",
        )

    def _miss(self, seen_in: View, left: frozenset[str]) -> None:
        if seen_in == self._picking.seen_in:  # of another list it says nothing
            self._picking.miss(left)
            self._count()

    def _range(self, view: View, first: int, last: int) -> None:
        cache = self._desk.cache
        self._background.ask(
            lambda: reads.between(cache, view, first, last),
            self,
            lambda ids: self._picking.take_range(view, ids),
            self._failed,
            key="range",
        )

    def _read(self) -> None:
        self.panel.open(None)
        self.switched.emit()

    def _back(self) -> None:
        self._read()
        self._list.setFocus()

    # --- what is asked before ---

    def _offer(self, name: str, choices: Sequence[tuple[str, Callable[[], object]]]) -> None:
        self.menu.clear()
        for words, do in choices:
            action = QAction(words.replace("&", "&&"), self.menu)
            action.triggered.connect(lambda _=False, do=do: do())
            self.menu.addAction(action)
        place: QWidget = self.bar.buttons.get(name, self.bar.more)
        self.menu.setAccessibleName(self._commands[f"applicants.{name}"].label)
        self.menu.popup(place.mapToGlobal(place.rect().bottomLeft()))

    def _to_stage(self, stage: str, name: str) -> None:
        known = [row for rows in self._list.head.stages.values() for row in rows if row.id == stage]
        if any(row.status == "rejected" for row in known) or stage == "rejected":
            self.reject(stage)
        else:
            self._move(bulk.Deed("stage", stage), name)

    def _move(self, deed: bulk.Deed, name: str = "") -> None:
        cache, may = self._desk.cache, visibility.may_write("message", "text", self._desk.account.role)
        read = partial(templates, cache, "advance", "other") if may else tuple[TemplateRow, ...]
        self._look_up(read, partial(self._ask, deed, name, ()))

    def _look_up(self, read: Callable[[], T], then: Callable[[T], object]) -> None:
        """Read what is offered beside a deed; one that stands there is put away, so that no key answers it any more."""
        self.panel.open(None)
        self._background.ask(read, self, then, self._failed, key="letters")

    def _offer_team(self, found: tuple[By, ...]) -> None:
        people = [("", tr("Nobody")), *((one.member, one.name) for one in found if one.member != self._desk.membership)]
        self._offer("give", [(name, partial(self._ask, bulk.Deed("give", member), name)) for member, name in people])

    def _ask_reason(self, stage: str, found: tuple[tuple[ReasonRow, ...], tuple[TemplateRow, ...]]) -> None:
        whys, letters = found
        first = letters[0].id if letters and visibility.may_write("message", "text", self._desk.account.role) else ""
        self._ask(bulk.Deed("reject", stage, template=first), "", whys, letters if first else ())

    def _ask(
        self,
        deed: bulk.Deed,
        name: str = "",
        whys: Sequence[ReasonRow] = (),
        letters: Sequence[TemplateRow] = (),
    ) -> None:
        """Sum a deed up, of how things are now."""
        self._name, self._asked, self._standing = name, None, None
        self.asking.emit()
        self.panel.asking.begin(deed, whys, letters)
        self.panel.open(self.panel.asking)
        self.switched.emit()
        self._begin(deed)

    def _write(self, template: str) -> None:
        """The same with another message, or none: it goes on being asked."""
        self._begin(msgspec.structs.replace(self._deed, template=template))

    def _begin(self, deed: bulk.Deed) -> None:
        self._deed, self._summary, self._first = deed, None, None
        self._sum_up()

    def _sum_up(self) -> None:
        desk, deed, asked, first = self._desk, self._deed, self._asked, self._first
        chosen, seen_in = self._picking.chosen, self._picking.seen_in
        self._background.ask(
            lambda: summed(desk, deed, chosen, seen_in, asked, first),
            self,
            lambda found: self._show_summary(found, chosen),
            self._failed,
            key="summary",
        )

    def _show_summary(self, found: Summed, chosen: Chosen) -> None:
        summary = found.summary
        if not self.is_on or self._is_busy or summary.deed != self._deed:
            return
        self._asked, self._summary, self._first = found.asked, summary, self._first or summary
        if found.new and chosen == self._picking.chosen:
            for one in found.new:
                chosen = chosen.turned(one)
            self._standing = chosen
            self._picking.take(chosen)
        self.panel.asking.show_summary(summary, self._name)

    # --- doing it ---

    def _do(self, reason: str) -> None:
        if self._summary is None or self._is_busy:
            return
        self._deed = msgspec.structs.replace(self._deed, reason=reason)
        self._waiting = bulk.slices(self._summary.applications)
        self._outcome = Outcome(left=self._summary.left, names=self._summary.names)
        self._undone, self._problem = (), ""
        self._is_busy = True
        self._go_on()

    def _go_on(self) -> None:
        """The next slice, or the end."""
        all_ = len(self._summary.applications) if self._summary else 0
        if not self._waiting:
            self._finish()
            return
        if all_ > bulk.AT_ONCE:
            self.panel.open(self.panel.report)
            self.panel.report.show_progress(len(self._outcome.pushes), all_)
        desk, deed, some, more = self._desk, self._deed, self._waiting[0], len(self._waiting) - 1
        kinds = KINDS if all_ <= bulk.AT_ONCE else frozenset[str]()
        summed = self._summary
        self._background.change(
            lambda: Wrote(bulk.do(desk, deed, some, more, summed), kinds), self, self._wrote, self._broken
        )

    def _wrote(self, wrote: Wrote) -> None:
        del self._waiting[0]
        self._outcome = self._outcome.and_(wrote.outcome)
        self._go_on()

    def _stop(self) -> None:
        """What is written by now stays, and can be undone."""
        self._leave_from(1)

    def _leave_from(self, slice_: int) -> None:
        """From this slice on, of those that are still to be written, none is."""
        self._undone = (*(one for some in self._waiting[slice_:] for one in some), *self._undone)
        del self._waiting[slice_:]

    def _broken(self, error: Exception) -> None:
        """The slice that is under way was not written, and none is after it."""
        self._leave_from(0)
        try:
            self._problem = refusal(error, self._language)
        finally:  # a bug of ours is raised again; the deed has ended all the same
            self._finish()

    def _finish(self) -> None:
        """All is written, or as much as was to be: from now on it can be undone for as long as any deed."""
        desk, pushes = self._desk, self._outcome.pushes
        all_ = len(self._summary.applications) if self._summary else 0
        if all_ > bulk.AT_ONCE:
            self._background.change(lambda: held(desk, pushes, KINDS), self, lambda _: self._tell(), self._unheld)
        else:
            self._tell()

    def _unheld(self, error: Exception) -> None:
        """All is written and can be undone, but for no longer than each slice is held by itself."""
        try:
            self._problem = self._problem or refusal(error, self._language)
        finally:
            self._background.changed.emit(KINDS, self)  # no slice told it
            self._tell()

    def _tell(self) -> None:
        outcome = self._outcome
        self._is_busy, self._summary = False, None
        if self._undone:
            self._standing = Chosen(frozenset(self._undone))
            self._picking.take(self._standing)
        else:
            self._picking.clear()
        told, undone = self._telling.done(outcome), len(self._undone)
        lines = self._telling.report(self._problem, undone, outcome.left, outcome.names)
        self.panel.open(self.panel.report)
        self.panel.report.show_done(told, "\n".join(lines), "danger" if self._problem else "warn")
        self.switched.emit()
        if outcome.pushes:
            self._undoing.offer(told, outcome.pushes)
        self._commands.reconsider()
        self._list.setFocus()

    def _failed(self, error: Exception) -> None:
        self.panel.open(None)
        self.panel.notice.set(refusal(error, self._language), "danger")
        self.switched.emit()
