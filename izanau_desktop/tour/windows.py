"""The X windows of a program: giving one the keyboard, as a window manager would, and hearing that it kept up."""

from __future__ import annotations

import select
import sys
from itertools import count

from Xlib import X, error
from Xlib.display import Display
from Xlib.protocol import event
from Xlib.xobject.drawable import Window

from .waiting import wait_until


def _complain(fault: error.XError, request: object) -> None:
    """Say what the display refused; a window that went meanwhile is no trouble, whoever waits for it says so."""
    if not isinstance(fault, error.BadWindow):
        sys.stderr.write(f"X: {fault} after {request}\n")


class Windows:
    """The windows on one X display."""

    def __init__(self, display_name: str) -> None:
        self.display = Display(display_name)
        self.display.set_error_handler(_complain)
        self._root = self.display.screen().root
        self._root.change_attributes(event_mask=X.StructureNotifyMask)  # Qt answers a ping with this mask
        self._pid = self.display.intern_atom("_NET_WM_PID")
        self._protocols = self.display.intern_atom("WM_PROTOCOLS")
        self._ping = self.display.intern_atom("_NET_WM_PING")
        self._delete = self.display.intern_atom("WM_DELETE_WINDOW")
        self._rounds = count(1)

    def close(self) -> None:
        """Leave the display."""
        self.display.close()

    def aim(self, pid: int) -> Window:
        """Bring the uppermost window of a program to the front, give it the keyboard, and return it."""
        return wait_until(lambda: self._aimed(pid), f"a window of program {pid} that takes the keyboard")

    def settle(self, window: Window) -> None:
        """Wait until the program has read all that was sent to it so far (EWMH: _NET_WM_PING), or the window is gone."""
        number = next(self._rounds)
        self._tell(window, [self._ping, number, window.id, 0, 0])

        def answered() -> bool:
            while self.display.pending_events():
                message = self.display.next_event()
                if message.type == X.ClientMessage and message.client_type == self._protocols:
                    words = list(message.data[1])
                    if words[0] == self._ping and words[1] == number:
                        return True
            return not self._is_on_screen(window)

        wait_until(answered, "the window's program keeping up with what was typed", pause=self._await_news)

    def ask_to_close(self, pid: int) -> None:
        """Press the close button of the program's uppermost window."""
        self._tell(self.aim(pid), [self._delete, X.CurrentTime, 0, 0, 0])

    @staticmethod
    def _is_on_screen(window: Window) -> bool:
        try:
            return bool(window.get_attributes().map_state == X.IsViewable)
        except error.BadWindow:
            return False

    def _await_news(self, seconds: float) -> None:
        select.select([self.display], [], [], seconds)

    def _aimed(self, pid: int) -> Window | None:
        try:
            window = self._uppermost(pid)
            if window is None:
                return None
            if self._focus() != window.id:
                window.configure(stack_mode=X.Above)
                refused = error.CatchError(error.BadMatch, error.BadWindow)
                window.set_input_focus(X.RevertToPointerRoot, X.CurrentTime, onerror=refused)
                self.display.sync()
            if self._focus() != window.id:
                return None
        except error.BadWindow:
            return None  # it closed meanwhile: look again
        return window

    def _focus(self) -> int:
        focus = self.display.get_input_focus().focus
        return focus if isinstance(focus, int) else int(focus.id)

    def _uppermost(self, pid: int) -> Window | None:
        children: list[Window] = self._root.query_tree().children
        for window in reversed(children):
            attributes = window.get_attributes()
            if attributes.map_state != X.IsViewable or attributes.override_redirect:
                continue
            owner = window.get_full_property(self._pid, X.AnyPropertyType)
            if owner is not None and list(owner.value) == [pid]:
                return window
        return None

    def _tell(self, window: Window, words: list[int]) -> None:
        message = event.ClientMessage(window=window, client_type=self._protocols, data=(32, words))
        window.send_event(message)
        self.display.flush()
