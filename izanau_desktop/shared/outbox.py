"""Changes that wait to be sent, and those that the site refused: each with its problem, to be offered again or dropped."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from izanau_desktop.background import Background
from izanau_desktop.cache import FINAL, Cache, needed, outbox
from izanau_desktop.cache.reads import common, values
from izanau_desktop.cache.reads.common import ConflictRow, OutboxRow, text_in
from izanau_desktop.cache.reads.concerned import Concerned, concerned
from izanau_desktop.commands import Commands
from izanau_desktop.desk import Desk
from izanau_desktop.frame.sync import SyncState
from izanau_desktop.shared import moments
from izanau_desktop.shared.column import WaitingPage
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, Chip, EmptyState, Notice, Paragraph, button, foot, label
from izanau_protocol.problems import problem


def deed_words(deed: str, kinds: tuple[str, ...]) -> str:
    """What a push does, in words."""
    known = {
        "apply": tr("An application"),
        "withdraw": tr("A withdrawal"),
        "register": tr("Registering your profile publicly"),
        "unregister": tr("Taking your profile off the public pages"),
        "message": tr("A message"),
        "stage": tr("A change of stage"),
        "take": tr("Whose an application is"),
        "label": tr("Labels of an application"),
        "unblind": tr("Unblinding applicants"),
        "template": tr("Deleting a prepared message"),
        "view": tr("A shared view"),
        "view_gone": tr("Deleting a shared view"),
        "note": tr("A note"),
        "task": tr("A task"),
        "export": tr("The record of an export"),
        "copies": tr("That copies were deleted"),
        "contact": tr("A request to support"),
        "mend": tr("A correction of a record"),
        "answer": tr("An answer to a request"),
        "published": tr("Publishing a job"),
        "closed": tr("Closing a job"),
        "removed": tr("Removing a draft or a template"),
        "let_go": tr("Deleting what the policy no longer lists"),
        "purpose": tr("A choice about your data"),
        "take_back": tr("Taking an agreement back"),
        "reply": tr("An answer to a correction"),
    }
    if deed in known:
        return known[deed]
    by_kind = {
        "profile": tr("Changes of your profile"),
        "job": tr("Changes of a job"),
        "company": tr("Changes of the company's page"),
        "template": tr("Changes of a prepared message"),
        "view": tr("A shared view"),
    }
    return next((by_kind[kind] for kind in kinds if kind in by_kind), tr("A change"))


def reason(row: OutboxRow, language: str) -> str:
    """Why the site does not have it: the refused change that it waits for, or what is wrong with it; empty where nothing is."""
    told = row.problem
    if row.behind is not None:
        told = problem("needs_refused", deed=deed_words(row.behind.deed, row.behind.kinds))
    return told.with_cure(language) if told is not None else ""


Along = dict[str, tuple[OutboxRow, ...]]
Typed = dict[str, tuple[ConflictRow, ...]]

About = dict[str, Concerned]
Found = tuple[tuple[OutboxRow, ...], Along, Typed, About]


def read(cache: Cache) -> Found:
    """What waits, and by its id what would go along if one of them were taken back, other changes and what was typed; and whom it
    is about."""
    rows = common.outbox_rows(cache)
    shown = {row.id: row for row in rows}
    with cache.file.read() as connection:
        found = outbox.rows(connection)
        needs = needed.waiting(connection)
        going = {row.id: outbox.going_along(connection, row, needs) for row in found if row.id in needs}
    along = {one: tuple(shown[row.id] for row in parts if row.id in shown) for one, parts in going.items()}
    return rows, along, common.asked_with(cache, rows), concerned(cache)


_MANY: Final = 20
"""So many alike after one another stand each for itself."""
_NAMED: Final = 3
"""So many of those whom more are about are named."""


def _runs(rows: Sequence[OutboxRow], asking: Collection[str]) -> Iterator[tuple[OutboxRow, ...]]:
    """Rows that follow one another and are alike, as a deed on many makes them; all others alone."""

    def look(row: OutboxRow) -> object:
        alone = (
            row.state not in ("held", "waiting") or row.problem or row.behind or row.deed in FINAL or row.id in asking
        )
        return row.id if alone else (row.deed, row.kinds, row.state)

    for _, run in groupby(rows, look):
        yield tuple(run)


class OutboxPage(WaitingPage):
    """Lists what the site has not taken yet. What others depend on is taken back only after those were named."""

    def __init__(self, desk: Desk, background: Background, commands: Commands, language: str) -> None:
        self._asked = ""
        """The change whose taking back waits for a yes."""
        self._typed: Typed = {}
        self._about: About = {}
        super().__init__(
            desk,
            background,
            language,
            tr("Waiting changes"),
            tr("What you did is kept here until the site has it. Nothing is lost while you are offline."),
        )
        self.above(button(tr("Sync log"), "link", deed=lambda: commands.run("go.sync_log")))

    def explain(self, state: SyncState) -> None:
        """Say above the changes what keeps them from being sent, and what would do; nothing where nothing does."""
        self.notice.set(state.told, state.tone)

    def _read(self) -> None:
        self._background.ask(lambda: read(self._desk.cache), self, self._show, key="outbox")

    def _show(self, found: Found) -> None:
        self._found = found
        rows, along, self._typed, self._about = found
        self.begin()
        if not rows:
            told = tr(
                "The site has all you did. What you do offline waits here, and can be taken back until it is sent."
            )
            self.parts.addWidget(EmptyState("circle-check", tr("Nothing waits"), told))
        self.intro.setVisible(bool(rows))
        for run in _runs(rows, {*along, *self._typed}):
            cards = [self._heap(run)] if len(run) > _MANY else [self._card(row, along.get(row.id, ())) for row in run]
            for card in cards:
                self.parts.addWidget(card)

    def _card(self, row: OutboxRow, along: tuple[OutboxRow, ...]) -> Card:
        card = Card(deed_words(row.deed, row.kinds))
        refused = row.state == "refused"
        state = tr("Refused") if refused else tr("Can still be undone") if row.state == "held" else tr("Waiting")
        card.head.addWidget(Chip(state, "danger" if refused else "warn"))
        card.add(*self._lines(row.created, self._whom(row)))
        why = reason(row, self._language)
        if why:
            card.add(Paragraph(why))
        asks, typed = bool(along or row.id in self._typed), self._typed.get(row.id, ())
        if asks and row.id == self._asked:
            unseen = row.id in self._typed and not typed  # the lease is not held
            goes = [self._goes_unseen()] if unseen else [self._goes_too(one) for one in typed]
            card.add(*goes, *self._asking(row, along))
            return card
        below = QWidget()
        line = QHBoxLayout(below)
        line.setContentsMargins(0, 4, 0, 0)
        again = tr("Try again") if refused else tr("Send now")
        line.addWidget(button(again, deed=lambda: self._do(lambda: self._desk.cache.retry(row.id), "outbox")))
        if row.deed not in FINAL:
            take = button(tr("Take back"), "quiet", deed=lambda: self._ask(row.id) if asks else self._take_back(row))
            line.addWidget(take)
        line.addStretch(1)
        card.add(below)
        return card

    def _heap(self, run: Sequence[OutboxRow]) -> Card:
        """Many alike, made after one another: as one, since nobody reads a thousand cards."""
        first, ids = run[0], [row.id for row in run]
        card = Card(tr("{number} × {deed}").format(number=len(run), deed=deed_words(first.deed, first.kinds)))
        state = tr("Can still be undone") if first.state == "held" else tr("Waiting")
        card.head.addWidget(Chip(state, "warn"))
        named = list(dict.fromkeys(filter(None, map(self._whom, run))))
        shown = tr(", ").join(named[:_NAMED])
        if len(named) > _NAMED:
            shown = tr("{names} and {number} others").format(names=shown, number=len(named) - _NAMED)
        card.add(*self._lines(first.created, shown))
        cache, kinds = self._desk.cache, ("outbox", *first.kinds)
        now = button(tr("Send now"), deed=lambda: self._do(lambda: cache.hurry(ids), "outbox"))
        card.add(
            foot(now, button(tr("Take all back"), "quiet", deed=lambda: self._do(lambda: cache.drop_all(ids), *kinds)))
        )
        return card

    def _whom(self, row: OutboxRow) -> str:
        """Whom a change is about, and which job."""
        about = self._about.get(row.id, Concerned())
        return " · ".join(filter(None, (about.called(self._language), text_in(about.title, self._language)[0])))

    def _lines(self, created: str, whom: str) -> Iterator[QWidget]:
        """Whom it is about, and since when it waits."""
        if whom:
            yield Paragraph(whom)
        yield label(moments.full(created, self._language), "small")

    def _goes_too(self, one: ConflictRow) -> QWidget:
        """What was typed for a question, to be read and copied: by itself it would replace what the other one wrote."""
        mine = values.words(one.kind, one.path, one.mine, self._language)
        told = tr(
            "What you typed goes with the question, and the other version stays. Copy what you want to keep: {mine}"
        )
        return Paragraph(told.format(mine=mine))

    def _goes_unseen(self) -> QWidget:
        """That something typed goes too, where it must not be shown now."""
        told = tr(
            "What you typed goes with the question, and the other version stays. It can be read here again after a sync."
        )
        return Paragraph(told)

    def _asking(self, row: OutboxRow, along: tuple[OutboxRow, ...]) -> Iterator[QWidget]:
        """What goes along, and the choice."""
        told = tr("What depends on it is taken back too: {deeds}.")
        named = ((deed_words(one.deed, one.kinds), self._whom(one)) for one in along)
        words = tr(", ").join(
            tr("{deed} ({about})").format(deed=deed, about=whom) if whom else deed for deed, whom in named
        )
        below = QWidget()
        line = QHBoxLayout(below)
        line.setContentsMargins(0, 4, 0, 0)
        take, keep = (tr("Take all back"), tr("Keep all")) if along else (tr("Take back"), tr("Keep it"))
        line.addWidget(button(take, "danger", deed=lambda: self._take_back(row, along)))
        line.addWidget(button(keep, "quiet", deed=lambda: self._ask("")))
        line.addStretch(1)
        if along:
            yield Notice(told.format(deeds=words), "warn")
        yield below

    def _ask(self, change: str) -> None:
        self._asked = change
        self._show(self._found)

    def _take_back(self, row: OutboxRow, along: tuple[OutboxRow, ...] = ()) -> None:
        self._asked = ""
        kinds = {kind for one in (row, *along) for kind in one.kinds}
        self._do(lambda: self._desk.cache.drop(row.id), "outbox", *kinds)
