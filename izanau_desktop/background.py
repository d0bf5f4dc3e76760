"""The one border between threads, two verbs: `ask` for what is read, `change` for what is written; and the only timers."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any, Final, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal, Slot

from izanau_desktop.shut import DeskShutError

T = TypeVar("T")
Kinds = frozenset[str]
log = logging.getLogger(__name__)
_TURN: Final = 0.0005
"""Seconds for which a thread may keep Python to itself where another wants it; Python's own are 0.005.

The UI thread lets go of it and wants it back with nearly every call of Qt, and waited so long each time while a thread
merged what a sync brought.
"""
_LONG: Final = 250
"""Milliseconds after which whoever closes is told, again and again, that work is still under way."""


@dataclass(frozen=True)
class _Work:
    """What was asked, by whom, and what is to be done with the answer."""

    number: int
    deed: Callable[[], Any]
    receiver: QObject
    address: int
    then: Callable[[Any], object] | None
    failed: Callable[[Exception], object] | None
    key: tuple[int, str] | None
    changes: bool
    origin: object


def after(milliseconds: int, owner: QObject, deed: Callable[[], object], *, start: bool = True) -> QTimer:
    """A single call that ends with its owner; for widgets, which know no `Background`. `start()` begins anew."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(deed)
    if start:
        timer.start()
    return timer


def _address(thing: QObject) -> int:
    """What stays the same for an object of Qt when Python wraps it anew."""
    return int(shiboken6.getCppPointer(thing)[0])


class _Carrier(QObject):
    """Tells the UI thread, from any thread, which work has ended."""

    ended = Signal(int)


class _Runner(QRunnable):
    """Holds a number, not the work: that refers to a page, and the last reference to a page must go in the UI thread."""

    def __init__(self, number: int, work: Callable[[int], bool], carrier: _Carrier) -> None:
        super().__init__()
        self._number, self._work, self._carrier = number, work, carrier

    def run(self) -> None:
        if self._work(self._number):
            self._carrier.ended.emit(self._number)


class Background(QObject):
    """Runs work off the UI thread and brings results, as immutable data, to receivers that still live.

    `changed(kinds, origin)` follows each successful change: the frozenset that its work returned (or the attribute
    `kinds` of what it returned), and who began it, so that a page can skip the echo of its own edit.
    """

    changed = Signal(object, object)
    idle = Signal()

    def __init__(self, parent: QObject | None = None, threads: int = 4) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_TURN)
        self._readers = QThreadPool(self)
        self._readers.setMaxThreadCount(threads)
        # Changes go one after the other, in the order in which they were made.
        self._writer = QThreadPool(self)
        self._writer.setMaxThreadCount(1)
        self._carrier = _Carrier(self)
        self._carrier.ended.connect(self._deliver)
        self._numbers = count(1)
        self._waiting: dict[int, _Work] = {}
        self._begun: dict[int, _Work] = {}
        self._ended: dict[int, tuple[Any, Exception | None]] = {}
        self._newest: dict[tuple[int, str], int] = {}
        self._guard = threading.Lock()
        self._watched: set[int] = set()
        self._closed = False

    def ask(
        self,
        work: Callable[[], T],
        receiver: QObject,
        then: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
        key: str | None = None,
    ) -> None:
        """Run `work` in a thread, give its result to `then` in this one. Of asks with one `key` the newest wins."""
        known = (_address(receiver), key) if key is not None else None
        self._start(
            _Work(
                next(self._numbers), work, receiver, _address(receiver), then, failed, known, changes=False, origin=None
            )
        )

    def change(
        self,
        work: Callable[[], T],
        receiver: QObject,
        then: Callable[[T], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        origin: object = None,
    ) -> None:
        """Run `work`, which writes; changes run in order, even when the receiver is gone meanwhile."""
        self._start(
            _Work(
                next(self._numbers), work, receiver, _address(receiver), then, failed, None, changes=True, origin=origin
            )
        )

    def every(self, seconds: float, receiver: QObject, deed: Callable[[], object]) -> QTimer:
        """Call `deed` again and again for as long as the receiver lives."""
        timer = QTimer(receiver)
        timer.timeout.connect(deed)
        timer.start(round(seconds * 1000))
        return timer

    def later(self, milliseconds: int, receiver: QObject, deed: Callable[[], object]) -> QTimer:
        """Call `deed` once after a time, if the receiver still lives; `start()` of the answer begins the time anew."""
        return after(milliseconds, receiver, deed)

    def wait(self, milliseconds: int = -1) -> bool:
        """Wait until no thread works; results are delivered by the event loop after that."""
        return self._readers.waitForDone(milliseconds) and self._writer.waitForDone(milliseconds)

    def close(self, long: Callable[[], object] = lambda: None, last: Callable[[], object] | None = None) -> None:
        """Take no more, drop what was only asked, wait for what is under way, then for `last`; `long` is told now and then."""
        self._closed = True
        with self._guard:
            for number in [number for number, work in self._waiting.items() if not work.changes]:
                del self._waiting[number]
        while not self.wait(_LONG):
            long()
        if last is not None:
            self._writer.start(last)
            while not self.wait(_LONG):
                long()

    def _start(self, work: _Work) -> None:
        if self._closed:
            return
        with self._guard:
            self._waiting[work.number] = work
            if work.key is not None:
                self._waiting.pop(self._newest.get(work.key, 0), None)
                self._newest[work.key] = work.number
        self._watch(work.receiver)
        pool = self._writer if work.changes else self._readers
        pool.start(_Runner(work.number, self._do, self._carrier))

    def _do(self, number: int) -> bool:
        """In a thread: do what is still wanted. The UI thread, told after this, holds the last reference to all of it."""
        with self._guard:
            work = self._waiting.get(number)
            if work is None:
                return False
            self._begun[number] = work
        try:
            self._ended[number] = (work.deed(), None)
        except Exception as problem:  # noqa: BLE001 -- whatever it is goes to the receiver, or to the log with its trace
            self._ended[number] = (None, problem)
        return True

    def _watch(self, receiver: QObject) -> None:
        """Cancel what a receiver asked when it goes; what it wants changed is still done."""
        address = _address(receiver)
        if address not in self._watched:
            self._watched.add(address)
            receiver.destroyed.connect(lambda: self._forget(address))

    def _forget(self, address: int) -> None:
        self._watched.discard(address)
        with self._guard:
            for number, work in tuple(self._waiting.items()):
                if work.address == address and not work.changes:
                    del self._waiting[number]

    @Slot(int)
    def _deliver(self, number: int) -> None:
        with self._guard:
            result, error = self._ended.pop(number)
            self._begun.pop(number)
            work = self._waiting.pop(number, None)
            nothing_left = not self._waiting
            if work is not None and work.key is not None and self._newest.get(work.key) == number:
                del self._newest[work.key]
        if nothing_left:
            self.idle.emit()
        if work is None or isinstance(error, DeskShutError):  # its desk was left, and the page that asked goes too
            return
        if error is None and work.changes:
            kinds = result if isinstance(result, frozenset) else getattr(result, "kinds", frozenset())
            self.changed.emit(kinds, work.origin)
        if shiboken6.isValid(work.receiver):
            self._hand_over(work, result, error)
        elif error is not None:
            log.error("work for a page that is gone failed", exc_info=error)

    def _hand_over(self, work: _Work, result: object, error: Exception | None) -> None:
        if error is None:
            if work.then is not None:
                work.then(result)
        elif work.failed is not None:
            work.failed(error)
        else:
            log.error("work in the background failed", exc_info=error)
