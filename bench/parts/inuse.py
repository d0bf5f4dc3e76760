"""A window in use, asked again and again from another thread for how long its own thread lets an event wait."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QWidget

PAUSE = 0.004
"""Seconds between two asks."""
DWELL = 40
"""Milliseconds between two strokes of a quick typist at a held key."""
WORDS = "software engineer"


class Asked(QObject):
    """Notes for each deed how long, in milliseconds, the UI thread took to answer."""

    _asked = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.deed = "opens"
        self.waits: dict[str, list[float]] = defaultdict(list)
        self._answered = threading.Event()
        self._over = threading.Event()
        self._asked.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._ask, daemon=True)

    def begin(self) -> None:
        """Begin to ask."""
        self._thread.start()

    def _ask(self) -> None:
        while not self._over.is_set():
            self._answered.clear()
            self._asked.emit(time.monotonic())
            self._answered.wait()
            time.sleep(PAUSE)

    def _answer(self, began: float) -> None:
        self.waits[self.deed].append((time.monotonic() - began) * 1000)
        self._answered.set()

    def end(self) -> None:
        """Tell, and end the process."""
        self._over.set()
        told = {
            deed: {"most": round(max(waits), 1), "asks": len(waits), "over_50": sum(wait > 50 for wait in waits)}
            for deed, waits in self.waits.items()
        }
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        os._exit(0)


def follow(asked: Asked, steps: Iterator[str]) -> None:
    """Take one step after the other, each named by its deed, without ever holding the loop."""
    timer = QTimer(asked)

    def step() -> None:
        try:
            asked.deed = next(steps)
        except StopIteration:
            timer.stop()
            asked.end()

    timer.timeout.connect(step)
    timer.start(DWELL)


def strokes(keys: str | list[Qt.Key], deed: str) -> Iterator[str]:
    """Strike each key where the focus is."""
    for key in keys:
        target = QApplication.focusWidget()
        if target is None:
            pass
        elif isinstance(key, Qt.Key):
            QTest.keyClick(target, key)
        else:
            QTest.keyClicks(target, key)
        yield deed


def dwell(deed: str, times: int) -> Iterator[str]:
    """Let the window work."""
    for _ in range(times):
        yield deed


def until(true: Callable[[], bool], deed: str) -> Iterator[str]:
    """Wait for something."""
    while not true():
        yield deed


def bare() -> None:
    """A window with one field, typed in."""
    qt = QApplication(sys.argv[:1])
    window = QMainWindow()
    field = QLineEdit()
    window.setCentralWidget(field)
    window.resize(1360, 840)
    window.show()
    field.setFocus()
    asked = Asked()

    def steps() -> Iterator[str]:
        yield from dwell("opens", 20)
        yield from strokes(WORDS * 5, "types")

    asked.begin()
    follow(asked, steps())
    qt.exec()


def idle() -> None:
    """A bare window that nobody touches, until it is told to end: what the machine alone lets an event wait."""
    qt = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1360, 840)
    window.show()
    asked = Asked()
    asked.deed = "idle"

    def end() -> None:
        sys.stdin.read()
        asked.end()

    threading.Thread(target=end, daemon=True).start()
    asked.begin()
    qt.exec()


def real(folder: Path, walk: Callable[[object], Iterator[str]]) -> None:
    """The program at somebody's desk, before its first sync, then in use."""
    from izanau_desktop.address import packaged_site
    from izanau_desktop.app import App
    from izanau_desktop.garbage import Garbage

    qt = QApplication(sys.argv[:1])
    Garbage(qt)
    app = App(qt, folder, packaged_site())
    asked = Asked()
    app.start()
    asked.begin()
    follow(asked, walk(app))
    qt.exec()


def _at_work(app: object) -> Iterator[str]:
    from izanau_desktop.app import App
    from izanau_desktop.company.applicants.rows import ApplicantRows

    assert isinstance(app, App)

    def here() -> ApplicantRows | None:
        window: QWidget | None = app.window
        return next((one for one in window.findChildren(ApplicantRows) if one.isVisible()), None) if window else None

    def filled() -> bool:
        shown = here()
        return shown is not None and shown.model.rowCount() > 0

    yield from until(lambda: app.desk is not None, "opens")
    yield from until(lambda: bool(app.desk and app.desk.cache.note("last_sync")) and filled(), "syncs first")
    assert app.window is not None
    app.window.activateWindow()
    shown = here()
    assert shown is not None
    shown.view.setFocus()
    yield from strokes([Qt.Key.Key_Down] * 60, "steps through applicants")
    yield from strokes([Qt.Key.Key_PageDown] * 20, "pages through applicants")
    search = next(one for one in app.window.findChildren(QLineEdit) if one.isVisible())
    search.setFocus()
    yield from strokes(WORDS, "searches")
    yield from strokes([Qt.Key.Key_Backspace] * len(WORDS), "searches")
    for _ in range(2):
        for place in app.window.places:
            app.window.go(place.id)
            yield from dwell(f"goes to {place.id}", 12)
    app.preferences.theme = "dark"
    yield from dwell("turns dark", 15)
    app.preferences.language = "ja"
    yield from dwell("turns Japanese", 15)


def _at_home(app: object) -> Iterator[str]:
    """A seeker with a long record opens the privacy centre, demands all lines of one matter, and comes back to it."""
    from PySide6.QtWidgets import QPushButton

    from izanau_desktop.app import App

    assert isinstance(app, App)
    yield from until(lambda: bool(app.desk and app.desk.cache.note("last_sync")), "opens as a seeker")
    window = app.window
    assert window is not None
    window.go("privacy")
    yield from dwell("opens the privacy centre", 60)
    for _ in range(3):
        page = window.page("privacy")
        assert page is not None
        more = [one for one in page.findChildren(QPushButton) if one.isVisible() and one.text().startswith("Show 20")]
        for one in more:
            one.click()
        yield from dwell("demands more lines", 15)
    for place in ("profile", "privacy"):
        window.go(place)
        yield from dwell("comes back to the privacy centre", 20)


WALKS = {"company": _at_work, "seeker": _at_home}

if __name__ == "__main__":
    if sys.argv[1] in ("bare", "idle"):
        {"bare": bare, "idle": idle}[sys.argv[1]]()
    else:
        real(Path(sys.argv[2]), WALKS[sys.argv[1]])
