"""The tickets page: requests of people, newest first; read, answered, closed, and the way to the record they are about."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from izanau_desktop import offers
from izanau_desktop.background import Background
from izanau_desktop.cache import Cache, Draft
from izanau_desktop.cache.reads import support as reads
from izanau_desktop.cache.reads.common import outbox_rows
from izanau_desktop.cache.reads.support import TicketRow
from izanau_desktop.commands import Commands
from izanau_desktop.desk import Desk
from izanau_desktop.shared.deeds import Done, deed, refusal
from izanau_desktop.support.approving import ApproveCard
from izanau_desktop.support.fields_card import FieldsCard
from izanau_desktop.support.giving import GiveOwnerCard
from izanau_desktop.support.ticket import COMPANY, OWNERLESS, TicketDetail
from izanau_desktop.support.ticket_list import TicketList, listing
from izanau_desktop.translation import tr
from izanau_desktop.widgets.splitter import Splitter
from izanau_desktop.widgets.stops import hand_on
from izanau_desktop.widgets.toast import Toast
from izanau_protocol import wire
from izanau_protocol.problems import Refused

ANSWER = "answer"


class TicketsPage(QWidget):
    """Works through the requests of people."""

    def __init__(self, desk: Desk, background: Background, commands: Commands, language: str) -> None:
        super().__init__()
        self._desk, self._background, self._commands, self._language = desk, background, commands, language
        self._drafts: dict[str, str] = {}
        self.setAccessibleName(tr("Requests"))
        self.toast = Toast(self)
        self.toast.gone.connect(commands.reconsider)
        self.list = TicketList(language)
        self._register(commands)
        self.detail = TicketDetail(commands, language, self._leave)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Splitter("tickets", self.list, self.detail, sizes=(380, 780)))
        self.list.asked.connect(lambda _: self._load_list())
        self.list.chosen.connect(self._load)
        self.list.opened.connect(lambda _: self.detail.area.setFocus(Qt.FocusReason.OtherFocusReason))
        self.detail.composer.sent.connect(self._answer)
        self.detail.composer.kept.connect(self._keep)
        self.detail.approve.decided.connect(self._approve)
        self.detail.give.decided.connect(self._give)
        hand_on(self, self.list)
        background.changed.connect(self._changed)
        self._load_list()

    def _register(self, commands: Commands) -> None:
        deeds = offers.bound(
            offers.TICKETS,
            next=(self.isVisible, lambda: self.list.list.step(1)),
            previous=(self.isVisible, lambda: self.list.list.step(-1)),
            answer=(self._is_open, self._write),
            record=(self._is_open, self._open_record),
            approve=(self._may_approve, lambda: self._ask(self.detail.approve)),
            owner=(self._may_give, lambda: self._ask(self.detail.give)),
            close=(self._may_close, self._close),
        )
        commands.register(*deeds, self.toast.command("tickets", offers.SUPPORT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, wanted by nothing else, leads from what is open back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    # --- what is shown ---

    def _changed(self, kinds: frozenset[str], _origin: object) -> None:
        if "ticket" in kinds:
            self._load_list()
            if self.list.list.current():
                self._load(self.list.list.current())

    def _load_list(self) -> None:
        cache, view = self._desk.cache, self.list.view
        self._background.ask(lambda: listing(cache, view), self, self.list.show_listing, self._not_listed, key="list")

    def _not_listed(self, error: Exception) -> None:
        self.list.refuse(refusal(error, self._language))

    def _load(self, ticket: str) -> None:
        cache = self._desk.cache
        self._background.ask(lambda: _read(cache, ticket), self, self._show, self._failed, key="ticket")

    def _show(self, read: tuple[TicketRow | None, str]) -> None:
        ticket, draft = read
        # What was kept a moment ago may not be in the cache yet.
        self.detail.show_ticket(ticket, self._drafts.get(ticket.id, draft) if ticket is not None else "")
        self._commands.reconsider()

    def _leave(self) -> None:
        self.list.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what may be done ---

    def _open(self) -> TicketRow | None:
        return self.detail.ticket if self.isVisible() else None

    def _is_open(self) -> bool:
        return self._open() is not None

    def _may_approve(self) -> bool:
        ticket = self._open()
        return ticket is not None and ticket.topic == COMPANY

    def _may_give(self) -> bool:
        ticket = self._open()
        return ticket is not None and ticket.topic == OWNERLESS

    def _may_close(self) -> bool:
        ticket = self._open()
        return ticket is not None and ticket.state != "closed"

    # --- the deeds ---

    def _write(self) -> None:
        if any(card.isVisible() for card in self.detail.cards):
            self.detail.close_card()
        self.detail.composer.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self, text: str) -> None:
        ticket, desk = self.detail.ticket, self._desk
        if ticket is None:
            return
        self._drafts[ticket.id] = ""
        self.detail.area.setFocus(Qt.FocusReason.OtherFocusReason)  # where the undo and the next have their keys

        def work() -> Done:
            outbox = desk.answer(ticket.id, text)
            desk.cache.keep_draft(Draft("ticket", ticket.id, ANSWER, ""))
            return Done(frozenset({"ticket"}), outbox)

        self._do(work, tr("Request {number} answered"), ticket, text)

    def _close(self) -> None:
        ticket, desk = self.detail.ticket, self._desk
        if ticket is not None:
            self.detail.area.setFocus(Qt.FocusReason.OtherFocusReason)
            self._do(deed(lambda: desk.close_ticket(ticket.id), "ticket"), tr("Request {number} closed"), ticket)

    def _do(self, work: Callable[[], Done], words: str, ticket: TicketRow, text: str = "") -> None:
        """Do it and tell; while the outbox holds it, it can be taken back, and a text stands in its field again."""
        desk = self._desk
        told = words.format(number=f"#{ticket.number}" if ticket.number else "")

        def run() -> Done:
            done = work()
            waits = ("waiting", "held")
            return replace(
                done, held=any(row.id == done.outbox and row.state in waits for row in outbox_rows(desk.cache))
            )

        def tell(done: Done) -> None:
            if done.outbox:  # else nothing changed: it was done before, and what was told then still holds
                self.toast.tell(told, (lambda: self._take_back(done.outbox, ticket, text)) if done.held else None)
                self._commands.reconsider()

        self._background.change(run, self, tell, self._failed)

    def _take_back(self, outbox: str, ticket: TicketRow, text: str) -> None:
        desk = self._desk

        def work() -> Done:
            taken = desk.cache.drop(outbox)
            if taken and text:
                desk.cache.keep_draft(Draft("ticket", ticket.id, ANSWER, text))
            return Done(frozenset({"ticket"}), "yes" if taken else "")

        self._background.change(work, self, lambda done: self._taken_back(done, ticket, text), self._failed)

    def _taken_back(self, done: Done, ticket: TicketRow, text: str) -> None:
        self.toast.tell(tr("Taken back") if done.outbox else tr("Too late: it was sent already."))
        now = self.detail.ticket
        if done.outbox and text:
            self._drafts[ticket.id] = text
        if done.outbox and text and now is not None and now.id == ticket.id and not self.detail.composer.text():
            self.detail.composer.show_draft(text)
            self._write()

    def _keep(self, text: str) -> None:
        ticket, cache = self.detail.ticket, self._desk.cache
        if ticket is not None:
            self._drafts[ticket.id] = text
            draft = Draft("ticket", ticket.id, ANSWER, text)
            self._background.change(deed(lambda: cache.keep_draft(draft)), self, None, self._failed, origin=self)

    def _open_record(self) -> None:
        """Go to the records page and look for the sender there."""
        ticket = self.detail.ticket
        if ticket is None or not self._commands.run("go.records"):
            return
        from izanau_desktop.support.records import RecordsPage

        page = self.window().findChild(RecordsPage)
        if isinstance(page, RecordsPage):
            words = tr("Request #{number}").format(number=ticket.number) if ticket.number else ""
            page.look_for(ticket.email or ticket.name, "ticket", words)

    # --- a company account, and a company without an owner ---

    def _ask(self, card: ApproveCard | GiveOwnerCard) -> None:
        ticket = self.detail.ticket
        if ticket is not None:
            self.detail.open_card(card, ticket)

    def _approve(self, asked: wire.Approve) -> None:
        told = tr("{company} is made; {email} has a mail to set a password.")
        words = told.format(company=asked.company, email=asked.owner_email)
        desk = self._desk
        self._send(self.detail.approve, asked.ticket, lambda: (desk.approve(asked), words)[1])

    def _give(self, asked: wire.GiveOwner) -> None:
        invited = tr("{email} has a mail, and is the owner once they accept; the company's people are told.")
        given = tr("{email} is the owner now; the company's people are told by mail.")
        desk = self._desk
        self._send(
            self.detail.give,
            asked.ticket,
            lambda: (invited if desk.give_owner(asked) else given).format(email=asked.email),
        )

    def _send(self, card: FieldsCard, ticket: str, work: Callable[[], str]) -> None:
        """Have the site do it; `work` returns what is told of it."""
        card.deed.setEnabled(False)
        self._background.change(
            work,
            self,
            lambda told: self._sent(card, ticket, told),
            lambda error: self._not_sent(card, error),
        )

    def _sent(self, card: FieldsCard, ticket: str, told: str) -> None:
        card.deed.setEnabled(True)
        now = self.detail.ticket
        if now is not None and now.id == ticket:
            self.detail.close_card()
            self.detail.notice.set(told, "ok")

    def _not_sent(self, card: FieldsCard, error: Exception) -> None:
        card.deed.setEnabled(True)
        if not isinstance(error, Refused) or not card.refuse(error):
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        self.detail.notice.set(refusal(error, self._language), "danger")


def _read(cache: Cache, ticket: str) -> tuple[TicketRow | None, str]:
    """A ticket and the answer to it that was begun."""
    if not ticket:
        return None, ""
    drafts = {draft.path: draft.text for draft in cache.drafts("ticket", ticket)}
    return reads.ticket(cache, ticket), drafts.get(ANSWER, "")
