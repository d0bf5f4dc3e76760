"""When a driver syncs and what it says of why, looked at without a line to the site: the clock alone moves."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest

from izanau_desktop.cache import Cache, CacheTrouble, Edit, cursors, lease, resting
from izanau_desktop.shut import DeskShutError
from izanau_desktop.sync.driver import EVERY, Driver
from izanau_desktop.sync.listener import Listener
from izanau_desktop.sync.report import SyncReport, Tally, Turned
from izanau_desktop.sync.site import Site
from izanau_protocol import ambient
from izanau_protocol.problems import problem
from tests.desktop.sync.conftest import OWN
from tests.desktop.sync.heard import SECONDS, Deaf, Heard
from tests.desktop.sync.test_left_waiting import TICKET, counted, deaf

BUSY = problem("cache_busy")


class Silent:
    """In the place of a site: a line that stands, and on which nothing is ever said."""

    def __init__(self) -> None:
        self._ended = threading.Event()

    def events(self, _silence: float) -> Iterator[str]:
        self._ended.wait(SECONDS)
        return iter(())

    def hang_up(self) -> None:
        self._ended.set()

    def close(self) -> None:
        self._ended.set()


class Driven:
    """A driver whose syncs come to what is ordered, and then to nothing; their causes, and the looks between them."""

    def __init__(self, cache: Cache, *reports: SyncReport) -> None:
        self.heard, self.causes, self._reports = Heard(), list[str](), list(reports)
        self.during: Callable[[Turned], object] = lambda _turned: None
        """What happens while it syncs."""
        self.driver = deaf(cache, lambda: cast("Site", Silent()), self._sync, self.heard)
        self.looks = counted(self.driver)

    def _sync(self, *, cause: str, turned: Turned) -> SyncReport:
        self.causes.append(cause)
        self.during(turned)
        return self._reports.pop(0) if self._reports else SyncReport()

    def __enter__(self) -> Driven:
        self.driver.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.driver.stop()

    def looked(self, times: int = 4) -> None:
        """Wait until it looked so many times from now on."""
        while self.looks.acquire(blocking=False):
            pass
        for _ in range(times):
            assert self.looks.acquire(timeout=SECONDS)

    def until(self, wanted: Callable[[], object]) -> None:
        """Wait until it is as wanted, look by look."""
        for _ in range(SECONDS * 10):
            if wanted():
                return
            self.looks.acquire(timeout=0.1)
        pytest.fail(f"{self.causes}, {self.heard.reports}")


def write(cache: Cache) -> None:
    cache.edit([Edit("ticket", TICKET, OWN, {"topic": "other", "text": "Hello"})])


def test_edit_while_nothing_is_due_is_what_the_sync_is_for(cache: Cache) -> None:
    with Driven(cache) as one:
        one.looked()
        assert one.causes == ["begun"]
        write(cache)
        one.until(lambda: len(one.causes) > 1)
        assert one.causes[1] == "edit"


def test_sync_that_is_asked_for_waits_for_no_pause(cache: Cache) -> None:
    away = SyncReport(problem=problem("too_many_requests", seconds=200), retry_after=200.0)
    with ambient.ruled(), Driven(cache, away) as one:
        one.until(lambda: one.causes)
        one.looked()
        one.driver.now()
        one.until(lambda: len(one.causes) > 1)
        assert one.causes == ["begun", "asked"]


def test_network_that_is_there_at_once_is_no_trouble(cache: Cache) -> None:
    one = Driven(cache)
    one.driver.network_back()
    with one:
        one.looked()
    assert one.causes == ["network"]


@pytest.mark.parametrize(("cause", "asked"), [("network", 0.0), ("network", 200.0), ("asked", 0.0), ("asked", 200.0)])
def test_sync_that_fails_while_the_network_comes_back_is_tried_at_once(cache: Cache, cause: str, asked: float) -> None:
    """What failed began without a network. A site that asked for a while gets it all the same, but not from a person."""
    with ambient.ruled(now=ambient.now()) as rule:
        one = Driven(cache, SyncReport(problem=problem("offline"), retry_after=asked))
        back = one.driver.network_back if cause == "network" else one.driver.now
        one.during = lambda _turned: back() if len(one.causes) == 1 else None
        with one:
            if asked and cause == "network":
                one.until(lambda: one.causes)
                one.looked()
                assert one.causes == ["begun"]
                rule.advance(asked)
            one.until(lambda: len(one.causes) > 1)
            assert one.causes == ["begun", cause]


def test_keychain_that_gave_no_answer_is_left_alone_until_a_person_asks(cache: Cache) -> None:
    with ambient.ruled(now=ambient.now()) as rule, Driven(cache, SyncReport(problem=problem("keychain_silent"))) as one:
        one.until(lambda: one.causes)
        write(cache)
        rule.advance(60)  # longer than any other pause
        one.looked()
        assert one.causes == ["begun"]
        one.driver.now()
        one.until(lambda: len(one.causes) > 1)
        assert one.causes[1] == "asked"  # what is not sent in this place is asked for again and again


def test_what_is_heard_where_no_line_stands_ends_no_pause(cache: Cache) -> None:
    """As where a listener looks now and then, since it cannot hold a line: the site is no nearer for it."""

    class Polling(Deaf):
        live = False

    with ambient.ruled() as rule, Driven(cache, SyncReport(problem=problem("offline"))) as one:
        one.driver._listener = cast("Listener", Polling())
        one.until(lambda: one.causes)
        one.looked()
        one.driver._heard("timer")
        one.looked()
        assert one.causes == ["begun"]
        rule.advance(61.0)
        one.until(lambda: len(one.causes) > 1)


def test_trouble_of_the_cache_that_passes_is_told_no_longer(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    with ambient.ruled() as rule, Driven(cache) as one:
        one.looked()
        with monkeypatch.context() as broken:
            broken.setattr(Driver, "_hear_others", raised(CacheTrouble(BUSY)))
            one.until(lambda: one.heard.reports[-1].problem == BUSY)
        rule.advance(61.0)
        one.until(lambda: one.heard.reports[-1].problem is None)
        assert one.causes == ["begun", "again"]


def raised(error: Exception) -> Callable[..., Any]:
    def work(*_: object) -> Any:
        raise error

    return work


@pytest.mark.parametrize("error", [CacheTrouble(BUSY), DeskShutError()])
def test_driver_of_a_cache_that_cannot_be_read_tells_so_when_it_looks(
    cache: Cache, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(cache, "look", raised(error))
        one = Driven(cache)
    with one:
        one.until(lambda: one.causes)


def test_threads_of_sync_keep_no_program_alive(cache: Cache) -> None:
    with Driven(cache) as one:
        one.looked(1)
        listener = Listener(lambda: cast("Site", Silent()), lambda _cause: None)
        for name in ("driver", "listener"):
            of = one.driver._thread if name == "driver" else listener._thread
            assert (of.name, of.daemon) == (name, True)
        assert "driver" in [thread.name for thread in threading.enumerate()]


def test_pause_that_ends_is_what_the_sync_is_for_and_paints_no_page(cache: Cache) -> None:
    with Driven(cache, SyncReport(pulled=1, kinds=frozenset({"job"}))) as one:
        one.until(lambda: one.causes)
        cache.change(resting.pause)
        one.until(lambda: one.driver.resting)
        one.looked()
        assert one.heard.reports[-1].kinds == frozenset()
        assert one.heard.reports[-1].pulled == 1
        cache.change(resting.resume)
        one.until(lambda: len(one.causes) > 1)
        assert one.causes == ["begun", "timer"]


def test_sync_that_fails_for_a_reason_that_stays_is_not_tried_again(cache: Cache) -> None:
    with ambient.ruled() as rule, Driven(cache, SyncReport(problem=problem("not_signed_in"))) as one:
        one.until(lambda: one.causes)
        rule.advance(3_600.0)
        one.looked()
        assert one.causes == ["begun"]


def test_nothing_is_asked_of_the_cache_while_nobody_writes(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, may_go = list[int](), Driver._may_go

    def counting(driver: Driver) -> bool:
        asked.append(1)
        return may_go(driver)

    monkeypatch.setattr(Driver, "_may_go", counting)
    with Driven(cache) as one:
        one.looked()
        before = len(asked)
        one.looked()
        assert len(asked) == before


def test_lease_that_runs_out_in_an_open_window_is_told_to_every_page(company: tuple[Cache, str]) -> None:
    cache, _ = company
    with ambient.ruled(now=ambient.now()) as rule:
        cache.change(lease.renew)
        with Driven(cache) as one:
            one.looked()
            assert [report for report in one.heard.reports if report.kinds] == []
            rule.advance(15 * 86_400.0)
            one.until(lambda: one.heard.reports[-1].kinds == EVERY)


def ticked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What grows with each look at the lease."""
    ticks, tick = list[int](), lease.tick

    def counting(file: Any) -> Any:
        ticks.append(1)
        return tick(file)

    monkeypatch.setattr("izanau_desktop.cache.lease.tick", counting)
    return ticks


