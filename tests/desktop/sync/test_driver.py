"""The driver beside other processes of its folder: what they write is told, what is written here is not told again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from izanau_desktop.cache import resting
from izanau_desktop.cache.connection import Connection
from izanau_desktop.desk import Desk
from izanau_desktop.sync.listener import Listener
from izanau_desktop.sync.report import SyncReport, Tally, Turned
from izanau_protocol import ambient
from izanau_protocol.problems import Refused, problem
from tests.desktop.sync.heard import SECONDS, Heard
from tests.keychain import Kept

NOWHERE = "http://127.0.0.1:1"


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


class Tried:
    """Syncs that come to what is ordered, with the moments at which they were tried."""

    def __init__(self, desk: Desk, monkeypatch: pytest.MonkeyPatch, *reports: SyncReport) -> None:
        self._reports, self.at, self.causes = list(reports), list[float](), list[str]()
        monkeypatch.setattr(desk, "sync", self)

    def __call__(self, *, cause: str, **_: object) -> SyncReport:
        self.at.append(ambient.monotonic())
        self.causes.append(cause)
        return self._reports.pop(0) if self._reports else SyncReport()


AWAY = SyncReport(problem=problem("offline"))


def test_what_did_not_get_through_is_tried_again_within_a_minute(
    desks: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    tried, heard = Tried(desks[0], monkeypatch, *[AWAY] * 9), Heard()
    with ambient.ruled() as rule:
        desks[0].live(heard)
        for number in range(1, 10):
            assert heard.until(lambda reports, n=number: len(reports) >= n)  # type: ignore[misc]  # bound at once
            rule.advance(60.0)
        assert heard.until(lambda reports: reports[-1].problem is None)
    assert tried.causes[1:10] == ["again"] * 9


def test_network_that_is_back_is_used_at_once(desks: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    tried, heard = Tried(desks[0], monkeypatch, *[AWAY] * 5), Heard()
    with ambient.ruled() as rule:
        driver = desks[0].live(heard)
        for number in range(1, 6):
            assert heard.until(lambda reports, n=number: len(reports) >= n)  # type: ignore[misc]  # bound at once
            if number < 5:
                rule.advance(60.0)
        driver.network_back()
        assert heard.until(lambda reports: reports[-1].problem is None)
        assert tried.at[5] - tried.at[4] < 30.0
    assert tried.causes[5] == "network"


def test_site_that_asks_to_be_left_alone_is(desks: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    busy = SyncReport(problem=problem("too_many_requests", seconds=200), retry_after=200.0)
    tried, heard = Tried(desks[0], monkeypatch, busy), Heard()
    with ambient.ruled() as rule:
        driver = desks[0].live(heard)
        assert heard.until(lambda reports: reports)
        rule.advance(120.0)
        driver.network_back()
        for number in (1, 2):  # the driver looks, and finds what another process wrote: once and once more
            desks[1].edit_profile({"hobbies": {"en": f"Go {number}"}})
            assert heard.until(lambda reports, n=number: sum("profile" in one.kinds for one in reports) >= n)  # type: ignore[misc]  # bound at once
        rule.advance(81.0)
        assert heard.until(lambda reports: reports[-1].problem is None)
    assert tried.at[1] - tried.at[0] >= 200.0


def test_full_disk_is_told_and_synced_again_once_there_is_room(
    desks: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, _ = desks
    open_, pages = here.cache.file._open, 1  # no more than there is

    def limited() -> Any:
        connection = open_()
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    def sync(**_: object) -> SyncReport:
        here.cache.set_note(long="x" * 1_000_000)
        return SyncReport(pulled=1)

    monkeypatch.setattr(here, "sync", sync)
    monkeypatch.setattr(here.cache.file, "_open", limited)
    here.cache.file._dispose()
    heard = Heard()
    driver = here.live(heard)
    assert heard.until(lambda reports: [one for one in reports if one.problem and one.problem.code == "disk_full"])
    pages = 1_000_000
    for _ in range(SECONDS * 10):
        here.cache.file._dispose()
        driver.now()
        if heard.until(lambda reports: [one for one in reports if one.pulled and one.problem is None], 0.1):
            break
    assert [one for one in heard.reports if one.pulled]


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


def test_listener_that_is_stopped_before_it_listens_asks_nothing() -> None:
    asked: list[str] = []

    class Asked(Line):
        def events(self, _silence: float) -> Iterator[str]:
            asked.append("events")
            yield ""

    def connect() -> Line:
        listener.stop()  # as where the window is closed while the address of the site is read
        return Asked()

    listener = Listener(connect, asked.append)  # type: ignore[arg-type]  # as much of a site as it uses
    listener.start()
    listener._thread.join(SECONDS)
    unbegun = Listener(connect, asked.append)  # type: ignore[arg-type]  # as much of a site as it uses
    unbegun.stop()
    unbegun.start()
    unbegun._thread.join(SECONDS)
    assert (asked, listener._thread.is_alive(), unbegun._thread.is_alive()) == ([], False, False)


class News(Line):
    """A line that stands, and on which the site says that something moved."""

    def events(self, _silence: float) -> Iterator[str]:
        yield ""
        yield '{"scope":"jobs"}'
        self.ended.wait(SECONDS)


def test_where_lines_are_cut_one_looks_now_and_then_until_one_stands() -> None:
    lines: list[Line] = [*(Nothing() for _ in range(4)), News()]
    causes: list[str] = []
    news, live = threading.Event(), list[bool]()

    def moved(cause: str) -> None:
        causes.append(cause)
        live.append(listener.live)
        if cause == "moved":
            news.set()

    listener = Listener(lambda: lines.pop(0), moved, first=0.01, most=0.04)  # type: ignore[arg-type,return-value]  # so much of a site
    listener.start()
    assert news.wait(SECONDS)
    listener.stop()
    assert causes.count("timer") >= 8  # at each cut, and at the end of each pause
    assert live[-2:] == [True, True]
    assert not any(live[:-2])


def test_line_that_stands_again_ends_the_pause(desks: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    Tried(desks[0], monkeypatch, *[AWAY] * 6)
    heard = Heard()
    stands = threading.Event()

    class Late(Line):
        """A line that stands once the site is within reach."""

        def events(self, _silence: float) -> Iterator[str]:
            if not stands.wait(SECONDS):
                return
            yield ""
            self.ended.wait(SECONDS)

    monkeypatch.setattr(desks[0], "site", Late)
    with ambient.ruled() as rule:
        desks[0].live(heard)
        for number in range(1, 7):
            assert heard.until(lambda reports, n=number: len(reports) >= n)  # type: ignore[misc]  # bound at once
            if number < 6:
                rule.advance(60.0)
        stands.set()
        assert heard.until(lambda reports: reports[-1].problem is None, SECONDS / 2)  # the pause is longer


def test_window_beside_the_one_that_syncs_does_so_when_a_person_asks(
    desks: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = Tried(desks[0], monkeypatch), Tried(desks[1], monkeypatch, AWAY)
    syncs, beside = Heard(), Heard()
    desks[0].live(syncs)
    assert syncs.until(lambda reports: reports)

    def tell(report: SyncReport) -> None:
        if report.problem == AWAY.problem:  # whatever the one that syncs by itself writes, before anybody looks again
            desks[0].edit_profile({"residence": "JP"})
        beside(report)

    driver = desks[1].live(tell)
    driver.network_back()
    driver.now()
    assert beside.until(lambda reports: [one for one in reports if one.problem == AWAY.problem])
    assert beside.until(lambda reports: reports[-1].problem is None)
    assert "asked" not in first.causes
    assert second.causes == ["asked"], "what nobody asks for is done by one alone"


def test_pause_ends_no_sync_that_a_person_asks_for_beside_the_one_that_rests(
    desks: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    went = threading.Event()

    def sync(*, turned: Turned, **_: object) -> SyncReport:
        turned(Tally())
        went.set()
        return SyncReport()

    rest(desks[0], resting.pause)
    Tried(desks[0], monkeypatch)
    monkeypatch.setattr(desks[1], "sync", sync)
    syncs = Heard()
    desks[0].live(syncs)
    assert syncs.until(lambda reports: reports)
    desks[1].live(Heard()).now()
    assert went.wait(SECONDS)


# --- resting ---


def rest(desk: Desk, work: Callable[[Connection], None]) -> None:
    desk.cache.change(work)


def test_paused_sync_waits_until_it_is_resumed_and_goes_once_when_asked(
    desks: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = desks
    rest(here, resting.pause)
    tried, heard = Tried(here, monkeypatch), Heard()
    driver = here.live(heard)
    assert heard.until(lambda reports: reports)  # that it rests
    assert driver.resting
    here.edit_profile({"residence": "JP"})
    driver.network_back()  # there is no line to take up
    driver.now()
    assert heard.until(lambda _: tried.causes == ["asked"])
    rest(there, resting.resume)  # as the command does
    assert heard.until(lambda _: len(tried.causes) > 1)
    assert not driver.resting


def test_pause_ends_by_itself(desks: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    tried, heard = Tried(desks[0], monkeypatch), Heard()
    with ambient.ruled() as rule:
        rest(desks[0], lambda connection: resting.pause(connection, 1.0))
        driver = desks[0].live(heard)
        assert heard.until(lambda reports: reports)
        assert (driver.resting, tried.causes) == (True, [])
        rule.advance(3_601.0)
        assert heard.until(lambda _: tried.causes)


def test_pause_does_not_wait_for_a_clock_that_was_set_back(desks: tuple[Desk, Desk]) -> None:
    cache = desks[0].cache
    with ambient.ruled() as rule:
        rest(desks[0], lambda connection: resting.pause(connection, 1.0))
        assert cache.change(resting.read).paused
        rule.advance(-7_200.0)
        assert not cache.change(resting.read).paused


def test_metered_network_is_left_alone_if_wanted(desks: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    tried, heard = Tried(desks[0], monkeypatch), Heard()
    rest(desks[0], lambda connection: resting.keep_unmetered(connection, on=True))
    driver = desks[0].live(heard, metered=True)
    assert heard.until(lambda _: driver.resting)
    assert tried.causes == [], "at the opening neither"
    driver.metered = False
    assert heard.until(lambda _: tried.causes)
    driver.metered = True
    assert heard.until(lambda _: driver.resting)
