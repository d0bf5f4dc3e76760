"""A program that stood still: the machine slept and its clock jumped, or it was stopped in the middle of a write.

The clock is that of `IZANAU_TEST_CLOCK`, which moves both clocks of a process; or the C library's own, moved by libfaketime, where
that of the wall alone goes on: so Linux has it in a sleep.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from izanau_desktop.accounts import Accounts
from izanau_desktop.cache import Cache, CacheTrouble, Edit, file
from izanau_desktop.desk import Desk
from izanau_protocol import ambient
from tests.desktop.sync.conftest import Double
from tests.faults.place import Kept
from tests.privacy.clock import Clock

pytestmark = [
    pytest.mark.slow,  # starts programs
    pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="only a POSIX system stops a process from outside"),
]

ROOT = Path(__file__).parents[3]
SECONDS = 60
KEY = bytes(range(32))
WINDOW = """
import json, sys
from pathlib import Path
from izanau_desktop.cache import lease, outbox
from izanau_desktop.desk import Desk
from tests.faults.place import Kept

desk = Desk.open(Path(sys.argv[1]), vault=Kept(Path(sys.argv[2])), driven=True)

def told(*_report):
    with desk.cache.file.read() as connection:
        records = connection.exec_driver_sql(
            "SELECT count(*) FROM document WHERE scope LIKE 'applicants:%' AND base IS NOT NULL"
        ).scalar()
        print(json.dumps([lease.state(connection).state, records, outbox.count(connection, "waiting", "sent")]), flush=True)

desk.live(told)
sys.stdin.read()
desk.shut()
"""
"""What a window does without its screen; each report of its driver is a line: lease, records of others, what waits."""
WRITER = """
import sys
from pathlib import Path
from izanau_desktop.cache import Cache
from izanau_desktop.cache import meta

cache = Cache(Path(sys.argv[1]), bytes(range(32)))
with cache.file.write() as connection:
    meta.put(connection, "other", "written")
    print("inside", flush=True)
    sys.stdin.readline()
cache.close()
"""


class Running(NamedTuple):
    """A started program."""

    process: subprocess.Popen[str]

    def until(self, wanted: Callable[[Any], bool]) -> None:
        """The first line from here on that is as wanted; what says no such line for too long is ended."""
        assert self.process.stdout is not None
        patience, told = threading.Timer(SECONDS, self.process.kill), list[Any]()
        patience.start()
        for line in self.process.stdout:
            told.append(json.loads(line))
            if wanted(told[-1]):
                break
        else:
            pytest.fail(f"it only came to {told}")
        patience.cancel()
        patience.join()

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """It stands still meanwhile."""
        os.kill(self.process.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.process.pid, signal.SIGCONT)


@contextmanager
def started(program: str, *words: Path, **env: str) -> Iterator[Running]:
    command = [sys.executable, "-c", program, *map(str, words)]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, **env}, **pipes) as process:
        yield Running(process)


@pytest.fixture
def desk(url: str, tmp_path: Path) -> Callable[[], Desk]:
    """Opens the desk of a recruiter, as another process beside the window."""
    known, vault = Accounts(tmp_path / "data"), Kept(tmp_path / "keychain.json")
    entry = known.add("hr@mail.example", url)
    made = Desk(known, entry, vault, url)
    made.cache.set_note(
        account=ambient.new_id(), group="company", role="recruiter", company=ambient.new_id(), email="hr@mail.example"
    )
    made.shut()
    return lambda: Desk.open(known.folder, vault=vault)


class Wall:
    """What libfaketime makes of the wall clock of programs that are started with `env`."""

    def __init__(self, file: Path) -> None:
        self._file = file
        found = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
        if found is None:
            pytest.skip("libfaketime is not where Debian has it")
        self.env = {
            "LD_PRELOAD": str(found),
            "DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_TIMESTAMP_FILE": str(file),
            "FAKETIME_NO_CACHE": "1",
        }
        self.is_ahead(hours=0)

    def is_ahead(self, hours: int) -> None:
        """It is so many hours later than it is."""
        new = self._file.with_suffix(".new")
        new.write_text(f"+{hours}h", encoding="utf-8")
        new.replace(self._file)


def one_applied(beside: Desk, double: Double) -> None:
    """What the site has for the desk: somebody who applied, and nothing else."""
    company = beside.account.company
    for scope in (f"account:{beside.account.id}", f"company:{company}"):
        double.feeds[scope], double.heads[scope] = {}, 0
    view = {"job": ambient.new_id(), "seeker": ambient.new_id(), "company": company, "attempt": 1, "stage": "new"}
    double.put(f"applicants:{company}", "application", ambient.new_id(), view)


def test_machine_that_slept_locks_then_purges_and_sends_what_is_the_companys_own(
    desk: Callable[[], Desk], double: Double, tmp_path: Path
) -> None:
    beside = desk()
    company, clock = beside.account.company, Clock(tmp_path / "clock")
    one_applied(beside, double)
    with started(WINDOW, tmp_path / "data", tmp_path / "keychain.json", **clock.env) as window:
        window.until(lambda told: told == ["held", 1, 0])
        double.busy = "1"
        job = beside.create_job({"title": {"en": "Tester"}})
        beside.shut()
        with window.stopped():
            clock.advance(hours=73)
        window.until(lambda told: told == ["locked", 1, 1])
        with window.stopped():
            clock.advance(days=12)
        window.until(lambda told: told[1:] == [0, 1])
        double.busy = ""
        clock.advance(minutes=6)
        window.until(lambda told: told == ["held", 1, 0])
    sent = double.view(f"company:{company}", "job", job)
    assert sent is not None
    assert sent["title"] == {"en": "Tester"}


def test_sleep_that_only_the_wall_clock_counts_locks_and_the_next_sync_opens(
    desk: Callable[[], Desk], double: Double, tmp_path: Path
) -> None:
    """No pause and no look is over by it, and the site is away: the lease is looked at, and the site asked, all the same."""
    beside, wall = desk(), Wall(tmp_path / "wall")
    one_applied(beside, double)
    with started(WINDOW, tmp_path / "data", tmp_path / "keychain.json", **wall.env) as window:
        window.until(lambda told: told == ["held", 1, 0])
        double.busy = "1"
        with window.stopped():
            wall.is_ahead(hours=73)
        window.until(lambda told: told == ["locked", 1, 0])
        beside.create_job({"title": {"en": "Tester"}})  # the folder has one engine still, which is told of it
        beside.shut()
        window.until(lambda told: told == ["locked", 1, 1])
        double.busy = ""
        window.until(lambda told: told == ["held", 1, 0])


def test_program_that_was_stopped_in_a_write_keeps_others_waiting_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "BUSY_SECONDS", 0.1)
    cache, edit = Cache(tmp_path / "cache", KEY), Edit("profile", "p", "account:acc", {"residence": "JP"})
    cache.set_note(account="acc", group="seeker", role="seeker")
    with started(WRITER, tmp_path / "cache") as other:
        assert other.process.stdout is not None
        assert other.process.stdin is not None
        assert other.process.stdout.readline() == "inside\n"
        with other.stopped(), pytest.raises(CacheTrouble) as caught:
            cache.edit([edit])
        told = caught.value.problems[0]
        assert (told.code, bool(told.cure("en")), bool(told.cure("ja"))) == ("cache_busy", True, True)
        other.process.stdin.write("\n")
        other.process.stdin.flush()
        assert other.process.wait(60) == 0
    cache.edit([edit])
    assert (cache.note("other"), len(cache.list("profile"))) == ("written", 1)
    cache.close()
