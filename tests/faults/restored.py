"""A restored site with three desktops: what was written since the backup, and after the restore, is all there in the end."""

from __future__ import annotations

from izanau_site.accounts import erasing
from tests.faults.simulation import checks
from tests.faults.simulation.settling import settle
from tests.faults.simulation.world import World, lived

DESKS = ("mai1", "mai2", "hr1")


def case(number: int) -> None:
    """One story. In every third the seeker's account is erased between backup and restore: it stays erased."""
    with lived(number, DESKS) as world:
        world.begin()
        _work(world, 12)
        world.server.back_up()
        _work(world, 12)
        for seat in world.seats.values():
            seat.sync_once(at_once=True)
        erased = number % 3 == 2
        if erased:
            erasing.erase_now(world.server.site, world.cast.mai)
        epoch = world.server.site.store.epoch
        world.server.put_back()
        assert world.server.site.store.epoch != epoch, "nobody noticed the restore"
        world.look_for_erased()
        assert world.erased == erased
        _work(world, 18)
        settle(world)
        checks.everything(world)


def _work(world: World, deeds: int) -> None:
    """People work, and their machines sync now and then."""
    for _ in range(deeds):
        seat = world.chance.choice(list(world.seats.values()))
        world.note("deed", seat.name, world.people[seat.name].do())
        world.clock.pass_(world.chance.choice((1.0, 5.0, 30.0)))
        if world.chance.random() < 0.4:
            world.chance.choice(list(world.seats.values())).sync_once(at_once=True)
