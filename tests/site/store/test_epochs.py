"""Opening a site finds whether it was restored, by however many processes: one epoch, and each line of the ledger once (R13)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from izanau_protocol import ambient
from izanau_site.accounts import signin
from izanau_site.attempt import attempt
from izanau_site.store import Store, erasure, feeds, restoring
from izanau_site.store.ledger import Ledger, Line
from tests.site.store.conftest import Restorable
from tests.site.world import World

SOON = "2099-01-01T00:00:00.000Z"


def test_every_line_of_another_ledger_is_carried_out(site: Restorable, database: str, tmp_path: Path) -> None:
    """The ledger of another place was put beside the database: none of its numbers means anything here."""
    mai, ana = (World(site.store).person("seeker") for _ in range(2))
    for _ in range(3):
        erasure.begin(site.store, ana.caller.account, SOON)
    site.store.close()
    other = Ledger(tmp_path / "other")
    other.write([Line("erased", "account", mai.caller.account, ambient.timestamp())])
    other.close()
    moved = Store.open(database, tmp_path / "other")
    with moved.transaction() as connection:
        assert moved.get(connection, "account", mai.caller.account) is None
    moved.close()


def test_processes_that_open_a_restored_site_together_begin_one_epoch(
    site: Restorable, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.store.ledger.write([Line("erased", "session", "some hash", ambient.timestamp())])
    count, begun = Ledger.count, list[str]()

    def meanwhile(ledger: Ledger) -> int:
        monkeypatch.setattr(Ledger, "count", count)
        first = Store.open(database, tmp_path / "ledger")
        begun.append(first.epoch)
        first.close()
        return ledger.count

    monkeypatch.setattr(Ledger, "count", property(meanwhile))
    assert site.reopen(), "the other one began it"
    assert begun == [site.store.epoch]


def amid(monkeypatch: pytest.MonkeyPatch, deed: Callable[[], None]) -> None:
    """Do something as soon as it is known which lines of the ledger are due, before any is carried out."""

    def meanwhile(store: Store, step: Callable[[Connection], Any]) -> Any:
        found = attempt(store, step)
        if isinstance(found, tuple):
            monkeypatch.setattr(restoring, "attempt", attempt)
            deed()
        return found

    monkeypatch.setattr(restoring, "attempt", meanwhile)


def test_worker_that_opens_amid_a_catch_up_begins_no_epoch(
    site: Restorable, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mai, opened = World(site.store).person("seeker"), list[tuple[str, object]]()
    site.store.ledger.write([Line("erased", "account", mai.caller.account, ambient.timestamp())])

    def another() -> None:
        other = Store.open(database, tmp_path / "ledger")
        opened.append((other.epoch, site.account(mai)))
        other.close()

    amid(monkeypatch, another)
    begun = site.store.begin_epoch()
    assert opened == [(begun, None)], "it carries out the ledger too before it serves anybody"
    assert site.store.epoch == begun


def test_line_carried_out_twice_at_once_takes_no_later_one_back(
    site: Restorable, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mai, ana = (World(site.store).person("seeker") for _ in range(2))
    site.store.ledger.write([Line("erased", "account", mai.caller.account, ambient.timestamp())])

    def erase() -> None:
        other = Store.open(database, tmp_path / "ledger")
        erasure.erase(other, ana.caller.account)
        other.close()

    amid(monkeypatch, erase)
    restoring.apply_ledger(site.store)
    assert not site.reopen(), "all of the ledger counts as carried out"
    assert site.account(mai) is None


def test_each_restoring_of_one_backup_begins_a_history_of_its_own(site: Restorable) -> None:
    site.back_up()
    mai = World(site.store).seeker()
    site.store.ledger.mark(mai.own, 1, site.store.epoch)
    begun = set()
    for _ in range(3):
        assert site.restore(), "also where nobody was shown anything since the last one"
        begun.add(site.store.epoch)
    assert len(begun) == 3
    assert not site.reopen()


def test_backup_taken_after_a_deed_needs_no_epoch(site: Restorable) -> None:
    mai = World(site.store).person("seeker")
    erasure.begin(site.store, mai.caller.account, SOON)
    erasure.keep(site.store, mai.caller.account)
    site.back_up()
    assert not site.restore()


def test_line_that_a_crash_left_is_carried_out(site: Restorable) -> None:
    mai = World(site.store).person("seeker")
    site.store.ledger.write([Line("erased", "account", mai.caller.account, ambient.timestamp())])
    assert site.reopen()
    assert site.account(mai) is None


def fails(site: Restorable, *lines: Line) -> None:
    """A transaction that notes these lines, and then fails."""

    def deed(connection: Connection) -> None:
        site.store.note(connection, lines)
        raise RuntimeError("for whatever reason")

    with pytest.raises(RuntimeError):
        attempt(site.store, deed)


def test_what_a_failed_deed_noted_is_carried_out_by_no_restore(site: Restorable) -> None:
    mai, at = World(site.store).person("seeker"), ambient.timestamp()
    site.back_up()
    fails(
        site,
        Line("erasing", "account", mai.caller.account, at, SOON),
        Line("erased", "account", mai.caller.account, at),
    )
    assert not site.reopen(), "nothing is left of it in the ledger"
    site.store.begin_epoch()
    assert site.account(mai).erases == ""


def test_failed_deed_leaves_what_was_noted_of_the_same_before(site: Restorable) -> None:
    mai, ana = (World(site.store).person("seeker") for _ in range(2))
    site.back_up()
    for member in (mai, ana):
        erasure.begin(site.store, member.caller.account, SOON)
    before = site.store.ledger.lines()
    fails(site, *(Line("erasing", "account", mai.caller.account, ambient.timestamp(), "2999") for _ in range(2)))
    assert site.store.ledger.lines() == before
    assert site.restore()
    assert site.account(mai).erases == SOON


def test_session_outlives_a_failed_end_of_its_device(site: Restorable) -> None:
    device, refresh = site.session(World(site.store).person("seeker"))
    site.back_up()
    newest = signin.refresh(site.served, refresh).refresh
    fails(site, Line("ended", "device", device, ambient.timestamp()))
    site.restore()
    site.store.begin_epoch()
    assert signin.refresh(site.served, newest).device == device


def test_failed_deed_takes_back_no_line_that_another_noted_since(site: Restorable) -> None:
    """The line to the database was lost, and with it the lock that others wait for."""
    ledger, mine = site.store.ledger, ambient.new_id()
    first = ledger.write([Line("revoked", "consent", mine, "1")])
    ledger.write([Line("revoked", "consent", mine, "2")])
    ledger.take_back(first)
    assert [line.at for line in ledger.lines()] == ["2"]


@pytest.mark.parametrize("backend", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
def test_process_that_begins_while_others_write_takes_no_restore_for_granted(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another process commits and shows, while this one looks whether it was restored, is no sign of it."""
    first, count = Store.open(database, tmp_path / "ledger"), Ledger.count
    epoch = first.epoch

    def meanwhile(ledger: Ledger) -> int:
        monkeypatch.setattr(Ledger, "count", count)
        World(first).company()
        with first.transaction() as other:
            first.ledger.mark("jobs", feeds.heads(other, ["jobs"])["jobs"].head, epoch)
        found = ledger.count
        monkeypatch.setattr(Ledger, "count", property(meanwhile))
        return found

    monkeypatch.setattr(Ledger, "count", property(meanwhile))
    second = Store.open(database, tmp_path / "ledger")
    assert second.epoch == epoch
    for store in (first, second):
        store.close()
