"""Structured logs without personal data: one JSON object a line, addresses shortened, no query and no body."""

from __future__ import annotations

import ipaddress
import logging
import os
import sys
from typing import Any, Final

import msgspec

from izanau_protocol import ambient

_IPV4_KEPT: Final = 24
_IPV6_KEPT: Final = 48


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
