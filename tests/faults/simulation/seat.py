"""A desk of one person at one machine: the real one, in memory, whose line goes through the simulated network."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import sqlcipher3.dbapi2 as driver

from izanau_desktop.accounts import Accounts
from izanau_desktop.cache import lease
from izanau_desktop.cache.connection import Connection
from izanau_desktop.desk import Desk
from izanau_desktop.sync.report import SyncReport
from izanau_desktop.sync.site import Site
from izanau_desktop.vault import SessionVault
from izanau_protocol import wire
from izanau_protocol.problems import Refused, problem
from tests.desktop.sync.inprocess import at_once
from tests.faults.simulation import letting_go
from tests.faults.simulation.cast import PASSWORD, Device
from tests.faults.simulation.letting_go import LettingGo
from tests.faults.simulation.network import Line

if TYPE_CHECKING:
    from tests.faults.simulation.world import World

URL = "https://izanau.test"
T = TypeVar("T")


class DesktopDied(BaseException):
    """The process of the desktop ended here, as by `kill -9`."""


class Seat(Desk):
    """One person's desk; its process may end at any step, its clock may be wrong."""

    def __init__(self, world: World, device: Device) -> None:
        self.world, self.name, self.device = world, device.name, device
        self.wrong = 0.0
        self.dies_in = 0
        """At which commit from now on the process ends; 0: it does not."""
        self.syncing = False
        """Whether its line to the site is in use."""
        self.ended = False
        """Whether the site no longer knows this session."""
        self.letting_go = LettingGo()
        self.heard = 0.0
        """When the site last told this machine where its scopes stand, as the first answer of a sync does."""
        super().__init__(Accounts(world.folder), None, SessionVault(), URL)
        self.owner = device.name
        self._transaction = self.cache.file._transaction
        setattr(self.cache.file, "_transaction", self._mortal)  # noqa: B010 - it is what a commit goes through
        self._welcome(device.session, device.email)
        self.cache.set_note(device_name=device.name)

    def site(self) -> Site:
        """The connection through the simulated network: always the same one, that counts anew."""
        site = self._connection
        site.requests = site.bytes_in = site.bytes_out = 0
        return site

    @functools.cached_property
    def _connection(self) -> Site:
        site = super().site()
        site._session.adapters.clear()
        site._session.mount(URL, Line(self.world.network, self.name))
        setattr(site, "beside", at_once)  # noqa: B010 - one thread decides
        return site

    def sync_once(self, *, at_once: bool) -> SyncReport | None:
        """One sync by this machine's clock; None where the process ended in it, or one is under way."""
        if self.syncing:
            return None
        self.syncing = True
        try:
            with self.world.clock.of(self.wrong):
                report = self.sync(at_once=at_once)
        except DesktopDied:
            self.world.note("desktop dies", self.name)
            report = None
            self.look_up()
        finally:
            self.syncing, self.dies_in = False, 0
        code = report.problem.code if report and report.problem else ""
        self.ended = self.ended or code in ("device_ended", "account_erased")
        self.world.note("synced", self.name, code, self.dies_in)
        letting_go.stays_gone(self)
        if code == "not_signed_in":
            self.sign_in_again()
        return report

    def _with(self, work: Callable[[Site], T]) -> T:
        """What is asked beside syncs: one at a time, since another would wait for the end of it in the one thread there is."""
        if self.syncing:
            raise Refused(problem("site_down"))
        self.syncing = True
        try:
            return super()._with(work)
        finally:
            self.syncing = False

    def sign_in_again(self) -> None:
        """The site does not know the session: the person signs in, if the account is still there."""
        with self.world.clock.of(0.0):
            session = self.world.server.session(self.device.email, PASSWORD)
        if session is None:
            self.ended = True
        else:
            self.signs_in(session)

    def signs_in(self, session: wire.Session) -> None:
        """The person signs in again at this machine, whose cache is as they left it."""
        self.device = Device(self.name, self.device.email, session)
        self.__dict__.pop("_connection", None)  # it goes on with the tokens of before
        self._welcome(session, self.device.email)
        self.ended = False

    def tick(self) -> str:
        """Look at the lease, as a running program does; how it stands."""
        with self.world.clock.of(self.wrong):
            return lease.tick(self.cache.file).state

    @functools.cached_property
    def own(self) -> str:
        """The person's own scope."""
        return f"account:{self.device.session.account}"

    @contextlib.contextmanager
    def looked_at(self) -> Iterator[Connection]:
        """A look into the cache from outside: no machine dies of that."""
        dies, self.dies_in = self.dies_in, 0
        try:
            with self.cache.file.read() as connection:
                yield connection
        finally:
            self.dies_in = dies

    def copied(self) -> Any:
        """All of its cache as it is now, as a backup program of its person keeps it: a database in memory."""
        copy = driver.connect(":memory:")
        self._raw.backup(copy)
        return copy

    def lay_back(self, copy: Any) -> None:
        """Its cache is that copy again; what it was told since is told nowhere on this machine."""
        copy.backup(self._raw)
        self.letting_go = LettingGo()
        self.look_up()

    @property
    def _raw(self) -> Any:
        """The one connection of a cache in memory."""
        (connection,) = self.cache.file._idle
        return connection

    @contextlib.contextmanager
    def _mortal(self, begin: str) -> Iterator[Connection]:
        """A transaction in whose commit the process may end."""
        with self._transaction(begin) as connection:
            yield connection
            if self.dies_in:
                self.dies_in -= 1
                if not self.dies_in:
                    raise DesktopDied
