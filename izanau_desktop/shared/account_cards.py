"""The cards of the settings that speak of the account: its password, and signing out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from izanau_desktop.background import Background
from izanau_desktop.cache import Document
from izanau_desktop.desk import Desk
from izanau_desktop.leaving import Why
from izanau_desktop.shared.deeds import refusal
from izanau_desktop.shared.editing import Editing, read
from izanau_desktop.translation import tr
from izanau_desktop.widgets.fields import LineField
from izanau_desktop.widgets.plain import Card, Notice, Paragraph, button, label


class AccountCard(Card):
    """A card with a notice for what came of its deed."""

    def __init__(self, title: str, desk: Desk, background: Background, language: str) -> None:
        super().__init__(title)
        self.desk, self.background, self.language = desk, background, language
        self.notice = Notice("")
        self.add(self.notice)

    def told(self, words: str) -> None:
        """Say that it is done."""
        self.notice.set(words, "ok")

    def failed(self, error: Exception) -> None:
        """Say what kept it from being done."""
        self.notice.set(refusal(error, self.language), "danger")

    def field(self, words: str, *, secret: bool = False, into: QVBoxLayout | None = None) -> QLineEdit:
        """A line with its label above, in the card or in a part of it."""
        edit = QLineEdit()
        if secret:
            edit.setEchoMode(QLineEdit.EchoMode.Password)
        name = label(words, "small")
        name.setBuddy(edit)
        edit.setAccessibleName(words.replace("&", ""))
        for part in (name, edit):
            (into or self.body).addWidget(part)
        return edit


class NameCard(AccountCard):
    """Who the account belongs to: the full name, saved as one types."""

    def __init__(self, desk: Desk, background: Background, language: str) -> None:
        super().__init__(tr("My account"), desk, background, language)
        self.editing = Editing(desk, background, "account", language, self)
        self.editing.failed.connect(self.failed)
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        self.name = LineField()
        self.name.setObjectName("name")
        column.addWidget(self.name)
        self.editing.bind(form)
        self.add(form)
        background.changed.connect(self._changed)
        self._read()

    def _changed(self, kinds: frozenset[str], origin: object) -> None:
        if "account" in kinds and origin is not self.editing:
            self._read()

    def _read(self) -> None:
        cache, account = self.desk.cache, self.desk.account.id
        self.background.ask(lambda: read(cache, "account", account), self, self._show, self.failed, key="account")

    def _show(self, found: tuple[Document | None, dict[str, str]]) -> None:
        document, drafts = found
        self.editing.show(self.desk.account.id, document.body if document else {}, drafts)


class PasswordCard(AccountCard):
    """Changing the password ends every other session."""

    def __init__(self, desk: Desk, background: Background, language: str) -> None:
        super().__init__(tr("Password"), desk, background, language)
        self.old = self.field(tr("C&urrent password"), secret=True)
        self.new = self.field(tr("N&ew password"), secret=True)
        self.add(button(tr("Change the passwor&d"), deed=self.submit))

    def submit(self) -> None:
        """Change it."""
        old, new = self.old.text(), self.new.text()
        self.background.ask(lambda: self.desk.change_password(old, new), self, lambda _: self._done(), self.failed)

    def _done(self) -> None:
        self.old.clear()
        self.new.clear()
        self.told(tr("The password is changed. Other devices have to sign in again."))


class SignOutCard(AccountCard):
    """Signing out wipes this computer; what lives nowhere else is said first. `left(why)`: whoever shows us wipes."""

    left = Signal(object)

    def __init__(self, desk: Desk, background: Background, language: str) -> None:
        super().__init__(tr("Sign out"), desk, background, language)
        self.add(Paragraph(tr("Removes everything of this account from this computer."), "secondary"))
        self.out = button(tr("Sign &out"), deed=lambda: self._go(discard=False))
        self.anyway = button(tr("Sign out and lose it"), "danger", deed=lambda: self._go(discard=True))
        self.anyway.hide()
        self.add(self.out, self.anyway)

    def _go(self, *, discard: bool) -> None:
        def run() -> int:
            lost = self.desk.end_session(discard=discard)
            return len(lost.waiting) + int(lost.papers)

        self.background.change(run, self, self._told, self.failed)

    def _told(self, lost: int) -> None:
        if not lost:
            self.left.emit(Why.SIGNED_OUT)
            return
        self.notice.set(tr("%n thing(s) are only on this computer and not at the site yet.", None, lost), "warn")
        self.anyway.show()
