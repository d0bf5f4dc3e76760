"""Locks the window of an app and opens it again, and takes people's records off it while the lease does not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog

from izanau_desktop.frame.navigation import Place
from izanau_desktop.lock.idle import Idle
from izanau_desktop.translation import tr

if TYPE_CHECKING:
    from izanau_desktop.app import App
    from izanau_desktop.cache.lease import Lease
    from izanau_desktop.cache.reads.common import Status
    from izanau_desktop.desk import Desk

LOOK = 5.0
"""Seconds between two looks whether somebody is still there."""


class Locks(QObject):
    """What stands between an open desk and the screen: the lock of the window (PRV-54), the veil of the lease (R16)."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._app = app
        self._idle = Idle(self)
        self.locked = False
        self._place = ""
        self._lease: Lease | None = None
        self._times = 0
        """How often it was locked or opened: an answer from before counts no more."""
        app.background.every(LOOK, self, self._look)

    # --- the lock ---

    def begins(self, desk: Desk, place: str) -> bool:
        """Begin with this desk: whether its window is locked from the beginning, and the lock shown."""
        from izanau_desktop.lock import rule

        self.locked, self._lease = False, None
        self._idle.touched()
        if not rule.applies(desk):
            return False
        self._lease = desk.cache.lease()
        if not rule.is_due(desk):
            if desk.welcomed:
                self._app.background.change(lambda: rule.note_locked(desk, locked=False), self)
            return False
        self._place = place
        self.show()
        return True

    def left(self) -> None:
        """The desk was let go."""
        self.locked, self._lease = False, None
        self._times += 1

    def can(self) -> bool:
        """Whether there is something to lock."""
        desk = self._app.desk
        if desk is None or self.locked:
            return False
        from izanau_desktop.lock import rule

        return rule.applies(desk)

    def may_leave(self) -> bool:
        """Whether one may go to another account: not from a locked one that lives in memory only, which would end by it."""
        desk = self._app.desk
        return not (self.locked and desk is not None and desk.entry is None)

    def lock(self) -> None:
        """Lock now, here and in every other window of the account."""
        from izanau_desktop.lock import rule

        desk = self._app.desk
        if desk is None or not self.can():
            return
        self._app.background.change(lambda: rule.note_locked(desk, locked=True), self)
        self._hide()

    def show(self) -> None:
        """Show the page of the lock, in place of all that the window has."""
        from izanau_desktop.lock import pin, rule
        from izanau_desktop.lock.page import LockPage

        desk = self._app.desk
        assert desk is not None
        self.locked = True
        self._times += 1
        by_pin = (lambda entered: pin.check(desk.vault, desk.owner, entered)) if rule.has_pin(desk) else None
        whose, language = self._app.whose(), self._app.translation.language
        page = LockPage(self._app.background, language, whose, by_pin, desk.prove, leads_away=self.may_leave())
        page.opened.connect(self._unlock)
        page.other.connect(self._app.first_screen)
        self._app.cover(page, lambda: tr("Locked"))

    def _look(self) -> None:
        from izanau_desktop.lock import rule

        desk, times = self._app.desk, self._times
        if desk is None or not self.can():
            return
        self._app.background.ask(
            lambda: (rule.minutes(desk), rule.is_locked(desk)), self, lambda told: self._see(times, *told), key="lock"
        )

    def _see(self, times: int, minutes: int, elsewhere: bool) -> None:
        if times != self._times or not self.can():
            return
        if elsewhere:
            self._hide()
        elif self._idle.seconds() >= minutes * 60:
            self.lock()

    def _hide(self) -> None:
        """Keep what is being typed, and let go of everything that shows anything."""
        window = self._app.window
        assert window is not None
        self._place = window.place
        focus = QApplication.focusWidget()
        if focus is not None:
            focus.clearFocus()
        for one in window.findChildren(QDialog):
            one.reject()
        self.show()

    def _unlock(self) -> None:
        from izanau_desktop.lock import rule

        desk = self._app.desk
        if desk is not None:
            self._app.background.change(lambda: rule.note_locked(desk, locked=False), self, lambda _: self._open(desk))

    def _open(self, desk: Desk) -> None:
        if self._app.desk is not desk or not self.locked:
            return
        self.locked = False
        self._times += 1
        self._idle.touched()
        self._app.work_at(self._place)

    # --- the veil ---

    @property
    def veils(self) -> bool:
        """Whether people's records must not be shown."""
        from izanau_desktop.lock.veil import is_down

        return self._lease is not None and is_down(self._lease)

    def see(self, status: Status) -> None:
        """Take note of how the lease stands; what must not be seen any more goes from the window at once."""
        from izanau_desktop.lock.veil import LeasePage, is_down

        before, self._lease = self._lease, status.lease
        window = self._app.window
        if self.locked or window is None:
            return
        if is_down(before) != is_down(status.lease):
            self._app.work_at(window.place)
        for page in window.findChildren(LeasePage):
            page.show_lease(status.lease)

    def veiled(self, places: tuple[Place, ...], language: str) -> tuple[Place, ...]:
        """The places as they may be shown now."""
        if self._lease is None:
            return places
        from izanau_desktop.lock import veil

        return veil.over(places, self._lease, language, self._reopen)

    def _reopen(self) -> None:
        """Do what opens people's records again."""
        if self._lease is not None and self._lease.signed_out:
            self._app.first_screen("sign_in")
        else:
            self._app.sync()
