"""The line to the site beneath HTTP: the trust store of the system, and a deadline that holds from the first byte on (R21)."""

from __future__ import annotations

import contextlib
import io
import ssl
import threading
from collections.abc import Iterator
from typing import Any

import truststore
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import DecodeError

from izanau_protocol import ambient


class Deadline:
    """Ends the request that is under way when its time is over: while it is sent, before the headers, and after them.

    A time-out of a read alone begins anew with each byte. Not for two threads at once.
    """

    def __init__(self) -> None:
        self._line: HTTPConnection | None = None
        self._until = float("inf")

    @property
    def passed(self) -> bool:
        """Whether the time of the request is over."""
        return ambient.monotonic() >= self._until

    @contextlib.contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Do a request within so many seconds."""
        self._until = ambient.monotonic() + seconds
        timer = threading.Timer(seconds, self._end)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
            self._until, self._line = float("inf"), None

    def holds(self, line: HTTPConnection) -> None:
        """This line carries the request; where the time is over already, it carries nothing any more."""
        self._line = line
        if self.passed:
            line.close()
            raise TimeoutError

    def _end(self) -> None:
        self._until = 0.0
        sock = self._line.sock if self._line is not None else None
        if sock is not None:
            with contextlib.suppress(OSError, ValueError):  # rule: it ended by itself meanwhile
                sock.shutdown(2)  # both ways; whoever waits on it hears of the end


class Adapter(HTTPAdapter):
    """TLS by the trust store of the system, through a proxy too; there is no switch to turn verification off (PRV-16)."""

    def __init__(self, deadline: Deadline) -> None:
        self._classes = _pools(deadline)
        super().__init__()

    def init_poolmanager(self, *arguments: Any, **named: Any) -> Any:
        """The pools of the straight way."""
        made: Any = super().init_poolmanager(*arguments, **named)
        self.poolmanager.pool_classes_by_scheme = self._classes
        return made

    def proxy_manager_for(self, proxy: str, **named: Any) -> Any:
        """The pools of the way through the system's proxy."""
        made: Any = super().proxy_manager_for(proxy, **named)
        made.pool_classes_by_scheme = self._classes
        return made


def unpacked(came: bytes, coding: str, chunk: int) -> Iterator[bytes]:
    """What was compressed on its way, in pieces of so many bytes. Raises OSError where it was not, or otherwise."""
    packed = urllib3.HTTPResponse(io.BytesIO(came), {"Content-Encoding": coding}, preload_content=False)
    try:
        yield from packed.stream(chunk, decode_content=True)
    except DecodeError as fault:
        raise OSError(coding) from fault


def _trust() -> ssl.SSLContext:
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _pools(deadline: Deadline) -> dict[str, type[HTTPConnectionPool]]:
    """Pools whose lines tell the deadline when they carry a request, before anything of it is sent."""

    class Line(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            deadline.holds(self)

        def request(self, *arguments: Any, **named: Any) -> None:
            deadline.holds(self)
            super().request(*arguments, **named)

    class TlsLine(Line, HTTPSConnection):
        pass

    class Pool(HTTPConnectionPool):
        ConnectionCls = Line

    class TlsPool(HTTPSConnectionPool):
        ConnectionCls = TlsLine

        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **{**named, "ssl_context": _trust()})

    return {"http": Pool, "https": TlsPool}
