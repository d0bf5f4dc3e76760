"""A window on the review desk while a sync changes some of its applicants: how long its thread ever lets an event wait."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from bench.parts.corpus import changed
from bench.parts.desk import tell
from bench.parts.inuse import dwell, real, strokes, until
from bench.parts.seated import seat
from izanau_desktop.app import App
from izanau_desktop.cache import Cache
from izanau_desktop.cache.reads import company
from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.company.applicants.rows import ApplicantRows

_LOOK = 0.5
"""Seconds between two looks, from a thread of its own, whether all that changed is here."""
WORDS = "engineer"


def walk(count: int, turn: int, app: object) -> Iterator[str]:
    """Look through the list, at rest and then while so many of it change; `ready` is told between the two. 0: at rest only."""
    assert isinstance(app, App)

    def here() -> ApplicantRows | None:
        window = app.window
        return next((one for one in window.findChildren(ApplicantRows) if one.isVisible()), None) if window else None

    def filled() -> bool:
        shown = here()
        return shown is not None and shown.model.rowCount() > 0

    yield from until(filled, "opens")
    assert app.desk is not None
    assert app.window is not None
    app.window.activateWindow()
    yield from dwell("opens", 50)
    yield from _hands(app, "at rest")
    came = threading.Event()
    threading.Thread(target=_await, args=(app.desk.cache, count, turn, came), daemon=True).start()
    tell({"ready": True})
    while not came.is_set():
        yield from _hands(app, "in the sync")


def _hands(app: App, when: str) -> Iterator[str]:
    window = app.window
    assert window is not None
    rows = next(one for one in window.findChildren(ApplicantRows) if one.isVisible())
    rows.view.setFocus()
    yield from strokes([Qt.Key.Key_J] * 15 + [Qt.Key.Key_K] * 10, f"steps {when}")
    yield from strokes([Qt.Key.Key_PageDown] * 10, f"pages {when}")
    search = next(one for one in window.findChildren(QLineEdit) if one.isVisible())
    search.setFocus()
    yield from strokes(WORDS, f"searches {when}")
    yield from strokes([Qt.Key.Key_Backspace] * len(WORDS), f"searches {when}")


def _await(cache: Cache, count: int, turn: int, came: threading.Event) -> None:
    while company.applicants(cache, View(query=changed(turn)), 1).total < count:
        came.wait(_LOOK)
    came.set()


if __name__ == "__main__":
    seat(Path(sys.argv[1]), Path(sys.argv[2]))
    real(Path(sys.argv[1]), partial(walk, int(sys.argv[3]), int(sys.argv[4])))
