"""Catches whatever nobody caught, in any thread, and has it reported once; the log and the terminal get no values either."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final

from izanau_desktop.crash import redaction, report
from izanau_desktop.crash.report import Report
from izanau_desktop.folder import private_folder

log = logging.getLogger("izanau_desktop")
_OURS: Final = ("izanau_desktop", "izanau_protocol")
_LOG_BYTES: Final = 256_000
Told = Callable[[Report], object]


class Crashes(logging.Handler):
    """Makes a report of each error of ours that is logged with its trace; the same one again is not told twice."""

    def __init__(self, folder: Path) -> None:
        super().__init__(logging.ERROR)
        self._folder = folder
        self._known: set[str] = set()
        self._waiting: list[Report] = []
        self._told: Told | None = None
        self._inside = threading.Lock()

    def emit(self, record: logging.LogRecord) -> None:
        """Report it, if it is a bug and new."""
        error = record.exc_info[1] if record.exc_info else None
        if error is None or not record.name.startswith(_OURS):
            return
        what = redaction.told(error)
        with self._inside:
            if what in self._known:
                return
            self._known.add(what)
        try:
            made = report.write(self._folder, what, f"in thread {redaction.words(record.threadName or '')}")
        except OSError:  # rule: no room for a report; the log on the terminal has the same
            made = Report("", what)
        self.tell(made)

    def tell(self, made: Report) -> None:
        """Give a report to whoever shows them, or keep it until there is somebody."""
        with self._inside:
            if self._told is None:
                self._waiting.append(made)
                return
            told = self._told
        told(made)

    def show_by(self, told: Told | None) -> None:
        """From now on these are shown by `told`, which any thread may call; those that waited come at once."""
        with self._inside:
            self._told = told
            waiting, self._waiting = (self._waiting, []) if told is not None else ([], self._waiting)
        for made in waiting:
            self.tell(made)


class KeptLog(logging.Handler):
    """The log in the data folder: redacted, private, small; its file is made with the first line."""

    def __init__(self, folder: Path) -> None:
        super().__init__(logging.WARNING)
        self._folder = folder

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line, in a file that is opened for it alone: signing out may remove the folder at any time."""
        from logging.handlers import RotatingFileHandler  # takes long to import, and is seldom needed

        try:
            kept = private_folder(self._folder / report.LOGS)
            file = kept / "izanau.log"
            file.touch(mode=0o600)
            handler = RotatingFileHandler(file, maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8")
        except OSError:  # rule: no room for a log; the terminal has the same
            return
        handler.setFormatter(redaction.Redacting())
        try:
            handler.emit(record)
        finally:
            handler.close()


def install(folder: Path) -> Crashes:
    """Take over what nobody caught, for as long as the process lives; what ended it the last time waits to be told."""
    _no_core_dump()
    crashes = Crashes(folder)
    shown = logging.StreamHandler()
    shown.setFormatter(redaction.Redacting())
    logging.getLogger().handlers[:] = [shown, KeptLog(folder), crashes]
    sys.excepthook = _uncaught
    threading.excepthook = lambda hook: _uncaught(hook.exc_type, hook.exc_value, hook.exc_traceback)
    sys.unraisablehook = lambda hook: _uncaught(hook.exc_type, hook.exc_value, hook.exc_traceback)
    try:
        before = report.taken_up(folder)
        native = private_folder(folder / report.FOLDER) / report.NATIVE
        native.touch(mode=0o600)
        faulthandler.enable(native.open("ab", buffering=0))
    except OSError:  # rule: the folder cannot be used, which opening the desk says in words
        return crashes
    if before is not None:
        crashes.tell(before)
    return crashes


def _uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if not issubclass(kind, Exception):
        sys.__excepthook__(kind, error or kind(), trace)
        return
    log.critical("something was not caught", exc_info=(kind, error or kind(), trace))


def _no_core_dump() -> None:
    """A core file would hold all that the memory holds, in the clear."""
    if sys.platform != "win32":
        import resource

        _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
