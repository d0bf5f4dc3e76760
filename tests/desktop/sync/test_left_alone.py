"""What wants to be left alone is, by the line of events too: a keychain that opened for nobody (R20), a site that said for how long."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from typing import cast

import pytest

from izanau_desktop.cache import Cache
from izanau_desktop.sync import driver as driving
from izanau_desktop.sync.driver import Driver
from izanau_desktop.sync.listener import Listener
from izanau_desktop.sync.report import SyncReport
from izanau_desktop.sync.site import Site, SiteTrouble
from izanau_protocol import ambient
from izanau_protocol.problems import Refused, problem
from tests.desktop.sync.heard import SECONDS, Heard
from tests.desktop.sync.test_driver import Line
from tests.desktop.sync.test_left_waiting import counted


class Asking:
    """A keychain that opens for nobody, as a sync and a line of events ask it; who asked."""

    def __init__(self, code: str) -> None:
        self.code, self.asked = code, list[str]()
        self.line = threading.Semaphore(0)

    def sync(self, *, cause: str, **_: object) -> SyncReport:
        self.asked.append(cause)
        return SyncReport(problem=problem(self.code) if self.code else None)

    def connect(self) -> Site:
        return cast("Site", self)

    def events(self, _silence: float) -> Iterator[str]:
        self.asked.append("line")
        if self.code:
            raise Refused(problem(self.code))
        self.line.release()
        yield ""

    def hang_up(self) -> None: ...

    def close(self) -> None: ...


@pytest.mark.parametrize("code", ["keychain_dismissed", "keychain_silent"])
def test_keychain_that_opens_for_nobody_is_left_alone_for_a_while(
    cache: Cache, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setattr(driving, "Listener", partial(Listener, first=0.01, most=0.02))
    keychain, heard = Asking(code), Heard()
    with ambient.ruled(now=ambient.now()) as rule:
        driver = Driver(cache, None, keychain.connect, keychain.sync, heard)
        looks = counted(driver)
        driver.start()
        assert heard.until(lambda reports: reports)
        looked(looks)
        keychain.asked.clear()
        rule.advance(290)  # longer than any other pause
        looked(looks)
        assert keychain.asked == []
        keychain.code = ""
        rule.advance(20)
        assert heard.until(lambda reports: reports[-1].problem is None)
        assert keychain.line.acquire(timeout=SECONDS)
        driver.stop()
    assert keychain.asked[:2] == ["again", "line"]


def looked(looks: threading.Semaphore) -> None:
    """Wait until a driver looked several times from now on, longer than a listener waits."""
    while looks.acquire(blocking=False):
        pass
    for _ in range(4):
        assert looks.acquire(timeout=SECONDS)


def test_line_is_not_asked_for_while_the_site_wants_to_be_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    waits, waited = threading.Semaphore(0), list[float | None]()

    class Busy(Line):
        def events(self, _silence: float) -> Iterator[str]:
            raise SiteTrouble(503, problem("site_down"), retry_after=300.0)

    class Patience(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            waited.append(timeout)
            waits.release()
            return super().wait(SECONDS)

    with ambient.ruled(now=ambient.now()) as rule:
        listener = Listener(Busy, lambda _cause: None, 0.01, 0.01)  # type: ignore[arg-type]  # as much of a site as it uses
        monkeypatch.setattr(listener, "_go_on", Patience())
        listener.start()
        assert waits.acquire(timeout=SECONDS)
        listener.again()  # as where the network is back
        assert (waited, listener._go_on.is_set()) == ([300.0], False)
        rule.advance(300.0)
        listener.again()
        assert waits.acquire(timeout=SECONDS)
        listener.stop()
        listener._thread.join(SECONDS)
