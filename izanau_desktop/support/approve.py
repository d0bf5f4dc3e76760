"""Makes a company and its owner's account from a request for one; the owner sets a password by mail."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from izanau_desktop.cache.reads.support import TicketRow
from izanau_desktop.forms.support.approve import Ui_ApproveForm
from izanau_desktop.support.plainform import name_fields, say
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, button, label
from izanau_protocol import rules, wire
from izanau_protocol.problems import Problem, Refused, problem

FIELDS = {"company": ("company", "name"), "owner_name": ("account", "name"), "owner_email": ("account", "email")}
"""Each field with the kind and path whose rules hold for it."""


class ApproveCard(Card):
    """`decided(wire.Approve)` when all three are right."""

    decided, cancelled = Signal(object), Signal()

    def __init__(self, language: str) -> None:
        super().__init__(tr("Approve a company account"))
        self._language, self._ticket = language, ""
        form = QWidget()
        self.ui = Ui_ApproveForm()
        self.ui.setupUi(form)
        name_fields(self.ui, *FIELDS)
        told = label(tr("The owner gets a mail with which to set a password, and can then add jobs."), "small")
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        self.approve = button(tr("&Approve"), "primary", deed=self.finish)
        row.addWidget(self.approve)
        row.addWidget(button(tr("Cancel"), "quiet", deed=self.cancelled.emit))
        row.addStretch(1)
        self.add(form, told, foot)

    def ask(self, ticket: TicketRow) -> None:
        """Begin with what the request says of the sender."""
        self._ticket = ticket.id
        self.ui.company.setText("")
        self.ui.owner_name.setText(ticket.name)
        self.ui.owner_email.setText(ticket.email)
        for name in FIELDS:
            say(self.ui, name, "")
        self.ui.company.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Approve, or say what is wrong beside its field."""
        given: dict[str, str] = {}
        wrong: dict[str, Problem] = {}
        for name, (kind, path) in FIELDS.items():
            say(self.ui, name, "")
            try:
                given[name] = str(rules.parse(kind, path, getattr(self.ui, name).text()))
                if not given[name]:
                    wrong[name] = problem("required", name)
            except Refused as refused:
                wrong[name] = refused.problems[0]
        for name in reversed(wrong):
            say(self.ui, name, wrong[name].words(self._language))
        if not wrong:
            self.decided.emit(wire.Approve(self._ticket, **given))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter approves, Esc puts it away."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)
