"""A history: a site, two to four machines, a network, and sixty things that happen, all told by one number."""

from __future__ import annotations

import contextlib
import hashlib
import random
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from unittest import mock

from izanau_desktop.cache import answers
from izanau_protocol import ambient
from izanau_protocol.problems import Refused
from izanau_site.accounts import signin
from izanau_site.accounts.caller import Caller
from tests.faults.memory import memory_folder
from tests.faults.simulation import checks, letting_go
from tests.faults.simulation.cast import BEGIN, Cast, cast
from tests.faults.simulation.clock import Clock
from tests.faults.simulation.deeds import Person
from tests.faults.simulation.happenings import Happenings
from tests.faults.simulation.network import Network, Request
from tests.faults.simulation.seat import Seat
from tests.faults.simulation.server import Answered, Server
from tests.faults.simulation.settling import settle
from tests.faults.simulation.writes import Writes

STEPS = 60
TABLES = (
    ("mai1", "hr1"),
    ("mai1", "mai2"),
    ("mai1", "mai2", "hr1"),
    ("mai1", "mai2", "hr1"),
    ("mai1", "hr1", "hr2"),
    ("mai1", "hr1", "man"),
    ("mai1", "hr1", "rev"),
    ("mai1", "mai2", "hr1", "rev"),
    ("mai1", "mai2", "hr1", "rec"),
    ("mai1", "hr1", "man", "staff"),
    ("mai1", "mai2", "rec", "staff"),
)
"""Whose machines there are."""
_BATCHES = (answers.MOST_PUSHES, 2, 3)
"""Pushes of a batch at most, by the number: few have more than one on its way, or made, before the first is settled."""
_NESTED = 2
_BEGUN = 0.6


class World:
    """All of one history. Use it in `with ambient.ruled(...)`, as `lived` does."""

    def __init__(self, number: int, rule: ambient.Rule, names: Sequence[str] = ()) -> None:
        """A history of a number, with the machines of these names, or of some by chance."""
        self.chance = random.Random(number)
        self.cast: Cast = cast()
        self.folder = Path(tempfile.mkdtemp(prefix="history-", dir=memory_folder()))
        shutil.copytree(self.cast.folder, self.folder, dirs_exist_ok=True)
        self.told: list[str] = []
        self._trace = hashlib.sha256()
        self.clock = Clock(rule)
        self.writes = Writes()
        self.moved: set[str] = set()
        self.restored = 0
        self.erased = False
        """Whether the seeker is gone."""
        self.aged = False
        """Whether so much time went by that applications which ended are kept no longer."""
        self.weak: set[str] = set()
        """Machines whose right ended, in whole or in part: what was written there and not sent may go (R15, R16)."""
        self.arrived: set[str] = set()
        """The words that were seen at the site since a backup was put back last."""
        self.server = Server(self.folder, self.moved.update)
        self.network = Network(self)
        self.seats: dict[str, Seat] = {}
        for name in names or self.chance.choice(TABLES):
            self.seats[name] = Seat(self, self.cast.devices[name])
        self.people = {name: Person(seat, self.writes, self.chance) for name, seat in self.seats.items()}
        self._depth = 0
        self._batch = _BATCHES[number % len(_BATCHES)]

    def run(self) -> None:
        """Most machines read what there is, the others will in whatever weather; sixty things happen, the network becomes
        whole, all is checked."""
        with mock.patch.object(answers, "MOST_PUSHES", self._batch):
            self._run()

    def _run(self) -> None:
        self.begin(seat for seat in self.seats.values() if self.chance.random() < _BEGUN)
        self.network.between = self._meanwhile
        happenings = Happenings(self)
        for step in range(STEPS):
            self.note("step", step, happenings.one())
            self.look_what_arrived()
            checks.leases(self)
        self.network.between = lambda _name: None
        settle(self)
        checks.everything(self)

    def begin(self, seats: Iterable[Seat] | None = None) -> None:
        """These machines read what there is, or all."""
        for seat in self.seats.values() if seats is None else seats:
            report = seat.sync_once(at_once=True)
            assert report is not None
            assert report.problem is None, report

    def note(self, *what: object) -> None:
        """Something happened: two runs of one number tell the same."""
        words = " ".join(one.hex() if isinstance(one, bytes) else str(one) for one in what)
        self._trace.update(words.encode() + b"\n")
        self.told.append(words[:200])

    @property
    def trace(self) -> str:
        """A hash of everything that happened."""
        return self._trace.hexdigest()

    def asks(self, asked: Request) -> None:
        """A machine asks: what it was told to let go of is gone by now, and stays gone."""
        seat = self.seats[asked.name]
        letting_go.stays_gone(seat)
        with self.clock.of(0.0):
            letting_go.comes_first(self, seat, asked)

    def looks(self, asked: Request, answer: Answered) -> None:
        """An answer is about to leave for a machine: it may hold nothing beyond its views."""
        checks.answer(self, asked, answer)

    def caller(self, seat: Seat) -> Caller | None:
        """As whom the site knows the machine, or None where it does no more."""
        token = seat.vault.get(seat.owner, "access")
        try:
            return signin.caller_of(self.server.site, token)
        except Refused:
            return None

    def living(self) -> list[Seat]:
        """The machines whose session goes on."""
        return [seat for seat in self.seats.values() if not seat.ended]

    def look_for_erased(self) -> None:
        """Whether the seeker is gone by now."""
        with self.server.site.store.transaction() as connection:
            there = self.server.site.store.get(connection, "account", self.cast.mai)
        self.erased = self.erased or there is None

    def put_back(self) -> None:
        """The last backup of the site is put back."""
        self.server.put_back()
        self.restored += 1
        self.arrived.clear()
        self.look_for_erased()

    def look_what_arrived(self) -> None:
        """Note the words that stand at the site."""
        self.arrived |= checks.arrived(self.server.site.store)

    def close(self) -> None:
        """Leave nothing."""
        self.server.close()
        for seat in self.seats.values():
            seat.cache.close()
        shutil.rmtree(self.folder)

    def _meanwhile(self, name: str) -> None:
        """While a request is under way: the person goes on at that machine, or another machine syncs."""
        if self._depth >= _NESTED or self.chance.random() > 0.06:
            return
        self._depth += 1
        try:
            if self.chance.random() < 0.5:
                seat = self.seats[name]
                with self.clock.of(seat.wrong):
                    self.note("meanwhile", name, self.people[name].do())
                return
            others = [one for one in self.seats.values() if not one.syncing]
            if others:
                other = self.chance.choice(others)
                self.note("meanwhile", name, other.name)
                other.sync_once(at_once=True)
        finally:
            self._depth -= 1


@contextlib.contextmanager
def lived(number: int, names: Sequence[str] = ()) -> Iterator[World]:
    """A world of its own, with time and chance ruled."""
    with ambient.ruled(now=BEGIN, seed=number) as rule:
        world = World(number, rule, names)
        try:
            yield world
        finally:
            world.close()


def history(number: int) -> str:
    """Run one history; its trace. Raises AssertionError where an invariant does not hold."""
    with lived(number) as world:
        world.run()
        return world.trace
