"""The end of a history: the network is whole, every program runs, and thirty seconds pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from izanau_desktop.cache import outbox
from izanau_desktop.sync.driver import Driver
from izanau_desktop.sync.listener import Listener
from izanau_desktop.sync.report import SyncReport
from izanau_site.store import erasure
from tests.faults.simulation.seat import Seat

if TYPE_CHECKING:
    from tests.faults.simulation.world import World

SECONDS = 30
_STILL = 3
"""Seconds in which nothing was sent and nothing moved: it has come to rest."""


class _Line:
    """In the place of the driver's thread that listens: the world says what moved."""

    def again(self) -> None:
        """Nothing was lost."""

    def stop(self) -> None:
        """Nothing goes on."""


class Running:
    """A program that runs: the real driver, looked after once a second."""

    def __init__(self, world: World, seat: Seat) -> None:
        self.world, self.seat = world, seat
        self.reports: list[SyncReport] = []
        self.driver = Driver(seat.cache, None, seat.site, self._sync, self.reports.append)
        self.driver._listener = cast("Listener", _Line())
        self._seen: int | None = None

    def look(self) -> None:
        """What the driver's thread does once a second."""
        with self.world.clock.of(self.seat.wrong):
            self._seen = self.driver._look(self._seen)

    def _sync(self, **_: object) -> SyncReport:
        session = self.seat.device.session
        report = self.seat.sync_once(at_once=False)
        assert report is not None
        if self.seat.device.session is not session:  # the person signed in again, which begins with a sync
            self.driver.now()
        return report


def settle(world: World) -> None:
    """Let everything come to rest."""
    world.network.deliver_late()
    world.network.weather.clear()
    world.moved.clear()
    for seat in world.seats.values():
        seat.cache.release()  # each section is left
    running = [Running(world, seat) for seat in world.living()]
    _rest(world, running)
    if erasure.forget_conflicts(world.server.site.store):  # behind a withdrawal, which caches follow at once (R15)
        _rest(world, running)
    for one in running:
        last = one.reports[-1] if one.reports else None
        ended = one.seat.ended
        fine = last is not None and (ended or last.problem is None or last.problem.code == "policy_required")
        assert fine, f"{one.seat.name} is stuck: {last}"


def _rest(world: World, running: list[Running]) -> None:
    """Until nothing is sent and nothing moves; thirty seconds at most."""
    still = 0
    for _ in range(SECONDS):
        before = world.network.carried
        for one in running:
            one.look()
        moved = tell(world, running)
        still = 0 if moved or world.network.carried > before else still + 1
        if still >= _STILL and not any(_waits(one.seat) for one in running):
            break
        world.clock.pass_(1.0)


def tell(world: World, running: list[Running]) -> bool:
    """Tell programs whose network is whole that something moved, as the site's line of events does; whether it did."""
    moved = bool(world.moved)
    world.moved.clear()
    for one in running:
        if moved and world.network.weather.get(one.seat.name, "whole") == "whole":
            one.driver._moved("moved")
    return moved


def _waits(seat: Seat) -> bool:
    with seat.cache.file.read() as connection:
        return not seat.ended and any(row.problem is None for row in outbox.rows(connection))
