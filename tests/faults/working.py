"""People at work in a story that is told by a proof: deeds by name or by chance, and machines that sync."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from izanau_protocol.problems import Refused
from tests.faults.simulation.world import World


def works(world: World, name: str, deeds: Sequence[str]) -> None:
    """Somebody does these, and all machines sync."""
    does(world, name, deeds)
    for seat in (world.seats[name], *world.seats.values()):
        seat.sync_once(at_once=True)
    world.look_what_arrived()


def does(world: World, name: str, deeds: Sequence[str]) -> None:
    """Somebody does these; nobody syncs."""
    person = world.people[name]
    for deed in deeds:
        with person.writes.told(person.seat), suppress(Refused):  # rule: applied already, or nobody there by chance
            getattr(person, deed)()


def work(world: World, deeds: int) -> None:
    """People work, and their machines sync now and then."""
    for _ in range(deeds):
        seat = world.chance.choice(list(world.seats.values()))
        world.note("deed", seat.name, world.people[seat.name].do())
        world.look_what_arrived()
        world.clock.pass_(world.chance.choice((1.0, 5.0, 30.0)))
        if world.chance.random() < 0.4:
            world.chance.choice(list(world.seats.values())).sync_once(at_once=True)
