"""Approves a company account in place: the company's name, its owner's name and e-mail address."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from izanau_desktop.cache.reads.support import TicketRow
from izanau_desktop.shared.asking_card import AskingCard
from izanau_desktop.translation import tr
from izanau_desktop.widgets.fieldrow import FieldRow
from izanau_protocol import rules, wire
from izanau_protocol.problems import Problem, Refused, problem

PATHS = {"company": ("company", "name"), "owner_name": ("profile", "name.full"), "owner_email": ("account", "email")}
"""The fields of the message, and by which rules each is read."""


class ApproveCard(AskingCard):
    """`decided(Approve)` makes the company and its owner's account at the site."""

    decided = Signal(object)

    def __init__(self, language: str) -> None:
        super().__init__(
            tr("Approve a company account"),
            tr("The site makes the company and its owner's account; the owner gets a mail to set a password."),
            tr("Make the company"),
        )
        self._language, self._ticket = language, ""
        self.rows = {
            "company": FieldRow(tr("Name of the company"), QLineEdit(), required=True),
            "owner_name": FieldRow(tr("Name of its owner"), QLineEdit(), required=True),
            "owner_email": FieldRow(tr("E-mail address of its owner"), QLineEdit(), required=True),
        }
        self.add(*self.rows.values(), self.foot())

    def line(self, name: str) -> QLineEdit:
        """The field of a name."""
        field = self.rows[name].field
        assert isinstance(field, QLineEdit)
        return field

    def ask(self, ticket: TicketRow) -> None:
        """Begin anew, with what the ticket tells."""
        self._ticket = ticket.id
        for name, known in (("company", ""), ("owner_name", ticket.name), ("owner_email", ticket.email)):
            self.line(name).setText(known)
            self.rows[name].set_problem("")
        self.line("company").setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Approve, or say what is wrong beside its field."""
        values = {name: self._value(name) for name in self.rows}
        wrong = next((name for name, value in values.items() if not value), "")
        if wrong:
            self.line(wrong).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.decided.emit(wire.Approve(self._ticket, values["company"], values["owner_name"], values["owner_email"]))

    def refuse(self, refused: Refused) -> bool:
        """Show what the site refused beside its fields; says whether all of it has one."""
        rest = [one for one in refused.problems if one.field not in self.rows]
        for one in refused.problems:
            if one.field in self.rows:
                self.rows[one.field].set_problem(self._told(one))
                self.line(one.field).setFocus(Qt.FocusReason.OtherFocusReason)
        return not rest

    def _value(self, name: str) -> str:
        """What was typed, or nothing, with the problem beside it."""
        typed, told = self.line(name).text(), ""
        try:
            if not typed.strip():
                raise Refused(problem("required", name))
            value = str(rules.parse(*PATHS[name], typed, self._language))
        except Refused as refused:
            value, told = "", self._told(refused.problems[0])
        self.rows[name].set_problem(told)
        return value

    def _told(self, one: Problem) -> str:
        return one.with_cure(self._language)
