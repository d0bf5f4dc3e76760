"""Keys that are typed ahead of who they are for: held until that applicant is read, and then done to them in their order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from izanau_desktop.background import Background
from izanau_desktop.commands import Commands, is_letter
from izanau_desktop.company.applicants.reading import Opened
from izanau_desktop.company.applicants.rows import ApplicantRows

_MOVES: Final = frozenset(
    {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End}
)
_BARE: Final = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock}
)
_SYSTEM: Final = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
"""With these a key is for a menu, or for the system."""


class Key(NamedTuple):
    """A key as it was pressed."""

    code: int
    held: Qt.KeyboardModifier
    text: str
    keys: str
    """As shortcuts are written."""

    @classmethod
    def of(cls, event: QKeyEvent) -> Key:
        """What an event says."""
        portable = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
        return cls(event.key(), event.modifiers(), event.text(), portable)

    def send(self, kind: QEvent.Type, target: QWidget) -> bool:
        """Press it there; says whether it was wanted."""
        event = QKeyEvent(kind, self.code, self.held, self.text)
        event.setAccepted(False)
        QApplication.sendEvent(target, event)
        return event.isAccepted()


class Ahead(QObject):
    """Between a key that goes on and who it leads to, all others wait; so do those behind a deed whose outcome they may be about.

    Each takes its turn among the changes, so that it finds what the ones before it did. Keys that lead on through the list
    wait for nothing but for those before them. `lost`: what was held is done to nobody, since the list leads to somebody else.
    """

    lost = Signal()

    def __init__(
        self,
        page: QWidget,
        background: Background,
        commands: Commands,
        rows: ApplicantRows,
        panels: Callable[[], QWidget],
        read: Callable[[str], Opened | None],
        show: Callable[[str, Opened | None], bool],
    ) -> None:
        """`panels`: where keys are written, and are no deeds. `show` says whether deeds are on who was read, as shown now."""
        super().__init__(page)
        self._page, self._background, self._commands, self._rows = page, background, commands, rows
        self._panels, self._read, self._show = panels, read, show
        self._held: list[Key] = []
        self._whom = self._before = ""
        """Who is gone on to, empty while their row is not here; and who was it last."""
        self._is_reading = self._is_acting = self._is_typing = self._is_lost = False
        self._turn = 0
        self._last: Key | None = None
        self._at: QWidget | None = None
        """What has the focus, as long as its keys are looked at."""
        rows.awaited.connect(lambda: self.go_to(""))

    def go_to(self, application: str) -> None:
        """Somebody else is current, and not shown yet."""
        was, self._whom, self._is_reading = self._whom, application, True
        if self._held and not self._is_typing:
            if was == application or (not was and application != self._before):
                self._take_turn()
            else:
                self._let_go()
        self._before = application or self._before
        self._listen()

    def come(self) -> None:
        """Who is current is shown, or nobody."""
        self._is_reading = not self._whom and self._rows.is_awaited
        if not self._whom and not self._is_reading and self._held:
            self._let_go()
        self._tell()
        self._listen()

    def act(self) -> None:
        """A deed is under way."""
        self._is_acting = True
        if not self._is_typing:
            self._take_turn()
            self._listen()

    def note(self, event: QKeyEvent) -> None:
        """A key is on its way to a command."""
        self._last = Key.of(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep what is pressed too early."""
        if not isinstance(event, QKeyEvent) or event.type() == QEvent.Type.KeyRelease or self._is_typing:
            return False
        key = Key.of(event)
        if not self._is_early(key):
            return False
        event.accept()  # of a shortcut: it comes as a key then
        if event.type() == QEvent.Type.KeyPress:
            self._held.append(key)
            if len(self._held) == 1:
                self._take_turn()
        return True

    def _is_early(self, key: Key) -> bool:
        if key.code in _BARE or key.held & _SYSTEM:
            return False
        if self._held or self._is_step(key):
            return bool(self._held)
        return self._is_reading or key != self._last  # of a deed under way: a key that is pressed twice acts once

    def _is_step(self, key: Key) -> bool:
        letters = (self._commands.letters(f"applicants.{one}") for one in ("next", "previous"))
        return (key.code in _MOVES and not key.held & ~Qt.KeyboardModifier.KeypadModifier) or any(
            key.keys in one for one in letters
        )

    def _take_turn(self) -> None:
        """Come back once all that was begun is done, with who is read by then."""
        if self._held and not self._whom:
            return  # the row comes first
        self._turn += 1
        number, whom, read, is_wanted = self._turn, self._whom, self._read, bool(self._held)
        self._background.change(
            lambda: read(whom) if is_wanted else None,
            self,
            lambda opened: self._go_on(number, whom, opened),
            lambda _: self._let_go(),
        )

    def _go_on(self, number: int, whom: str, opened: Opened | None) -> None:
        if number != self._turn:
            return
        self._is_acting = False
        if self._held:
            if whom == self._whom and self._may_type() and self._show(whom, opened):
                self._type()
            else:
                self._let_go()
        self._listen()

    def _type(self) -> None:
        """Press what is held, as far as it needs no turn of its own."""
        is_ready = True
        while self._held and (is_ready or self._is_step(self._held[0])):
            key = self._held.pop(0)
            self._press(key)
            is_ready = self._is_writing() or self._held[:1] == [key]
        if self._held or self._is_acting:
            self._take_turn()

    def _press(self, key: Key) -> None:
        target = QApplication.activePopupWidget() or QApplication.focusWidget()
        if target is None:
            return
        self._is_typing, self._last = True, key
        try:
            if key.send(QEvent.Type.ShortcutOverride, target) or not self._run(key):
                key.send(QEvent.Type.KeyPress, target)
                key.send(QEvent.Type.KeyRelease, target)
        finally:
            self._is_typing = False

    def _run(self, key: Key) -> bool:
        """Do what has this key as a shortcut; letters find their command from where the focus is."""
        known = (one.id for one in self._commands.for_role("company"))
        meant = (one for one in known if self._commands.shortcut(one) == key.keys and not is_letter(key.keys))
        return any(self._commands.run(one) for one in meant)

    def _is_writing(self) -> bool:
        """Whether what is pressed next belongs to a menu or a panel that is open."""
        focus = QApplication.focusWidget()
        return QApplication.activePopupWidget() is not None or (
            focus is not None and self._panels().isAncestorOf(focus)
        )

    def _may_type(self) -> bool:
        """Whether one is still where the keys were pressed."""
        focus = QApplication.focusWidget()
        if focus is None or not self._page.isVisible() or not self._page.isAncestorOf(focus):
            return False
        return self._is_writing() or not _is_text(focus)

    def _let_go(self) -> None:
        self._is_lost, self._held = bool(self._held) or self._is_lost, []
        self._is_acting = False
        if not self._is_reading:
            self._tell()

    def _tell(self) -> None:
        if self._is_lost:
            self._is_lost = False
            self.lost.emit()

    def _listen(self) -> None:
        """Look at the keys of what has the focus as long as one of them may be early, and no longer."""
        is_waiting = bool(self._held) or self._is_reading or self._is_acting
        focus = QApplication.focusWidget() if is_waiting else None
        if focus is not None and (not self._page.isAncestorOf(focus) or _is_text(focus)):
            focus = None
        if focus is self._at:
            return
        if self._at is not None and shiboken6.isValid(self._at):
            self._at.removeEventFilter(self)
        self._at = focus
        if self._at is not None:
            self._at.installEventFilter(self)


def _is_text(widget: QWidget) -> bool:
    return widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
