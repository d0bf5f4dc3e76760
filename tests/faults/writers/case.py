"""One case: half a minute of 16 writers at 4 processes of the site, whose database ends one of its lines every 200 ms."""

from __future__ import annotations

import atexit
import functools
import os
import random
import shutil
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Final

import psycopg
import requests

from izanau_site import settings as settings_of
from izanau_site.site import Site as OpenedSite
from izanau_site.site import open_site
from izanau_site.store import verify
from tests import postgresql
from tests.faults import proofs
from tests.faults.simulation import checks
from tests.faults.writers.line import Line
from tests.faults.writers.naive import Naive
from tests.faults.writers.people import Cast, Reader, Writer
from tests.journeys.site import Site
from tests.journeys.waiting import wait_until

SECONDS: Final = 30
WORKERS: Final = 4
EVERY: Final = 0.2
"""Seconds after which another line is ended."""
STARTING: Final = 120.0
"""Seconds that the processes of the site may take to begin."""
_END: Final = """
SELECT pg_terminate_backend(pid) FROM (
    SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND application_name <> 'proof' AND backend_type = 'client backend'
    ORDER BY state = 'idle', random() LIMIT 1
) AS one
"""
"""One that is in the middle of something, if there is any."""
_TWO: Final = "SELECT 1 FROM documents WHERE id = %s FOR UPDATE"


def case(number: int) -> int:
    """Who is where follows from the number; the rest is as the processes come. Counts the seconds."""
    with _served(number) as (url, database, opened, cast):
        run = _Run(number, url, database, opened, cast)
        run.run()
        proofs.say(f"postgres {number}: {run.told}")
    return SECONDS


@functools.cache
def _cluster() -> str:
    """The one of this process."""
    ending = ExitStack()
    atexit.register(ending.close)
    return ending.enter_context(postgresql.running("max_connections=100", "deadlock_timeout=100ms"))


@contextmanager
def _served(number: int) -> Iterator[tuple[str, psycopg.Connection, OpenedSite, Cast]]:
    """A new site with people in it, served by several processes; and its database, for an administrator."""
    cluster, name = _cluster(), f"proof_{number}"
    with psycopg.connect(host=cluster, user="postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {postgresql.TEMPLATE}".encode())
        folder = Path(tempfile.mkdtemp(prefix="izanau-writers-"))
        settings = {"database": postgresql.address(cluster, name), "workers": str(WORKERS), "threads": "8"}
        site = Site(folder, os.environ, {**settings, "limit_all": "1000000/second"})
        try:
            opened = open_site(settings_of.load(environment=site.env))
            with closing(opened.store), _admin(cluster, name) as database:
                cast = Cast(opened)
                with site:
                    wait_until(lambda: _answers(site.url), site.log, STARTING)
                    wait_until(lambda: len(_processes(site.pid)) >= WORKERS, site.log, STARTING)
                    begun = _processes(site.pid)
                    yield site.url, database, opened, cast
                    assert _processes(site.pid) == begun, "a process of the site ended, or another began"
                    assert '"event":"bug"' not in site.log(), site.log()[-4000:]
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
            shutil.rmtree(folder)


def _processes(parent: int) -> set[str]:
    """The processes that the site began."""
    return set(Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split())


def _answers(url: str) -> bool:
    """Whether the processes have begun: the address is there before they are."""
    try:
        return bool(requests.get(f"{url}/v1/policy", timeout=5).ok)
    except requests.RequestException:
        return False


def _admin(cluster: str, name: str) -> psycopg.Connection:
    """A line that is not ended."""
    return psycopg.connect(host=cluster, user="postgres", dbname=name, application_name="proof", autocommit=True)


