"""A catch-up with the ledger that fails, or that the site goes on beside, leaves no line out (R13)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection, event
from sqlalchemy.exc import DBAPIError, OperationalError

from izanau_protocol import ambient, wire
from izanau_protocol.problems import Refused
from izanau_site.accounts import signin
from izanau_site.attempt import attempt
from izanau_site.store import Change, Store, documents, erasure, writing
from izanau_site.store.ledger import Ledger, Line
from izanau_site.sync import push
from tests.site.store.conftest import Restorable
from tests.site.store.test_restored_team import Company
from tests.site.world import Member, World

SOON = "2099-01-01T00:00:00.000Z"


@pytest.fixture
def other(site: Restorable, database: str, tmp_path: Path) -> Iterator[Store]:
    """Another worker of the site, which was opened before anything happened."""
    opened = Store.open(database, tmp_path / "ledger")
    assert opened.epoch == site.store.epoch
    yield opened
    opened.close()


def due(site: Restorable, monkeypatch: pytest.MonkeyPatch, fault: Exception) -> list[Member]:
    """Two whose erasures are due; the second one meets a fault, once."""
    found = [World(site.store).person("seeker") for _ in range(2)]
    at = ambient.timestamp()
    site.store.ledger.write([Line("erased", "account", one.caller.account, at) for one in found])
    erase_all, faults = erasure.erase_all, [fault]

    def erase(store: Store, connection: Connection, account: str) -> int:
        if account == found[1].caller.account and faults:
            raise faults.pop()
        return erase_all(store, connection, account)

    monkeypatch.setattr(erasure, "erase_all", erase)
    return found


@pytest.fixture
def people(site: Restorable, monkeypatch: pytest.MonkeyPatch) -> list[Member]:
    """Two whose erasures are due, at the second of which a catch-up failed that began an epoch."""
    found = due(site, monkeypatch, OperationalError("", {}, psycopg.errors.DiskFull()))
    with pytest.raises(OperationalError):
        site.store.begin_epoch()
    return found


def test_line_that_met_another_writer_is_tried_again(site: Restorable, monkeypatch: pytest.MonkeyPatch) -> None:
    found = due(site, monkeypatch, OperationalError("", {}, psycopg.errors.DeadlockDetected()))
    begun = site.store.begin_epoch()
    assert (site.store.epoch, [site.account(one) for one in found]) == (begun, [None, None])


def test_catch_up_that_failed_goes_on_before_anything_is_served(site: Restorable, people: list[Member]) -> None:
    begun = site.store.ledger.epoch
    assert [site.account(one) for one in people] == [None, None]
    assert site.store.epoch == begun
    assert not site.reopen()


def test_push_at_another_worker_takes_a_failed_catch_up_up(other: Store, people: list[Member]) -> None:
    begun = other.ledger.epoch
    assert other.ledger.carrying == begun
    assert push.apply_batch(other, people[0].caller, wire.Batch([])).epoch == begun
    assert other.ledger.carrying == ""
    with other.transaction() as connection:
        assert not documents.get_all(connection, [one.caller.account for one in people])


def test_what_others_note_passes_over_no_line_that_is_due(site: Restorable, other: Store, people: list[Member]) -> None:
    ana = World(other).person("seeker")
    erasure.begin(other, ana.caller.account, SOON)
    assert [site.account(one) for one in people] == [None, None]
    assert site.account(ana).erases == SOON
    erasure.keep(other, ana.caller.account)
    assert not site.reopen(), "all of the ledger counts as carried out, what was noted meanwhile too"


@pytest.mark.parametrize("backend", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
def test_deed_whose_line_to_the_database_was_lost_costs_no_epoch(site: Restorable, other: Store) -> None:
    mai, ana = (World(site.store).person("seeker") for _ in range(2))

    def loses_its_line(connection: Connection) -> None:
        mine = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        site.store.note(connection, [Line("erased", "account", mai.caller.account, ambient.timestamp())])
        with other.transaction() as another:
            another.exec_driver_sql("SELECT pg_terminate_backend(%s, 30000)", (mine,)).all()
        erasure.begin(other, ana.caller.account, SOON)
        connection.exec_driver_sql("SELECT 1")

    with pytest.raises(DBAPIError):
        attempt(site.store, loses_its_line)
    assert not site.reopen(), "all of the ledger counts as carried out"
    assert site.account(ana).erases == SOON
    assert site.account(mai) is not None


@pytest.mark.parametrize("who", ["itself", "another"])
def test_epoch_whose_commit_failed_is_begun_again(site: Restorable, other: Store, who: str) -> None:
    before, faults = site.store.epoch, [RuntimeError("a fault")]

    @event.listens_for(site.store.engine, "commit")
    def commit(_connection: Connection) -> None:
        if site.store.ledger.epoch != before and faults:
            raise faults.pop()

    with pytest.raises(RuntimeError, match="a fault"):
        site.store.begin_epoch()
    if who == "another":
        assert other.epoch_after({}) == other.ledger.epoch
    assert site.store.epoch == site.store.ledger.epoch != before
    site.store.ledger.mark("jobs", 1, site.store.epoch)
    assert site.store.ledger.marked("jobs") == 1


@pytest.mark.parametrize("backend", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
@pytest.mark.parametrize("kind", ["membership", "job"])
def test_edit_made_amid_a_catch_up_is_not_undone(site: Restorable, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    company, lock = Company(site), writing.lock
    rin = company.member("hiring_manager")
    job = company.job(rin)
    identity = job if kind == "job" else company.place(rin)
    site.back_up()
    company.set_role(rin, "reviewer")
    site.put_back()
    kept = company.body(identity) or {}

    def meanwhile(connection: Connection, changes: list[Change]) -> None:
        if identity in {change.id for change in changes}:
            monkeypatch.setattr(writing, "lock", lock)
            company.write(Change(kind=kind, id=identity, body={**kept, "note": "edited"}))
        lock(connection, changes)

    monkeypatch.setattr(writing, "lock", meanwhile)
    site.store.begin_epoch()
    assert (company.body(identity) or {}).get("note") == "edited"


@pytest.mark.parametrize("backend", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
@pytest.mark.parametrize("who", ["known", "new"])
def test_device_that_refreshes_amid_a_catch_up_stays_signed_in(
    site: Restorable, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    mai, sessions = World(site.store).person("seeker"), Ledger.sessions
    pairs = [site.session(mai)]
    event.listen(site.store.engine, "begin", lambda begun: begun.exec_driver_sql("SET LOCAL lock_timeout = '20ms'"))

    def meanwhile(ledger: Ledger) -> tuple[tuple[str, str, str], ...]:
        monkeypatch.setattr(Ledger, "sessions", sessions)
        pairs.extend([site.session(mai)] if who == "new" else [])
        found, (device, newest) = sessions(ledger), pairs[-1]
        with contextlib.suppress(Refused):  # it finds no way through where its device is held
            pairs.append((device, signin.refresh(site.served, newest).refresh))
        return found

    monkeypatch.setattr(Ledger, "sessions", meanwhile)
    site.store.begin_epoch()
    device, newest = pairs[-1]
    assert signin.refresh(site.served, newest).device == device
