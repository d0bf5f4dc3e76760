"""The commands that every window has whatever its places: quit, another account, sync, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

import izanau_protocol
from izanau_desktop.commands import Command
from izanau_desktop.switching import show_accounts
from izanau_desktop.translation import tr

if TYPE_CHECKING:
    from izanau_desktop.app import App


def commands_of(app: App, role: str) -> list[Command]:
    """The commands of the frame of a role."""
    found = [
        Command(
            "app.quit", lambda: tr("&Quit"), "log-out", "Ctrl+Q", callback=QApplication.closeAllWindows, place="quit"
        ),
        Command(
            "app.switch",
            lambda: tr("Sign in with &another account…"),
            "user-round",
            condition=app.locks.may_leave,
            callback=lambda: app.first_screen("sign_in"),
            place="file",
        ),
    ]
    found.append(Command("app.about", lambda: tr("&About Izanau"), "info", callback=lambda: _about(app), place="about"))
    if role != "start":
        found += _at_a_desk(app)
    if role == "guest":
        found.append(
            Command(
                "app.signup",
                lambda: tr("Sign &up…"),
                "user-plus",
                callback=lambda: app.first_screen("sign_up"),
                place="file",
            )
        )
    return found


def write_to_support(app: App, text: str) -> None:
    """Open the contact form with this text in it; sending it is the person's own deed."""
    from izanau_desktop.shared.contact import ContactPage  # stands on the cache, which takes long to import

    app.go("contact")
    page = app.window.page("contact") if app.window is not None else None
    if isinstance(page, ContactPage):
        page.write_with(text)


def _about(app: App) -> None:
    """What this program is, in a small window that holds nothing up."""
    told = tr("Izanau {version}, for people who look for work in Japan and for those who hire them.")
    words = told.format(version=izanau_protocol.__version__)
    box = QMessageBox(QMessageBox.Icon.NoIcon, tr("About Izanau"), words, QMessageBox.StandardButton.Close, app.window)
    box.setInformativeText(tr("Free software under the Apache License 2.0."))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()


def _at_a_desk(app: App) -> list[Command]:
    return [
        Command(
            "app.accounts",
            lambda: tr("Acc&ounts on this computer…"),
            "users",
            callback=lambda: show_accounts(app),
            place="file",
        ),
        Command(
            "app.lock",
            lambda: tr("&Lock this window"),
            "lock",
            "Ctrl+L",
            roles=frozenset({"company", "support"}),
            condition=app.locks.can,
            callback=app.locks.lock,
            place="file",
        ),
        Command("app.sync", lambda: tr("&Sync now"), "refresh-cw", "F5", callback=app.sync, place="file"),
        Command(
            "app.preferences",
            lambda: tr("&Settings…"),
            "settings",
            "Ctrl+,",
            callback=lambda: app.go("settings"),
            place="preferences",
        ),
    ]
