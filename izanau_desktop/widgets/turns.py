"""Builds a long page a few parts at a time, so that keys, clicks and paintings come between."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from izanau_desktop.background import after
from izanau_protocol import ambient

SHARE = 0.006
"""Seconds of building in one turn of the event loop; laying out and painting take as long again (bench/held.py)."""


class Turns(QObject):
    """Takes what is built step by step. A page whose parts are filled one by one has one of it for them all."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._waiting: dict[Hashable, Iterator[object]] = {}
        self._next = after(0, self, self._go_on, start=False)
        page.installEventFilter(self)

    @property
    def is_building(self) -> bool:
        """Whether something is left to build."""
        return bool(self._waiting)

    def begin(self, steps: Iterator[object]) -> None:
        """Build these and no others: the first share at once, and what was left of before never."""
        self._waiting = {None: steps}
        self._go_on()

    def add(self, about: Hashable, steps: Iterator[object]) -> None:
        """Build these after what waits already, from the next turn on; they take the place of older ones about the same."""
        self._waiting.pop(about, None)
        self._waiting[about] = steps
        if self._page.isVisible():
            self._next.start()
        else:
            self.finish()

    def drop(self, about: Hashable) -> None:
        """What was to be built about this is not wanted any more."""
        self._waiting.pop(about, None)

    def finish(self) -> None:
        """Build at once what is left."""
        self._next.stop()
        while self._waiting:
            for _ in self._waiting.pop(next(iter(self._waiting))):
                pass

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A page that goes out of sight is built to its end."""
        if event.type() == QEvent.Type.Hide and self._next.isActive():
            self.finish()
        return False

    def _go_on(self) -> None:
        self._next.stop()
        until = ambient.monotonic() + SHARE
        while self._waiting:
            about, steps = next(iter(self._waiting.items()))
            for _ in steps:
                if ambient.monotonic() >= until and self._page.isVisible():
                    self._next.start()
                    return
            if self._waiting.get(about) is steps:  # it may have asked for itself anew meanwhile
                del self._waiting[about]
