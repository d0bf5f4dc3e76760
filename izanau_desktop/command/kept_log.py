"""The log beneath a command: in the data folder and without values, as a window's; nothing of it on the terminal."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class _Log(logging.Handler):
    """Passes on to the kept log, which takes time to import and most commands never need."""

    def __init__(self, folder: Callable[[], Path]) -> None:
        super().__init__(logging.WARNING)
        self._folder = folder

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line; where that cannot be, what the command does goes on."""
        from izanau_desktop.crash.hooks import KeptLog

        with suppress(Exception):  # rule: a line that is lost must not end what it tells of
            KeptLog(self._folder()).emit(record)


@contextmanager
def kept(folder: Callable[[], Path]) -> Iterator[None]:
    """Keep the log meanwhile in the folder that is asked for once there is a line."""
    root, handler = logging.getLogger(), _Log(folder)
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)
