"""The way from the first screen to a desk: signing up, signing in, a draft on this computer, looking as a guest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from izanau_desktop import roster
from izanau_desktop.accounts import DRAFT, Accounts
from izanau_desktop.address import site_address
from izanau_desktop.background import Background
from izanau_desktop.desk import Desk, device_name
from izanau_desktop.membership import CLIENT
from izanau_desktop.shared.accounts_list import AccountsCard
from izanau_desktop.start.first import FirstPage
from izanau_desktop.start.forgotten import ForgottenPage
from izanau_desktop.start.signin import Credentials, SignInPage
from izanau_desktop.start.signup import ConfirmPage, Entered, SignUpPage
from izanau_desktop.start.site import SitePage
from izanau_desktop.vault import Keeper, SessionVault
from izanau_protocol import patch, wire
from izanau_protocol.problems import Refused

T = TypeVar("T")
COMPANY_ACCOUNT = "company_account"
"""The topic of the contact form that asks for one."""


class Gate(QStackedWidget):
    """Shows one page of the start at a time. `entered(desk, place, topic)` ends it.

    `place` is where the person wanted to go and `topic` what to write about there; both may be empty. `site_found`
    tells the address that was asked for, so that it is asked once.
    """

    entered = Signal(object, str, str)
    site_found = Signal(str)
    language_chosen = Signal(str)
    demo = Signal()

    def __init__(
        self, folder: Path, site: str, background: Background, language: str, vault: Callable[[], Keeper]
    ) -> None:
        super().__init__()
        self._folder, self._site, self._background, self._language = folder, site, background, language
        self._vault = vault
        self._first()

    def _show(self, page: QWidget) -> None:
        old = self.currentWidget()
        self.addWidget(page)
        self.setCurrentWidget(page)
        if old is not None:
            self.removeWidget(old)
            old.deleteLater()

    def _first(self) -> None:
        page = FirstPage(self._language)
        page.language_chosen.connect(self.language_chosen)
        page.start_here.connect(
            lambda: self._open(lambda: Desk.draft(self._folder, self._site, self._vault(), anew=True))
        )
        page.look.connect(lambda: self._as_guest("jobs"))
        page.hire.connect(lambda: self._as_guest("contact", COMPANY_ACCOUNT))
        page.sign_in.connect(self.sign_in)
        page.sign_up.connect(self.sign_up)
        page.demo.connect(self.demo)
        page.offer(self._accounts())
        self._show(page)
        page.first.setFocus()

    def _accounts(self) -> AccountsCard:
        """Whoever has an account here comes back without a password: the keychain has the session."""
        known = Accounts(self._folder)
        card = AccountsCard(known, self._vault, self._background, self._language)
        card.switched.connect(lambda entry: self._open(lambda: roster.enter(known, entry, self._vault(), self._site)))
        card.read()
        self._residents = card
        return card

    def say(self, words: str) -> None:
        """Say what happened before, unless the person went on already."""
        page = self.currentWidget()
        if isinstance(page, FirstPage):
            page.say(words)
            self._residents.read()  # they may have been read while one of them was being wiped

    def sign_in(self) -> SignInPage:
        """Ask for e-mail address and password."""

        def deed(entered: Credentials) -> Desk:
            vault = None if entered.session_only else self._vault()
            site = site_address(entered.site)
            only = entered.session_only
            desk = Desk.sign_in(self._folder, site, entered.email, entered.password, vault, session_only=only)
            self.site_found.emit(site)
            return desk

        page = SignInPage(self._background, self._language, self._site, deed)
        page.back.connect(self._first)
        page.signed_in.connect(self._enter)
        page.forgotten.connect(lambda: self._forgotten(page.ui.site.text(), page.ui.email.text()))
        self._show(page)
        page.ui.email.setFocus()
        return page

    def _forgotten(self, site: str, email: str) -> None:
        page = ForgottenPage(
            self._background,
            self._language,
            email,
            lambda address: self._as_nobody(site, lambda desk: desk.reset(address)),
            lambda code, password: self._as_nobody(site, lambda desk: desk.finish_reset(code, password)),
        )
        page.back.connect(self.sign_in)
        page.changed.connect(lambda email, password: self.sign_in().sign_in(email, password))
        self._show(page)
        page.ui.email.setFocus()

    def sign_up(self) -> None:
        """Read the policy, agree, sign up; the draft of this computer joins the account."""

        def deed(entered: Entered) -> Desk:
            site = site_address(entered.site)
            desk = Desk.draft(self._folder, site, self._vault(), anew=True)
            desk.site_url = desk.site_url or site
            desk.sign_up(
                wire.SignUp(
                    entered.name, entered.email, entered.password, entered.policy, self._language, CLIENT, device_name()
                )
            )
            self.site_found.emit(site)
            return desk

        page = SignUpPage(self._background, self._language, self._site, self._policy, deed)
        page.back.connect(self._first)
        page.signed_up.connect(self._confirm)
        self._show(page)
        self._background.ask(self._name_of_draft, page, page.show_name)

    def _name_of_draft(self) -> str:
        """The full name in the profile that was begun on this computer, or empty."""
        known = Accounts(self._folder)
        if known.special(DRAFT, "") is None:
            return ""
        try:
            desk = Desk.draft(self._folder, self._site, self._vault())
        except Refused:
            return ""  # it says so itself when it is to join the account
        found = desk.cache.get("profile", desk.account.profile)
        desk.shut()
        return str(patch.value_at(found.body, ("name", "full")) or "") if found else ""

    def _confirm(self, desk: Desk) -> None:
        def confirm(code: str) -> None:
            desk.confirm(code)
            desk.sync()

        page = ConfirmPage(self._background, self._language, desk.account.email, confirm, desk.resend)
        for end in (page.confirmed, page.back):
            end.connect(lambda: self._enter(desk))
        self._show(page)
        page.ui.code.setFocus()

    def _policy(self, site: str) -> Mapping[str, Any]:
        policy = self._as_nobody(site, Desk.policy)
        return {"version": policy.version, "text": policy.text}

    def _as_nobody(self, site: str, deed: Callable[[Desk], T]) -> T:
        """Ask a site something for which nobody needs to be signed in."""
        passing = Desk(Accounts(self._folder), None, SessionVault(), site)
        try:
            return deed(passing)
        finally:
            passing.shut()

    def _as_guest(self, place: str, topic: str = "") -> None:
        """Look around without an account; where this build knows no site, its address is asked for first."""
        if self._site:
            make = partial(Desk.guest, self._folder, self._site, anew=True)
            self._open(lambda: make(vault=self._vault()), place, topic)
            return

        def find(written: str) -> str:
            site = site_address(written)
            self._policy(site)  # whatever answers with a policy is a site of ours
            return site

        def found(site: str) -> None:
            self._site = site
            self.site_found.emit(site)
            self._as_guest(place, topic)

        page = SitePage(self._background, self._language, find)
        page.back.connect(self._first)
        page.found.connect(found)
        self._show(page)
        page.ui.site.setFocus()

    def _open(self, make: Callable[[], Desk], place: str = "", topic: str = "") -> None:
        self._background.ask(make, self, lambda desk: self._enter(desk, place, topic), self._failed, key="open")

    def _enter(self, desk: Desk, place: str = "", topic: str = "") -> None:
        self.entered.emit(desk, place, topic)

    def _failed(self, error: Exception) -> None:
        page = self.currentWidget()
        if isinstance(page, FirstPage | SitePage):
            page.show_error(error)
        else:
            raise error
