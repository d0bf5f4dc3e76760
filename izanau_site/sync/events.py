"""Telling listeners that a scope moved: within this process, and between processes through PostgreSQL's NOTIFY."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

MOST_WAITING: Final = 1000


class Listener:
    """The scopes that moved since the last look. Losing one loses nothing: a pull finds it (sync.md, Pull)."""

    def __init__(self, scopes: Iterable[str]) -> None:
        self.scopes = frozenset(scopes)
        self._moved: queue.Queue[str] = queue.Queue(MOST_WAITING)

    def tell(self, scope: str) -> None:
        """A scope moved; dropped when nobody looks for long."""
        if scope in self.scopes and not self._moved.full():
            self._moved.put_nowait(scope)

    def wait(self, seconds: float) -> frozenset[str]:
        """The scopes that moved; empty when none did within this time."""
        try:
            moved = {self._moved.get(timeout=seconds)}
        except queue.Empty:
            return frozenset()
        while not self._moved.empty():
            moved.add(self._moved.get_nowait())
        return frozenset(moved)


class Events:
    """Who listens to what in this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: set[Listener] = set()

    @contextmanager
    def listening(self, scopes: Iterable[str]) -> Iterator[Listener]:
        """A listener to these scopes, until left."""
        listener = Listener(scopes)
        with self._lock:
            self._listeners.add(listener)
        try:
            yield listener
        finally:
            with self._lock:
                self._listeners.discard(listener)

    def moved(self, scopes: Iterable[str]) -> None:
        """These scopes moved, and the transaction that moved them is committed."""
        with self._lock:
            listeners = tuple(self._listeners)
        for scope in set(scopes):
            for listener in listeners:
                listener.tell(scope)
