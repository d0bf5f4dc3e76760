"""From one account of this computer to another, in the same window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import EmptyState

if TYPE_CHECKING:
    from izanau_desktop.accounts import Entry
    from izanau_desktop.app import App


def switch(app: App, entry: Entry) -> None:
    """Work at another account; the one that was open stays as it is."""
    app.parting.before(lambda: _switch(app, entry))


def _switch(app: App, entry: Entry) -> None:
    from izanau_desktop import roster  # stands on the cache, which takes long to import
    from izanau_desktop.accounts import Accounts
    from izanau_desktop.address import packaged_site

    app.put_away(EmptyState("refresh-cw", tr("Opening the account…")))
    accounts, keeper, site = Accounts(app.folder), app.keeper, app.site or packaged_site()
    app.open_with(lambda: roster.enter(accounts, entry, keeper(), site))


def show_accounts(app: App) -> None:
    """Show who has an account on this computer."""
    from izanau_desktop.shared.settings import SettingsPage

    app.go("settings")
    page = app.window.page("settings") if app.window is not None else None
    if isinstance(page, SettingsPage):
        page.bring(page.accounts)
        page.accounts.focus()
