"""A real mouse, by XTEST: what the X server tells of it, with all that Qt and the platform make of that."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QWidget
from Xlib import X, display
from Xlib.ext import xtest

_STEPS = 12
"""In so many steps the hand comes to where it lets go."""
_BETWEEN = 15
"""Milliseconds between two of them, as a mouse tells of itself."""


def drag(start: QWidget, at: QPoint, end: QWidget, to: QPoint) -> Callable[[], bool]:
    """Begin to carry what is at a place of a widget to a place of another; whether it was let go there already.

    The steps come with the event loop, also with that which a drag turns by itself.
    """
    server = display.Display()
    first, last = start.mapToGlobal(at), end.mapToGlobal(to)
    ways = [first + (last - first) * step / _STEPS for step in range(1, _STEPS + 1)]
    deeds = [
        (X.MotionNotify, first),
        (X.ButtonPress, first),
        *((X.MotionNotify, way) for way in ways),
        (X.ButtonRelease, last),
    ]
    owner = QObject(start)
    timer = QTimer(owner)

    def step() -> None:
        kind, place = deeds.pop(0)
        if kind == X.MotionNotify:
            xtest.fake_input(server, kind, x=round(place.x()), y=round(place.y()))
        else:
            xtest.fake_input(server, kind, 1)
        server.sync()
        if not deeds:
            timer.stop()
            server.close()

    timer.timeout.connect(step)
    timer.start(_BETWEEN)
    return lambda: not deeds
