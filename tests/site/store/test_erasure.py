"""Erased is erased: documents, feeds, waiting mails and devices; and a restored backup does not bring anyone back."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from izanau_protocol import ambient, ids
from izanau_site.store import Change, Store, erasure
from izanau_site.store.schema import devices, mails, metadata
from izanau_site.work import mails as outbox
from tests.site.world import Story


@pytest.fixture
def story(store: Store) -> Story:
    """A company with a recruiter and a job, a seeker, a company next door."""
    return Story(store)


def everything(store: Store) -> bytes:
    """All that the database holds, as bytes."""
    found = b""
    with store.transaction() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(select(table)):
                found += b"\n".join(value if isinstance(value, bytes) else str(value).encode() for value in row)
    return found


def raw(folder: Path) -> bytes:
    """The bytes of all files, the database's log among them."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_grace_revokes_elsewhere_and_keeping_brings_back(story: Story) -> None:
    application = story.apply()
    erasure.begin(story.world.store, story.mai.caller.account, "2099-01-01T00:00:00.000Z")
    story.everyone_pulls()
    assert story.hr.held[story.applicants, application].gone == "revoked"
    assert story.hr.held[f"contacts:{story.company}", ids.contact_id(application)].gone == "revoked"
    erasure.keep(story.world.store, story.mai.caller.account)
    story.everyone_pulls()
    assert story.hr.view(story.applicants, application) is not None


def test_own_edits_outlive_the_grace_of_an_erasure(story: Story) -> None:
    mai = story.mai
    erasure.begin(story.world.store, mai.caller.account, "2999-01-01T00:00:00.000Z")
    mai.pull()
    view = mai.view(mai.own, mai.caller.account)
    assert view is not None
    assert view["erases"] == "2999-01-01T00:00:00.000Z"
    assert mai.push(mai.part("account", mai.caller.account, {"language": "ja"})).result == "applied"


def test_erased_person_is_in_no_row_but_tombstones(story: Story) -> None:
    application, store, mai = story.apply(), story.world.store, story.mai
    note = story.hr.part(
        "note", ambient.new_id(), {"application": application, "text": "Canary note"}, story.applicants
    )
    conflict = ids.conflict_id(application, "stage", story.hr.caller.account)
    kept = {"document": "application", "about": application, "path": "stage", "theirs": '"Canary value"'}
    story.hr.push(note)
    story.hr.push(story.hr.part("conflict", conflict, kept))
    with store.transaction(write=True) as connection:
        row = {"id": ambient.new_id(), "account": mai.caller.account, "created": "", "seen": ""}
        connection.execute(insert(devices), row)
        values = {"name": "Nguyễn Thị Mai", "company": "x", "status": "y"}
        outbox.queue(connection, "status", to=mai.email, language="en", account=mai.caller.account, **values)
    assert erasure.erase(store, mai.caller.account) > 5
    left = everything(store)
    for canary in (mai.email, mai.caller.account, "Canary note", kept["theirs"]):
        assert canary.encode() not in left, canary
    for member in (story.hr, story.reviewer):
        member.pull()
        gone = [
            entry for entry in member.held.values() if entry.id in (application, mai.caller.profile, note.id, conflict)
        ]
        assert {entry.gone for entry in gone} == {"erased"}
        assert all(entry.view is None for entry in gone)


def test_erased_member_is_named_in_nothing_that_the_company_keeps(story: Story) -> None:
    application, store, hr = story.apply(), story.world.store, story.hr
    person, place = hr.caller.account, ids.membership_id(story.company, hr.caller.account)
    name = f"Person {person[:4]}"
    member: dict[str, object] = {"company": story.company, "member": person, "name": name, "role": "recruiter"}
    with store.transaction(write=True) as connection:
        store.write(connection, [Change(kind="membership", id=place, body=member, account=person)])
    note = hr.part("note", ambient.new_id(), {"application": application, "text": "Call back"}, story.applicants)
    assert hr.push(note).result == "applied"
    moved = hr.part("application", application, {"stage": "interview"}, story.applicants)
    assert hr.push(moved).result == "applied"
    story.reviewer.pull()
    views = [story.reviewer.view(story.applicants, one) or {} for one in (note.id, application)]
    assert views[0]["author"] == place
    assert place in [step.get("by") for step in views[1]["trail"].values()]
    erasure.erase(store, person)
    left = everything(store)
    assert b"Call back" in left
    for canary in (name, person, hr.email):
        assert canary.encode() not in left, canary


