"""The driver beside other processes of its folder: what they write is told, what is written here is not told again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from izanau_desktop.desk import Desk
from izanau_desktop.sync.listener import Listener
from izanau_desktop.sync.report import SyncReport
from izanau_desktop.vault import SessionVault
from izanau_protocol.problems import Refused, problem

NOWHERE = "http://127.0.0.1:1"
SECONDS = 30


class Kept(SessionVault):
    lasting = True


class Heard:
    """The reports of a driver, and a way to wait for the next that is as wanted."""

    def __init__(self) -> None:
        self.reports: list[SyncReport] = []
        self._news = threading.Condition()

    def __call__(self, report: SyncReport) -> None:
        with self._news:
            self.reports.append(report)
            self._news.notify_all()

    def until(self, wanted: Callable[[list[SyncReport]], object], seconds: float = SECONDS) -> bool:
        """Whether the reports are as wanted within the patience."""
        with self._news:
            return bool(self._news.wait_for(lambda: wanted(self.reports), seconds))


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    """The same account opened twice, as a window and a command do."""
    vault = Kept()
    there = Desk.draft(tmp_path, NOWHERE, vault)
    here = Desk.draft(tmp_path, NOWHERE, vault)
    yield here, there
    there.shut()
    here.shut()


def test_edit_of_another_process_is_told(desks: tuple[Desk, Desk]) -> None:
    here, there = desks
    heard = Heard()
    driver = here.live(heard)
    here.edit_profile({"name": {"full": "Anna"}})
    assert heard.until(lambda reports: reports)
    driver.now()
    assert heard.until(lambda reports: len(reports) > 1)
    assert [one.kinds for one in heard.reports if one.kinds] == []
    there.edit_profile({"residence": "JP"})
    assert heard.until(lambda reports: [one for one in reports if {"profile", "application"} <= one.kinds])


def test_edit_between_opening_and_syncing_is_told(desks: tuple[Desk, Desk]) -> None:
    here, there = desks
    heard = Heard()
    there.edit_profile({"residence": "JP"})
    here.live(heard)
    assert heard.until(lambda reports: [one for one in reports if "profile" in one.kinds])


def test_wiping_by_another_process_is_told(desks: tuple[Desk, Desk]) -> None:
    here, there = desks
    heard = Heard()
    here.live(heard)
    assert not there.sign_out(discard=True)
    assert heard.until(lambda reports: [one for one in reports if one.problem and one.problem.code == "device_ended"])


def test_sync_that_stumbles_is_told_and_tried_again(desks: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    here, _ = desks
    tries: list[int] = []

    def sync(**_: object) -> SyncReport:
        tries.append(1)
        if len(tries) == 1:
            raise RuntimeError("planted")
        return SyncReport()

    monkeypatch.setattr(here, "sync", sync)
    heard = Heard()
    driver = here.live(heard)
    assert heard.until(lambda reports: [one for one in reports if {"profile", "ticket"} <= one.kinds])
    for _ in range(SECONDS * 10):  # what asks at once may come before the pause after the failure is set
        driver.now()
        if heard.until(lambda reports: len(tries) > 1 and len(reports) > 1, 0.1):
            break
    assert len(tries) > 1


class Line:
    """A line of events of a site that says nothing but that it listens."""

    def __init__(self) -> None:
        self.ended = threading.Event()

    def events(self, _silence: float) -> Iterator[str]:
        yield ""
        self.ended.wait(SECONDS)
        yield ""

    def hang_up(self) -> None:
        self.ended.set()

    def close(self) -> None:
        self.ended.set()


def test_what_moved_before_the_line_stood_is_looked_for() -> None:
    moved = threading.Event()
    listener = Listener(Line, lambda _cause: moved.set())  # type: ignore[arg-type]  # as much of a site as it uses
    listener.start()
    assert moved.wait(SECONDS)
    listener.stop()


class Nothing(Line):
    """Where no site is."""

    def events(self, _silence: float) -> Iterator[str]:
        raise Refused(problem("offline"))


def test_line_is_taken_up_where_the_site_is_by_then() -> None:
    addresses: list[Line] = [Nothing(), Line()]
    tried, asked = list(addresses), threading.Semaphore(0)

    def connect() -> Line:
        asked.release()
        return tried.pop(0)

    listener = Listener(connect, lambda _cause: None)  # type: ignore[arg-type]  # as much of a site as it uses
    listener.start()
    assert asked.acquire(timeout=SECONDS)
    listener.again()
    assert asked.acquire(timeout=SECONDS)
    assert addresses[0].ended.is_set()
    listener.stop()
    assert addresses[1].ended.is_set()
