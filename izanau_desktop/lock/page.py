"""The page of a locked window: who can open it, and how; nothing of what was open is behind it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from izanau_desktop.background import Background
from izanau_desktop.look import fonts
from izanau_desktop.look.tokens import BODY
from izanau_desktop.shared.deeds import refusal
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Glyph, Notice, Paragraph, button, label
from izanau_protocol.problems import Refused

WIDTH = 460
"""Widest column, in pixels at 100 %."""


class LockPage(QWidget):
    """Asks for the PIN, or for the account's password. `opened`: it was right. `other`: another account is wanted."""

    opened, other = Signal(), Signal()

    def __init__(
        self,
        background: Background,
        language: str,
        whose: str,
        try_pin: Callable[[str], object] | None,
        try_password: Callable[[str], object],
        *,
        leads_away: bool = True,
    ) -> None:
        """`try_pin` is None where no PIN is set; each raises Refused where what was entered is not right.

        `leads_away`: whether one may go to another account from here.
        """
        super().__init__()
        self._background, self._language = background, language
        self._try_pin, self._try_password = try_pin, try_password
        self.setAccessibleName(tr("Locked"))
        column = self._column()
        column.addStretch(2)
        column.addWidget(Glyph("lock", "text3", 40))
        column.addWidget(label(tr("Locked"), "title"))
        column.addWidget(
            Paragraph(tr("{account} is signed in here. Syncing goes on; nothing is lost.").format(account=whose))
        )
        self.notice = Notice("", "danger")
        self.notice.hide()
        column.addWidget(self.notice)
        self.name = label("", "small")
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.returnPressed.connect(self.submit)
        self.name.setBuddy(self.secret)
        column.addWidget(self.name)
        column.addWidget(self.secret)
        self.hint = Paragraph("", "secondary")
        column.addWidget(self.hint)
        column.addLayout(self._foot(leads_away=leads_away))
        column.addStretch(3)
        self.setFocusProxy(self.secret)
        self._ask(pin=try_pin is not None)

    def _column(self) -> QVBoxLayout:
        """A column in the middle, as wide as its words want."""
        sides = QHBoxLayout(self)
        frame = QFrame()
        frame.setMaximumWidth(round(WIDTH * fonts.pixels(self.font()) / BODY))
        column = QVBoxLayout(frame)
        column.setSpacing(12)
        sides.addStretch(1)
        sides.addWidget(frame, 6)
        sides.addStretch(1)
        return column

    def _foot(self, *, leads_away: bool) -> QHBoxLayout:
        """The deeds."""
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.deed = button(tr("&Unlock"), "primary", "lock", self.submit)
        self.password = button(tr("Use my &password"), "link", deed=self.ask_password)
        self.away = button(tr("Another &account"), "quiet", deed=self.other.emit)
        self.away.setVisible(leads_away)
        for one in (self.deed, self.password, self.away):
            foot.addWidget(one)
        foot.addStretch(1)
        return foot

    def ask_password(self) -> None:
        """Take the password of the account instead of the PIN."""
        self._ask(pin=False)
        self.notice.hide()
        self.secret.setFocus()

    def submit(self) -> None:
        """Try what was entered."""
        entered, test = self.secret.text(), self._try_pin if self._by_pin else self._try_password
        if not entered or not self.deed.isEnabled() or test is None:
            return
        self.deed.setEnabled(False)
        self.secret.clear()
        self._background.ask(lambda: test(entered), self, lambda _: self.opened.emit(), self._refused, key="unlock")

    def _ask(self, *, pin: bool) -> None:
        self._by_pin = pin
        self.password.setVisible(pin)
        words = tr("P&IN") if pin else tr("Pass&word of your account")
        self.name.setText(words)
        self.secret.setAccessibleName(words.replace("&", ""))
        self.secret.clear()
        told = tr("The site checks it, so the network is needed. With a PIN, set in the settings, it is not.")
        self.hint.set_words("" if pin else told)
        self.hint.setVisible(not pin)

    def _refused(self, error: Exception) -> None:
        self.deed.setEnabled(True)
        if isinstance(error, Refused) and error.problems[0].code == "pin_gone":
            self.ask_password()
        self.notice.set(refusal(error, self._language), "danger")
        self.secret.setFocus()
