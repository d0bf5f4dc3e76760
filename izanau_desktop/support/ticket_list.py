"""The left of the tickets page: search, the states as chips with their counts, and the rows, newest first."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from izanau_desktop.cache import Cache
from izanau_desktop.cache.reads import support as reads
from izanau_desktop.cache.reads.listing import Page
from izanau_desktop.cache.reads.support import TicketRow
from izanau_desktop.look.style import wear
from izanau_desktop.shared import reach
from izanau_desktop.support import words
from izanau_desktop.translation import tr
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.plain import EmptyState, button
from izanau_desktop.widgets.richlist import RichList
from izanau_desktop.widgets.search import SearchBox
from izanau_desktop.widgets.stops import hand_on
from izanau_protocol import codes

STEP = 100


class View(msgspec.Struct, frozen=True):
    """What the list shows; an empty state shows all."""

    query: str = ""
    state: str = ""
    limit: int = STEP


class Listing(msgspec.Struct, frozen=True):
    """Tickets as they were read, and how many there are in each state."""

    view: View
    page: Page[TicketRow]
    counts: dict[str, int]
    synced: bool = True
    """Whether the site was read at all; before that an empty list says nothing."""


def listing(cache: Cache, view: View) -> Listing:
    """Read tickets."""
    page = reads.tickets(cache, view.query, (view.state,) if view.state else (), view.limit)
    counts = {state: reads.tickets(cache, states=(state,), limit=1).total for state in codes.table("ticket_state")}
    return Listing(view, page, counts, bool(cache.note("last_sync")))


class TicketList(QFrame):
    """`asked(View)` wants other tickets; `chosen(id)` follows the current row."""

    asked, chosen, opened = Signal(object), Signal(str), Signal(str)

    def __init__(self, language: str) -> None:
        super().__init__()
        wear(self, "list")
        self.setMinimumWidth(280)
        self._language, self.view = language, View()
        self._listing: Listing | None = None
        self._place = 0
        """Where in the list the current ticket stands, or stood."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 0)
        head = QWidget()
        inside = QVBoxLayout(head)
        inside.setContentsMargins(16, 0, 16, 0)
        self.list = RichList(tr("Requests"), EmptyState("ticket", ""))
        self.search = SearchBox(tr("Find a request"), tr("Words, name or e-mail address"))
        self.search.searched.connect(lambda text: self._ask(View(text, self.view.state)))
        self.search.left.connect(lambda: self.list.view.setFocus(Qt.FocusReason.OtherFocusReason))
        chips = QWidget()
        flow = FlowLayout(chips, 6)
        self.chips = {state: self._chip(state) for state in codes.table("ticket_state")}
        for chip in self.chips.values():
            flow.addWidget(chip)
        inside.addWidget(self.search)
        inside.addWidget(chips)
        layout.addWidget(head)
        layout.addWidget(self.list, 1)
        self.list.selected.connect(self._select)
        self.list.opened.connect(self.opened)
        self.list.empty.clicked.connect(self._clear)
        hand_on(self, self.list)

    def show_listing(self, listing: Listing) -> None:
        """Show what was read; the current ticket stays, or the one that took its place becomes current."""
        if listing.view != self.view:
            return
        self._listing = listing
        page = listing.page
        for state, chip in self.chips.items():
            on = state == listing.view.state
            told = f"{words.state_words(state, self._language)}  {listing.counts[state]}"
            chip.setText(f"{told} ×" if on else told)
            chip.setChecked(on)
            wear(chip, tone="accent" if on else "neutral")
        told = tr("%n request(s) · newest first", None, page.total)
        self.search.set_count(reach.counted(told, page.indexed))
        if any(listing.counts.values()):
            self.list.empty.set("search", tr("No request fits this"), "", tr("Show all"))
        elif not listing.synced:
            self.list.empty.set("refresh-cw", tr("Not synced yet"), tr("Requests appear here after the first sync."))
        else:
            told = tr("What people write with the contact form appears here.")
            self.list.empty.set("ticket", tr("No requests"), told)
        self.list.set_rows(tuple(words.ticket_row(one, self._language) for one in page.items))
        if page.items and not self.list.current():
            self.list.select(page.items[min(self._place, len(page.items) - 1)].id)

    def refuse(self, words: str) -> None:
        """Say why nothing can be listed."""
        self.list.empty.set("lock", tr("Locked"), words)
        self.list.set_rows(())

    def _chip(self, state: str) -> QPushButton:
        chip = button(
            "", "chip", deed=lambda: self._ask(View(self.view.query, "" if self.view.state == state else state))
        )
        chip.setCheckable(True)
        chip.setAccessibleName(tr("Only {state}").format(state=words.state_words(state, self._language)))
        return chip

    def _ask(self, view: View) -> None:
        if view != self.view:
            self._place = 0 if (view.query, view.state) != (self.view.query, self.view.state) else self._place
            self.view = view
            self.asked.emit(view)

    def _clear(self) -> None:
        self.search.set_text("")
        self._ask(View())

    def _select(self, ticket: str) -> None:
        if ticket:
            self._place = max(0, self.list.model.place_of(ticket))
        self.chosen.emit(ticket)
        shown = self._listing.page if self._listing is not None else None
        if shown is not None and shown.items and ticket == shown.items[-1].id and len(shown.items) < shown.total:
            self._ask(View(self.view.query, self.view.state, self.view.limit + STEP))
