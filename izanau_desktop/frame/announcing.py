"""Tells by a message of the system what came for a company while its window is open, where its person chose so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QSystemTrayIcon

from izanau_desktop.cache import noticing
from izanau_desktop.cache.reads.arrivals import Arrivals, Mark, arrivals, remember
from izanau_desktop.desk import Desk
from izanau_desktop.look import icons
from izanau_desktop.shared.deeds import deed, refusal
from izanau_desktop.translation import tr

if TYPE_CHECKING:
    from izanau_desktop.app import App

LOOK: Final = 60.0
"""Seconds after which it is looked who became late, which no sync tells, and what came while the window was locked."""


class Announcer(QObject):
    """Lives as long as the syncing of the desk that it follows. It names nobody: anybody may look at the screen."""

    def __init__(self, app: App, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._app, self._desk = app, desk
        self._mark: Mark | None = None
        self._tray: QSystemTrayIcon | None = None
        if desk.account.company and QSystemTrayIcon.isSystemTrayAvailable():
            app.background.changed.connect(self._changed)
            app.background.every(LOOK, self, self._look)
            self._look()

    def _changed(self, _kinds: object, _origin: object) -> None:
        self._look()

    def _look(self) -> None:
        """While the window is locked nothing is told; it is afterwards."""
        if self._app.desk is self._desk and not self._app.locks.locked:
            cache, mark = self._desk.cache, self._mark
            self._app.background.ask(lambda: arrivals(cache, mark), self, self._tell, self._failed, key="arrivals")

    def _tell(self, found: Arrivals) -> None:
        news = found.mark.due != (self._mark.due if self._mark is not None else None)
        self._mark = found.mark
        if news:
            cache = self._desk.cache
            self._app.background.change(
                deed(lambda: remember(cache, found.mark)), self, None, self._failed, origin=self
            )
        words = {
            noticing.APPLIED: lambda many: tr("%n new applicant(s)", None, many),
            noticing.WRITTEN: lambda many: tr("%n new message(s)", None, many),
            noticing.LATE: lambda many: tr("%n new applicant(s) became late", None, many),
            noticing.DUE: lambda many: tr("%n task(s) due", None, many),
            noticing.MENTIONED: lambda many: tr("%n note(s) that mention you", None, many),
            noticing.GIVEN: lambda many: tr("%n applicant(s) given to you", None, many),
            noticing.CONFLICT: lambda many: tr("%n conflict(s) to settle", None, many),
            noticing.REFUSED: lambda many: tr("%n change(s) refused by the site", None, many),
            noticing.OWED: lambda many: tr("%n file(s) hold people who left", None, many),
        }
        told = [words[kind](many) for kind, many in found.told.items()]
        if told:
            self._icon().showMessage(self._app.whose(), "\n".join(told), icons.icon("bell"))

    def _icon(self) -> QSystemTrayIcon:
        if self._tray is None:
            self._tray = QSystemTrayIcon(icons.icon("bell"), self)
            self._tray.setToolTip(self._app.whose())
            self._tray.messageClicked.connect(self._open)
            self._tray.activated.connect(self._open)
            self._tray.show()
        return self._tray

    def _open(self) -> None:
        """To My day, in front of all other windows."""
        window = self._app.window
        if window is not None:
            window.raise_()
            window.activateWindow()
            self._app.go("day")

    def _failed(self, error: Exception) -> None:
        refusal(error, self._desk.language)  # while the lease does not hold there is nothing to tell of
