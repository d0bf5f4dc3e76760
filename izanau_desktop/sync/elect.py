"""Locks between the processes of one folder: one engine syncs, one refreshes tokens; the system frees them (R19)."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from izanau_desktop.cache.trouble import CacheTrouble, told

ENGINE: Final = "engine.lock"
TOKENS: Final = "tokens.lock"
SYNC: Final = "sync.lock"
PATIENCE: Final = 60.0
"""Seconds that one process waits for another."""


class Lock:
    """A lock on a file that ends with its process, also by `kill -9`.

    SQLite takes it: its file locks are those of the system (POSIX, LockFileEx) and hold between threads too, so this is
    one code path for all systems.
    """

    def __init__(self, path: Path | None) -> None:
        """Without a path (a session in memory) there is nobody to share with."""
        self._path = path
        self._held: sqlite3.Connection | None = None
        self._inside = threading.Lock()

    def take(self, patience: float = 0.0) -> bool:
        """Take it, waiting so many seconds at most; whether it is held now. Raises CacheTrouble where there can be none."""
        with self._inside:
            if self._held is not None or self._path is None:
                return True
            with told(self._path.parent):
                self._path.parent.mkdir(parents=True, exist_ok=True)
                connection = sqlite3.connect(
                    self._path, timeout=patience, isolation_level=None, check_same_thread=False
                )
            try:
                with told(self._path.parent):
                    connection.execute("BEGIN EXCLUSIVE")
            except CacheTrouble as trouble:
                connection.close()
                if trouble.problems[0].code != "cache_busy":
                    raise
                return False
            self._held = connection
            return True

    def free(self) -> None:
        """Let others have it."""
        with self._inside:
            if self._held is not None:
                self._held.close()
                self._held = None


@contextmanager
def holding(path: Path | None, patience: float | None = None) -> Iterator[bool]:
    """Hold a lock for a while, waiting for it PATIENCE or so many seconds at most; gives whether it is held."""
    lock = Lock(path)
    try:
        yield lock.take(PATIENCE if patience is None else patience)
    finally:
        lock.free()
