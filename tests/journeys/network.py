"""The network between the desktop and the site: a line on the loopback that can be cut and mended."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from tests.journeys.serving import Serving

_HOST = re.compile(rb"^host:[ \t]*([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
_AGENT = re.compile(rb"^user-agent:[ \t]*([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
_CHUNK = 65536


class Network:
    """A line to the site at `far`; `url` is the near end. Who is asked for is recorded, while it is up or down."""

    def __init__(self, far: str) -> None:
        parts = urlsplit(far)
        self._far = (parts.hostname or "127.0.0.1", parts.port or 80)
        self._serving = Serving("network")
        self._lines: dict[asyncio.Task[Any], asyncio.StreamWriter] = {}
        self._server: asyncio.Server | None = None
        self.port = 0
        self.hosts: list[str] = []
        """The Host header of the first request on each line."""
        self.agents: list[str] = []
        """The User-Agent header of the same."""
        self.lines = 0
        """How many lines were taken up so far."""
        self.cuts = b""
        """How a request begins whose line is cut right after the answer began, as by a proxy that holds none open."""
        self.bars = b""
        """How a request begins that resets its line, as by a firewall that lets none of the kind through."""
        self.open()
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.cut()
        self._serving.close()

    def open(self) -> None:
        """Let the desktop reach the site, from now on."""
        if self._server is None:
            self._serving.carry_out(self._listen())

    def cut(self) -> None:
        """Break all lines and refuse new ones."""
        self._serving.carry_out(self._break())

    def aim(self, far: str) -> None:
        """Lead new lines to a site that was started anew elsewhere."""
        parts = urlsplit(far)
        self._far = (parts.hostname or "127.0.0.1", parts.port or 80)

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._connect, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _break(self) -> None:
        if self._server:
            self._server.close()
            await self._server.wait_closed()
            self._server = None
        tasks = list(self._lines)
        for writer in self._lines.values():
            writer.transport.abort()
        if tasks:
            await asyncio.wait(tasks)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._lines[task] = writer
        self.lines += 1
        try:
            await self._lead(reader, writer)
        except ConnectionError:
            writer.transport.abort()  # the line was cut, or the site is not there
        finally:
            del self._lines[task]
            writer.close()

    async def _lead(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first = await reader.read(_CHUNK)
        host = _HOST.search(first)
        if host:
            self.hosts.append(host[1].decode("latin-1").strip())
            agent = _AGENT.search(first)
            self.agents.append(agent[1].decode("latin-1").strip() if agent else "")
        far_reader, far_writer = await asyncio.open_connection(*self._far)
        try:
            self._let_through(first)
            far_writer.write(first)
            if self.cuts and first.startswith(self.cuts):
                writer.write(await far_reader.read(_CHUNK))
                return
            away = asyncio.create_task(_pump(reader, far_writer, self._let_through))
            await _pump(far_reader, writer)
            away.cancel()
            await asyncio.wait([away])
            if not away.cancelled() and away.exception():
                writer.transport.abort()
        finally:
            far_writer.transport.abort()

    def _let_through(self, chunk: bytes) -> None:
        if self.bars and chunk.startswith(self.bars):
            raise ConnectionResetError


async def _pump(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, let_through: Callable[[bytes], None] = lambda _: None
) -> None:
    while chunk := await reader.read(_CHUNK):
        try:
            let_through(chunk)
        except ConnectionResetError:
            writer.transport.abort()  # so that what comes back on this line ends too
            raise
        writer.write(chunk)
        await writer.drain()
    if writer.can_write_eof():
        writer.write_eof()
