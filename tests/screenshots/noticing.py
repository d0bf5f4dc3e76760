"""The card in the settings of a company's person that says where they are told of what, in view and with mails chosen."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker

from izanau_desktop.app import App
from izanau_desktop.cache import noticing
from izanau_desktop.shared.notices_card import NoticesCard
from izanau_desktop.shared.settings import SettingsPage
from tests.screenshots.loop import until, wait
from tests.screenshots.windows import the


def chosen(app: App) -> None:
    """Some kinds by mail; the card at the top of the page."""
    page = the(app, SettingsPage)
    until(lambda: app.background.wait(0))
    wait(50)
    _tick(app, {noticing.APPLIED, noticing.MENTIONED})
    page.area.verticalScrollBar().setValue(the(app, NoticesCard).pos().y())


def away(app: App) -> None:
    """Nothing chosen again."""
    _tick(app, set())


def _tick(app: App, kinds: set[str]) -> None:
    for kind, tick in the(app, NoticesCard).ticks.items():
        with QSignalBlocker(tick):
            tick.setChecked(kind in kinds)
