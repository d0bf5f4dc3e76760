"""Telling listeners that a scope moved: at once within this process, by a look at the heads what others wrote."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from izanau_site.store import feeds
from izanau_site.store.store import Store

MOST_WAITING: Final = 1000
LOOK_SECONDS: Final = 5.0
"""Between two looks at what other processes wrote."""


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

    @classmethod
    def of(cls, store: Store) -> Events:
        """Events that the commits of a store set off."""
        events = cls()
        store.moved.append(events.moved)
        return events

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

    def watch(self, store: Store, scopes: Sequence[str], seconds: float = LOOK_SECONDS) -> Iterator[frozenset[str]]:
        """The scopes that moved, each time that any did; an empty set says that nothing did for so long. Never ends."""
        with self.listening(scopes) as listener:
            known = _heads(store, scopes)
            while True:
                told = listener.wait(seconds)
                now = _heads(store, scopes)
                yield told | {scope for scope in scopes if now[scope] > known[scope]}
                known = now

    def moved(self, scopes: Iterable[str]) -> None:
        """These scopes moved, and the transaction that moved them is committed."""
        with self._lock:
            listeners = tuple(self._listeners)
        for scope in set(scopes):
            for listener in listeners:
                listener.tell(scope)


def _heads(store: Store, scopes: Sequence[str]) -> dict[str, int]:
    with store.transaction() as connection:
        return {scope: head.head for scope, head in feeds.heads(connection, scopes).items()}
