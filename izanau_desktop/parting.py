"""Asks before an account is let go that lives in memory only, as long as something of it would be lost with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox

from izanau_desktop.translation import tr

if TYPE_CHECKING:
    from izanau_desktop.app import App
    from izanau_desktop.desk import Desk
    from izanau_desktop.sync.report import SyncReport


class Parting(QObject):
    """The question of one app. Whoever would end the session asks `before` what is to be done then."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._app = app
        self._box: QMessageBox | None = None
        self._let_go: Desk | None = None
        """The desk whose loss was agreed to."""

    def may_close(self) -> bool:
        """Whether the window may close now; if not, it was asked what to do, and the window closes after that."""
        if not self._would_lose():
            return True
        self._ask(self._close)
        return False

    def before(self, then: Callable[[], object]) -> None:
        """Do it, at once where nothing is lost by it, else once the person said so."""
        if self._would_lose():
            self._ask(then)
        else:
            then()

    def _would_lose(self) -> int:
        desk = self._app.desk
        if desk is None or desk.entry is not None or desk is self._let_go:
            return 0
        return desk.lives_here()

    def _ask(self, then: Callable[[], object], why: str = "") -> None:
        if self._box is not None:
            self._box.raise_()
            return
        lost = tr("%n thing(s) would be lost: this session leaves nothing on this computer.", None, self._would_lose())
        box = self._box = QMessageBox(QMessageBox.Icon.NoIcon, tr("Not sent yet"), lost, parent=self._app.window)
        box.setInformativeText(why)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        desk = self._app.desk
        if desk is not None and desk.account.id:
            send = box.addButton(tr("&Send and go on"), QMessageBox.ButtonRole.AcceptRole)
            send.clicked.connect(lambda: self._send(desk, then))
            box.setDefaultButton(send)
        if not self._app.locks.locked:  # only who can open it may throw its work away
            lose = box.addButton(tr("&Lose it"), QMessageBox.ButtonRole.DestructiveRole)
            lose.clicked.connect(lambda: self._lose(then))
        stay = box.addButton(tr("S&tay"), QMessageBox.ButtonRole.RejectRole)
        box.setEscapeButton(stay)
        box.finished.connect(self._answered)
        box.open()

    def _answered(self, _result: int) -> None:
        self._box = None

    def _lose(self, then: Callable[[], object]) -> None:
        self._let_go = self._app.desk
        then()

    def _send(self, desk: Desk, then: Callable[[], object]) -> None:
        self._app.background.change(desk.sync, self, lambda report: self._sent(report, then))

    def _sent(self, report: SyncReport, then: Callable[[], object]) -> None:
        if not self._would_lose():
            then()
            return
        language = self._app.translation.language
        trouble = report.problem
        self._ask(then, trouble.with_cure(language) if trouble is not None else "")

    def _close(self) -> None:
        if self._app.window is not None:
            self._app.window.close()
