"""Runs the demo: the site, a window with the chooser, further windows in other roles; the last one closed ends the site."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from izanau_desktop import roster
from izanau_desktop.accounts import DRAFT, Accounts, Entry
from izanau_desktop.app import App
from izanau_desktop.demo.bar import DemoBar
from izanau_desktop.demo.chooser import ChooserPage
from izanau_desktop.demo.mailbox import Mailbox
from izanau_desktop.demo.site import SERVICE, DemoSite, reset, start
from izanau_desktop.desk import Desk
from izanau_desktop.folder import private_folder
from izanau_desktop.garbage import Garbage
from izanau_desktop.shared.accounts_list import AccountsCard
from izanau_desktop.translation import tr
from izanau_desktop.vault import Keeper, SessionVault, Vault
from izanau_desktop.wearing import Wearing

ADDRESSES = {"seeker": "seeker@demo.example", "company": "hr@demo.example", "staff": "staff@demo.example"}
PASSWORD = "demo-Izanau-2026"  # noqa: S105 - the made-up people of a demo have no secret
NOWHERE = "http://127.0.0.1:9"
"""The discard port: nothing listens there, so that offline is really offline."""
OFFLINE = "offline"
"""The file in a window's folder that says that it went offline."""


def replaced_words() -> str:
    """What is said where the data of another version were replaced."""
    return tr("The demo's data were made by another version of Izanau and are replaced: the demo begins anew.")


class Demo(QObject):
    """The windows of one demo. Each role has a data folder of its own; all use the same site."""

    def __init__(self, qt: QApplication, folder: Path, site: DemoSite, keeper: Keeper | None = None) -> None:
        super().__init__(qt)
        self._qt, self._folder, self._site = qt, folder, site
        self._wearing = Wearing(qt, folder)
        self.apps: dict[str, App] = {}
        self._vault = keeper
        self.again = False
        """Whether the demo is to begin anew."""

    def open(self, role: str) -> None:
        """Open a window: the chooser (empty role), a role of the demo, or the first screen of a new computer (`anew`)."""
        known = self.apps.get(role) if role in ADDRESSES else None
        if known is not None and known.window is not None and known.desk is not None:
            known.window.show()
            known.window.raise_()
            known.window.activateWindow()
            return
        number = len([name for name in self.apps if name.startswith("new")])
        name = role if role in ADDRESSES else f"new{number}"
        folder = self._folder / f"window-{name}"
        app = App(self._qt, folder, self._reached_from(folder), None, self._bar, self._wearing)
        app.keeper = self._keeper
        app.demo = self._be_someone
        if role != "anew":
            app.first = self._first
        self.apps[name] = app
        if role in ADDRESSES:
            self._enter(app, role)
        else:
            app.first_screen()

    def _first(self, app: App) -> ChooserPage:
        page = ChooserPage(app.translation.language)
        page.chosen.connect(lambda role: self._choose(app, role))
        known = AccountsCard(Accounts(app.folder), self._keeper, app.background, app.translation.language)
        known.switched.connect(lambda entry: app.open_with(lambda: self._known(app, entry)))
        known.read()
        page.offer(known)
        app.left.connect(page.say)
        if self._site.replaced:
            page.say(replaced_words())
        return page

    def _be_someone(self, app: App) -> None:
        """From a new computer's first screen to the people that the demo offers."""
        app.first = self._first
        app.first_screen()

    def _choose(self, app: App, role: str) -> None:
        if role == "anew":
            app.gate("sign_up")
        else:
            name = next(name for name, one in self.apps.items() if one is app)
            del self.apps[name]
            app.folder = self._folder / f"window-{role}"
            app.site = self._reached_from(app.folder)
            self.apps[role] = app
            self._enter(app, role)

    def _enter(self, app: App, role: str) -> None:
        def desk() -> Desk:
            entry = Accounts(app.folder).last()
            if entry is not None and entry.key != DRAFT:
                return self._known(app, entry)
            return Desk.sign_in(app.folder, self._site.url, ADDRESSES[role], PASSWORD, self._keeper())

        wanted = {"seeker": "profile", "company": "applicants", "staff": "tickets"}[role]
        app.open_with(desk, wanted)

    def _known(self, app: App, entry: Entry) -> Desk:
        """An account that was opened here before, with the site where it is this time."""
        desk = roster.enter(Accounts(app.folder), entry, self._keeper())
        desk.site_url = app.site
        return desk

    def _reached_from(self, folder: Path) -> str:
        """The site's address for a window, which may have gone offline, also in an earlier demo."""
        return NOWHERE if (folder / OFFLINE).exists() else self._site.url

    def _go(self, app: App, *, offline: bool) -> None:
        if offline:
            private_folder(app.folder)
            (app.folder / OFFLINE).touch()
        else:
            (app.folder / OFFLINE).unlink(missing_ok=True)
        app.use_site(self._reached_from(app.folder))

    def _keeper(self) -> Keeper:
        """The keychain under the demo's own name; where there is none, this session's memory, as is said then."""
        if self._vault is None:
            vault = Vault(SERVICE)
            self._vault = vault if vault.state() == "ok" else SessionVault()
        return self._vault

    def _bar(self, app: App) -> DemoBar:
        bar = DemoBar(is_offline=app.site == NOWHERE)
        bar.mailbox.connect(lambda: self._mailbox(app))
        bar.opened_as.connect(self.open)
        bar.offline.connect(lambda on: self._go(app, offline=on))
        bar.start_over.connect(self._start_over)
        return bar

    def _mailbox(self, app: App) -> None:
        if app.window is not None:
            box = Mailbox(self._site.outbox, app.background, app.window)
            box.open()

    def _start_over(self) -> None:
        self.again = True
        self._qt.closeAllWindows()


def run(data: Path, role: str = "", applicants: int = 1500) -> int:
    """Run the demo until its last window is closed; the exit code. Raises NoSite."""
    os.environ["IZANAU_KEYRING_SERVICE"] = SERVICE
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(qt, QApplication)
    qt.setApplicationName("Izanau")
    qt.setDesktopFileName("izanau")
    Garbage(qt)
    again = True
    code = 0
    while again:
        folder = data / "demo"
        site = start(folder, applicants)
        demo = Demo(qt, folder, site)
        if site.replaced:
            sys.stderr.write(f"{replaced_words()}\n")
        try:
            demo.open(role)
            code = int(qt.exec())  # rule: the loop of the program itself, begun anew after Start over
        finally:
            site.stop()
        again = demo.again
        demo.deleteLater()
        if again:
            reset(folder)
    return code