def test_lease_and_file_are_looked_at_every_quarter_of_a_minute(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    ticks, tidied = ticked(monkeypatch), list[int]()
    monkeypatch.setattr(cache.file, "tidy", lambda: tidied.append(1))
    with ambient.ruled(now=ambient.now()) as rule, Driven(cache) as one:
        one.looked()
        assert (len(ticks), len(tidied)) == (1, 0)
        cache.file.tidied = False  # as where others were reading when it was to be tidied
        rule.advance(15.0)
        one.looked()
        assert (len(ticks), len(tidied)) == (2, 1)


def test_index_that_is_whole_is_told_to_every_page_and_nothing_went_by_it(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = 1
    monkeypatch.setattr("izanau_desktop.cache.indexing.whole", lambda _connection: whole)
    with Driven(cache, SyncReport(pulled=3, gone=2)) as one:
        one.looked()
        assert (one.heard.reports[-1].gone, one.heard.reports[-1].kinds) == (2, frozenset())
        whole = 2
        one.until(lambda: one.heard.reports[-1].kinds == EVERY)
        assert (one.heard.reports[-1].pulled, one.heard.reports[-1].gone) == (3, 0)


def test_first_pull_is_told_at_each_new_kind_and_every_two_seconds(cache: Cache) -> None:
    told = list[list[int]]()

    def during(turned: Turned) -> None:
        if told:
            return
        cursor = cache.change(lambda connection: cursors.begin(connection, "jobs", 10))
        for page, kinds, seconds in (
            (1, {"job"}, 0.0),
            (2, {"job"}, 1.9),
            (3, {"job"}, 0.1),
            (4, {"job", "company"}, 0.0),
        ):
            rule.advance(seconds)
            turned(Tally(pulled=page, kinds=kinds))
        cache.change(lambda connection: cursors.move(connection, cursor, 0, 10))
        turned(Tally(pulled=5, kinds={"profile"}))
        told.append([report.pulled for report in one.heard.reports])

    with ambient.ruled(now=ambient.now()) as rule:
        one = Driven(cache)
        one.during = during
        with one:
            one.until(lambda: told)
    assert told == [[1, 3, 4]]


def test_pauses_grow_while_the_site_is_away_and_begin_anew_once_it_was_there(cache: Cache) -> None:
    away = SyncReport(problem=problem("offline"))

    def tries(one: Driven, after: float) -> int:
        rule.advance(after)
        one.looked()
        return len(one.causes)

    with ambient.ruled(now=ambient.now()) as rule, Driven(cache, *[away] * 5, SyncReport(), away) as one:
        one.until(lambda: one.causes)
        assert [tries(one, 60.0) for _ in range(4)] == [2, 3, 4, 5]
        assert tries(one, 25.0) == 5
        assert tries(one, 35.0) == 6, "it got through"
        one.driver.now()
        one.until(lambda: len(one.causes) == 7)
        assert tries(one, 5.0) == 8


def test_edit_that_comes_while_the_agreement_is_missed_is_not_left_waiting(
    cache: Cache, caplog: pytest.LogCaptureFixture
) -> None:
    with ambient.ruled(now=ambient.now()) as rule:
        one = Driven(cache, SyncReport(problem=problem("policy_required")))
        one.during = lambda _turned: write(cache) if len(one.causes) == 1 else None
        with one:
            one.until(lambda: one.causes)
            one.looked()
            rule.advance(61.0)
            one.until(lambda: len(one.causes) > 1)
            assert one.causes[1] == "edit"
    assert caplog.records == []


def test_line_that_was_lost_is_taken_up_once_the_site_was_reached_and_only_then(cache: Cache) -> None:
    class Counting(Deaf):
        taken_up = 0

        def again(self) -> None:
            self.taken_up += 1

    line = Counting()
    with ambient.ruled() as rule:
        one = Driven(cache, SyncReport(), SyncReport(problem=problem("offline")))
        one.driver._listener = cast("Listener", line)
        with one:
            for number in (1, 2, 3, 4):
                one.until(lambda n=number: len(one.causes) == n)  # type: ignore[misc]  # bound at once
                one.looked()
                assert line.taken_up == (number > 2)
                if number == 2:
                    rule.advance(61.0)
                else:
                    one.driver.now()


def test_machine_that_was_just_started_syncs_at_once(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its clock that nobody sets counts from there."""
    monkeypatch.setattr(ambient, "monotonic", lambda: 0.5)
    ticks = ticked(monkeypatch)
    with Driven(cache, SyncReport(), SyncReport(problem=problem("offline"))) as one:
        one.until(lambda: one.causes)
        assert (one.driver.metered, one.driver.resting, ticks) == (False, False, [1])
        for often in (2, 3):
            one.driver.now()
            one.until(lambda n=often: len(one.causes) == n)  # type: ignore[misc]  # bound at once
        one.driver.network_back()
        one.until(lambda: len(one.causes) == 4)


def test_fault_of_ours_is_in_the_log_with_where_it_was(
    cache: Cache, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with Driven(cache) as one:
        one.looked()
        with monkeypatch.context() as broken:
            broken.setattr(Driver, "_hear_others", raised(RuntimeError("planted")))
            one.until(lambda: caplog.records)
        one.looked()
    first = caplog.records[0]
    assert (first.name, first.message) == ("izanau_desktop.sync.driver", "the driver stumbled")
    assert first.exc_info is not None
