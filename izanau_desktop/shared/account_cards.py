"""The cards of the settings that speak of the account."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from izanau_desktop.background import Background
from izanau_desktop.desk import Desk
from izanau_desktop.leaving import Why
from izanau_desktop.shared import moments
from izanau_desktop.shared.deeds import refusal
from izanau_desktop.shared.profile_view import clear
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, Notice, Paragraph, button, label
from izanau_protocol import documents, wire

PURPOSES = ("statistics", "updates", "newsletter", "jobs")


class AccountCard(Card):
    """A card with a notice for what came of its deed."""

    def __init__(self, title: str, desk: Desk, background: Background, language: str) -> None:
        super().__init__(title)
        self.desk, self.background, self.language = desk, background, language
        self.notice = Notice("")
        self.notice.hide()
        self.add(self.notice)

    def told(self, words: str) -> None:
        """Say that it is done."""
        self.notice.set(words, "ok")
        self.notice.show()

    def failed(self, error: Exception) -> None:
        """Say what kept it from being done."""
        self.notice.set(refusal(error, self.language), "danger")
        self.notice.show()

    def field(self, words: str, *, secret: bool = False) -> QLineEdit:
        """A line with its label above."""
        edit = QLineEdit()
        if secret:
            edit.setEchoMode(QLineEdit.EchoMode.Password)
        name = label(words, "small")
        name.setBuddy(edit)
        edit.setAccessibleName(words.replace("&", ""))
        self.add(name, edit)
        return edit


class PurposesCard(AccountCard):
    """The four purposes of the policy (4.1): each a choice of its own, off until chosen."""

    def __init__(self, desk: Desk, background: Background, language: str) -> None:
        super().__init__(tr("Use of my data"), desk, background, language)
        for name in PURPOSES:
            words = documents.fields("account")[f"purposes.{name}"].spec.words.of(language)
            box = QCheckBox(words)
            box.setChecked(name in desk.account.purposes)
            box.toggled.connect(lambda on, name=name, words=words: self._choose(name, words, chosen=on))
            self.add(box)

    def _choose(self, name: str, words: str, *, chosen: bool) -> None:
        def run() -> frozenset[str]:
            self.desk.purpose(name, words, self.language, chosen=chosen)
            return frozenset({"account"})

        self.background.change(run, self, None, self.failed, origin=self)


class DevicesCard(AccountCard):
    """The devices that are signed in; any can be ended from here."""

    def __init__(self, desk: Desk, background: Background, language: str) -> None:
        super().__init__(tr("My devices"), desk, background, language)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.body.addLayout(self._list)
        self.show_ = button(tr("Show my devices"), deed=self._read)
        self.add(self.show_)

    def _read(self) -> None:
        self.background.ask(self.desk.devices, self, self._show, self.failed, key="devices")

    def _show(self, devices: tuple[wire.Device, ...]) -> None:
        self.show_.hide()
        clear(self._list)
        for device in devices:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            seen = tr("this device") if device.current else moments.full(device.seen, self.language)
            row.addWidget(label(f"{device.name} · {device.client} · {seen}"), 1)
            if not device.current:
                end = button(tr("End"), "danger", deed=partial(self._end, device.id))
                end.setAccessibleName(tr("End the session on %1").replace("%1", device.name))
                row.addWidget(end)
            self._list.addWidget(line)

    def _end(self, device: str) -> None:
        def run() -> None:
            self.desk.end_device(device)

        self.background.change(run, self, lambda _: self._read(), self.failed)


class PasswordCard(AccountCard):
    """Changing the password ends every other session."""

    def __init__(self, desk: Desk, background: Background, language: str) -> None:
        super().__init__(tr("Password"), desk, background, language)
        self.old = self.field(tr("C&urrent password"), secret=True)
        self.new = self.field(tr("N&ew password"), secret=True)
        self.add(button(tr("&Change the password"), deed=self.submit))

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
        self.notice.show()
        self.anyway.show()


class ErasureCard(AccountCard):
    """Deleting the account: the e-mail address is typed and the password asked, since this cannot be undone.

    `left(why)`: it is deleted at the site, and whoever shows us wipes it here.
    """

    left = Signal(object)

    def __init__(self, desk: Desk, background: Background, language: str) -> None:
        super().__init__(tr("Delete my account"), desk, background, language)
        self.add(
            Paragraph(
                tr(
                    "Removes everything at the site, from the companies you applied to, and here. You are invisible at once;"
                    " for 72 hours you can come back, unless you choose “now”."
                ),
                "secondary",
            )
        )
        self.email = self.field(tr("Type your e-mail &address"))
        self.password = self.field(tr("Your pass&word"), secret=True)
        self.now = QCheckBox(tr("No&w, without the 72 hours"))
        self.add(self.now, button(tr("&Delete my account"), "danger", deed=self.submit))

    def submit(self) -> None:
        """Delete, if the address is right."""
        if self.email.text().strip().casefold() != self.desk.account.email.casefold():
            self.notice.set(
                tr("Type the e-mail address of this account, so that nothing is deleted by mistake."), "danger"
            )
            self.notice.show()
            return
        password, now = self.password.text(), self.now.isChecked()
        self.background.change(
            lambda: self.desk.ask_erasure(password, now=now), self, lambda at: self._done(str(at), now=now), self.failed
        )

    def _done(self, at: str, *, now: bool) -> None:
        self.password.clear()
        if now:
            self.left.emit(Why.ERASED)
            return
        words = tr("Your account is hidden now and will be deleted on %1.")
        self.told(words.replace("%1", moments.full(at, self.language)))
