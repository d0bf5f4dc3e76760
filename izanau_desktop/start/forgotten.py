"""A forgotten password: a code is mailed, and with it a new one is set."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal

from izanau_desktop.background import Background
from izanau_desktop.forms.start.forgotten import Ui_ForgottenForm
from izanau_desktop.start.asking import AskingPage
from izanau_desktop.translation import tr


class ForgottenPage(AskingPage):
    """Asks for the address first, then for the code and the new password; `changed(email, password)` ends it."""

    changed = Signal(str, str)

    def __init__(
        self,
        background: Background,
        language: str,
        email: str,
        ask: Callable[[str], object],
        finish: Callable[[str, str], object],
    ) -> None:
        """`ask(email)` has a code sent, `finish(code, password)` sets the password; both run in the background."""
        super().__init__(
            tr("Forgotten password"),
            tr("A code comes by e-mail. With it you choose a new password; every device is signed out then."),
            tr("&Send the code"),
            language,
        )
        self._background, self._ask, self._finish = background, ask, finish
        self.ui = Ui_ForgottenForm()
        self.ui.setupUi(self.form)
        self.ui.email.setText(email)
        self._later = (self.ui.code_label, self.ui.code, self.ui.password_label, self.ui.password)
        for widget in self._later:
            widget.hide()
        self.ready()

    def submit(self) -> None:
        """Have the code sent, or set the new password with it."""
        self.busy(on=True)
        email, code, password = self.ui.email.text().strip(), self.ui.code.text(), self.ui.password.text()
        if self.ui.code.isHidden():
            self._background.change(lambda: self._ask(email), self, self._asked, self.show_error)
        else:
            self._background.change(
                lambda: self._finish(code, password),
                self,
                lambda _: self._changed(email, password),
                self.show_error,
            )

    def _asked(self, _answer: object) -> None:
        self.busy(on=False)
        for widget in self._later:
            widget.show()
        self.deed.setText(tr("&Set the password"))
        self.notice.set(tr("If there is an account of this address, a code is on its way to it."), "neutral")
        self.notice.show()
        self.ui.code.setFocus()

    def _changed(self, email: str, password: str) -> None:
        self.busy(on=False)
        self.ui.password.clear()
        self.changed.emit(email, password)
