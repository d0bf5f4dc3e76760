"""The process that fills the search index beside the pull, outside the window's interpreter (R7); a kill loses nothing."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from izanau_desktop import processes
from izanau_desktop.cache import indexing, joining
from izanau_desktop.cache.file import CacheFile
from izanau_desktop.cache.trouble import CacheTrouble
from izanau_desktop.shut import DeskShutError
from izanau_desktop.sync import elect
from izanau_protocol import ambient

if TYPE_CHECKING:
    import subprocess

LOCK: Final = "index.lock"
_LOOK: Final = 0.1
"""Seconds between two looks of the process at a queue that was empty."""
_SPELL: Final = 0.25
"""Seconds that one look works where it does so itself."""
_PAUSE: Final = 60.0
"""Seconds until a process that failed to put all in order is begun again."""
_NEWS: Final = 0.5
"""Seconds between two times that one who waits is told how far it is."""


class Indexer:
    """Has the queue of a cache worked off: by a process of its own, or here where the cache is memory of this one."""

    def __init__(self, file: CacheFile) -> None:
        self._file = file
        self._process: subprocess.Popen[bytes] | None = None
        self._not_before = 0.0
        """When a process is begun again that is to put all in order, after one that failed."""
        self.left_some = False
        """Whether the last look worked itself and there may be more: then nothing goes on until the next."""

    def look(self) -> bool:
        """Have somebody at work where the queue holds anything, or all is to be put in order; whether so. Raises CacheTrouble.

        A cache in memory, which no other process reads, is put in order here.
        After a process that failed the next documents are indexed here, which tells why, or shows that it goes.
        """
        with self._file.read() as connection:
            behind = indexing.is_behind(connection)
            is_due = not behind and joining.is_due(connection)
        if not is_due:
            self._not_before = 0.0
        if is_due and self._file.folder is None:
            joining.order(self._file)
            is_due = False
        beside = self._is_beside() if behind else is_due and self._is_ordering()
        self.left_some = behind and not beside
        until = ambient.monotonic() + _SPELL
        while self.left_some:
            self.left_some = indexing.work_off(self._file)
            if ambient.monotonic() >= until:
                break
        return behind or beside

    def finish(self, told: Callable[[], object]) -> None:
        """Wait until the index is whole; `told` is called now and then."""
        try:
            while self.look():
                told()
                self._wait()
        finally:
            self.stop()

    def stop(self) -> None:
        """End the process, wherever it is."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            assert self._process.stdin is not None
            self._process.stdin.close()
            self._process = None

    def _is_beside(self) -> bool:
        """Whether a process is at work, which is begun where none was."""
        if self._file.shared is None:
            return False
        code = self._process.poll() if self._process is not None else 0
        if code is None:
            return True
        self.stop()
        return code == 0 and self._start(*self._file.shared)

    def _is_ordering(self) -> bool:
        """Whether a process is at work, which is begun again a while after one that failed: nobody waits for it."""
        if self._process is not None:
            return self._process.poll() is None
        if self._file.shared is None or ambient.monotonic() < self._not_before:
            return False
        self._not_before = ambient.monotonic() + _PAUSE
        return self._start(*self._file.shared)

    def _start(self, folder: Path, key: bytes) -> bool:
        """Whether there is a process now."""
        import subprocess  # takes time that no start of a window should spend

        command = processes.command("izanau_desktop.sync.indexer", str(folder))
        null = subprocess.DEVNULL
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=null, stderr=null, bufsize=0, creationflags=flags
            )
        except OSError:  # rule: no room for one more process now
            return False
        assert self._process.stdin is not None
        with suppress(OSError):  # rule: it has ended already, which the next look finds
            self._process.stdin.write(key.hex().encode() + b"\n")
        return True

    def _wait(self) -> None:
        if self._process is not None:
            from subprocess import TimeoutExpired

            with suppress(TimeoutExpired):  # rule: it is still at work
                self._process.wait(_NEWS)


def main() -> int:
    """Work the queue of a folder off as it fills, one process of a folder at a time, as long as the parent lives."""
    folder, key = Path(sys.argv[1]), bytes.fromhex(sys.stdin.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with elect.holding(folder / LOCK) as held:
        if not held:
            return 0  # another one was at work for a whole minute
        try:
            file = CacheFile(folder, key)
            while True:
                while indexing.work_off(file):
                    pass
                joining.order(file)
                threading.Event().wait(_LOOK)
        except (CacheTrouble, DeskShutError):
            return 1  # the parent meets the same, and says it


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
