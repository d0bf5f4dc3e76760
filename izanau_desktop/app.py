"""The application of the windows: the frame first, then the desk of the account used last, or the first screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from izanau_desktop import demo, keychain
from izanau_desktop.address import packaged_site
from izanau_desktop.background import Background
from izanau_desktop.commands import Commands, always
from izanau_desktop.doors import commands_of, write_to_support
from izanau_desktop.frame.following import Following, explain
from izanau_desktop.frame.navigation import Place
from izanau_desktop.leaving import Why, farewell
from izanau_desktop.lock.locks import Locks
from izanau_desktop.parting import Parting
from izanau_desktop.places import ROLES, Page, Room, places_of, policy_of, role_of
from izanau_desktop.repairs import Repairs
from izanau_desktop.switching import switch
from izanau_desktop.translation import tr
from izanau_desktop.wearing import Wearing
from izanau_desktop.window import Window

if TYPE_CHECKING:
    from izanau_desktop.desk import Desk
    from izanau_desktop.start.gate import Gate
    from izanau_desktop.syncing import Syncing
    from izanau_desktop.vault import Keeper

SETTLED = 200
"""Milliseconds that the first page has for itself before syncing begins to import and to read."""
TopBar = Callable[["App"], QWidget]
UNSEEN = 400
"""Milliseconds after which a desk is opened although its frame was not painted yet."""


class App(QObject):
    """One window and, once opened, one desk. What is slow to import comes after the first paint, off this thread.

    `left(words)`: an account was left for good; the first screen says so.
    """

    left = Signal(str)

    def __init__(
        self,
        qt: QApplication,
        folder: Path,
        site: str,
        account: str | None = None,
        top: TopBar | None = None,
        wearing: Wearing | None = None,
    ) -> None:
        super().__init__(qt)
        self.folder, self._account, self._top = folder, account, top
        self.keeper: Callable[[], Keeper] = keychain.opened
        self.first: Callable[[App], QWidget] = lambda app: app.make_gate()
        self.demo: Callable[[App], object] = lambda _: demo.start_beside()
        wear = wearing or Wearing(qt, folder)
        self.preferences, self.translation = wear.preferences, wear.translation
        self.site = site or self.preferences.site
        self.translation.switched.connect(self._retell)
        self.background = Background(self)
        self.locks, self.parting, self.repairs = Locks(self), Parting(self), Repairs(self)
        self.keychain = keychain.KeychainWatch(self)
        self.window: Window | None = None
        self.desk: Desk | None = None
        self.syncing: Syncing | None = None
        self._room: Room | None = None
        self._framed = ""
        self._farewell: Callable[[], str] | None = None
        qt.aboutToQuit.connect(self.end)

    def start(self) -> None:
        """Paint the frame of the last role, then open its desk in the background."""
        self.open_with(self._open)

    def open_with(self, make: Callable[[], Desk], wanted: str = "") -> None:
        """Open a desk in the background and work at it."""

        def begin() -> None:
            read = self._first_page(wanted)

            def work() -> Desk:
                desk = make()
                read()
                return desk

            failed = partial(self._not_opened, partial(self.open_with, make, wanted))
            self.background.ask(work, self, lambda desk: self.enter(desk, wanted), failed, key="open")

        if self.window is not None:
            begin()
            return
        last = self.preferences.last_place("role")
        self._frame(last if last in ROLES else "start")
        late = self.background.later(UNSEEN, self, begin)  # a window that nobody sees opens its desk all the same
        framed: Window | None = self.window
        assert framed is not None
        # Importing beside the first painting would hold that up.
        framed.painted.connect(lambda: late.start(0) if late.isActive() else None)

    def _first_page(self, wanted: str) -> Callable[[], object]:
        """What imports the page that will be shown first, off this thread."""
        assert self.window is not None
        places = {place.id: place for place in self.window.places}
        names = (wanted, self.preferences.last_place(self._framed), *places)
        make = next((places[name].make for name in names if name in places), None)
        return make.read if isinstance(make, Page) else lambda: None

    def enter(self, desk: Desk, wanted: str = "") -> None:
        """Work at this desk from now on."""
        self.desk, self._farewell = desk, None
        desk.language = self.translation.language
        role = role_of(desk)
        self.preferences.passing = desk.entry is None
        self.preferences.set_last_place("role", role)
        if self.syncing is not None:
            self.syncing.deleteLater()
            self.syncing = None
        if not self.locks.begins(desk, wanted):
            is_framed = self._framed == role and self._room is not None and self._room.desk is None
            self.work_at(wanted, anew=not is_framed or self.locks.veils)
        self.background.later(SETTLED, self, lambda: self._follow_sync(desk))
        self.repairs.look(desk)

    def work_at(self, place: str, *, anew: bool = True) -> None:
        """Show the desk's pages, in a frame of their own if `anew`; the desk and what is typed in it stay as they are."""
        assert self.desk is not None
        if anew:
            self._frame(role_of(self.desk))
        assert self.window is not None
        assert self._room is not None
        self._room.desk = self.desk
        if self.syncing is not None:
            self.syncing.state.connect(self.window.set_sync_state)
            self.syncing.now()
        self._name_window()
        self.window.open_first(place)

    def cover(self, page: QWidget, words: Callable[[], str]) -> None:
        """Show this page in place of the desk's, which go; the desk stays open and goes on syncing."""
        self._frame("start", page, words)

    def _follow_sync(self, desk: Desk) -> None:
        """Sync by itself from now on, unless the desk was left meanwhile."""
        if self.desk is not desk or self.window is None or self.syncing is not None:
            return
        from izanau_desktop.frame import announcing, rights
        from izanau_desktop.syncing import Syncing

        self.syncing = Syncing(desk, self.background, self)
        rights.Rights(self, desk, self.syncing)
        announcing.Announcer(self, desk, self.syncing)
        self.syncing.state.connect(self.window.set_sync_state)
        Following(self, self.syncing)
        self.syncing.moved.connect(lambda kinds: self.background.changed.emit(kinds, self.syncing))
        self.syncing.moved.connect(lambda _: self._name_window())
        self.syncing.ended.connect(lambda why: self._session_ended(desk, why))
        self.syncing.damaged.connect(lambda: self._open_anew(desk))  # opening it again mends it

    def _open_anew(self, desk: Desk) -> None:
        """The pages go first, so that what is typed in them is kept."""
        self._frame(role_of(desk))
        self._leave(then=lambda _: self.start())

    def _session_ended(self, desk: Desk, why: Why) -> None:
        """After the changes under way: signing out here ends the session too, and says so by itself."""
        self.background.change(desk.lives_here, self, lambda kept: self._ended_from_elsewhere(desk, why, kept))

    def _ended_from_elsewhere(self, desk: Desk, why: Why, kept: int) -> None:
        """What was never sent is kept for the next sign-in, unless there is no account any more that it could go to."""
        if self.desk is desk:
            self.leave(why, kept if why is Why.ENDED else 0)

    def first_screen(self, way: str = "") -> None:
        """Show the ways in, or one of them: `sign_in`, `sign_up`."""
        self.parting.before(lambda: self._ways_in(way))

    def _ways_in(self, way: str) -> None:
        if way:
            self.gate(way)
        else:
            self._frame("start", self.first(self))
            if self._farewell is not None:
                self.left.emit(self._farewell())
        self._leave()

    def leave(self, why: Why, kept: int = 0) -> None:
        """Come to the first screen for good: the pages go, then all of the account that is here, then it is said."""
        desk = self.desk
        if desk is None:
            return
        self._frame("start", self.first(self))
        self._leave(desk.shut if kept else desk.wipe, lambda _: self._say(lambda: farewell(why, kept)), self._not_wiped)

    def put_away(self, page: QWidget) -> None:
        """Show this in place of the desk's pages, and let go of the desk, which stays on this computer as it is."""
        self._frame("start", page)
        self._leave()

    def _say(self, words: Callable[[], str]) -> None:
        self._farewell = words
        self.left.emit(words())

    def _not_wiped(self, error: Exception) -> None:
        from izanau_desktop.shared.deeds import refusal

        told = refusal(error, self.translation.language)
        self._say(lambda: told)

    def gate(self, way: str) -> None:
        """Show a way in."""
        gate = self.make_gate()
        self._frame("start", gate)
        getattr(gate, way)()

    def make_gate(self) -> Gate:
        """The first screen of everyone but the demo."""
        from izanau_desktop.start.gate import Gate

        gate = Gate(self.folder, self.site or packaged_site(), self.background, self.translation.language, self.keeper)
        gate.entered.connect(self._come_in)
        gate.site_found.connect(self._remember_site)
        gate.language_chosen.connect(lambda code: setattr(self.preferences, "language", code))
        gate.demo.connect(lambda: self.demo(self))
        self.left.connect(gate.say)
        return gate

    def _come_in(self, desk: Desk, place: str, topic: str) -> None:
        """From the first screen to where the person wanted to go, and to write about what they came for."""
        from izanau_desktop.shared.contact import ContactPage

        self.enter(desk, place)
        page = self.window.page(place) if self.window is not None else None
        if topic and isinstance(page, ContactPage):
            page.write_about(topic)

    def _remember_site(self, url: str) -> None:
        self.site = self.preferences.site = url

    def use_site(self, url: str) -> None:
        """Meet the site at another address from now on (the demo goes offline and online so)."""
        self.site = url
        if self.desk is not None:
            self.desk.site_url = url
        if self.syncing is not None:
            self.syncing.now()

    def _open(self) -> Desk:
        keeper = self.keeper()
        if self._account is None:
            keychain.ask_ahead(self.folder, keeper)
        from izanau_desktop.desk import Desk

        return Desk.open(self.folder, self.site or packaged_site(), self._account, keeper, driven=True)

    def _not_opened(self, again: Callable[[], object], error: Exception) -> None:
        from izanau_desktop.start.trouble import TroublePage
        from izanau_protocol.problems import Refused

        if not isinstance(error, Refused):
            raise error
        if error.problems[0].code == "not_signed_in":
            self.first_screen()
            return
        self._frame("start", TroublePage(error.problems[0], self.translation.language, again, self.first_screen))

    def _frame(self, role: str, page: QWidget | None = None, words: Callable[[], str] = lambda: tr("Welcome")) -> None:
        old = self.window
        commands = Commands(self, self.preferences.shortcut)
        deeds = (self.leave, partial(switch, self), partial(write_to_support, self))
        room = Room(self.background, commands, self.preferences, self.translation.language, *deeds)
        places = self.locks.veiled(places_of(role, room), room.language) if role != "start" else ()
        if page is not None:
            start = Place("start", words, "house", lambda: page)
            places = (start, policy_of(room, self.site or packaged_site()))
        commands.register(*commands_of(self, role))
        window = Window("guest" if role == "start" else role, commands, places, self.preferences)
        window.sync_clicked.connect(partial(explain, self))
        self._room, self.window, self._framed = room, window, role
        if self._top is not None:
            window.set_top_bar(self._top(self))
        if old is not None:
            window.setGeometry(old.geometry())
        window.show()
        if page is not None:
            window.open_first()
        if old is not None:
            old.may_close = always
            old.close()
            old.deleteLater()
        window.may_close = self.parting.may_close

    def go(self, place: str) -> None:
        """Open a place of the window, once its desk is there."""
        if self.window is not None and self.desk is not None:
            self.window.go(place)

    def _name_window(self) -> None:
        if self.window is not None:
            self.window.set_whose(self.whose())

    def sync(self) -> None:
        """Send what waits, and sync as soon as possible."""
        if self.desk is not None:
            self.desk.cache.release()
        if self.syncing is not None:
            self.syncing.now()

    def whose(self) -> str:
        """The person or company that the window works for."""
        if self.desk is None or not self.desk.account.id:
            return tr("on this computer")
        if self.desk.account.company:
            company = self.desk.cache.get("company", self.desk.account.company)
            if company is not None:
                return str(company.body.get("name", ""))
        return self.desk.account.name or self.desk.account.email

    def _retell(self, language: str) -> None:
        """Build the pages anew in another language; the desk and what is typed in it stay."""
        if self.window is None or not self.window.isVisible():
            return
        if self.desk is None:
            self.first_screen()
            return
        self.desk.language = language
        if self.locks.locked:
            self.locks.show()
        else:
            self.work_at(self.window.place)

    def _leave(
        self,
        end: Callable[[], object] | None = None,
        then: Callable[[object], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Let go of the desk; it ends after what its pages wrote as they went."""
        self.locks.left()
        self.preferences.passing = False
        if self.desk is not None:
            desk, self.desk = self.desk, None
            self.background.change(end or desk.shut, self, then, failed)
        if self.syncing is not None:
            syncing, self.syncing = self.syncing, None
            syncing.blockSignals(True)  # noqa: FBT003 - Qt names no argument
            # The driver tells until it has ended: what it tells goes only after that.
            self.background.change(lambda: None, syncing, lambda _: syncing.deleteLater())

    def end(self) -> None:
        """Finish what is being written and close the cache."""
        desk, self.desk = self.desk, None
        self.background.close(self.keychain.close, desk.shut if desk is not None else None)
