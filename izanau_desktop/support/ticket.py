"""The right of the tickets page: one ticket with its answers, the deeds, and the answer that is being written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from izanau_desktop.cache.reads.support import AnswerRow, TicketRow
from izanau_desktop.commands import Commands
from izanau_desktop.look.style import wear
from izanau_desktop.shared import moments
from izanau_desktop.shared.composer import Composer
from izanau_desktop.shared.profile_view import clear, column
from izanau_desktop.support import words
from izanau_desktop.support.approving import ApproveCard
from izanau_desktop.support.giving import GiveOwnerCard
from izanau_desktop.translation import tr
from izanau_desktop.widgets.commandbutton import CommandButton
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.plain import Card, Chip, EmptyState, Notice, Paragraph, label
from izanau_desktop.widgets.reading import ReadingArea

COMPANY = "company_account"
OWNERLESS = "company_owner"


class TicketDetail(QWidget):
    """Shows one ticket; `composer` writes its answer, `approve` opens in place where a company account is asked for,
    `give` where a company has no owner."""

    def __init__(self, commands: Commands, language: str, back: Callable[[], object]) -> None:
        super().__init__()
        self._language = language
        self.ticket: TicketRow | None = None
        self.setAccessibleName(tr("Request"))
        self._stack = QStackedLayout(self)
        self._stack.addWidget(EmptyState("ticket", tr("No request chosen"), tr("J and K walk through the list.")))
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(28, 20, 28, 20)
        layout.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(10)
        self._title, self._state, self._who = label("", "title"), Chip(), label("", "secondary")
        self._title.setWordWrap(False)
        head.addWidget(self._title)
        head.addWidget(self._state)
        head.addStretch(1)
        layout.addLayout(head)
        self.notice, self.approve, self.give = Notice(), ApproveCard(language), GiveOwnerCard(language)
        self.composer = Composer(("ticket", "answers.*.text"), tr("Your answer"), tr("Answer"), language, hides=False)
        self.composer.cancelled.connect(back)
        for card in self.cards:
            card.hide()
            card.cancelled.connect(self.close_card)
        for part in (self._who, self._deeds(commands), self.notice):
            layout.addWidget(part)
        layout.addWidget(self._thread(), 1)
        layout.addWidget(self.composer)
        self._stack.addWidget(whole)

    @property
    def cards(self) -> tuple[ApproveCard, GiveOwnerCard]:
        """What opens in the place of the answer."""
        return self.approve, self.give

    def _deeds(self, commands: Commands) -> QWidget:
        frame = QWidget()
        flow = FlowLayout(frame)
        names = ("record", "approve", "owner", "close")
        self.buttons = {name: CommandButton(commands, f"tickets.{name}") for name in names}
        for made in self.buttons.values():
            flow.addWidget(made)
        return frame

    def _thread(self) -> QWidget:
        page = QWidget()
        wear(page, "scrolled")
        whole = QVBoxLayout(page)
        self._page = QVBoxLayout()
        for layout in (whole, self._page):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(10)
        for card in self.cards:
            whole.addWidget(card)
        whole.addLayout(self._page, 1)
        self.area = ReadingArea(page, tr("Request and answers"))
        return self.area

    def show_ticket(self, ticket: TicketRow | None, draft: str = "") -> None:
        """Show a ticket, or that there is none; what is being written stays while it is the same one."""
        same = ticket is not None and self.ticket is not None and ticket.id == self.ticket.id
        if not same:
            self.composer.keep()
        self.ticket = ticket
        self._stack.setCurrentIndex(0 if ticket is None else 1)
        if ticket is None:
            return
        if not same:
            self._put_away()
            self.notice.set("")
            self.composer.show_draft(draft)
            self.area.verticalScrollBar().setValue(0)
        self._title.setText(words.numbered(ticket, self._language))
        self._state.set(words.state_words(ticket.state, self._language), words.TONES.get(ticket.state, "neutral"))
        at = moments.full(ticket.at, self._language)
        self._who.setText(" · ".join(filter(None, (ticket.name, ticket.email, at))))
        self._who.setVisible(bool(self._who.text()))
        self.buttons["approve"].setVisible(ticket.topic == COMPANY)
        self.buttons["owner"].setVisible(ticket.topic == OWNERLESS)
        clear(self._page)
        self._page.addWidget(self._asked(ticket))
        for answer in ticket.answers:
            self._page.addWidget(self._answer(answer))
        self._page.addStretch(1)

    def close_card(self) -> None:
        """Put the form away."""
        self._put_away()
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_card(self, card: ApproveCard | GiveOwnerCard, ticket: TicketRow) -> None:
        """Open a form in the place of the answer."""
        self._put_away()
        self.composer.hide()
        card.show()
        self.area.verticalScrollBar().setValue(0)
        card.ask(ticket)

    def _put_away(self) -> None:
        for card in self.cards:
            card.hide()
        self.composer.show()

    def _asked(self, ticket: TicketRow) -> QWidget:
        who = ticket.name or ticket.email or tr("The person")
        card = Card()
        card.add(label(who, "small"), column(Paragraph(ticket.text)))
        card.setAccessibleName(tr("{who}: {text}").format(who=who, text=ticket.text))
        return card

    def _answer(self, answer: AnswerRow) -> QWidget:
        who = answer.author or tr("Support")
        at = moments.full(answer.at, self._language) or tr("waiting to be sent")
        card = Card()
        card.add(label(" · ".join((who, at)), "small"), column(Paragraph(answer.text)))
        card.setAccessibleName(tr("{who}: {text}").format(who=who, text=answer.text))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(48, 0, 0, 0)
        row.addWidget(card)
        return holder
