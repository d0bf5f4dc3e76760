"""A network that lets nothing out, nothing in, or neither: programs try at most a minute apart, and converge once it is whole."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from itertools import pairwise

from izanau_desktop.cache import outbox
from tests.faults.simulation import checks
from tests.faults.simulation.listening import Listening
from tests.faults.simulation.network import Request
from tests.faults.simulation.seat import Seat
from tests.faults.simulation.server import Answered
from tests.faults.simulation.settling import Running
from tests.faults.simulation.world import World, lived

WAYS = ("out", "in", "both")
MOST_APART = 60.0
SOON = 10
"""Seconds after the first attempt on the whole network."""


def case(number: int) -> None:
    """One partition: its way by the number, its length too; both people go on working in it."""
    with _working(number) as (world, lines):
        times = _attempts(world)
        _cut(world, number, list(world.seats))
        _run(world, lines, _seconds(number), deeds=list(world.people))
        _heal(world, lines, times)


def idle(number: int) -> None:
    """The same of a machine that has nothing to send: its line is cut half-open, of which it hears nothing. Meanwhile somebody
    else writes what it is to be shown."""
    with _working(number) as (world, lines):
        _run(world, lines, number % 20)  # the last sign of life is so old by then
        assert all(line.listener.live for line in lines), "no line stands"
        times = {"hr1": _attempts(world)["hr1"]}
        _cut(world, number, ["hr1"])
        if lines[1].is_cut("in"):  # else it hears that nothing moved, and need not try
            times["hr1"].append(world.clock.time)
        _run(world, lines, _seconds(number), deeds=["mai1"])
        assert not _waits(world.seats["hr1"]), "it has something to send"
        _heal(world, lines, times)


@contextlib.contextmanager
def _working(number: int) -> Iterator[tuple[World, list[Listening]]]:
    """Two programs that hold a line each; in the end all is well."""
    with lived(number, ("mai1", "hr1")) as world, contextlib.ExitStack() as held:
        world.begin()
        lines = [held.enter_context(Listening(Running(world, seat))) for seat in world.seats.values()]
        _run(world, lines, 20)
        yield world, lines
        checks.everything(world)


def _seconds(number: int) -> int:
    return (4 if number // len(WAYS) % 2 else 11) * 60


def _cut(world: World, number: int, names: list[str]) -> None:
    for name in names:
        world.network.weather[name] = WAYS[number % len(WAYS)]


def _attempts(world: World) -> dict[str, list[float]]:
    """When each machine asks anything, from now on."""
    times: dict[str, list[float]] = {name: [] for name in world.seats}
    carry = world.network.carry

    def noted(asked: Request) -> Answered:
        times[asked.name].append(world.clock.time)
        return carry(asked)

    world.network.carry = noted  # type: ignore[method-assign]  # only to see when it is asked
    return times


def _heal(world: World, lines: list[Listening], times: dict[str, list[float]]) -> None:
    """The network is whole: soon after the next attempt of each all is well, and none waited for too long all along.

    Whoever has nothing to send and holds a line need not try: it is told what moved.
    """
    world.network.weather.clear()
    for line in lines:
        line.seat.cache.release()
    whole = world.clock.time
    needed = {one.seat.name for one in lines if _tries(one)} & times.keys()
    while not all(any(at >= whole for at in times[name]) for name in needed):
        assert world.clock.time - whole <= MOST_APART, "nobody tries any more"
        _run(world, lines, 1)
    _run(world, lines, SOON)
    for name, some in times.items():
        longest = max((later - earlier for earlier, later in pairwise(some)), default=0.0)
        assert longest <= MOST_APART + 1, f"{name} waited {longest} s"


def _tries(line: Listening) -> bool:
    """Whether it has a reason to try by itself: something to send, what failed, or no line."""
    last = line.running.reports[-1:]
    return _waits(line.seat) or not line.listener.live or any(report.problem is not None for report in last)


def _waits(seat: Seat) -> bool:
    """Whether it has anything to send."""
    with seat.looked_at() as connection:
        return bool(outbox.count(connection, "waiting", "sent"))


def _run(world: World, lines: list[Listening], seconds: int, *, deeds: Sequence[str] = ()) -> None:
    """Let the programs run for so many seconds, and these people work."""
    for second in range(seconds):
        for name in deeds if second % 20 == 0 else ():
            world.note("deed", name, world.people[name].do())
        for line in lines:
            line.running.look()
        moved = bool(world.moved)
        world.moved.clear()
        for line in lines:
            line.look(moved=moved)
        world.clock.pass_(1.0)
