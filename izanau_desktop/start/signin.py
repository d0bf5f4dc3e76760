"""Signing in with an account that is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal

from izanau_desktop.background import Background
from izanau_desktop.forms.start.signin import Ui_SigninForm
from izanau_desktop.start.asking import AskingPage
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import button


@dataclass(frozen=True)
class Credentials:
    """What a person entered to sign in."""

    site: str
    email: str
    password: str
    session_only: bool


class SignInPage(AskingPage):
    """Asks for e-mail address and password."""

    signed_in = Signal(object)
    """What the deed answered: the desk of the account."""
    forgotten = Signal()

    def __init__(self, background: Background, language: str, site: str, deed: Callable[[Credentials], object]) -> None:
        super().__init__(tr("Sign in"), "", tr("Sign &in"), language)
        self._background, self._sign_in = background, deed
        self.ui = Ui_SigninForm()
        self.ui.setupUi(self.form)
        self.ui.site.setText(site)
        for widget in (self.ui.site, self.ui.site_label):
            widget.setVisible(not site)
        self.foot.insertWidget(1, button(tr("I &forgot my password"), "link", deed=self.forgotten.emit))
        self.ready()

    def submit(self) -> None:
        """Sign in."""
        self.busy(on=True)
        entered = Credentials(
            self.ui.site.text(),
            self.ui.email.text().strip(),
            self.ui.password.text(),
            self.ui.session_only.isChecked(),
        )
        self._background.change(lambda: self._sign_in(entered), self, self._done, self.show_error, origin=self)

    def sign_in(self, email: str, password: str) -> None:
        """Sign in with what is known already."""
        self.ui.email.setText(email)
        self.ui.password.setText(password)
        self.submit()

    def _done(self, desk: object) -> None:
        self.busy(on=False)
        self.ui.password.clear()
        self.signed_in.emit(desk)
