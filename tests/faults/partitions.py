"""A network that lets nothing out, nothing in, or neither: programs try at most a minute apart, and converge once it is whole."""

from __future__ import annotations

from itertools import pairwise

from tests.faults.simulation import checks
from tests.faults.simulation.network import Request
from tests.faults.simulation.server import Answered
from tests.faults.simulation.settling import Running, tell
from tests.faults.simulation.world import World, lived

WAYS = ("out", "in", "both")
MOST_APART = 60.0
SOON = 10
"""Seconds after the first attempt on the whole network."""


def case(number: int) -> None:
    """One partition: its way by the number, its length too; both people go on working in it."""
    way, minutes = WAYS[number % len(WAYS)], 4 if number // len(WAYS) % 2 else 11
    with lived(number, ("mai1", "hr1")) as world:
        world.begin()
        running = [Running(world, seat) for seat in world.seats.values()]
        _run(world, running, 20)
        for seat in world.seats.values():
            world.network.weather[seat.name] = way
        times: dict[str, list[float]] = {name: [] for name in world.seats}
        carry = world.network.carry

        def noted(asked: Request) -> Answered:
            times[asked.name].append(world.clock.time)
            return carry(asked)

        world.network.carry = noted  # type: ignore[method-assign]  # only to see when it is asked
        _run(world, running, minutes * 60, deeds=True)
        world.network.weather.clear()
        for seat in world.seats.values():
            seat.cache.release()
        whole = world.clock.time
        while not all(any(at >= whole for at in some) for some in times.values()):
            assert world.clock.time - whole <= MOST_APART, "nobody tries any more"
            _run(world, running, 1)
        _run(world, running, SOON)
        for name, some in times.items():
            gaps = [later - earlier for earlier, later in pairwise(some)]
            longest = max(gaps, default=0.0)  # none where there was nothing to try all along
            assert longest <= MOST_APART + 1, f"{name} waited {longest} s"
        checks.everything(world)


def _run(world: World, running: list[Running], seconds: int, *, deeds: bool = False) -> None:
    """Let the programs run for so many seconds, and people work."""
    for second in range(seconds):
        if deeds and second % 20 == 0:
            for name, person in world.people.items():
                world.note("deed", name, person.do())
        for one in running:
            one.look()
        tell(world, running)
        world.clock.pass_(1.0)