class _Run:
    """What goes on at a site, and what it came to."""

    def __init__(self, number: int, url: str, database: psycopg.Connection, opened: OpenedSite, cast: Cast) -> None:
        self._chance = random.Random(number)
        self._database, self._opened, self._cast = database, opened, cast
        self._ended, self._written, self._lines = threading.Event(), threading.Event(), 0
        self._naive = Naive(database)
        epoch = opened.store.epoch
        people = [*cast.recruiters, *cast.seekers]
        lines = {person.caller.account: Line(url, cast.tokens[person.caller.account], epoch) for person in people}
        self._all = list(lines.values())
        self._writers = [
            Writer(lines[one.caller.account], one, cast, random.Random(f"{number} {place}"))
            for place, one in enumerate(people)
        ]
        readers = [
            (cast.recruiters[0], cast.applicants),
            (cast.seekers[0], cast.seekers[0].own),
            (cast.recruiters[1], "jobs"),
        ]
        self._readers = []
        for person, scope in readers:
            line = Line(url, cast.tokens[person.caller.account], epoch)
            self._all.append(line)
            self._readers.append(Reader(line, scope))

    def run(self) -> None:
        """Let all of them go on for a while, and judge. Raises AssertionError."""
        beside: list[Callable[[threading.Event], None]] = [self._naive.read, self._end_lines, self._cross]
        with ThreadPoolExecutor(len(self._writers)) as writing, ThreadPoolExecutor(len(self._readers) + 3) as others:
            read = [others.submit(one, self._written) for one in [*beside, *(reader.read for reader in self._readers)]]
            wrote = [writing.submit(one.write, self._ended) for one in self._writers]
            wait([*read, *wrote], SECONDS, return_when="FIRST_EXCEPTION")
            self._ended.set()
            wait(wrote)
            self._written.set()
        for one in (*wrote, *read):
            one.result()
        self._judge()

    def _end_lines(self, ended: threading.Event) -> None:
        """End a line of the site's now and then."""
        while not ended.wait(EVERY):
            self._lines += self._database.execute(_END).rowcount

    def _cross(self, ended: threading.Event) -> None:
        """Take locks in an order that the site never takes, so that transactions meet whose one has to give way."""
        with _admin(self._database.info.host, self._database.info.dbname) as connection:
            while not ended.wait(0.05):
                one, other = sorted(self._chance.sample(self._cast.applications, 2), reverse=True)
                with suppress(psycopg.errors.DeadlockDetected), connection.transaction():
                    connection.execute(_TWO, (one,))
                    ended.wait(0.1)  # the site comes meanwhile, and waits for this one with the other in its hands
                    connection.execute(_TWO, (other,))

    def _judge(self) -> None:
        for reader in self._readers:
            lost = reader.lost()
            assert not lost, f"a reader stepped over {len(lost)} of {len(reader.held)} entries: {lost[:3]}"
        store = self._opened.store
        wrong = verify.verify(store)
        assert not wrong, wrong
        kept = checks.bodies(store)
        lost = [word for one in self._writers for word in one.words.values() if word not in kept]
        assert not lost, f"lost: {lost}"
        checks.once(store)
        disturbed = (self._lines, self._deadlocks(), self._naive.failed(), self._again(), self._naive.lost())
        assert all(disturbed), (
            f"nothing was in the way, or the control lost nothing, so this proves nothing: {self.told}"
        )

    def _deadlocks(self) -> int:
        query = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        return sum(row[0] for row in self._database.execute(query))

    def _again(self) -> int:
        """How many requests found no way through at first, or lost their line."""
        answered = sum((line.answered for line in self._all), Counter[int]())
        return answered[503] + answered[0]

    @property
    def told(self) -> str:
        """The figures."""
        changes = sum(one.changes for one in self._writers)
        lost = self._naive.lost()
        return (
            f"{changes} changes by {len(self._writers)} writers, {self._lines} lines ended, {self._deadlocks()} deadlocks,"
            f" {self._naive.failed()} transactions failed by chance, {self._again()} requests asked again; the control lost"
            f" {lost} of {lost + len(self._naive.seen)} changes"
        )
