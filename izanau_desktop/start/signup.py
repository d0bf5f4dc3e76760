"""Signing up: the policy is read and agreed to before the first field, then name, e-mail address, password; then the code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from izanau_desktop.background import Background, after
from izanau_desktop.forms.start.signup.confirm import Ui_ConfirmForm
from izanau_desktop.forms.start.signup.signup import Ui_SignupForm
from izanau_desktop.look.style import wear
from izanau_desktop.shared.policy.agreeing import Agreeing
from izanau_desktop.shared.policy.text import PolicyText
from izanau_desktop.start.asking import AskingPage
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import button, label

Policy = Mapping[str, Any]
AGAIN = 3000
"""Milliseconds after which a site that was out of reach is asked for its policy again."""
LEAST = 300
"""Pixels of the policy that are shown at least: the fields below it are on the screen too, and the text grows with the window."""


@dataclass(frozen=True)
class Entered:
    """What a person entered to sign up."""

    site: str
    name: str
    email: str
    password: str
    policy: str


class SignUpPage(AskingPage):
    """Reads the policy of the site, then asks exactly for full name, e-mail address and password (policy 2.2)."""

    signed_up = Signal(object)
    """What the deed answered: the desk of the new account."""

    def __init__(
        self,
        background: Background,
        language: str,
        site: str,
        policy: Callable[[str], Policy],
        deed: Callable[[Entered], object],
    ) -> None:
        super().__init__(
            tr("Sign up"),
            tr("First the privacy policy: it says what is kept, who sees it, and how you delete it again."),
            tr("Sign &up"),
            language,
        )
        self._background, self._read_policy, self._sign_up = background, policy, deed
        self._version = ""
        self._text = PolicyText(language, LEAST)
        self._agree = Agreeing()
        self._agree.toggled.connect(lambda _: self._weigh())
        self._why = label("", "small")
        at = self.column.indexOf(self.form)
        for place, widget in enumerate((self._text, self._agree)):
            self.column.insertWidget(at + place, widget, int(widget is self._text))
        self.column.insertWidget(self.column.indexOf(self.form) + 1, self._why)
        self.column.setStretch(self.column.count() - 1, 0)  # the room below all is the text's
        self.ui = Ui_SignupForm()
        self.ui.setupUi(self.form)
        self.ui.site.setText(site)
        self.ui.site.editingFinished.connect(self._load)
        for widget in (self.ui.site, self.ui.site_label):
            widget.setVisible(not site)
        self.ready()
        self._order()
        self._weigh()
        self._again = after(AGAIN, self, self._load, start=False)
        self._load()

    def _order(self) -> None:
        """Tab and assistive technology meet the text first, then the box, then the fields: made later, they would be last."""
        fields = [self.ui.site, self.ui.name, self.ui.email, self.ui.password]
        for one, following in pairwise([self._text, self._agree.box, *fields, self.deed, self.away]):
            QWidget.setTabOrder(one, following)
        for widget in (self._text, self._agree, self.form, self._why, self.deed, self.away):
            widget.raise_()

    def show_name(self, name: str) -> None:
        """Fill in the name of a profile that was begun on this computer, unless one was typed."""
        if not self.ui.name.text():
            self.ui.name.setText(name)

    def submit(self) -> None:
        """Sign up, if the policy was agreed to."""
        if not self._agree.given() or not self._version:
            self._weigh()
            self._agree.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.busy(on=True)
        entered = Entered(
            self._site(),
            self.ui.name.text().strip(),
            self.ui.email.text().strip(),
            self.ui.password.text(),
            self._version,
        )
        self._background.change(lambda: self._sign_up(entered), self, self._done, self.show_error, origin=self)

    def _done(self, desk: object) -> None:
        self.busy(on=False)
        self.ui.password.clear()
        self.signed_up.emit(desk)

    def _site(self) -> str:
        return self.ui.site.text().strip()

    def _load(self) -> None:
        site = self._site()
        if site:
            self._background.ask(
                lambda: self._read_policy(site), self, self._show_policy, self._no_policy, key="policy"
            )

    def _show_policy(self, policy: Policy) -> None:
        self.notice.hide()
        self._version = str(policy["version"])
        text = policy["text"]
        self._text.show_text(str(text.get(self.language) or text["en"]))
        self._agree.name_version(self._version)
        self._weigh()

    def _no_policy(self, error: Exception) -> None:
        self._version = ""
        self._weigh()
        self.show_error(error)
        self._again.start()

    def _weigh(self) -> None:
        able = self._agree.given() and bool(self._version)
        self.deed.setEnabled(able)
        why = "" if able else tr("To sign up, read the privacy policy and tick the box above.")
        if not self._version:
            why = tr(
                "The site's policy must be read first; the site could not be reached yet, and is asked again by itself."
            )
        self._why.setText(why)
        self._why.setVisible(not able)
        wear(self._why)


class ConfirmPage(AskingPage):
    """Asks for the code that was mailed; later is fine, until then one may edit and sync but not register or apply."""

    confirmed = Signal()

    def __init__(
        self,
        background: Background,
        language: str,
        email: str,
        deed: Callable[[str], object],
        resend: Callable[[], object],
    ) -> None:
        super().__init__(
            tr("Confirm your e-mail address"),
            tr("A code is on its way to %1. Until it is confirmed you can write your profile, but not apply.").replace(
                "%1", email
            ),
            tr("&Confirm"),
            language,
        )
        self._background, self._confirm, self._resend = background, deed, resend
        self.ui = Ui_ConfirmForm()
        self.ui.setupUi(self.form)
        self.away.setText(tr("&Later"))  # there is no way back: the account is there
        self.foot.insertWidget(2, button(tr("Send the code &again"), "quiet", deed=self._again))
        self.ready()

    def submit(self) -> None:
        """Confirm."""
        code = self.ui.code.text().strip()
        self.busy(on=True)
        self._background.change(
            lambda: self._confirm(code), self, lambda _: self.confirmed.emit(), self.show_error, origin=self
        )

    def _again(self) -> None:
        self._background.change(self._resend, self, lambda _: self._told(), self.show_error, origin=self)

    def _told(self) -> None:
        self.notice.set(tr("A new code is on its way."), "ok")
        self.notice.show()
