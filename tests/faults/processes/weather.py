"""The line between real processes: a proxy that passes HTTP on, and does to each request what the number of the case says."""

from __future__ import annotations

import asyncio
import random
import re
import string
from collections.abc import Callable
from types import TracebackType
from typing import Final, NamedTuple, Self

from tests.faults import foreign
from tests.journeys.serving import Serving

FATES: Final = (
    "lost",
    "unanswered",
    "slow",
    "late",
    "twice",
    "cut off",
    "cut short",
    "cut short in a chunk",
    "altered",
    "asked cut off",
    "asked cut short",
    "asked altered",
    "gateway",
    "foreign",
    "killed",
)
"""No request, no answer; a request that waits; one that comes after its sender gave up; a second time. Of an answer, and
of what was asked: ends early, ends early but properly (told as long as it is, or chunked), has another byte. A gateway's
502 instead of the site; somebody between who answers in its place; the site is killed while it works."""
_ONCE: Final = ("slow", "late", "twice")
"""No fate of a refresh token: an old one that comes back ends the session, as it must; so does one whose sender was killed
while it was under way, when another program was quicker."""
_LENGTH: Final = re.compile(rb"^content-length:[ \t]*(\d+)\r\n", re.IGNORECASE | re.MULTILINE)
_CONNECTION: Final = re.compile(rb"^connection:[^\r]*\r\n", re.IGNORECASE | re.MULTILINE)
_END: Final = b"\r\n\r\n"
_GATEWAY: Final = (
    b"HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 11\r\nConnection: close\r\n\r\nbad gateway"
)
_LETTERS: Final = frozenset((string.ascii_letters + string.digits).encode())
_CHUNK: Final = 65_536


class Message(NamedTuple):
    """A request or an answer: first line and headers without the empty line, and the body."""

    head: bytes
    body: bytes

    @property
    def whole(self) -> bytes:
        """As it goes over the line."""
        return self.head + _END + self.body

    def told(self, body: bytes) -> Message:
        """With another body, and the length that this one has."""
        head = _LENGTH.sub(b"", self.head + b"\r\n") + b"Content-Length: %d" % len(body)
        return Message(head, body)

    def chunked(self, body: bytes) -> Message:
        """With another body, as one chunk that ends properly."""
        head = _LENGTH.sub(b"", self.head + b"\r\n") + b"Transfer-Encoding: chunked"
        return Message(head, b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body) if body else b"0\r\n\r\n")


