"""The deeds on all applicants that are chosen: summed up, done in slices off the UI thread, reported, and undone as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from izanau_desktop import bulk
from izanau_desktop.background import Background
from izanau_desktop.bulk import Outcome, Summary
from izanau_desktop.cache.reads import chosen as reads
from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.cache.reads.chosen import Called
from izanau_desktop.cache.reads.company import By
from izanau_desktop.cache.reads.marks import in_use, team
from izanau_desktop.cache.reads.reasons import reasons
from izanau_desktop.cache.reads.templates import TemplateRow, templates
from izanau_desktop.commands import Commands
from izanau_desktop.company.applicants.bar import ChosenBar
from izanau_desktop.company.applicants.list import ApplicantList
from izanau_desktop.company.applicants.many import ManyPanel
from izanau_desktop.company.applicants.telling import Telling
from izanau_desktop.desk import Desk
from izanau_desktop.offers import Deed
from izanau_desktop.shared.deeds import refusal
from izanau_desktop.translation import tr
from izanau_desktop.widgets.toast import Toast
from izanau_protocol import visibility
from izanau_protocol.rules.rejecting import ReasonRow

KINDS = frozenset({"application", "message"})


class Wrote(msgspec.Struct, frozen=True):
    """A slice that was written. Only with the last one it is told, so that the list is read anew once."""

    outcome: Outcome
    kinds: frozenset[str] = frozenset()


class Taken(msgspec.Struct, frozen=True):
    """A slice that was taken back."""

    many: int
    kinds: frozenset[str] = frozenset()


class Bulking(QObject):
    """`switched` whenever others are chosen, or the right side is to show another thing; `asking` before a card opens."""

    switched, asking = Signal(), Signal()

    def __init__(
        self, desk: Desk, background: Background, where: ApplicantList, toast: Toast, commands: Commands, language: str
    ) -> None:
        super().__init__(where)
        self._desk, self._background, self._list, self._toast = desk, background, where, toast
        self._commands, self._language = commands, language
        self._picking = where.picking
        self._telling = Telling(language, lambda: where.head)
        self.panel, self.bar = ManyPanel(self._telling), ChosenBar(commands)
        self.menu = QMenu(self.bar)
        self._deed, self._name = bulk.Deed("advance"), ""
        self._summary: Summary | None = None
        self._waiting: list[Sequence[str]] = []
        self._outcome = Outcome()
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
        panel.asking.cancelled.connect(self._back)
        panel.labels.cancelled.connect(self._back)
        panel.labels.added.connect(lambda word: self._ask(bulk.Deed("label", add=(word,))))
        panel.labels.removed.connect(lambda word: self._ask(bulk.Deed("label", remove=(word,))))
        panel.asking.other.connect(lambda template: self._ask(msgspec.structs.replace(self._deed, template=template)))
        panel.asking.decided.connect(self._do)
        panel.report.closed.connect(self._back)
        panel.report.stopped.connect(self._stop)

    # --- what the page offers ---

    @property
    def is_on(self) -> bool:
        """Whether deeds mean all that are chosen."""
        return self._picking.is_on

    @property
    def is_shown(self) -> bool:
        """Whether the right side belongs to them: many are chosen, or a report is to be read."""
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
        """Each to the stage after theirs."""
        self._ask(bulk.Deed("advance"))

    def stage(self) -> None:
        """All to one stage, which is chosen from those of the jobs in the list."""
        names = self._list.head.stage_names(self._language)
        self._offer("stage", [(name, partial(self._to_stage, stage, name)) for stage, name in names.items()])

    def reject(self) -> None:
        """All to the stage that rejects, for one reason, with a prepared message to each."""
        cache = self._desk.cache
        self._background.ask(
            lambda: (reasons(cache), templates(cache, "reject")), self, self._ask_reason, self._failed, key="letters"
        )

    def take(self) -> None:
        """All of them become one's own."""
        self._ask(bulk.Deed("give", self._desk.membership))

    def give(self) -> None:
        """All to a colleague, or to nobody."""
        cache = self._desk.cache
        self._background.ask(lambda: team(cache), self, self._offer_team, self._failed, key="team")

    def labels(self) -> None:
        """A label on all of them, or off."""
        cache = self._desk.cache
        self._background.ask(lambda: in_use(cache), self, self._open_labels, self._failed, key="labels")

    def _may(self, path: str) -> bool:
        role = self._desk.account.role
        return self._list.isVisible() and not self._is_busy and visibility.may_write("application", path, role)

    # --- who is chosen ---

    def _picked(self) -> None:
        self._count()
        if not self._is_busy:
            self.panel.open(None)
        self._commands.reconsider()
        self.switched.emit()

    def _walked(self) -> None:
        """One goes on in the list: the report was read."""
        if self.panel.is_open:
            self._picked()

    def _recount(self) -> None:
        """The list was read anew under those who are chosen."""
        self._count()
        if self.panel.asking.isVisible() and not self._is_busy:
            self._sum_up()

    def _count(self) -> None:
        if self.is_on:
            self.bar.show_many(self._picking.many, self._list.list.model.rowCount(), more=self._list.is_open_ended)
        else:
            self.bar.hide()
        self.panel.show_count(self.bar.text if self.is_on else "")

    def _range(self, view: View, first: int, last: int) -> None:
        cache = self._desk.cache
        self._background.ask(
            lambda: reads.between(cache, view, first, last),
            self,
            lambda ids: self._picking.take_range(view, ids),
            self._failed,
            key="range",
        )

    def _back(self) -> None:
        self.panel.open(None)
        self.switched.emit()
        self._list.setFocus()

    # --- what is asked before ---

    def _offer(self, name: str, choices: Sequence[tuple[str, Callable[[], object]]]) -> None:
        self.menu.clear()
        for words, do in choices:
            action = QAction(words.replace("&", "&&"), self.menu)
            action.triggered.connect(lambda _=False, do=do: do())
            self.menu.addAction(action)
        place: QWidget = self.bar.buttons[name]
        self.menu.setAccessibleName(place.accessibleName())
        self.menu.popup(place.mapToGlobal(place.rect().bottomLeft()))

    def _to_stage(self, stage: str, name: str) -> None:
        known = [row for rows in self._list.head.stages.values() for row in rows if row.id == stage]
        if any(row.status == "rejected" for row in known) or stage == "rejected":
            self.reject()
        else:
            self._ask(bulk.Deed("stage", stage), name)

    def _offer_team(self, found: tuple[By, ...]) -> None:
        people = [("", tr("Nobody")), *((one.member, one.name) for one in found if one.member != self._desk.membership)]
        self._offer("give", [(name, partial(self._ask, bulk.Deed("give", member), name)) for member, name in people])

    def _open_labels(self, found: tuple[str, ...]) -> None:
        self.asking.emit()
        self.panel.open_labels(found)
        self.switched.emit()

    def _ask_reason(self, found: tuple[tuple[ReasonRow, ...], tuple[TemplateRow, ...]]) -> None:
        whys, letters = found
        first = letters[0].id if letters and visibility.may_write("message", "text", self._desk.account.role) else ""
        self._ask(bulk.Deed("reject", template=first), "", whys, letters if first else ())

    def _ask(
        self,
        deed: bulk.Deed,
        name: str = "",
        whys: Sequence[ReasonRow] = (),
        letters: Sequence[TemplateRow] = (),
    ) -> None:
        """Sum a deed up; one that stands there already, with another message, goes on being asked."""
        asking, is_other = self.panel.asking, deed.does == self._deed.does == "reject" and self.panel.asking.isVisible()
        self._deed, self._name, self._summary = deed, name, None
        if not is_other:
            self.asking.emit()
            asking.begin(deed, whys, letters)
            self.panel.open(asking)
            self.switched.emit()
        self._sum_up()

    def _sum_up(self) -> None:
        desk, deed, chosen = self._desk, self._deed, self._picking.chosen
        self._background.ask(
            lambda: bulk.summary(desk, deed, reads.members(desk.cache, chosen)),
            self,
            self._show_summary,
            self._failed,
            key="summary",
        )

    def _show_summary(self, summary: Summary) -> None:
        if self.is_on and summary.deed == self._deed:
            self._summary = summary
            self.panel.asking.show_summary(summary, self._name)

    # --- doing it ---

    def _do(self, reason: str) -> None:
        if self._summary is None or self._is_busy:
            return
        self._deed = msgspec.structs.replace(self._deed, reason=reason)
        self._waiting = bulk.slices(self._summary.applications)
        self._outcome, self._is_busy = Outcome(left=self._summary.left), True
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
        desk, deed, some, more = self._desk, self._deed, self._waiting.pop(0), len(self._waiting)
        kinds = KINDS if all_ <= bulk.AT_ONCE else frozenset[str]()
        self._background.change(lambda: Wrote(bulk.do(desk, deed, some, more), kinds), self, self._wrote, self._broken)

    def _wrote(self, wrote: Wrote) -> None:
        self._outcome = self._outcome.and_(wrote.outcome)
        self._go_on()

    def _stop(self) -> None:
        """What is written by now stays, and can be undone."""
        self._waiting = []

    def _broken(self, error: Exception) -> None:
        self._waiting = []
        self._finish()
        self._failed(error)

    def _finish(self) -> None:
        """All is written, or as much as was to be: from now on it can be undone for as long as any deed."""
        desk, pushes = self._desk, self._outcome.pushes
        all_ = len(self._summary.applications) if self._summary else 0
        if all_ > bulk.AT_ONCE:
            self._background.change(lambda: _held(desk, pushes, KINDS), self, lambda _: self._tell(), self._failed)
        else:
            self._tell()

    def _tell(self) -> None:
        outcome, summary = self._outcome, self._summary
        names: dict[str, Called] = dict(summary.names) if summary is not None else {}
        self._is_busy, self._summary = False, None
        self._picking.clear()
        left = "\n".join(self._telling.left(outcome.left, names))
        told = self._telling.done(outcome)
        self.panel.open(self.panel.report)
        self.panel.report.show_done(told, left)
        self.switched.emit()
        if outcome.pushes:
            self._toast.tell(told, lambda: self._undo(bulk.slices(outcome.pushes)))
        self._commands.reconsider()
        self._list.setFocus()

    # --- taking it back ---

    def _undo(self, waiting: list[Sequence[str]]) -> None:
        desk, all_ = self._desk, sum(map(len, waiting))
        self.panel.open(None)
        self.switched.emit()
        if len(waiting) > 1:
            every = [one for some in waiting for one in some]
            self._background.change(lambda: _held(desk, every, frozenset(), len(waiting)), self)
        self._take_back(waiting, 0, all_)

    def _take_back(self, waiting: list[Sequence[str]], taken: int, all_: int) -> None:
        cache, some, rest = self._desk.cache, waiting[-1], waiting[:-1]
        kinds = frozenset[str]() if rest else KINDS

        def went(one: Taken) -> None:
            if rest:
                self._take_back(rest, taken + one.many, all_)
            else:
                self._taken_back(taken + one.many, all_)

        self._background.change(lambda: Taken(cache.drop_all(some), kinds), self, went, self._failed)

    def _taken_back(self, many: int, all_: int) -> None:
        if many == all_:
            told = tr("Taken back for %n applicant(s)", None, many)
        elif many:
            told = tr("Taken back for {number}; for {rest} it was sent already.").format(number=many, rest=all_ - many)
        else:
            told = tr("Too late: it was sent already.")
        self._toast.tell(told)

    def _failed(self, error: Exception) -> None:
        self.panel.open(None)
        self.panel.notice.set(refusal(error, self._language), "danger")
        self.switched.emit()


def _held(desk: Desk, pushes: Sequence[str], kinds: frozenset[str], more: int = 0) -> Taken:
    bulk.hold(desk, pushes, more)
    return Taken(0, kinds)
