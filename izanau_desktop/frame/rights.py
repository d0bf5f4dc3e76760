"""Makes the pages of a window anew where its account has another role, or another company, than they were made for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from izanau_desktop.desk import Desk

if TYPE_CHECKING:
    from izanau_desktop.app import App


class Rights(QObject):
    """Lives as long as the syncing of the desk that it follows."""

    def __init__(self, app: App, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._app, self._desk = app, desk
        self._known = self._now()
        app.background.changed.connect(self._look)

    def _now(self) -> tuple[str, str]:
        return self._desk.account.role, self._desk.account.company

    def _look(self, kinds: frozenset[str], _origin: object) -> None:
        if "account" not in kinds or self._now() == self._known or self._app.desk is not self._desk:
            return
        self._known = self._now()
        if self._app.locks.locked:
            self._app.locks.show()
        elif self._app.window is not None:
            self._app.work_at(self._app.window.place)
