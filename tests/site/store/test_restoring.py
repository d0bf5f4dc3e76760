"""A restored backup brings back nobody who left, no device that ended and no right that was taken back (R13, PRV-18)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import Connection, Table, delete, insert, select

from izanau_protocol import ambient, ids
from izanau_protocol.problems import Refused
from izanau_site import settings as settings_of
from izanau_site.accounts import purposes, signin, tokens
from izanau_site.accounts.limits import Limits
from izanau_site.policy.publish import publish_first
from izanau_site.site import Site
from izanau_site.store import Store, erasure, erasures, feeds
from izanau_site.store import store as module
from izanau_site.store.ledger import Line
from izanau_site.store.schema import accounts, devices, metadata
from tests.site.world import Member, World

SETTINGS = settings_of.load(environment={})
SOON = "2099-01-01T00:00:00.000Z"


class Restorable:
    """A site whose database can be put back to an earlier moment; its ledger never is."""

    def __init__(self, database: str, folder: Path) -> None:
        self._database, self._ledger = database, folder / "ledger"
        self.store = Store.open(database, self._ledger)
        self._rows: dict[Table, list[dict[str, Any]]] = {}

    def back_up(self) -> None:
        """Keep all rows as they are now."""
        with self.store.transaction() as connection:
            for table in metadata.sorted_tables:
                self._rows[table] = [dict(row) for row in connection.execute(select(table)).mappings()]

    def restore(self) -> bool:
        """Bring back the rows that were kept, and open anew; whether a new epoch began."""
        with self.store.transaction(write=True) as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(delete(table))
            for table, rows in self._rows.items():
                if rows:
                    connection.execute(insert(table), rows)
        return self.reopen()

    def reopen(self) -> bool:
        """Open anew; whether a new epoch began."""
        before = self.store.epoch
        self.store.close()
        self.store = Store.open(self._database, self._ledger)
        return self.store.epoch != before

    def session(self, member: Member) -> tuple[str, str]:
        """Sign a device in: its id and its refresh token."""
        with self.store.transaction(write=True) as connection:
            account = connection.execute(select(accounts).where(accounts.c.id == member.caller.account)).one()
            session = tokens.issue(self.store, connection, SETTINGS, account, "", "")
        return session.device, session.refresh

    def account(self, member: Member) -> Any:
        """The row of an account, or None."""
        with self.store.transaction() as connection:
            return connection.execute(select(accounts).where(accounts.c.id == member.caller.account)).one_or_none()

    def ended(self, device: str) -> bool:
        """Whether a device's session has ended."""
        with self.store.transaction() as connection:
            return bool(connection.execute(select(devices.c.ended).where(devices.c.id == device)).scalar_one())

    @property
    def served(self) -> Site:
        """The site as the accounts' deeds want it."""
        return Site(SETTINGS, self.store, Limits(SETTINGS))


@pytest.fixture
def site(database: str, tmp_path: Path) -> Iterator[Restorable]:
    """An empty site."""
    opened = Restorable(database, tmp_path)
    yield opened
    opened.store.close()


def test_person_whom_nobody_was_shown_stays_erased(site: Restorable) -> None:
    mai = World(site.store).person("seeker")
    site.back_up()
    erasure.erase(site.store, mai.caller.account)
    assert site.restore()
    assert site.account(mai) is None
    assert not site.reopen(), "the ledger is carried out once"


def test_device_that_renewed_its_tokens_since_the_backup_stays_signed_in(site: Restorable) -> None:
    world = World(site.store)
    hr = world.person("recruiter", world.company())
    device, first = site.session(hr)
    site.back_up()
    world.job(hr)
    second = signin.refresh(site.served, first).refresh
    signin.refresh(site.served, second)  # the answer to it gets lost
    assert site.restore()
    assert signin.refresh(site.served, second).device == device
    assert not site.ended(device)


def test_refresh_token_that_was_spent_before_the_backup_ends_its_session_after_it(site: Restorable) -> None:
    world = World(site.store)
    hr = world.person("recruiter", world.company())
    device, first = site.session(hr)
    third = signin.refresh(site.served, signin.refresh(site.served, first).refresh)
    site.back_up()
    world.job(hr)
    signin.refresh(site.served, third.refresh)
    assert site.restore()
    with pytest.raises(Refused):
        signin.refresh(site.served, first)
    assert site.ended(device)


def test_certificate_is_made_anew_after_a_restore(site: Restorable) -> None:
    mai, told = World(site.store).person("seeker"), []
    site.back_up()
    erasure.erase(site.store, mai.caller.account, lambda _connection, erased: told.append(erased))
    assert site.restore()
    with site.store.transaction() as connection:
        found = erasures.certified(connection, told[0].token)
    assert found is not None
    assert found.masked == erasures.masked(mai.email)


