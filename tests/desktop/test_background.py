"""The border between threads: what arrives, what is dropped, what always happens."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from izanau_desktop.background import Background


def test_results_arrive_in_the_thread_of_the_window(background: Background, qtbot: QtBot) -> None:
    receiver = QObject()
    seen: list[tuple[int, bool]] = []
    main = QThread.currentThread()
    background.ask(threading.get_ident, receiver, lambda worker: seen.append((worker, QThread.currentThread() is main)))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] != threading.get_ident()
    assert seen[0][1]


def test_work_leaves_python_to_the_window_within_a_millisecond(background: Background) -> None:
    """A thread that merges keeps Python to itself for this long, and the window wants it with nearly every call of Qt."""
    assert sys.getswitchinterval() <= 0.001


def test_of_asks_with_one_key_the_newest_wins(background: Background, qtbot: QtBot) -> None:
    receiver, gate = QObject(), threading.Event()
    seen: list[object] = []
    background.ask(lambda: gate.wait(5) and "old", receiver, seen.append, key="list")
    background.ask(lambda: "new", receiver, seen.append, key="list")
    qtbot.waitUntil(lambda: seen == ["new"])
    gate.set()
    finish(background, qtbot)
    assert seen == ["new"]


def test_one_key_of_two_receivers_keeps_both(background: Background, qtbot: QtBot) -> None:
    one, other = QObject(), QObject()
    seen: list[int] = []
    background.ask(lambda: 1, one, seen.append, key="list")
    background.ask(lambda: 2, other, seen.append, key="list")
    qtbot.waitUntil(lambda: sorted(seen) == [1, 2])


def test_a_receiver_that_is_gone_hears_nothing(background: Background, qtbot: QtBot) -> None:
    receiver, gate = QObject(), threading.Event()
    seen: list[object] = []
    background.ask(lambda: gate.wait(5), receiver, seen.append)
    with qtbot.waitSignal(receiver.destroyed):
        receiver.deleteLater()
    gate.set()
    finish(background, qtbot)
    assert seen == []


def test_changes_happen_in_order_and_are_told(background: Background, qtbot: QtBot) -> None:
    receiver = QObject()
    done: list[int] = []
    told: list[tuple[object, object]] = []
    background.changed.connect(lambda kinds, origin: told.append((kinds, origin)))
    for number in range(20):
        background.change(writes(done, number, "profile"), receiver, origin=receiver)
    qtbot.waitUntil(lambda: len(told) == 20)
    assert done == list(range(20))
    assert told[0] == (frozenset({"profile"}), receiver)


def test_a_change_is_done_though_its_page_went(background: Background, qtbot: QtBot) -> None:
    receiver, gate = QObject(), threading.Event()
    done: list[int] = []
    told: list[object] = []
    background.changed.connect(lambda kinds, origin: told.append(kinds))
    background.change(lambda: gate.wait(5), QObject(background))
    background.change(writes(done, 1, "note"), receiver)
    with qtbot.waitSignal(receiver.destroyed):
        receiver.deleteLater()
    gate.set()
    qtbot.waitUntil(lambda: frozenset({"note"}) in told)
    assert done == [1]


def test_what_fails_reaches_the_page(background: Background, qtbot: QtBot) -> None:
    receiver = QObject()
    failed: list[Exception] = []
    background.ask(lambda: 1 // 0, receiver, lambda _: None, failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert isinstance(failed[0], ZeroDivisionError)


def test_what_fails_unheard_is_logged(background: Background, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    receiver = QObject()
    background.ask(lambda: 1 // 0, receiver, lambda _: None)
    qtbot.waitUntil(lambda: "ZeroDivisionError" in caplog.text)


def test_closing_waits_for_changes_under_way(qtbot: QtBot) -> None:
    background = Background()
    done: list[int] = []
    background.change(writes(done, 1, "note"), background)
    background.close()
    assert done == [1]
    background.ask(writes(done, 2, "note"), background, lambda _: None)
    assert background.wait(1000)
    assert done == [1]


def test_a_timer_ends_with_its_owner(background: Background, qtbot: QtBot) -> None:
    owner = QObject()
    seen: list[object] = []
    background.every(0.001, owner, lambda: seen.append(1))
    qtbot.waitUntil(lambda: len(seen) > 2)
    with qtbot.waitSignal(owner.destroyed):
        owner.deleteLater()
    count = len(seen)
    background.later(5, background, lambda: seen.append("end"))
    qtbot.waitUntil(lambda: seen[-1] == "end")
    assert len(seen) == count + 1


def writes(done: list[int], number: int, kind: str) -> Callable[[], frozenset[str]]:
    """Work that notes its number and says what kind it changed."""

    def work() -> frozenset[str]:
        done.append(number)
        return frozenset({kind})

    return work


def finish(background: Background, qtbot: QtBot) -> None:
    """Wait for the threads, then for what they sent before this."""
    assert background.wait(5000)
    seen: list[int] = []
    background.ask(lambda: 1, background, seen.append)
    qtbot.waitUntil(lambda: seen == [1])


class Held:
    """What a work refers to, as it does to its page; tells which thread lets go of it."""

    def __init__(self, freed: list[int]) -> None:
        self._freed = freed

    def number(self) -> int:
        return 1

    def __del__(self) -> None:
        self._freed.append(threading.get_ident())


def test_what_work_refers_to_is_freed_by_the_window(background: Background, qtbot: QtBot) -> None:
    receiver, freed, seen = QObject(), list[int](), list[int]()
    for count in range(1, 201):
        background.ask(Held(freed).number, receiver, seen.append)
        qtbot.waitUntil(lambda count=count: len(seen) == count)  # type: ignore[misc] # bound at once
    qtbot.waitUntil(lambda: len(freed) == 200)
    assert set(freed) == {threading.get_ident()}
