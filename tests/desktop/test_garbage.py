"""Cyclic garbage goes in the UI thread, however busy the other threads are."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from izanau_desktop.background import Background
from izanau_desktop.garbage import THRESHOLDS, Garbage


class Round:
    """Refers to itself, so that only the collector frees it; tells in which thread."""

    def __init__(self, freed: list[int]) -> None:
        self.itself, self._freed = self, freed

    def __del__(self) -> None:
        self._freed.append(threading.get_ident())


@pytest.fixture
def garbage(qapp: QObject) -> Iterator[Garbage]:
    gc.enable()  # as Python does, unlike these tests
    made = Garbage(qapp)
    yield made
    shiboken6.delete(made)
    gc.unfreeze()


def test_garbage_is_freed_by_the_window_alone(garbage: Garbage, background: Background, qtbot: QtBot) -> None:
    freed: list[int] = []

    def make_much() -> int:
        return len([id(Round(freed)) for _ in range(2 * THRESHOLDS[0])])

    seen: list[int] = []
    background.ask(make_much, garbage, seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert freed == []
    garbage.look()
    assert set(freed) == {threading.get_ident()}
