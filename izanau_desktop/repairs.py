"""Tells, once, that the data on this computer were damaged: what was saved, and what the person had better look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox

from izanau_desktop.translation import tr

if TYPE_CHECKING:
    from izanau_desktop.app import App
    from izanau_desktop.desk import Desk
    from izanau_protocol.problems import Problem


class Repairs(QObject):
    """The notices of one app."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._app = app
        self.box: QMessageBox | None = None

    def look(self, desk: Desk) -> None:
        """Tell what happened to the cache of this desk, unless that was told before."""
        self._app.background.ask(desk.mended, self, lambda found: self._tell(desk, found), self._failed)

    def _tell(self, desk: Desk, found: Problem | None) -> None:
        if found is None or self._app.desk is not desk:
            return
        words = found.words(self._app.translation.language)
        box = self.box = QMessageBox(
            QMessageBox.Icon.NoIcon, tr("Your data were repaired"), words, parent=self._app.window
        )
        box.setInformativeText(found.cure(self._app.translation.language))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.addButton(tr("&Go on"), QMessageBox.ButtonRole.AcceptRole)
        box.finished.connect(lambda _: self._read(desk))
        box.open()

    def _read(self, desk: Desk) -> None:
        self.box = None
        self._app.background.change(desk.told_of_mending, self, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        """It is told at the next opening; the pages say what the cache cannot do meanwhile."""
        from izanau_protocol.problems import Refused

        if not isinstance(error, Refused):
            raise error
