"""Approves a company account in place: the company's name, its owner's name and e-mail address."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from izanau_desktop.cache.reads.support import TicketRow
from izanau_desktop.support.fields_card import FieldsCard
from izanau_desktop.translation import tr
from izanau_desktop.widgets.fieldrow import FieldRow
from izanau_protocol import wire

PATHS = {"company": ("company", "name"), "owner_name": ("profile", "name.full"), "owner_email": ("account", "email")}
"""The fields of the message, and by which rules each is read."""


class ApproveCard(FieldsCard):
    """`decided(Approve)` makes the company and its owner's account at the site."""

    def __init__(self, language: str) -> None:
        texts = (
            tr("Approve a company account"),
            tr("The site makes the company and its owner's account; the owner gets a mail to set a password."),
            tr("Make the company"),
        )
        super().__init__(texts, PATHS, language)
        self.rows |= {
            "company": FieldRow(tr("Name of the company"), QLineEdit(), required=True),
            "owner_name": FieldRow(tr("Name of its owner"), QLineEdit(), required=True),
            "owner_email": FieldRow(tr("E-mail address of its owner"), QLineEdit(), required=True),
        }
        self.add(*self.rows.values(), self.foot())

    def ask(self, ticket: TicketRow) -> None:
        """Begin anew, with what the ticket tells."""
        self._ticket = ticket.id
        for name, known in (("company", ""), ("owner_name", ticket.name), ("owner_email", ticket.email)):
            self.line(name).setText(known)
            self.rows[name].set_problem("")
        self.line("company").setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Approve, or say what is wrong beside its field."""
        values = {name: self.value(name) for name in self.rows}
        if not self.focus_wrong():
            self.decided.emit(
                wire.Approve(self._ticket, values["company"], values["owner_name"], values["owner_email"])
            )