def test_withdrawn_application_takes_the_companys_conflicts_with_it(story: Story) -> None:
    application, store = story.apply(), story.world.store
    conflict = ids.conflict_id(application, "stage", story.hr.caller.account)
    kept = {"document": "application", "about": application, "path": "stage", "theirs": '"Canary value"'}
    story.hr.push(story.hr.part("conflict", conflict, kept))
    assert erasure.forget_conflicts(store) == 0
    story.mai.push(story.mai.part("application", application, {"withdrawn": True}))
    assert erasure.forget_conflicts(store) == 1
    assert b"Canary value" not in everything(store)


def test_erased_person_is_in_no_byte_of_the_sites_files(template_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "site.db"
    shutil.copy(template_file, file)
    store = Store.open(f"sqlite:///{file}", tmp_path / "ledger")
    try:
        story = Story(store)
        story.apply()
        assert story.mai.email.encode() in raw(tmp_path)
        erasure.erase(store, story.mai.caller.account)
        assert story.mai.email.encode() not in raw(tmp_path)
    finally:
        store.close()


def test_requests_written_signed_out_go_with_their_address(story: Story) -> None:
    store, mai = story.world.store, story.mai
    ids_of = {email: ambient.new_id() for email in (mai.email.upper(), story.second.email)}
    with store.transaction(write=True) as connection:
        for number, (email, identity) in enumerate(ids_of.items(), 1):
            body: dict[str, object] = {"text": "My birthday is wrong", "email": email, "number": number}
            store.write(connection, [Change(kind="ticket", id=identity, body=body)])
            outbox.queue(connection, "ticket", to=email, language="en", number=number, text="x", days=30)
    erasure.erase(store, mai.caller.account)
    left = everything(store)
    assert mai.email.encode() not in left.lower()
    assert left.count(story.second.email.encode()) > 2
    with store.transaction() as connection:
        assert [row.to for row in connection.execute(select(mails))] == [story.second.email]


def test_accounts_whose_grace_is_over_are_due(story: Story) -> None:
    erasure.begin(story.world.store, story.mai.caller.account, "2020-01-01T00:00:00.000Z")
    erasure.begin(story.world.store, story.second.caller.account, "2099-01-01T00:00:00.000Z")
    with story.world.store.transaction() as connection:
        assert erasure.due(connection) == [story.mai.caller.account]


def test_waiting_mails_go_with_the_request(story: Story) -> None:
    application = story.apply()
    story.hr.push(story.hr.part("application", application, {"stage": "interview"}, story.applicants))
    erasure.begin(story.world.store, story.mai.caller.account, "2099-01-01T00:00:00.000Z")
    with story.world.store.transaction() as connection:
        assert connection.execute(select(mails)).all() == []


def copied(file: Path, to: Path) -> None:
    """A backup of a SQLite file that is in use."""
    with sqlite3.connect(file) as source, sqlite3.connect(to) as target:
        source.backup(target)
    source.close()
    target.close()


def test_restored_backup_begins_an_epoch_and_erases_again(template_file: Path, tmp_path: Path) -> None:
    file, backup, ledger = tmp_path / "site.db", tmp_path / "backup.db", tmp_path / "ledger"
    shutil.copy(template_file, file)
    store = Store.open(f"sqlite:///{file}", ledger)
    story = Story(store)
    application = story.apply()
    other = story.second.apply_to(story.job, story.company)[0]
    copied(file, backup)
    epoch = store.epoch
    story.second.pull()
    story.second.push(story.second.part("application", other, {"withdrawn": True}))
    erasure.erase(store, story.mai.caller.account)
    story.everyone_pulls()
    store.close()
    for old in tmp_path.glob("site.db*"):
        old.unlink()
    shutil.copy(backup, file)
    again = Store.open(f"sqlite:///{file}", ledger)
    try:
        assert again.epoch != epoch
        assert story.mai.email.encode() not in everything(again)
        with again.transaction() as connection:
            assert again.get(connection, "application", application) is None
            withdrawn = again.get(connection, "application", other)
            assert again.get(connection, "contact", ids.contact_id(other)) is None
        assert withdrawn is not None
        assert withdrawn.state == "withdrawn"
    finally:
        again.close()


def test_reopening_keeps_the_epoch(database: str, tmp_path: Path) -> None:
    epochs = []
    for _ in range(2):
        store = Store.open(database, tmp_path / "ledger")
        Story(store).apply()
        epochs.append(store.epoch)
        store.close()
    assert epochs[0] == epochs[1]
