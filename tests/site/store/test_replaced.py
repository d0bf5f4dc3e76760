"""A database that is replaced while the site runs is noticed, by what readers saw and by the server's own history (R13)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from izanau_protocol import wire
from izanau_site.store import Store, engine
from izanau_site.sync import pull
from tests import postgresql
from tests.site.store.conftest import Restorable
from tests.site.world import WHOLE, Member, World


def end_of(page: bytes) -> wire.PageEnd:
    """The last line of a page."""
    end = wire.decode_line(page.splitlines()[-1])
    assert isinstance(end, wire.PageEnd)
    return end


def edit(member: Member, text: str) -> None:
    """Move one's own scope on by one, from where it is."""
    member.cursors.clear()
    member.held.clear()
    member.pull()
    part = member.part("profile", member.caller.profile, {**WHOLE, "hobbies": {"en": text}})
    assert member.push(part).result == "applied"


@pytest.fixture
def mai(site: Restorable) -> Member:
    """Somebody who saw more of their scope than a backup holds."""
    member = World(site.store).seeker()
    site.back_up()
    edit(member, "Go")
    member.pull()
    site.put_back()
    return member


@pytest.mark.parametrize("how", ["after", "read"])
def test_reader_who_saw_more_than_there_is_begins_an_epoch(site: Restorable, mai: Member, how: str) -> None:
    before, seen = site.store.epoch, mai.cursors[mai.own]
    page = {
        "after": lambda: pull.feed(site.store, mai.caller, mai.own, after=seen),
        "read": lambda: pull.feed(site.store, mai.caller, mai.own, before=seen + 1, read=seen),
    }[how]()
    assert end_of(page).epoch == site.store.epoch != before
    again = pull.feed(site.store, mai.caller, mai.own, after=seen)
    assert end_of(again).epoch == site.store.epoch == end_of(page).epoch


def test_reader_who_claims_what_nobody_was_shown_begins_none(site: Restorable, mai: Member) -> None:
    before = site.store.epoch
    page = pull.feed(site.store, mai.caller, mai.own, after=mai.cursors[mai.own] + 1)
    assert end_of(page).epoch == site.store.epoch == before


def test_worker_marks_anew_what_it_shows_in_an_epoch_of_another(database: str, tmp_path: Path) -> None:
    one, two = (Store.open(database, tmp_path / "ledger") for _ in range(2))
    mai = World(one).seeker()
    seen = mai.cursors[mai.own]
    two.begin_epoch()
    assert two.ledger.marked(mai.own) == 0
    mai.cursors.clear()
    mai.pull()
    assert two.ledger.marked(mai.own) == seen
    for store in (one, two):
        store.close()


def test_page_of_an_epoch_that_is_over_leaves_no_mark(database: str, tmp_path: Path) -> None:
    store = Store.open(database, tmp_path / "ledger")
    before = store.epoch
    store.begin_epoch()
    store.ledger.mark("jobs", 7, before)
    assert store.ledger.marked("jobs") == 0
    store.close()


@pytest.fixture
def doomed() -> Iterator[str]:
    """The folder of a cluster that is to be lost."""
    with postgresql.running() as folder:
        yield folder


@pytest.fixture
def workers(doomed: str, tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """The database there, opened as two workers do."""
    address = postgresql.address(doomed, postgresql.TEMPLATE)
    one, two = (Store.open(address, tmp_path / "ledger") for _ in range(2))
    yield one, two
    one.close()
    two.close()


@pytest.mark.postgresql
def test_failover_is_noticed_though_the_heads_have_passed_again(doomed: str, workers: tuple[Store, Store]) -> None:
    mai = World(workers[0]).seeker()
    postgresql.copy(doomed)
    edit(mai, "Go")
    mai.pull()
    before, seen = workers[1].epoch, mai.cursors[mai.own]
    postgresql.fail_over(doomed)
    with pytest.raises(OperationalError) as fault:  # nobody reads from a standby that takes no writes yet
        _ = workers[0].epoch
    assert engine.passes(fault.value)
    postgresql.promote(doomed)
    for text in ("Shogi", "Chess"):
        edit(mai, text)
    mai.pull()
    assert mai.cursors[mai.own] > seen
    epochs = {worker.epoch for worker in workers}
    assert len(epochs) == 1, "the one begins it for both"
    assert before not in epochs
