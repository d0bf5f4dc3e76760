"""Gives a company that lost its owner another one: a member by their address, or whoever is invited there; and how it was found out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from izanau_desktop.cache.reads.support import TicketRow
from izanau_desktop.support.fields_card import FieldsCard
from izanau_desktop.support.why import Explanation
from izanau_desktop.translation import tr
from izanau_desktop.widgets.fieldrow import FieldRow
from izanau_protocol import wire

PATHS = {"email": ("account", "email"), "name": ("profile", "name.full")}


class GiveOwnerCard(FieldsCard):
    """`decided(GiveOwner)` has the site make them the owner, or invite them."""

    def __init__(self, language: str) -> None:
        texts = (
            tr("Give the company an owner"),
            tr("A member with this address is the owner at once; anybody else gets a mail, and is once they accept."),
            tr("Name the owner"),
        )
        super().__init__(texts, PATHS, language)
        self.why = Explanation(
            tr("How you made sure whose the company is"),
            language,
            tr("It is on record, and the new owner can read it."),
        )
        self.rows |= {
            "email": FieldRow(tr("E-mail address of the new owner"), QLineEdit(), required=True),
            "name": FieldRow(tr("Name, if they are not in the company yet"), QLineEdit()),
            "text": self.why,
        }
        self.why.entered.connect(self.finish)
        self.add(*self.rows.values(), self.foot())

    def ask(self, ticket: TicketRow) -> None:
        """Begin anew, with what the ticket tells."""
        self._ticket = ticket.id
        for name, known in (("email", ticket.email), ("name", ticket.name)):
            self.line(name).setText(known)
        self.why.edit.put("")
        for row in self.rows.values():
            row.set_problem("")
        self.line("email").setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Name the owner, or say what is wrong beside its field."""
        email, name, text = self.value("email"), self.value("name", needed=False), self.why.value()
        if not self.focus_wrong():
            self.decided.emit(wire.GiveOwner(self._ticket, email, text, name, self._language))
