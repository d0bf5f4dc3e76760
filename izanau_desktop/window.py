"""The frame that every role's places live in: navigation, pages made when first shown, sync state, menus, palette."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from izanau_desktop.commands import Command, Commands, Menu, always
from izanau_desktop.forms.window import Ui_FrameWindow
from izanau_desktop.frame.menus import Menus
from izanau_desktop.frame.navigation import Place
from izanau_desktop.frame.policy import PolicySign
from izanau_desktop.frame.sync import SyncState
from izanau_desktop.preferences import Preferences
from izanau_desktop.translation import tr
from izanau_desktop.widgets.search import SearchBox
from izanau_desktop.widgets.splitter import Splitter
from izanau_desktop.widgets.switch import Switch

if TYPE_CHECKING:
    from izanau_desktop.cache.agreement import Agreement

__all__ = ["Place", "SyncState", "Window", "lay_out"]

_LEVELS = 12
"""How deep the parts of a page lie in one another at most."""
_WANTED = frozenset({QEvent.Type.Expose, QEvent.Type.Paint})
"""How the system asks for a painting, by platform."""


class Window(QMainWindow):
    """One window of one account. It holds no page's command and no page; it shows what it is given.

    `sync_clicked`: the person wants to know how sync stands. `opened(id)`: another place is shown. `closing`: the window goes.
    `painted`: it is on screen for the first time.
    """

    sync_clicked, closing, painted = Signal(), Signal(), Signal()
    opened = Signal(str)

    def __init__(
        self,
        role: str,
        commands: Commands,
        places: Sequence[Place],
        preferences: Preferences,
        whose: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`whose` stands under the name of the program: the person, the company."""
        super().__init__(parent)
        self.role, self.commands, self._preferences = role, commands, preferences
        self._places = {place.id: place for place in places}
        self._pages: dict[str, QWidget] = {}
        self._place, self._hints = "", ""
        self._is_painted = False
        self.may_close: Callable[[], bool] = always
        """Asked before it closes."""
        self.form = Ui_FrameWindow()
        self.form.setupUi(self)
        self.form.top.hide()
        self.form.whose.setText(whose)
        self.form.whose.setVisible(bool(whose))
        listed = tuple(place for place in places if place.listed)
        self.form.navigation.set_places(listed)
        self.form.side.setVisible(len(listed) > 1)
        self.form.navigation.picked.connect(self._picked)
        self.form.sync.clicked.connect(self.sync_clicked)
        self.set_sync_state(SyncState(""))
        self.form.policy.setVisible("policy" in self._places)  # a frame that waits for its pages leads nowhere yet
        self._policy = PolicySign(self.form.policy, self.form.bannerSlot, lambda: self._lead("policy"))
        commands.register(*self._own_commands())
        commands.declare(*(command for place in places for command in place.commands))
        commands.lead(self._places, lambda: self._place, self._lead)
        self._menus = Menus(self, commands, role, lambda: preferences.letter_keys)
        preferences.changed.connect(self._preferences_changed)
        self._retranslate()
        self._restore()

    def go(self, place: str) -> None:
        """Open a place; its page is made when it is first shown."""
        if place not in self._places or place == self._place:
            return
        self._place = place
        if place not in self._pages:
            self._pages[place] = page = self._places[place].make()
            kept: list[Splitter | Switch] = [*page.findChildren(Splitter), *page.findChildren(Switch)]
            for one in kept:
                one.remember(self._preferences)
            self.form.stack.addWidget(page)
        self.form.stack.setCurrentWidget(self._pages[place])
        self.form.navigation.open(place)
        if self._places[place].listed:
            self._preferences.set_last_place(self.role, place)
        self._title()
        self.commands.reconsider()
        self.set_hints(self._walking(place))
        self._policy.cover(open_here=place == "policy")
        self.opened.emit(place)

    def _picked(self, place: str) -> None:
        """A place chosen by key, or in the list, which chooses its first as soon as it has the focus: nothing before the desk."""
        if self._place:
            self.go(place)

    def _jump(self, place: str) -> None:
        """Open a place by its key: the focus is where one left it there, at first in its list; never in its search."""
        page = self._pages.get(place)
        if place == self._place and page is not None and page.isAncestorOf(self.focusWidget()):
            return
        last = page.focusWidget() if page is not None else None
        self._lead(place)
        if last is not None and last.isVisible():
            last.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lead(self, place: str) -> None:
        """Open a place for a command of its page, which has the focus then."""
        self._picked(place)
        if place in self._pages:
            self._pages[place].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def places(self) -> tuple[Place, ...]:
        """The places of this window."""
        return tuple(self._places.values())

    @property
    def place(self) -> str:
        """The id of the place that is open."""
        return self._place

    def page(self, place: str) -> QWidget | None:
        """The page of a place, if it was made already."""
        return self._pages.get(place)

    def open_first(self, wanted: str = "") -> None:
        """Open the wanted place, else the one that was open last, else the first."""
        last = self._preferences.last_place(self.role)
        known = [place for place in (wanted, last, *self._places) if place in self._places]
        if known:
            self.go(known[0])
            self._pages[known[0]].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_count(self, place: str, count: int | None) -> None:
        """Say how many things wait at a place."""
        self.form.navigation.set_count(place, count)

    def set_whose(self, whose: str) -> None:
        """Name the person or company that the window works for."""
        self.form.whose.setText(whose)
        self.form.whose.setVisible(bool(whose))

    def set_sync_state(self, state: SyncState) -> None:
        """Show how sync stands; no words hide the place (before there is an account)."""
        self.form.sync.set_state(state)
        self.form.sync.setVisible(bool(state.words))

    def set_agreement(self, agreement: Agreement) -> None:
        """Mark the policy where it changed since one agreed to it, and say so above the page."""
        self._policy.show_agreement(agreement, open_here=self._place == "policy")

    def set_hints(self, text: str) -> None:
        """The page's own keys, at the right of the foot, before those of the frame."""
        self._hints = text
        frame = [tr("Ctrl+K commands"), tr("? keys")]
        self.form.hints.setText("    ".join([text, *frame] if text else frame))

    def _walking(self, place: str) -> str:
        """The keys that walk through the list of a place, where it has one."""
        keys = [self.commands.shortcut(one) for one in (f"{place}.next", f"{place}.previous") if one in self.commands]
        return (
            tr("{next} / {previous} next, previous").format(next=keys[0], previous=keys[1])
            if all(keys) and keys
            else ""
        )

    def set_top_bar(self, bar: QWidget | None) -> None:
        """Put a bar above everything (the demo's), or take it away."""
        while (item := self.form.topSlot.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        if bar is not None:
            self.form.topSlot.addWidget(bar)
        self.form.top.setVisible(bar is not None)

    def show_palette(self) -> None:
        """Open the command palette."""
        self._find_command(everything=False)

    def show_keys(self) -> None:
        """Open the page of keys."""
        self._find_command(everything=True)

    def focus_search(self) -> None:
        """Put the focus into the search box of the page."""
        box = self._search()
        if box is not None:
            box.focus_all()

    def event(self, event: QEvent) -> bool:
        """Lay out what waits for it before anything is painted by the window itself."""
        if event.type() == QEvent.Type.UpdateRequest:
            lay_out()
        elif event.type() == QEvent.Type.WinIdChange and self.windowHandle() is not None:
            self.windowHandle().installEventFilter(self)
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lay out also where the system wants the window painted, which it does at once: shown first, uncovered."""
        if event.type() in _WANTED and watched is self.windowHandle():
            lay_out()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that no widget wanted: a letter's deed."""
        if not self._menus.press(event):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_menus"):
            self._retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first painting."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window was; whoever has something to ask first keeps it open."""
        if not self.may_close():
            event.ignore()
            return
        self._preferences.set_layout(f"window/{self.role}", self.saveGeometry())
        self._preferences.save()
        self.closing.emit()
        super().closeEvent(event)

    def _own_commands(self) -> list[Command]:
        def goer(place: Place, number: int) -> Command:
            keys = f"Ctrl+{number}" if number <= 9 and place.listed else ""
            home: Menu = "go" if place.listed else "help"
            return Command(
                f"go.{place.id}", place.words, place.icon, keys, callback=lambda: self._jump(place.id), place=home
            )

        search = self._search
        return [
            *(goer(place, number) for number, place in enumerate(self._places.values(), 1)),
            Command("frame.palette", lambda: tr("&Commands…"), "command", "Ctrl+K", callback=self.show_palette, place="help"),
            Command("frame.keys", lambda: tr("&Keyboard shortcuts"), "keyboard", "F1", callback=self.show_keys, place="help", second="?"),
            Command(
                "frame.search", lambda: tr("&Find"), "search", "Ctrl+F",
                condition=lambda: search() is not None, callback=self.focus_search, place="edit", second="/",
            ),
            Command("frame.close", lambda: tr("Close &window"), "x", "Ctrl+W", callback=self.close, place="file"),
        ]  # fmt: skip

    def _find_command(self, *, everything: bool) -> None:
        from izanau_desktop.frame.finder import CommandFinder  # first needed here: not before the first paint

        CommandFinder(self.commands, self.role, self, page=self._place, everything=everything).open()

    def _search(self) -> SearchBox | None:
        page = self._pages.get(self._place)
        boxes = page.findChildren(SearchBox) if page is not None else []
        return next((box for box in boxes if page is not None and box.isVisibleTo(page)), None)

    def _preferences_changed(self, accessor: str) -> None:
        if accessor == "shortcut":
            self.commands.reconsider()
            self.set_hints(self._walking(self._place))
        elif accessor == "scale":
            self.form.navigation.refit()

    def _retranslate(self) -> None:
        self.form.retranslateUi(self)
        self._policy.retranslate()
        self.form.navigation.refit()
        self._menus.refresh()
        self.set_hints(self._hints)
        self._title()

    def _title(self) -> None:
        place = self._places.get(self._place)
        self.setWindowTitle(
            tr("{place} - Izanau").format(place=place.words()) if place else "Izanau"
        )  # allow untranslated: a name

    def _restore(self) -> None:
        state = self._preferences.layout(f"window/{self.role}")
        if state.isEmpty() or not self.restoreGeometry(state):
            self.resize(1360, 840)


def lay_out() -> None:
    """All that waits for it: Qt lays out one level of a page a round of the event loop, and paints between two."""
    for _ in range(_LEVELS):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
