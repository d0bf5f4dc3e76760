"""Has windows wait for the keychain: at the start, and above the first screen."""

from __future__ import annotations

from izanau_desktop.app import App
from izanau_desktop.keychain import LONG, KeychainNotice
from tests.screenshots.loop import until
from tests.screenshots.windows import window_of


def at_start(app: App) -> None:
    """The frame of somebody who was here before, whose desk is not open yet."""
    app._frame("seeker")
    KeychainNotice(window_of(app))


def on_first_screen(app: App) -> None:
    """While it is read who has an account here."""
    app.keychain.long = 0
    app.first_screen()
    until(lambda: window_of(app).findChild(KeychainNotice))


def over(app: App) -> None:
    """It answered."""
    app.keychain.long = LONG
    app.first_screen()
