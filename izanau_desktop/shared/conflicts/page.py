"""Conflicts by document: each field side by side, settled one by one or all at once, and taken back while that lasts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Protocol, runtime_checkable

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from izanau_desktop import offers
from izanau_desktop.background import Background
from izanau_desktop.cache import Cache, Choice, Draft
from izanau_desktop.cache.reads import conflicts as reads
from izanau_desktop.cache.reads.conflicts import Case, Dispute
from izanau_desktop.commands import Commands
from izanau_desktop.desk import Desk
from izanau_desktop.shared.column import ColumnPage
from izanau_desktop.shared.conflicts.case import CaseCard
from izanau_desktop.shared.conflicts.group import DisputeView
from izanau_desktop.shared.deeds import refusal
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import EmptyState
from izanau_desktop.widgets.toast import SHOWN, Toast
from izanau_protocol import ambient
from izanau_protocol.merge import Take
from izanau_protocol.problems import Refused

WIDE = 1080
"""Widest column, in pixels: three columns of text side by side."""
_PLACES = {
    "profile": "profile", "account": "settings", "job": "jobs", "company": "company", "note": "applicants", "task": "day",
    "mend": "notices", "export": "exports", "template": "company", "view": "applicants", "message": "messages",
    "consent": "privacy",
}  # fmt: skip


class Settled(msgspec.Struct, frozen=True):
    """What was settled together: the kinds that changed, the pushes by which it is taken back, and what to say of it."""

    kinds: frozenset[str]
    pushes: tuple[str, ...]
    words: str
    until: str
    """The moment at which it is sent."""
    drafts: tuple[Draft, ...] = ()
    """What was being written, which is there again when it is taken back."""


@runtime_checkable
class Sectioned(Protocol):
    """A page that shows the section that a path is in."""

    def open_section(self, path: str) -> None:
        """Show it."""


@runtime_checkable
class Listed(Protocol):
    """A page that chooses one document of its list."""

    def show_document(self, identity: str) -> None:
        """Show it."""


class ConflictsPage(ColumnPage):
    """Lists what waits for an answer; keeps its place, and what is being written, over a sync."""

    def __init__(self, desk: Desk, background: Background, commands: Commands, language: str) -> None:
        told = tr("The same field was changed here and elsewhere. Choose which to keep; nothing is lost until then.")
        super().__init__(tr("Conflicts"), told, width=WIDE)
        self._desk, self._background, self._commands, self._language = desk, background, commands, language
        self._found: tuple[Dispute, ...] | None = None
        self._views: dict[tuple[str, str], DisputeView] = {}
        self._drafts: dict[str, str] = {}
        self._current = ""
        self._settled: list[Settled] = []
        words = tr("If the same field is changed here and elsewhere, you choose here which words stay.")
        self.empty = EmptyState("circle-check", tr("No conflicts"), words)
        self.empty.hide()
        self.parts.addWidget(self.empty)
        self.toast = Toast(self)
        for changed in (self.toast.told, self.toast.gone):
            changed.connect(commands.reconsider)
        self._register()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        background.changed.connect(self._changed)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)
        self._read()

    @property
    def cards(self) -> tuple[CaseCard, ...]:
        """The conflicts in the order of the page."""
        views = [self._views[dispute.kind, dispute.about] for dispute in self._found or ()]
        return tuple(view.cards[case.row.id] for view in views if view.dispute for case in view.dispute.cases)

    @property
    def current(self) -> CaseCard | None:
        """The conflict that the letters are about: the one that has, or had last, the focus; at first the first."""
        cards = self.cards
        return next((card for card in cards if card.case.row.id == self._current), cards[0] if cards else None)

    def showEvent(self, event: QShowEvent) -> None:
        """What came while another page was open is there."""
        super().showEvent(event)
        self._read()

    # --- what is shown ---

    def _changed(self, _kinds: object, _origin: object) -> None:
        self._read()

    def _read(self) -> None:
        cache, language = self._desk.cache, self._language
        self._background.ask(lambda: _read(cache, language), self, self._show, self._failed, key="conflicts")

    def _show(self, read: tuple[tuple[Dispute, ...], dict[str, str]]) -> None:
        found, self._drafts = read
        if found == self._found:
            return
        before = [card.case.row.id for card in self.cards]
        focus = self.window().focusWidget()
        had_focus = focus is not None and (focus == self or self.isAncestorOf(focus))
        at = self.area.verticalScrollBar().value()
        self._found = found
        self._lay_out(found)
        self.empty.setVisible(not found)
        self.intro.setVisible(bool(found))
        left = [card.case.row.id for card in self.cards]
        if self._current not in left:
            place = before.index(self._current) if self._current in before else 0
            after = [one for one in (*before[place:], *reversed(before[:place])) if one in left]
            self._current = after[0] if after else left[0] if left else ""
            if had_focus:
                self._focus_current()
        current = self.current
        if current is not None:
            self.setFocusProxy(current)
        if focus == self:
            self._focus_current()
        self.area.verticalScrollBar().setValue(at)
        self._commands.reconsider()

    def _lay_out(self, found: Sequence[Dispute]) -> None:
        for place in self._views.keys() - {(one.kind, one.about) for one in found}:
            view = self._views.pop(place)
            view.hide()
            view.deleteLater()
        for number, dispute in enumerate(found):
            key = (dispute.kind, dispute.about)
            if key not in self._views:
                self._views[key] = view = DisputeView(self._commands)
                view.opened.connect(partial(self._open, key))
                view.taken.connect(partial(self._take_all, key))
                self.parts.insertWidget(number + 1, view)
            view = self._views[key]
            view.show_dispute(dispute, {case.row.id: partial(self._card, case) for case in dispute.cases})

    def _card(self, case: Case) -> CaseCard:
        card = CaseCard(case, self._commands, self._language)
        identity = case.row.id
        card.typed = self._drafts.get(identity, "")
        card.taken.connect(lambda take, value: self._take(identity, take, value))
        card.kept.connect(lambda text: self._keep(identity, text))
        if card.typed:
            card.begin_writing()
        return card

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self.isAncestorOf(now):
            return
        for card in self.cards:
            if (card == now or card.isAncestorOf(now)) and card.case.row.id != self._current:
                self._current = card.case.row.id
                self.setFocusProxy(card)
                self._commands.reconsider()

    def _focus_current(self) -> None:
        card = self.current
        if card is not None:
            card.setFocus(Qt.FocusReason.OtherFocusReason)
            self.bring(card)

    def _step(self, by: int) -> None:
        cards, current = self.cards, self.current
        if current is not None:
            place = cards.index(current) + by
            self._current = cards[min(max(place, 0), len(cards) - 1)].case.row.id
            self._focus_current()

    # --- what is decided ---

    def _register(self) -> None:
        def when(may: str) -> offers.Deed:
            return (lambda: self._may(may), lambda: self._do(may))

        names = ("mine", "theirs", "both", "write", "all_mine", "all_theirs", "open", "undo")
        deeds = {name: when(name) for name in names}
        walk = {"next": (self._is_here, lambda: self._step(1)), "previous": (self._is_here, lambda: self._step(-1))}
        self._commands.register(*offers.bound(offers.CONFLICTS, **walk, **deeds))

    def _is_here(self) -> bool:
        return self.isVisible() and bool(self._found)

    def _may(self, name: str) -> bool:
        card = self.current
        if name == "undo":
            return self.isVisible() and bool(self._open_steps())
        if card is None or not self.isVisible():
            return False
        if name != "open" and any(one.writing is not None for one in self._meant(card, name)):
            return False  # what is being written is ended by its own buttons, not by a letter
        buttons = {"both": card.both, "write": card.write}
        return not buttons[name].isHidden() if name in buttons else True

    def _meant(self, card: CaseCard, name: str) -> Sequence[CaseCard]:
        """The conflicts that a command is about: this one, or all of its document."""
        if not name.startswith("all_"):
            return (card,)
        return [
            one
            for one in self.cards
            if (one.case.row.kind, one.case.row.about) == (card.case.row.kind, card.case.row.about)
        ]

    def _do(self, name: str) -> None:
        card = self.current
        if name == "undo":
            self.undo()
        elif card is None:
            return
        elif name == "write":
            card.begin_writing()
        elif name == "open":
            self._open((card.case.row.kind, card.case.row.about))
        elif name.startswith("all_"):
            self._take_all((card.case.row.kind, card.case.row.about), name.removeprefix("all_"))
        else:
            self._take(card.case.row.id, name, None)

    def _take(self, identity: str, take: str, value: object) -> None:
        card = next((one for one in self.cards if one.case.row.id == identity), None)
        if card is not None:
            self._settle([Choice(identity, _TAKES[take], value)], _told(take, card.case.name), {card.case.row.kind})

    def _take_all(self, key: tuple[str, str], take: str) -> None:
        dispute = self._views[key].dispute if key in self._views else None
        if dispute is not None:
            choices = [Choice(case.row.id, _TAKES[take]) for case in dispute.cases]
            self._settle(choices, _told(take, dispute.name), {dispute.kind})

    def _settle(self, choices: Sequence[Choice], words: str, kinds: set[str]) -> None:
        desk = self._desk
        for card in self.cards:
            if card.case.row.id in {one.conflict for one in choices}:
                card.keep()

        def work() -> Settled:
            written = tuple(draft for one in choices for draft in desk.cache.drafts("conflict", one.conflict))
            pushes = desk.settle(choices)
            for draft in written:
                desk.cache.keep_draft(draft._replace(text=""))
            until = ambient.timestamp(milliseconds=SHOWN)
            return Settled(frozenset({"conflict", "outbox", *kinds}), pushes, words, until, written)

        def failed(error: Exception) -> None:
            self._refused(error, [one.conflict for one in choices])

        self.notice.hide()
        self._background.change(work, self, self._done, failed, origin=self)

    def _done(self, settled: Settled) -> None:
        self._settled.append(settled)
        self.toast.tell(settled.words, self.undo, self._commands.shortcut("conflicts.undo"))
        self._read()

    def _open_steps(self) -> list[Settled]:
        """What can still be taken back, the last one last."""
        now = ambient.timestamp()
        self._settled = [one for one in self._settled if one.until > now]
        return self._settled

    def undo(self) -> None:
        """Take back what was settled last, all of what was settled together."""
        if not self._open_steps():
            return
        last, cache = self._settled.pop(), self._desk.cache

        def work() -> Settled:
            taken = [push for push in last.pushes if cache.drop(push)]
            for draft in last.drafts if taken else ():
                cache.keep_draft(draft)
            return Settled(last.kinds, tuple(taken), last.words, "")

        def told(settled: Settled) -> None:
            words = tr("Taken back: {deed}").format(deed=settled.words)
            again, key = (self.undo if self._open_steps() else None), self._commands.shortcut("conflicts.undo")
            self.toast.tell(words if settled.pushes else tr("Too late: it was sent already."), again, key)
            self._read()

        self._background.change(work, self, told, self._failed, origin=self)

    def _refused(self, error: Exception, identities: Sequence[str]) -> None:
        """Say what keeps it from being settled beside its field, where that is one of these."""
        if not isinstance(error, Refused):
            raise error
        cards = {card.case.row.path: card for card in self.cards if card.case.row.id in identities}
        first = error.problems[0]
        path = first.field.replace("@", ".")
        card = cards.get(path) or next((one for at, one in cards.items() if path.startswith(f"{at}.")), None)
        if card is None and len(cards) == 1:
            (card,) = cards.values()
        if card is None:
            self._failed(error)
        else:
            card.refuse(first)
            self.bring(card)

    def _failed(self, error: Exception) -> None:
        self.notice.set(refusal(error, self._language), "danger")

    def _keep(self, identity: str, text: str) -> None:
        draft, cache = Draft("conflict", identity, "value", text), self._desk.cache
        self._background.change(lambda: cache.keep_draft(draft), self, failed=self._failed, origin=self)

    # --- the way to the document ---

    def _open(self, key: tuple[str, str]) -> None:
        """Go to the document itself, at the field in dispute."""
        kind, about = key
        view, card = self._views.get(key), self.current
        if view is None or view.dispute is None:
            return
        seeks = self._desk.account.group == "seeker"
        place = {"application": "applications" if seeks else "applicants", "ticket": "contact" if seeks else "tickets"}
        wanted = (place | _PLACES).get(kind, "")
        if f"go.{wanted}" not in self._commands or not self._commands.run(f"go.{wanted}"):
            return
        path = card.case.row.path if card is not None and (card.case.row.kind, card.case.row.about) == key else ""
        for page in self.window().findChildren(QWidget):
            if page.isVisible() and isinstance(page, Listed):
                page.show_document(view.dispute.application or about)
            elif page.isVisible() and isinstance(page, Sectioned) and path:
                page.open_section(path)


def _read(cache: Cache, language: str) -> tuple[tuple[Dispute, ...], dict[str, str]]:
    """What is open, and what was typed into it before."""
    found = reads.disputes(cache, language)
    cases = [case.row.id for dispute in found for case in dispute.cases]
    drafts: Mapping[str, str] = {one: draft.text for one in cases for draft in cache.drafts("conflict", one)}
    return found, dict(drafts)


_TAKES: dict[str, Take] = {"mine": "mine", "theirs": "theirs", "both": "both", "value": "value"}


def _told(take: str, name: str) -> str:
    """What was settled, in words."""
    words = {
        "mine": tr("{field}: mine stays"),
        "theirs": tr("{field}: theirs stays"),
        "both": tr("{field}: both stay"),
        "value": tr("{field}: what you wrote stays"),
    }
    return words[take].format(field=name)
