"""One request in full: what was asked, the answers, and the field for the next one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from izanau_desktop.cache.reads.support import TicketRow
from izanau_desktop.commands import Commands
from izanau_desktop.look.style import wear
from izanau_desktop.look.tokens import Tone
from izanau_desktop.shared import moments
from izanau_desktop.shared.composer import Composer
from izanau_desktop.shared.profile_view import clear, column
from izanau_desktop.support.approve import ApproveCard
from izanau_desktop.translation import tr
from izanau_desktop.widgets.commandbutton import CommandButton
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.plain import Card, Chip, Notice, Paragraph, label, scrolled
from izanau_protocol import codes

TONES: dict[str, Tone] = {"open": "warn", "answered": "ok", "closed": "neutral"}


def number_words(ticket: TicketRow) -> str:
    """`#12`, or that the number is still to come."""
    return f"#{ticket.number}" if ticket.number else tr("no number yet")


class TicketView(QWidget):
    """Shows a request."""

    def __init__(self, commands: Commands, language: str) -> None:
        super().__init__()
        self._language = language
        self.ticket: TicketRow | None = None
        self.setAccessibleName(tr("Request"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 20, 28, 20)
        layout.setSpacing(10)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        self._title, self._chip = label("", "title"), Chip()
        self._title.setWordWrap(False)
        row.addWidget(self._title)
        row.addWidget(self._chip)
        row.addStretch(1)
        self._line = label("", "secondary")
        deeds = QWidget()
        flow = FlowLayout(deeds)
        for name in ("answer", "open", "approve", "close"):
            flow.addWidget(CommandButton(commands, f"tickets.{name}"))
        self.notice = Notice()
        self.approving = ApproveCard(language)
        self.approving.hide()
        self.composer = Composer(("ticket", "text"), tr("Your answer"), tr("Send the answer"), language, hides=False)
        for part in (head, self._line, deeds, self.notice, self.approving):
            layout.addWidget(part)
        layout.addWidget(self._page(), 1)
        layout.addWidget(self.composer)

    def _page(self) -> QWidget:
        page = QWidget()
        wear(page, "scrolled")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(10)
        layout.addLayout(self._cards)
        layout.addStretch(1)
        self.area: QScrollArea = scrolled(page)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(tr("The request and its answers"))
        return self.area

    def show_ticket(self, ticket: TicketRow, draft: str) -> None:
        """Show a request; what is being written stays while it is the same one."""
        same = self.ticket is not None and self.ticket.id == ticket.id
        self.ticket = ticket
        if not same:
            self.approving.hide()
            self.notice.set("")
            self.composer.show_draft(draft)
        topic = codes.words("topic", ticket.topic, self._language) if ticket.topic else tr("Request")
        self._title.setText(f"{number_words(ticket)}  {topic}")
        self._chip.set(codes.words("ticket_state", ticket.state, self._language), TONES.get(ticket.state, "neutral"))
        at = moments.full(ticket.at, self._language)
        self._line.setText(" · ".join(filter(None, (ticket.name, ticket.email, at))))
        clear(self._cards)
        self._cards.addWidget(self._said(ticket.name or ticket.email or tr("The person"), ticket.at, ticket.text))
        for one in ticket.answers:
            self._cards.addWidget(self._said(one.author or tr("You"), one.at, one.text))
        self.composer.setVisible(ticket.state != "closed")

    def _said(self, who: str, at: str, text: str) -> Card:
        card = Card()
        when = moments.full(at, self._language) or tr("waiting to be sent")
        card.add(label(" · ".join((who, when)), "small"), column(Paragraph(text)))
        card.setAccessibleName(", ".join((who, when, text)))
        return card
