"""Whom a desk believes: what is not the site's own word ends no session and lets go of nothing."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator
from unittest import mock

import pytest
from sqlalchemy import update

from izanau_desktop.cache import outbox
from izanau_protocol import wire
from izanau_protocol.problems import Refused
from izanau_site.store.schema import devices
from tests.faults import foreign
from tests.faults.simulation import checks
from tests.faults.simulation.network import Request
from tests.faults.simulation.seat import Seat
from tests.faults.simulation.server import Answered
from tests.faults.simulation.settling import settle
from tests.faults.simulation.world import World, lived

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

DESKS = ("mai1", "hr1")
HIRING = ("write_note", "move_stage", "write_to_applicant")


@pytest.fixture
def world() -> Iterator[World]:
    """Somebody applied, and the company's desk has it."""
    with lived(1, DESKS) as made:
        made.begin()
        works(made, "mai1", "apply")
        for name in ("mai1", "hr1"):
            made.seats[name].sync_once(at_once=True)
        yield made


def works(world: World, name: str, *deeds: str) -> None:
    """What somebody does."""
    person = world.people[name]
    for deed in deeds:
        with person.writes.told(person.seat):
            getattr(person, deed)()


def forget_account(world: World, account: str) -> None:
    """As a site that was put back from a backup of before this account was made."""
    with world.server.site.store.transaction(write=True) as connection:
        connection.execute(update(devices).where(devices.c.account == account).values(access_hash="", family_hash=""))


def held(seat: Seat) -> tuple[int, int, str]:
    """How much waits, how much is kept for a backup that is put back, and all that the cache shows."""
    with seat.cache.file.read() as connection:
        waiting, settled = outbox.count(connection, "waiting", "sent"), outbox.count(connection, "settled")
        rows = connection.exec_driver_sql("SELECT scope, kind, id, base, mine FROM document ORDER BY 1, 2, 3").all()
    return waiting, settled, str(rows)


@contextlib.contextmanager
def answered(world: World, status: int, kind: str, body: bytes, *, after: int) -> Iterator[None]:
    """Somebody between answers in the site's place, after so many requests that come through."""
    asked, carry = list[Request](), world.network.carry

    def carried(request: Request) -> Answered:
        asked.append(request)
        return carry(request) if len(asked) <= after else Answered(status, {"content-type": kind}, body)

    with mock.patch.object(world.network, "carry", carried):
        yield


@pytest.mark.parametrize(("name", "deeds"), [("mai1", ("write_to_company",)), ("hr1", HIRING)])
def test_answer_of_somebody_between_lets_go_of_nothing(world: World, name: str, deeds: tuple[str, ...]) -> None:
    seat = world.seats[name]
    works(world, name, *deeds)
    seat.sync_once(at_once=True)
    works(world, name, *deeds)
    before = held(seat)
    for answer, first in itertools.product(foreign.ANSWERS, (0, 1)):
        seat.cache.release()
        with answered(world, *answer, after=first):
            report = seat.sync_once(at_once=True)
        assert report is not None
        assert report.problem is not None, answer
        assert report.problem.code == "foreign_answer", (answer, first)
        assert held(seat) == before, (answer, first)
    settle(world)
    checks.everything(world)


def test_device_signed_in_since_the_backup_locks_and_then_sends_all(world: World) -> None:
    hr = world.seats["hr1"]
    world.server.back_up()
    hr.sign_in_again()
    works(world, "hr1", *HIRING)
    hr.sync_once(at_once=True)
    works(world, "hr1", *HIRING)
    before = held(hr)
    assert before[0] >= len(HIRING)
    world.put_back()
    report = hr.sync()
    assert report.problem is not None
    assert report.problem.code == "not_signed_in"
    assert held(hr) == before, "what was sent since the backup, and what waits, is nowhere else"
    lease = hr.cache.lease()
    assert (lease.state, lease.signed_out, lease.waiting, lease.until) == ("locked", True, before[0], "")
    with pytest.raises(Refused) as caught:
        hr.cache.list("application")
    assert caught.value.problems[0].code == "not_signed_in"
    hr.sign_in_again()
    assert hr.cache.list("application")
    settle(world)
    checks.everything(world)
    assert held(hr)[0] == 0


def test_account_made_since_the_backup_is_locked_and_goes_with_the_lease(world: World) -> None:
    hr = world.seats["hr1"]
    works(world, "hr1", *HIRING)
    before = held(hr)
    forget_account(world, hr.account.id)
    for days in (0, wire.PURGE_DAYS - 1):
        world.clock.pass_(days * 86_400.0)
        assert hr.tick() in ("held", "locked")
        report = hr.sync()
        assert report.problem is not None
        assert report.problem.code == "not_signed_in"
        assert held(hr) == before
        assert (hr.cache.lease().state, hr.cache.lease().waiting) == ("locked", before[0])
    world.clock.pass_(2 * 86_400.0)
    hr.tick()
    waiting, _settled, shown = held(hr)
    assert (waiting, "applicants:" in shown) == (0, False)
