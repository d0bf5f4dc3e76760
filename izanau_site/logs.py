"""Structured logs without personal data: one JSON object a line, addresses shortened, no query and no body.

What requests leave (the Logfiles of the policy, 3.1) goes into a file a day, so that the days that are over can go as
whole files. All else, which holds nothing of any visitor, goes to standard error.
"""

from __future__ import annotations

import contextlib
import ipaddress
import logging
import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import IO, Any, Final

import msgspec

from izanau_protocol import ambient

_IPV4_KEPT: Final = 24
_IPV6_KEPT: Final = 48
REQUESTS: Final = "izanau_site.requests"
"""The logger of what requests leave."""
FOLDER: Final = "logs"
"""The folder of its files, in the data folder."""
_NAME: Final = "requests-{day}.log"


class Lines(logging.Formatter):
    """Writes a record as one JSON object: time, level, name, event, what was told; a bug with its trace's places."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record. Values of exceptions are left out: they may hold what a person typed."""
        line: dict[str, Any] = {
            "at": ambient.timestamp(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage() if not record.exc_info else str(record.msg),
            **getattr(record, "told", {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line |= places(record.exc_info[1])
        return msgspec.json.encode(line).decode()


class Daily(logging.Handler):
    """Writes lines into a file named by the day; several processes add to the same one."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder, self._day = folder, ""
        self._file: IO[str] | None = None
        self.setFormatter(Lines())

    def emit(self, record: logging.LogRecord) -> None:
        """Add a line to the file of today."""
        try:
            file = self._today()
            file.write(f"{self.format(record)}\n")
            file.flush()
        except OSError:
            self.handleError(record)

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
        super().close()

    def _today(self) -> IO[str]:
        day = ambient.today().isoformat()
        if self._file is None or day != self._day:
            if self._file is not None:
                self._file.close()
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            place = os.open(self._folder / _NAME.format(day=day), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            self._day, self._file = day, os.fdopen(place, "a", encoding="utf-8")
        return self._file


@contextlib.contextmanager
def kept(folder: Path) -> Iterator[None]:
    """Keep what requests leave in this folder, and there only, until left."""
    logger, handler = logging.getLogger(REQUESTS), Daily(folder)
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.propagate = True
        handler.close()


def over(folder: Path, before: date) -> list[Path]:
    """The files of the days before that day, oldest first."""
    return sorted(file for file in folder.glob(_NAME.format(day="*")) if file.name < _NAME.format(day=before))


def places(fault: BaseException) -> dict[str, Any]:
    """The kind of an exception and the lines it passed, without its words."""
    found: list[str] = []
    trace = fault.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return {"fault": type(fault).__name__, "places": found[-12:]}


def short_address(address: str) -> str:
    """An address without the part that names a household: /24 of IPv4, /48 of IPv6."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    kept = _IPV4_KEPT if parsed.version == 4 else _IPV6_KEPT
    return str(ipaddress.ip_network((parsed, kept), strict=False).network_address)


def begin(level: str = "INFO") -> None:
    """Send all logs as lines to standard error; the server's own access log is silent, it would hold queries."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "litestar", "alembic"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = name != "uvicorn.access"
        logger.setLevel("WARNING")
    if os.environ.get(ambient.CLOCK_FILE):
        root.warning("clock_of_a_test", extra={"told": {"variable": ambient.CLOCK_FILE}})