def test_grace_of_an_erasure_is_hidden_again(site: Restorable) -> None:
    mai = World(site.store).seeker()
    site.back_up()
    erasure.begin(site.store, mai.caller.account, SOON)
    assert site.restore()
    assert site.account(mai).erases == SOON


def test_account_that_was_kept_stays_kept(site: Restorable) -> None:
    mai = World(site.store).seeker()
    erasure.begin(site.store, mai.caller.account, SOON)
    site.back_up()
    erasure.keep(site.store, mai.caller.account)
    assert site.restore()
    assert site.account(mai).erases == ""


def test_each_restoring_of_one_backup_begins_a_history_of_its_own(site: Restorable) -> None:
    site.back_up()
    mai = World(site.store).seeker()
    site.store.ledger.mark(mai.own, 1)
    begun = set()
    for _ in range(3):
        assert site.restore(), "also where nobody was shown anything since the last one"
        begun.add(site.store.epoch)
    assert len(begun) == 3
    assert not site.reopen()


def signed_out(site: Restorable, member: Member, device: str, _refresh: str) -> None:
    """The device signs out."""
    signin.sign_out(site.served, replace(member.caller, device=device))


def reused(site: Restorable, member: Member, device: str, refresh: str) -> None:
    """A refresh token comes a second time, after its answer was used."""
    signin.refresh(site.served, refresh)
    signin.note_seen(site.served, replace(member.caller, device=device))
    with pytest.raises(Refused, match="not_signed_in"):
        signin.refresh(site.served, refresh)


@pytest.mark.parametrize("way", ["device", "link"])
def test_refused_purpose_stays_refused(site: Restorable, way: str) -> None:
    publish_first(site.store)
    mai = World(site.store).seeker()
    with site.store.transaction(write=True) as connection:
        for purpose in ("jobs", "newsletter"):
            purposes.set_purpose(connection, site.store, mai.caller.account, purpose, on=True, method="test")
    mai.pull()
    site.back_up()
    if way == "device":
        answer = mai.push(mai.part("account", mai.caller.account, {"purposes": {"newsletter": None}}))
        assert answer.result == "applied", answer
    else:
        with site.store.transaction(write=True) as connection:
            me = mai.caller.account
            purposes.set_purpose(connection, site.store, me, "newsletter", on=False, method="unsubscribe")
    assert site.restore()
    with site.store.transaction() as connection:
        account = site.store.get(connection, "account", mai.caller.account)
        consents = site.store.list(connection, "consent", account=mai.caller.account)
    assert account is not None
    assert account.body["purposes"] == {"jobs": True}
    assert {one.body["purpose"]: one.body.get("ended", False) for one in consents if "purpose" in one.body} == {
        "jobs": False,
        "newsletter": True,
    }


@pytest.mark.parametrize("end", [signed_out, reused])
def test_ended_device_stays_ended(site: Restorable, end: Callable[[Restorable, Member, str, str], None]) -> None:
    mai = World(site.store).person("seeker")
    device, refresh = site.session(mai)
    site.back_up()
    end(site, mai, device, refresh)
    assert site.restore()
    assert site.ended(device)
    with pytest.raises(Refused, match="device_ended"):
        signin.refresh(site.served, refresh)


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


def test_only_what_the_backup_lacks_is_done_again(site: Restorable) -> None:
    """Paused, back again, and then a restore: the pause before the backup is no news."""
    mai, ana = (World(site.store).seeker() for _ in range(2))
    mai.pull()
    assert mai.push(mai.part("account", mai.caller.account, {"paused": True})).result == "applied"
    mai.pull()
    assert mai.push(mai.part("account", mai.caller.account, {"paused": None})).result == "applied"
    site.back_up()
    erasure.erase(site.store, ana.caller.account)
    assert site.restore()
    assert not site.account(mai).paused
    assert site.account(ana) is None
    with site.store.transaction() as connection:
        assert site.store.get(connection, "profile", ids.profile_id(mai.caller.account)) is not None


@pytest.mark.parametrize("backend", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
def test_process_that_begins_while_others_write_takes_no_restore_for_granted(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another process commits and shows, while this one looks whether it was restored, is no sign of it."""
    first, engine_of = Store.open(database, tmp_path / "ledger"), module._engine_of
    epoch = first.epoch

    def meanwhile(connection: Connection) -> str:
        monkeypatch.setattr(module, "_engine_of", engine_of)
        World(first).company()
        with first.transaction() as other:
            first.ledger.mark("jobs", feeds.heads(other, ["jobs"])["jobs"].head)
        monkeypatch.setattr(module, "_engine_of", meanwhile)
        return engine_of(connection)

    monkeypatch.setattr(module, "_engine_of", meanwhile)
    second = Store.open(database, tmp_path / "ledger")
    assert second.epoch == epoch
    for store in (first, second):
        store.close()
