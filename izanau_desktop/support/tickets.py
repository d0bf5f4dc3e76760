"""The requests page: people's requests by number, the answer, closing, and the ways on to a record or a company account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from izanau_desktop.background import Background
from izanau_desktop.cache import Cache, Draft
from izanau_desktop.cache.reads import support as reads
from izanau_desktop.cache.reads.listing import Page
from izanau_desktop.cache.reads.support import TicketRow
from izanau_desktop.commands import Command, Commands
from izanau_desktop.desk import Desk
from izanau_desktop.look.style import wear
from izanau_desktop.shared import moments
from izanau_desktop.shared.deeds import Done, deed, refusal
from izanau_desktop.shared.links import open_place
from izanau_desktop.support.records import RecordsPage
from izanau_desktop.support.ticket import TONES, TicketView, number_words
from izanau_desktop.translation import tr
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.plain import EmptyState, button
from izanau_desktop.widgets.richlist import RichList
from izanau_desktop.widgets.rows import Row
from izanau_desktop.widgets.search import SearchBox
from izanau_desktop.widgets.splitter import Splitter
from izanau_desktop.widgets.toast import Toast
from izanau_protocol import codes, wire

SUPPORT = frozenset({"support"})
ANSWER = "answer"
MOST = 500


@dataclass(frozen=True)
class Opened:
    """A request with the answer that was begun."""

    ticket: TicketRow
    draft: str


def read(cache: Cache, identity: str) -> Opened | None:
    """Read one request."""
    found = reads.ticket(cache, identity)
    drafts = {draft.path: draft.text for draft in cache.drafts("ticket", identity)}
    return Opened(found, drafts.get(ANSWER, "")) if found else None


class TicketsPage(QWidget):
    """Lists and answers requests."""

    def __init__(self, desk: Desk, background: Background, commands: Commands, language: str) -> None:
        super().__init__()
        self._desk, self._background, self._commands, self._language = desk, background, commands, language
        self._query, self._states = "", ("open",)
        self.setAccessibleName(tr("Requests"))
        self.toast = Toast(self)
        self.toast.gone.connect(commands.reconsider)
        self._register(commands)
        self.view = TicketView(commands, language)
        self.view.composer.sent.connect(self._answer)
        self.view.composer.kept.connect(self._keep)
        self.view.composer.cancelled.connect(lambda: self.list.view.setFocus(Qt.FocusReason.OtherFocusReason))
        self.view.approving.decided.connect(self._approve)
        self.view.approving.cancelled.connect(self.view.approving.hide)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(EmptyState("ticket", tr("No request chosen")))
        self._stack.addWidget(self.view)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Splitter("support.tickets", None, self._left(), holder, sizes=(400, 760)))
        self.setFocusProxy(self.list)
        background.changed.connect(lambda kinds, _origin: self._load() if "ticket" in kinds else None)
        self._load()

    def _left(self) -> QWidget:
        frame = QFrame()
        wear(frame, "list")
        frame.setMinimumWidth(300)
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(0, 12, 0, 0)
        head = QWidget()
        above = QVBoxLayout(head)
        above.setContentsMargins(16, 0, 16, 0)
        above.setSpacing(8)
        self.search = SearchBox(tr("Find requests"), tr("Word, name, address, number…"))
        self.search.searched.connect(self._find)
        self.search.left.connect(lambda: self.list.view.setFocus(Qt.FocusReason.OtherFocusReason))
        chips = QWidget()
        self._chips = FlowLayout(chips, 6)
        above.addWidget(self.search)
        above.addWidget(chips)
        self.list: RichList = RichList(tr("Requests"), EmptyState("inbox", ""))
        self.list.selected.connect(self._choose)
        self.list.opened.connect(lambda _: self._write())
        self.list.empty.clicked.connect(self._show_all)
        layout.addWidget(head)
        layout.addWidget(self.list, 1)
        self._show_chips()
        return frame

    def _register(self, commands: Commands) -> None:
        def here() -> bool:
            return self.isVisible()

        def undo() -> bool:
            return here() and self.toast.can_undo()

        def step(by: int) -> None:
            self.list.step(by)

        commands.register(
            Command("tickets.next", lambda: tr("Ne&xt request"), "", "J", SUPPORT, here, lambda: step(1)),
            Command("tickets.previous", lambda: tr("&Previous request"), "", "K", SUPPORT, here, lambda: step(-1)),
            Command("tickets.answer", lambda: tr("&Answer"), "", "M", SUPPORT, self._is_open, self._write),
            Command("tickets.open", lambda: tr("&Open a record"), "", "O", SUPPORT, self._has_one, self._open_record),
            Command(
                "tickets.approve", lambda: tr("A&pprove…"), "", "P", SUPPORT, self._asks_account, self._ask_approval
            ),
            Command("tickets.close", lambda: tr("&Close the request"), "", "C", SUPPORT, self._is_open, self._close),
            Command("tickets.undo", lambda: tr("&Undo"), "", "Z", SUPPORT, undo, lambda: self.toast.undo()),
        )

    # --- what may be done ---

    def _has_one(self) -> bool:
        return self.isVisible() and self.view.ticket is not None and self._stack.currentIndex() == 1

    def _is_open(self) -> bool:
        return self._has_one() and self.view.ticket is not None and self.view.ticket.state != "closed"

    def _asks_account(self) -> bool:
        return self._is_open() and self.view.ticket is not None and self.view.ticket.topic == "company_account"

    # --- what is shown ---

    def _find(self, text: str) -> None:
        self._query = text
        self._load()

    def _choose_state(self, states: tuple[str, ...]) -> None:
        self._states = states
        self._show_chips()
        self._load()

    def _show_all(self) -> None:
        self.search.set_text("")
        self._choose_state(())

    def _show_chips(self) -> None:
        self._chips.clear()
        choices = [((state,), words.of(self._language)) for state, words in codes.table("ticket_state").items()]
        for states, words in [*choices, ((), tr("All"))]:
            chip = button(words, "chip", deed=lambda states=states: self._choose_state(states))
            chip.setCheckable(True)
            chip.setChecked(states == self._states)
            chip.setAccessibleName(tr("Show requests: {state}").format(state=words))
            wear(chip, tone="accent" if states == self._states else "neutral")
            self._chips.addWidget(chip)

    def _load(self) -> None:
        cache, query, states = self._desk.cache, self._query, self._states
        self._background.ask(
            lambda: reads.tickets(cache, query, states, MOST), self, self._show, self._failed, key="tickets"
        )

    def _show(self, found: Page[TicketRow]) -> None:
        narrowed = bool(self._query or self._states)
        told = tr("Requests of people appear here by number.")
        self.list.empty.set("inbox", tr("Nothing here"), told, tr("Show all") if narrowed else "")
        self.search.set_count(tr("%n request(s) · newest first", None, found.total))
        self.list.set_rows(tuple(self._row(one) for one in found.items))
        if self.list.current():
            self._load_ticket(self.list.current())
        elif found.items:
            self.list.select(found.items[0].id)
        else:
            self._stack.setCurrentIndex(0)
            self._commands.reconsider()

    def _row(self, one: TicketRow) -> Row:
        topic = codes.words("topic", one.topic, self._language) if one.topic else ""
        who = one.name or one.email
        state = codes.words("ticket_state", one.state, self._language)
        text = " ".join(one.text.split())[:160]
        title = " · ".join(filter(None, (number_words(one), topic, who)))
        return Row(one.id, title, text, moments.short(one.at, self._language), state, TONES.get(one.state, "neutral"))

    def _choose(self, identity: str) -> None:
        self.view.composer.keep()
        if identity:
            self._load_ticket(identity)

    def _load_ticket(self, identity: str) -> None:
        cache = self._desk.cache
        self._background.ask(lambda: read(cache, identity), self, self._show_ticket, self._failed, key="ticket")

    def _show_ticket(self, opened: Opened | None) -> None:
        self._stack.setCurrentIndex(0 if opened is None else 1)
        if opened is not None:
            self.view.show_ticket(opened.ticket, opened.draft)
        self._commands.reconsider()

    # --- the deeds ---

    def _write(self) -> None:
        self.view.composer.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self, text: str) -> None:
        desk, ticket = self._desk, self.view.ticket
        if ticket is None:
            return

        def work() -> str:
            pushed = desk.answer(ticket.id, text)
            desk.cache.keep_draft(Draft("ticket", ticket.id, ANSWER, ""))
            return pushed

        self._do(work, tr("Answered {number}").format(number=number_words(ticket)))

    def _close(self) -> None:
        desk, ticket = self._desk, self.view.ticket
        if ticket is not None:
            self._do(lambda: desk.close_ticket(ticket.id), tr("Closed {number}").format(number=number_words(ticket)))

    def _do(self, work: Callable[[], str], told: str) -> None:
        desk = self._desk

        def undo(done: Done) -> None:
            self._background.change(
                lambda: Done(frozenset({"ticket"}), "yes" if desk.cache.drop(done.outbox) else ""),
                self,
                lambda undone: self.toast.tell(
                    tr("Taken back") if undone.outbox else tr("Too late: it was sent already.")
                ),
                self._failed,
            )

        def tell(done: Done) -> None:
            self.toast.tell(told, lambda: undo(done))
            self._commands.reconsider()

        self._background.change(deed(work, "ticket"), self, tell, self._failed)

    def _open_record(self) -> None:
        ticket = self.view.ticket
        if ticket is None:
            return
        page = open_place(self, self._commands, "records")
        if isinstance(page, RecordsPage):
            page.look_for(ticket.email or ticket.name, tr("Request {number}").format(number=number_words(ticket)))

    def _ask_approval(self) -> None:
        if self.view.ticket is not None:
            self.view.approving.show()
            self.view.approving.ask(self.view.ticket)

    def _approve(self, approval: wire.Approve) -> None:
        desk = self._desk
        self._background.change(
            deed(lambda: desk.approve(approval), "ticket"),
            self,
            lambda _: self._approved(approval),
            self._failed,
        )

    def _approved(self, approval: wire.Approve) -> None:
        self.view.approving.hide()
        told = tr("{company} has an account; {email} gets a mail.")
        self.view.notice.set(told.format(company=approval.company, email=approval.owner_email), "ok")

    def _keep(self, text: str) -> None:
        cache, ticket = self._desk.cache, self.view.ticket
        if ticket is not None:
            draft = Draft("ticket", ticket.id, ANSWER, text)
            self._background.change(deed(lambda: cache.keep_draft(draft)), self, None, self._failed, origin=self)

    def _failed(self, error: Exception) -> None:
        self.view.notice.set(refusal(error, self._language), "danger")
