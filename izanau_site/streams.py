"""Who listens to which scopes: told at once of what this process wrote, and soon of what others wrote.

On PostgreSQL they say so themselves; a look at the heads finds what else there is.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from typing import Final

from izanau_site.store import Store, feeds, moves

LOOK_SECONDS: Final = 0.5
"""Between two looks at what other processes wrote; one look for all listeners."""
HEARD_SECONDS: Final = 5.0
"""Between two looks where the others say so: it finds only what was lost on the way."""
_log = logging.getLogger(__name__)


class Listener:
    """One stream. Losing what it was told loses nothing: a pull finds it (sync.md, Pull)."""

    def __init__(self, scopes: Iterable[str], who: str) -> None:
        self.scopes, self.who = frozenset(scopes), who
        self._loop = asyncio.get_running_loop()
        self._moved: set[str] = set()
        self._told = asyncio.Event()

    def tell(self, scopes: frozenset[str]) -> None:
        """These scopes moved; called from any thread."""
        mine = scopes & self.scopes
        if mine and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._note, mine)

    def _note(self, scopes: frozenset[str]) -> None:
        self._moved |= scopes
        self._told.set()

    async def wait(self, seconds: float) -> frozenset[str]:
        """The scopes that moved; empty when none did within this time."""
        with contextlib.suppress(TimeoutError):  # rule: that nothing moved is an answer too
            await asyncio.wait_for(self._told.wait(), seconds)
        moved, self._moved = frozenset(self._moved), set()
        self._told.clear()
        return moved


class Streams:
    """All listeners of this process."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._listeners: set[Listener] = set()
        self._heads: dict[str, int] = {}
        self.ended = asyncio.Event()
        """Set when the process is about to end: streams end too."""
        self._loop = asyncio.get_running_loop()
        store.moved.append(self.tell)
        self.hearing = moves.Hearing(store.engine, store.sender, self.tell) if moves.is_spoken(store.engine) else None

    def tell(self, scopes: frozenset[str]) -> None:
        """These scopes moved, and the transaction that moved them is committed."""
        with self._lock:
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener.tell(scopes)

    def end(self) -> None:
        """End every stream; called from a signal handler too."""
        self._loop.call_soon_threadsafe(self.ended.set)

    def open_to(self, who: str) -> int:
        """How many streams someone listens to."""
        with self._lock:
            return sum(one.who == who for one in self._listeners)

    @contextlib.contextmanager
    def listening(self, heads: Mapping[str, int], who: str) -> Iterator[Listener]:
        """A listener to the scopes of these heads, until left; `who` is the account, or the address of a guest.

        What another process wrote above them is found, also what it wrote before the next look.
        """
        listener = Listener(heads, who)
        with self._lock:
            self._listeners.add(listener)
            self._heads = {**heads, **self._heads}
        try:
            yield listener
        finally:
            with self._lock:
                self._listeners.discard(listener)

    def heads(self, scopes: Iterable[str]) -> dict[str, int]:
        """Where these scopes stand."""
        with self._store.transaction() as connection:
            return {scope: found.head for scope, found in feeds.heads(connection, sorted(scopes)).items()}

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Hear what others wrote, and look at the heads, beside what goes on inside."""
        if self.hearing is not None:
            self.hearing.start()
        task = asyncio.create_task(self._look())
        try:
            yield
        finally:
            self.ended.set()
            await task
            if self.hearing is not None:
                await asyncio.to_thread(self.hearing.stop)

    async def _look(self) -> None:
        failed = False
        while not self.ended.is_set():
            with contextlib.suppress(TimeoutError):  # rule: the time between two looks has passed
                await asyncio.wait_for(self.ended.wait(), self._pause())
            with self._lock:
                scopes = self._listened()
                if not scopes:
                    self._heads.clear()
            if not scopes:
                continue
            try:
                self.tell(await asyncio.to_thread(self._moved_since, scopes))
                failed = False
            except Exception as fault:  # noqa: BLE001 - a look that failed, as where the database is away, is not the last one
                if not failed:  # once, however long it is away
                    _log.warning("look", exc_info=fault)
                failed = True

    def _pause(self) -> float:
        return HEARD_SECONDS if self.hearing is not None and self.hearing.stands.is_set() else LOOK_SECONDS

    def _listened(self) -> frozenset[str]:
        """The scopes that anybody listens to; the lock is held."""
        return frozenset[str]().union(*(one.scopes for one in self._listeners))

    def _moved_since(self, scopes: frozenset[str]) -> frozenset[str]:
        now = self.heads(scopes)
        with self._lock:
            moved = {scope for scope, head in now.items() if head > self._heads.get(scope, head)}
            listened = self._listened()
            self._heads = {scope: head for scope, head in {**self._heads, **now}.items() if scope in listened}
        return frozenset(moved)