class Weather:
    """The proxy; it listens at `url`, and leads to the site at `far`."""

    def __init__(self) -> None:
        self._serving = Serving("weather")
        self._lines: set[asyncio.Task[None]] = set()
        self._late: list[asyncio.Future[None]] = []
        self.far: tuple[str, int] | None = None
        """Where the site is; None while there is none."""
        self.chance: random.Random | None = None
        """What decides; None: every request gets through whole."""
        self.rough = 0.0
        """The share of requests that something happens to."""
        self.kill: Callable[[], None] = lambda: None
        """Kills the site."""
        self.fates: list[str] = []
        """What happened so far, for whoever reads of a failure."""
        self._server = self._serving.carry_out(asyncio.start_server(self._connected, "127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._serving.carry_out(self._end())
        self._serving.close()

    def calm(self) -> None:
        """From now on every request gets through whole, and what was late has come."""
        self._serving.carry_out(self._calm())

    async def _calm(self) -> None:
        self.chance = None
        await asyncio.gather(*self._late)

    async def _end(self) -> None:
        await self._calm()
        self._server.close()
        for line in self._lines:
            line.cancel()
        await asyncio.gather(*self._lines, return_exceptions=True)
        await self._server.wait_closed()

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = self._serving.loop.create_task(self._carry(reader, writer))
        self._lines.add(line)
        line.add_done_callback(self._lines.discard)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            asked = await _read(reader)
            fate = self._fate(asked)
            self.fates.append(f"{asked.head.split(b' HTTP', 1)[0].decode('latin-1')}: {fate or 'whole'}")
            if b"/v1/events" in asked.head:
                await self._lead(asked, fate, reader, writer)
            else:
                writer.write(await self._answer(asked, fate))
                await writer.drain()
        except (OSError, EOFError):  # lost on its way, the site is not there, or whoever asked was killed
            writer.transport.abort()
        finally:
            writer.close()

    def _fate(self, asked: Message) -> str:
        if self.chance is None or self.chance.random() >= self.rough:
            return ""
        return self.chance.choice([one for one in FATES if one not in _ONCE or b"/v1/refresh" not in asked.head])

    def _share(self, most: float = 1.0) -> float:
        return self.chance.uniform(0.0, most) if self.chance else 0.0

    async def _answer(self, asked: Message, fate: str) -> bytes:
        """What comes back. Raises OSError where nothing does."""
        if fate == "lost":
            raise ConnectionError
        if fate == "gateway":
            return _GATEWAY
        if fate == "foreign":
            return _foreign(*foreign.ANSWERS[round(self._share(len(foreign.ANSWERS) - 1.0))])
        if fate == "late":
            self._late.append(asyncio.ensure_future(self._asking(asked, self._share())))
            raise ConnectionError
        if fate == "slow":
            await asyncio.sleep(self._share(0.4))
        if fate == "killed":
            self._late.append(asyncio.ensure_future(self._killing(self._share(0.05))))
        if fate == "asked cut off" and asked.body:
            await self._ask(asked.whole[: -len(asked.body[self._at(asked.body) :])])
            raise ConnectionError
        if fate == "asked cut short":
            asked = asked.told(asked.body[: self._at(asked.body)])
        if fate == "asked altered":
            asked = Message(asked.head, self._altered(asked.body))
        answer = _message(await self._ask(asked.whole))
        if fate == "twice":
            again = _message(await self._ask(asked.whole))
            answer = again if self._share() < 0.5 else answer
        return self._spoilt(answer, fate)

    def _spoilt(self, answer: Message, fate: str) -> bytes:
        if fate == "unanswered":
            raise ConnectionError
        at = self._at(answer.body)
        if fate == "cut off":
            return Message(answer.head, answer.body[:at]).whole
        if fate == "cut short":
            return answer.told(answer.body[:at]).whole
        if fate == "cut short in a chunk":
            return answer.chunked(answer.body[:at]).whole
        if fate == "altered":
            return Message(answer.head, self._altered(answer.body)).whole
        return answer.whole

    async def _killing(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self.kill()

    async def _asking(self, asked: Message, seconds: float) -> None:
        await asyncio.sleep(seconds)
        try:
            await self._ask(asked.whole)
        except (OSError, EOFError):
            return  # by then there was no site

    async def _ask(self, data: bytes) -> bytes:
        """Send these bytes to the site, and no more; all that it answers."""
        if self.far is None:
            raise ConnectionRefusedError
        reader, writer = await asyncio.open_connection(*self.far)
        try:
            writer.write(data)
            if not _is_whole(data):
                return b""
            return await reader.read()
        finally:
            writer.close()

    async def _lead(
        self, asked: Message, fate: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """A line of events: passed on as it comes, until an end closes it, or after a while where it is to be cut."""
        if fate == "lost" or self.far is None:
            raise ConnectionRefusedError
        far_reader, far_writer = await asyncio.open_connection(*self.far)
        pumping = asyncio.ensure_future(_pump(far_reader, writer))
        leaving = asyncio.ensure_future(reader.read())
        try:
            far_writer.write(asked.whole)
            patience = self._share(2.0) if fate else None
            await asyncio.wait({pumping, leaving}, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (pumping, leaving):
                task.cancel()
            await asyncio.gather(pumping, leaving, return_exceptions=True)
            far_writer.transport.abort()

    def _at(self, body: bytes) -> int:
        return int(self._share() * len(body))

    def _altered(self, body: bytes) -> bytes:
        """Another letter or digit somewhere, so that it mostly still reads as what it was."""
        spots = [at for at, byte in enumerate(body) if byte in _LETTERS]
        if not spots:
            return body
        at = spots[int(self._share() * len(spots))]
        return body[:at] + (b"3" if body[at] != ord("3") else b"4") + body[at + 1 :]


def _foreign(status: int, kind: str, body: bytes) -> bytes:
    """An answer that somebody between gives in the site's place."""
    head = b"HTTP/1.1 %d Here\r\nContent-Type: %s\r\nConnection: close" % (status, kind.encode())
    return Message(head, b"").told(body).whole


async def _read(reader: asyncio.StreamReader) -> Message:
    """A request, which asks that the line is closed after its answer."""
    head = (await reader.readuntil(_END)).removesuffix(_END)
    length = _LENGTH.search(head + b"\r\n")
    body = await reader.readexactly(int(length[1])) if length else b""
    return Message(_CONNECTION.sub(b"", head + b"\r\n") + b"Connection: close", body)


def _message(data: bytes) -> Message:
    """An answer, read to its end. Raises ConnectionError where the site was killed before it was whole."""
    if not _is_whole(data):
        raise ConnectionError
    head, _, body = data.partition(_END)
    return Message(head, body)


def _is_whole(data: bytes) -> bool:
    head, end, body = data.partition(_END)
    length = _LENGTH.search(head + b"\r\n")
    return bool(end) and (length is None or len(body) >= int(length[1]))


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while chunk := await reader.read(_CHUNK):
        writer.write(chunk)
        await writer.drain()
