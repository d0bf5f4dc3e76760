"""Builds a long page a few parts at a time, so that keys, clicks and paintings come between."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from izanau_desktop.background import after
from izanau_protocol import ambient

SHARE = 0.006
"""Seconds of building in one turn of the event loop; laying out and painting take as long again (bench/held.py)."""


class Turns(QObject):
    """Takes what is built step by step. The first share is built at once; beginning anew drops what was left."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._steps: Iterator[object] = iter(())
        self._next = after(0, self, self._go_on, start=False)
        page.installEventFilter(self)

    def begin(self, steps: Iterator[object]) -> None:
        """Build these and no others."""
        self._steps = steps
        self._go_on()

    def finish(self) -> None:
        """Build at once what is left."""
        self._next.stop()
        for _ in self._steps:
            pass

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A page that goes out of sight is built to its end."""
        if event.type() == QEvent.Type.Hide and self._next.isActive():
            self.finish()
        return False

    def _go_on(self) -> None:
        self._next.stop()
        until = ambient.monotonic() + SHARE
        for _ in self._steps:
            if ambient.monotonic() >= until and self._page.isVisible():
                self._next.start()
                return
