"""A line of events in virtual time: the real listener of a driver, whose thread goes on only when it has its turn."""

from __future__ import annotations

import io
import threading
from typing import TYPE_CHECKING, Any, cast

import requests
import urllib3
from requests.adapters import BaseAdapter

from izanau_desktop.desk import Desk
from izanau_desktop.sync.listener import Listener
from izanau_desktop.sync.site import Site
from izanau_protocol import wire

if TYPE_CHECKING:
    from tests.faults.simulation.settling import Running

_MOVED = b'event: moved\ndata: {"scope": "jobs"}\n\n'
_SIGN = b": still here\n\n"
_CUT = {"out": ("out", "both"), "in": ("in", "both")}
"""In which weather nothing passes that way."""


class Listening:
    """The listener of one program. What the site says while nothing gets in comes once something does, if the line is still
    held then: it is cut half-open, and neither end hears of it."""

    def __init__(self, running: Running) -> None:
        self.running, self.world, self.seat = running, running.world, running.seat
        self.heard = b""
        """What came on the line and was not read yet."""
        self._said, self._sign = b"", 0.0
        self._mine, self._its = threading.Semaphore(0), threading.Semaphore(0)
        self._fault: BaseException | None = None
        self._over = False
        self.listener = Listener(self._site, running.driver._heard)
        self.listener._go_on = cast("threading.Event", _Flag(self))
        self._thread = threading.Thread(target=self._run, name="listening")
        running.driver._listener = self.listener

    def __enter__(self) -> Listening:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.listener.stop()
        while not self._over:
            self._turn()
        self._thread.join()

    def look(self, *, moved: bool) -> None:
        """What the site says by now, whether something moved for one; then the listener goes on until it waits again."""
        now = self.world.clock.time
        if moved or now >= self._sign:
            self._said += _MOVED if moved else _SIGN
            self._sign = now + wire.PING_SECONDS
        if not self.is_cut("in"):
            self.heard, self._said = self.heard + self._said, b""
        self._turn()

    def _turn(self) -> None:
        if not self._over:
            self._its.release()
            self._mine.acquire()
        if self._fault is not None:
            raise self._fault

    def is_cut(self, way: str) -> bool:
        """Whether nothing passes that way."""
        return self.world.network.weather.get(self.seat.name, "whole") in _CUT[way]

    def rest(self) -> None:
        """In its thread: it waits for its next turn."""
        self._mine.release()
        self._its.acquire()

    def open(self, patience: float) -> urllib3.HTTPResponse:
        """A new line, on which nothing was said yet. Raises requests.ConnectionError where none comes about."""
        if self.is_cut("in") or self.is_cut("out"):
            raise requests.ConnectionError("lost on its way")
        self.heard, self._said, self._sign = b": listening\n\n", b"", self.world.clock.time + wire.PING_SECONDS
        return urllib3.HTTPResponse(_Stream(self, patience), status=200, preload_content=False)

    def _site(self) -> Site:
        site = Desk.site(self.seat)
        site._session.adapters.clear()
        site._session.mount(site.url, _Adapter(self))
        return site

    def _run(self) -> None:
        self._its.acquire()
        try:
            self.listener._run()
        except BaseException as fault:  # noqa: BLE001 - raised where it is looked after
            self._fault = fault
        finally:
            self._over = True
            self._mine.release()


class _Flag:
    """In the place of the event on which the listener waits: it does so in virtual time."""

    def __init__(self, of: Listening) -> None:
        self._of, self._is_set = of, False

    def set(self) -> None:
        self._is_set = True

    def clear(self) -> None:
        self._is_set = False

    def wait(self, seconds: float) -> None:
        clock = self._of.world.clock
        until = clock.time + seconds
        while not self._is_set and clock.time < until:
            self._of.rest()


class _Stream(io.RawIOBase):
    """What is read of a line; nothing for as long as the reader has patience is a time-out."""

    def __init__(self, of: Listening, patience: float) -> None:
        self._of, self._patience = of, patience

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        clock, stops = self._of.world.clock, self._of.listener._stop
        until = clock.time + self._patience
        while not self._of.heard and clock.time < until and not stops.is_set():
            self._of.rest()
        if not self._of.heard and not stops.is_set():
            raise TimeoutError
        came, self._of.heard = self._of.heard[: len(buffer)], self._of.heard[len(buffer) :]
        buffer[: len(came)] = came
        return len(came)


class _Adapter(BaseAdapter):
    """What the listener's `requests` sends through instead of a socket."""

    def __init__(self, of: Listening) -> None:
        super().__init__()
        self._of = of

    def send(self, request: requests.PreparedRequest, *_: Any, **how: Any) -> requests.Response:
        """A line of events: nothing else is asked for here."""
        found = requests.Response()
        found.raw = self._of.open(how["timeout"][1])
        found.status_code, found.request, found.url = 200, request, str(request.url)
        return found

    def close(self) -> None:
        """There is nothing to close."""
