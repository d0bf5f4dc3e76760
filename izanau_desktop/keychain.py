"""The keychain as a window asks it: imported late, asked ahead; where it takes long that is said, and the waiting can be stopped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from izanau_desktop import questions
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Notice

if TYPE_CHECKING:
    from izanau_desktop.app import App
    from izanau_desktop.vault import Keeper
    from izanau_desktop.window import Window

LONG: Final = 1.5
"""Seconds for which a window says nothing of a keychain that it waits for."""
LOOK: Final = 0.25
"""Seconds between two looks whether one waits for it: pages do, and syncs, which the window has no part in."""


def opened() -> Keeper:
    """The keychain of the system."""
    from izanau_desktop.vault import Vault

    return Vault()


def ask_ahead(folder: Path, keeper: Keeper) -> None:
    """The keychain answers while what reads the cache, the slowest to import, is imported."""
    from izanau_desktop.accounts import Accounts
    from izanau_desktop.vault import Vault

    entry = Accounts(folder).last()
    if entry is not None and isinstance(keeper, Vault):
        keeper.ahead(entry.folder, "key")


class KeychainNotice(Notice):
    """Stands above the page of a window that waits for the keychain; its button and Esc stop the waiting."""

    def __init__(self, window: Window) -> None:
        told = tr(
            "The keychain of this computer is being asked for the key to your data. "
            "It may wait for your answer in another window."
        )
        super().__init__(told, "accent", tr("Stop waiting"), questions.stop)
        window.form.bannerSlot.addWidget(self)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Esc, where nothing in the page wanted it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            questions.stop()
            return True
        return False


class KeychainWatch(QObject):
    """Shows in the window of an app that its work waits for the keychain, for as long as it does."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._app = app
        self.long = LONG
        self._told = False
        app.background.every(LOOK, self, self._look)
        app.background.idle.connect(self._look)

    def _look(self) -> None:
        window, waits = self._app.window, questions.waited() >= self.long
        if window is None or not (waits or self._told):
            return
        self._told = waits
        shown = window.findChild(KeychainNotice)
        if waits and shown is None:
            KeychainNotice(window)
        elif shown is not None and not waits:
            shown.setParent(None)
            shown.deleteLater()

    def close(self) -> None:
        """Stop what keeps a window that closes from ending."""
        if questions.waited() >= self.long:
            questions.stop()
