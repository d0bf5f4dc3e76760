"""The card of the e-mail address: which one signs in, and changing it by the link in a mail to the new one (PRV-55)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from izanau_desktop.background import Background
from izanau_desktop.desk import Desk
from izanau_desktop.shared import moments
from izanau_desktop.shared.account_cards import AccountCard
from izanau_desktop.standing import AccountState
from izanau_desktop.translation import tr
from izanau_desktop.widgets.fieldrow import FieldRow
from izanau_desktop.widgets.plain import Notice, Paragraph, button, label
from izanau_protocol import ambient, rules
from izanau_protocol.problems import Problem, Refused, problem


class EmailCard(AccountCard):
    """Asks the site, which asks for the password: no edit of the outbox, so nothing is kept here of what is typed."""

    def __init__(self, desk: Desk, background: Background, language: str) -> None:
        super().__init__(tr("E-mail address"), desk, background, language)
        self.address = label("")
        self.waiting = Notice("", deed=self.withdraw)
        text = tr(
            "You sign in with this address, and mails go there. To change it, the site asks for your password and mails a"
            " link to the new address: that needs the network. Nothing changes until you open the link."
        )
        self.rows = {
            "email": FieldRow(tr("New e-&mail address"), QLineEdit(), required=True),
            "password": FieldRow(tr("Pass&word of this account"), QLineEdit(), required=True),
        }
        self.line("password").setEchoMode(QLineEdit.EchoMode.Password)
        self.line("password").returnPressed.connect(self.submit)
        self.send = button(tr("Se&nd the link"), deed=self.submit)
        self.add(self.address, self.waiting, Paragraph(text, "secondary"), *self.rows.values(), self.send)
        background.changed.connect(self._changed)
        self._show(desk.account)

    def line(self, name: str) -> QLineEdit:
        """The field of a name."""
        field = self.rows[name].field
        assert isinstance(field, QLineEdit)
        return field

    def submit(self) -> None:
        """Ask for the link, or say what is missing beside its field."""
        if not self.send.isEnabled():
            return
        password, email = self.line("password").text(), self._typed_address()
        self.rows["password"].set_problem("" if password else self._told(problem("required")))
        wrong = next((name for name, row in self.rows.items() if row.problem), "")
        if wrong:
            self.line(wrong).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._do(lambda: self.desk.change_address(password, email), self._sent)

    def withdraw(self) -> None:
        """The address stays as it is."""
        self._do(
            self.desk.keep_address, lambda: self.told(tr("The address stays as it is; the link is worth nothing."))
        )

    def failed(self, error: Exception) -> None:
        """Say what was refused beside its field, else above."""
        self.send.setEnabled(True)
        first = error.problems[0] if isinstance(error, Refused) else None
        if first is None or first.field not in self.rows:
            super().failed(error)
            return
        self.rows[first.field].set_problem(self._told(first))
        self.line(first.field).setFocus(Qt.FocusReason.OtherFocusReason)

    def _do(self, work: Callable[[], object], then: Callable[[], object]) -> None:
        desk = self.desk

        def run() -> frozenset[str]:
            work()
            desk.sync(at_once=False)  # what it has come to stands in the account, on every device
            return frozenset({"account"})

        def done(_: object) -> None:
            self.send.setEnabled(True)
            self.notice.set("")
            then()

        self.send.setEnabled(False)
        self.background.change(run, self, done, self.failed)

    def _sent(self) -> None:
        for name, row in self.rows.items():
            row.set_problem("")
            self.line(name).clear()

    def _typed_address(self) -> str:
        typed, told, found = self.line("email").text().strip(), "", ""
        try:
            if not typed:
                raise Refused(problem("required"))
            found = str(rules.parse("account", "email", typed, self.language))
        except Refused as refused:
            told = self._told(refused.problems[0])
        self.rows["email"].set_problem(told)
        return found

    def _told(self, one: Problem) -> str:
        return one.with_cure(self.language)

    def _changed(self, kinds: frozenset[str], _origin: object) -> None:
        if "account" in kinds:
            self.background.ask(self.desk.look_up, self, self._show, self.failed, key="account")

    def _show(self, mine: AccountState) -> None:
        self.address.setText(mine.email)
        words, told = (
            "",
            tr("Waiting for you to open the link in the mail to %1, until %2. Until then nothing changes."),
        )
        if mine.new_email and mine.new_email_until > ambient.timestamp():
            words = told.replace("%2", moments.full(mine.new_email_until, self.language)).replace("%1", mine.new_email)
        if words != self.waiting.text:
            self.waiting.set(words, "warn", tr("Wi&thdraw"))
