"""A restored site with three desktops: what was written since the backup, and after the restore, is all there in the end."""

from __future__ import annotations

import itertools

from sqlalchemy import func, select

from izanau_desktop.cache.reads import common
from izanau_site.accounts import erasing
from izanau_site.store.schema import mails
from tests.faults.simulation import checks
from tests.faults.simulation.deeds import WORDS
from tests.faults.simulation.settling import settle
from tests.faults.simulation.world import World, lived
from tests.faults.working import does, work, works
from tests.offer import LEGAL

DESKS = ("mai1", "mai2", "hr1")
HIRING = ("move_stage", "write_note", "write_to_applicant")
ASKING = ("write_text", "write_item", "write_to_company")


def case(number: int) -> None:
    """One story. In every third the seeker's account is erased between backup and restore: it stays erased."""
    with lived(number, DESKS) as world:
        world.begin()
        work(world, 12)
        works(world, "mai1", ["apply"])
        world.server.back_up()
        works(world, "hr1", HIRING)
        work(world, 12)
        for seat in world.seats.values():
            seat.sync_once(at_once=True)
        erased = number % 3 == 2
        if erased:
            erasing.erase_now(world.server.site, world.cast.mai)
        epoch = world.server.site.store.epoch
        world.put_back()
        assert world.server.site.store.epoch != epoch, "nobody noticed the restore"
        assert world.erased == erased
        work(world, 18)
        settle(world)
        checks.everything(world)


def brought_back(number: int) -> None:
    """All happens after the backup: an application, for a job of before or for a new one, and what the company does with it.

    Each machine in turn is the first that the restored site sees; what the others bring back later is waited for.
    """
    orders = list(itertools.permutations(DESKS))
    with lived(number, DESKS) as world:
        world.begin()
        world.server.back_up()
        job = _posted(world) if number // len(orders) % 2 else ""
        _applies(world, job)
        works(world, "hr1", HIRING)
        world.put_back()
        for name in orders[number % len(orders)]:
            world.seats[name].sync_once(at_once=True)
        settle(world)
        checks.everything(world)
        _all_there(world)


def signed_in_since(number: int) -> None:
    """A machine signs in after the backup, which does not know it: what it sent since and what waits there is all there once
    its person signs in again.

    Each machine in turn, before the others have synced with the restored site or after that; what it is about is in the
    backup, or came since and is to be brought back itself.
    """
    name, others_first, applied_since = DESKS[number % 3], bool(number // 3 % 2), bool(number // 6 % 2)
    deeds = HIRING if name == "hr1" else ASKING
    with lived(number, DESKS) as world:
        world.begin()
        seat = world.seats[name]
        if not applied_since:
            works(world, "mai1", ["apply"])
        world.server.back_up()
        seat.sign_in_again()
        if applied_since:
            works(world, "mai1", ["apply"])
        works(world, name, deeds)
        does(world, name, deeds)
        assert common.outbox_rows(seat.cache), "nothing waits"
        world.put_back()
        for other in world.seats.values():
            if others_first and other is not seat:
                other.sync_once(at_once=True)
        report = seat.sync_once(at_once=True)
        assert report is not None
        assert report.problem is not None
        assert report.problem.code == "not_signed_in"
        settle(world)
        checks.everything(world)
        _all_there(world)


def _all_there(world: World) -> None:
    """All that was written is at the site, and nothing waits for it."""
    there = checks.arrived(world.server.site.store)
    assert not world.writes.live.keys() - there, f"not brought back: {world.writes.live.keys() - there}"
    waiting = {seat.name: rows for seat in world.living() if (rows := common.outbox_rows(seat.cache))}
    assert not waiting, f"still waiting: {waiting}"


def _posted(world: World) -> str:
    """The company publishes a job, which all machines read."""
    hr = world.seats["hr1"]
    job = hr.create_job({"title": {"en": "New"}})
    hr.edit("job", job, dict(LEGAL))
    hr.publish(job)
    for seat in (hr, *world.seats.values()):
        seat.sync_once(at_once=True)
    return job


def _applies(world: World, job: str) -> None:
    """The seeker applies for a job, or for any."""
    mai = world.people["mai1"]
    if not job:
        works(world, "mai1", ["apply"])
        return
    with mai.writes.told(mai.seat):
        mai.seat.apply(job, WORDS, "en", mai.writes.word("mai1"))
    for seat in (mai.seat, *world.seats.values()):
        seat.sync_once(at_once=True)


def told(number: int) -> tuple[int, int, int]:
    """A company's deeds after the backup: how many mails were queued when it was made, before it was put back, and in the end."""
    with lived(number, DESKS) as world:
        world.begin()
        works(world, "mai1", ["apply"])
        world.server.back_up()
        first = _mails(world)
        works(world, "hr1", HIRING)
        second = _mails(world)
        world.put_back()
        assert _mails(world) == first
        settle(world)
        checks.everything(world)
        return first, second, _mails(world)


def _mails(world: World) -> int:
    """How many mails were ever queued."""
    with world.server.site.store.transaction() as connection:
        return connection.execute(select(func.count()).select_from(mails)).scalar_one()
