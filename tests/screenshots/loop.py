"""Lets windows work while one waits for them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QRect, QTimer
from PySide6.QtWidgets import QWidget

from izanau_desktop.app import App
from izanau_desktop.widgets.turns import Turns

STEP = 20
_STILL = 5
"""Looks in a row that find everything at its place."""


def wait(milliseconds: int) -> None:
    """Let the windows work for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(done: Callable[[], object], seconds: float = 10.0) -> bool:
    """Let the windows work until it is so; says whether it came to that."""
    for _ in range(int(seconds * 1000 / STEP)):
        if done():
            return True
        wait(STEP)
    return False


def settled(app: App, seconds: float = 30.0) -> bool:
    """Wait until the first sync is over and nothing is asked or built any more."""

    def quiet() -> bool:
        last = app.desk.cache.note("last_sync") if app.desk is not None else "none"
        turns = app.window.findChildren(Turns) if app.window is not None else []
        return bool(last) and app.background.wait(0) and not any(one.is_building for one in turns)

    return until(quiet, seconds)


def still(picture: QWidget, seconds: float = 5.0) -> bool:
    """Wait until nothing moves any more: what breaks its lines gets its height some rounds after it was filled."""
    seen: list[list[QRect]] = []

    def same() -> bool:
        seen.append([one.geometry() for one in picture.findChildren(QWidget) if one.isVisible()])
        return len(seen) > _STILL and all(one == seen[-1] for one in seen[-_STILL:])

    return until(same, seconds)
