"""What may no longer be seen is in no byte of the cache, and nothing about it is left to send."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from izanau_desktop.cache import Cache, Draft, Edit, apply, cursors, file, joining, lease, meta, outbox, schema
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import common, company
from izanau_desktop.cache.reads.applicants import View
from izanau_protocol import ambient, ids, wire
from izanau_protocol.problems import Refused

KEY = bytes(range(32))
COMPANY = "22222222-2222-4222-8222-222222222222"
JOB = "33333333-3333-4333-8333-333333333333"
SCOPE, CONTACTS = f"applicants:{COMPANY}", f"contacts:{COMPANY}"
PROFILE = ids.profile_id("someone")
APPLICATION = ids.application_id(JOB, PROFILE, 1)
CONTACT = ids.contact_id(APPLICATION)
CANARY, MAIL = "Quetzalina", "kanarie@example.com"


def take(cache: Cache, *entries: wire.Entry) -> apply.Applied:
    def work(connection: Any) -> apply.Applied:
        told = apply.Applied()
        for one in entries:
            told += apply.entry(connection, one, 0)
        return told

    return cache.change(work)


@pytest.fixture
def filled(cache: Cache) -> Cache:
    cache.set_note(account="hr", group="company", role="recruiter", company=COMPANY)
    for n in range(20):  # their words keep the index from being emptied as a whole
        other = ids.profile_id(str(n))
        applied: dict[str, object] = {"job": JOB, "seeker": other, "company": COMPANY}
        take(
            cache,
            wire.Entry(SCOPE, "profile", other, 10 + n, {"name": {"full": f"Quentin Zappa {n}"}}),
            wire.Entry(SCOPE, "application", ids.application_id(JOB, other, 1), 10 + n, applied),
        )
    body = {"job": JOB, "seeker": PROFILE, "company": COMPANY, "stage": "new", "message": f"{CANARY} here"}
    take(
        cache,
        wire.Entry(SCOPE, "profile", PROFILE, 1, {"name": {"full": CANARY}, "registered": True}),
        wire.Entry(SCOPE, "application", APPLICATION, 2, body),
        wire.Entry(CONTACTS, "contact", CONTACT, 1, {"application": APPLICATION, "company": COMPANY, "email": MAIL}),
    )
    cache.edit([Edit("application", APPLICATION, SCOPE, {"stage": "interview"})], 60, deed="stage")
    note: dict[str, object] = {"application": APPLICATION, "text": f"{CANARY} was friendly"}
    cache.edit([Edit("note", ambient.new_id(), SCOPE, note)], 60, deed="note")
    task: dict[str, object] = {"application": APPLICATION, "job": JOB, "text": f"Call {CANARY}"}
    cache.edit([Edit("task", ambient.new_id(), SCOPE, task)], 60, deed="task")
    cache.keep_draft(Draft("application", APPLICATION, "reason", f"{CANARY} half typed"))
    return cache


def plain(cache: Cache, folder: Path) -> bytes:
    """The file's bytes without encryption, freed pages and all (SQLCipher 4: pages of 4096, AES-256-CBC, 80 reserved)."""
    cache.file.tidy()
    assert not (folder / f"{file.DATABASE}-wal").exists() or (folder / f"{file.DATABASE}-wal").stat().st_size == 0
    data, found = (folder / file.DATABASE).read_bytes(), []
    for start in range(0, len(data), 4096):
        page = data[start : start + 4096]
        initial = page[-80:-64]
        decryptor = Cipher(algorithms.AES(KEY), modes.CBC(initial)).decryptor()
        found.append(decryptor.update(page[16 if start == 0 else 0 : -80]))
    return b"".join(found)


def test_erased_person_is_in_no_byte(filled: Cache, folder: Path) -> None:
    before = plain(filled, folder)
    assert CANARY.encode() in before
    assert CANARY.lower().encode() in before
    take(
        filled,
        wire.Entry(SCOPE, "profile", PROFILE, 3, gone="erased"),
        wire.Entry(CONTACTS, "contact", CONTACT, 2, gone="erased"),
    )
    joining.order(filled.file)
    after = plain(filled, folder)
    for word in (CANARY, CANARY.lower(), MAIL, "kanarie"):
        assert word.encode() not in after
    assert common.outbox_rows(filled) == ()
    assert filled.get("application", APPLICATION) is None
    assert filled.list("note") == filled.list("task") == ()


@pytest.mark.parametrize("place", [("application", APPLICATION), ("profile", PROFILE)])
def test_text_put_away_too_late_is_no_draft_of_who_was_erased(
    filled: Cache, folder: Path, place: tuple[str, str]
) -> None:
    begun = Draft(*place, "message", f"Dear {CANARY}")
    assert filled.keep_draft(begun)
    take(
        filled,
        wire.Entry(SCOPE, "profile", PROFILE, 3, gone="erased"),
        wire.Entry(CONTACTS, "contact", CONTACT, 2, gone="erased"),
    )
    assert not filled.keep_draft(begun)
    assert filled.drafts(*place) == ()
    joining.order(filled.file)
    assert CANARY.encode() not in plain(filled, folder)


def test_answer_to_who_asks_without_having_applied_is_kept_as_a_draft(filled: Cache) -> None:
    asker = ids.profile_id("asker")
    begun = Draft("profile", asker, "answer", "Ten minutes")
    assert not filled.keep_draft(begun)
    asked: dict[str, object] = {"company": COMPANY, "seeker": asker, "sender": "seeker", "text": "Is it far?"}
    take(filled, wire.Entry(SCOPE, "message", ambient.new_id(), 4, asked))
    assert filled.keep_draft(begun)
    assert filled.drafts("profile", asker) == (begun,)


def test_withdrawn_application_hides_the_email_and_stays(filled: Cache, folder: Path) -> None:
    withdrawn = {"job": JOB, "seeker": PROFILE, "company": COMPANY, "stage": "new", "withdrawn": True}
    take(
        filled,
        wire.Entry(SCOPE, "application", APPLICATION, 3, withdrawn),
        wire.Entry(SCOPE, "profile", PROFILE, 4, gone="revoked"),
        wire.Entry(CONTACTS, "contact", CONTACT, 2, gone="revoked"),
    )
    seen = company.applicant(filled, APPLICATION)
    assert seen is not None
    assert (seen.row.withdrawn, seen.email, seen.profile) == (True, "", None)
    joining.order(filled.file)
    after = plain(filled, folder)
    assert MAIL.encode() not in after
    assert f"{CANARY} here".encode() not in after


APPLIED: dict[str, object] = {"job": JOB, "seeker": PROFILE, "company": COMPANY, "stage": "new"}
WITHDRAWN = {**APPLIED, "stage": "offer", "withdrawn": True}


def disputed(cache: Cache) -> str:
    """A stage moved here and elsewhere: a conflict that the site knows too; its id."""
    take(cache, wire.Entry(SCOPE, "application", APPLICATION, 5, {**APPLIED, "stage": "offer"}))
    (found,) = common.open_conflicts(cache)
    told = cache.get("conflict", found.id)
    assert told is not None
    take(cache, wire.Entry("account:hr", "conflict", found.id, 1, told.body))
    assert traces(cache, found.id) >= {"document", "shown", "overlay"}
    return found.id


def traces(cache: Cache, word: str) -> set[str]:
    """The tables that hold a word in any column; a bare tombstone is no trace."""
    with cache.file.read() as connection:
        return {
            table.name
            for table in schema.metadata.sorted_tables
            for row in connection.exec_driver_sql(f'SELECT * FROM "{table.name}"')
            if any(word in _text(value) for value in row)
            and not dict(zip(table.columns.keys(), row, strict=True)).get("gone")
        }


def _text(value: object) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)


@pytest.mark.parametrize(
    "entry",
    [
        wire.Entry(SCOPE, "application", APPLICATION, 6, WITHDRAWN),
        wire.Entry(SCOPE, "application", APPLICATION, 6, gone="erased"),
        wire.Entry(SCOPE, "application", APPLICATION, 6, gone="revoked"),
        wire.Entry(SCOPE, "profile", PROFILE, 6, gone="erased"),
    ],
    ids=["withdrawn", "application erased", "application revoked", "person erased"],
)
def test_conflict_goes_with_what_it_is_about(filled: Cache, entry: wire.Entry) -> None:
    conflict = disputed(filled)
    take(filled, entry)
    assert traces(filled, conflict) == set()
    assert common.open_conflicts(filled) == ()


def test_conflict_that_comes_late_finds_nothing_to_decide(filled: Cache) -> None:
    conflict = disputed(filled)
    found = filled.get("conflict", conflict)
    assert found is not None
    take(filled, wire.Entry(SCOPE, "application", APPLICATION, 6, WITHDRAWN))
    take(filled, wire.Entry("account:hr", "conflict", conflict, 9, found.body))
    assert traces(filled, conflict) == set()


def test_withdrawn_application_begins_no_conflict(filled: Cache) -> None:
    take(filled, wire.Entry(SCOPE, "application", APPLICATION, 5, WITHDRAWN))
    assert common.open_conflicts(filled) == ()
    found = filled.get("application", APPLICATION)
    assert found is not None
    assert found.body["stage"] == "offer"


def test_older_entry_never_revives_what_is_gone(filled: Cache) -> None:
    take(filled, wire.Entry(CONTACTS, "contact", CONTACT, 5, gone="revoked"))
    take(filled, wire.Entry(CONTACTS, "contact", CONTACT, 4, {"application": APPLICATION, "email": MAIL}))
    assert filled.get("contact", CONTACT) is None


def test_deleted_document_keeps_an_unsent_edit_as_conflict(filled: Cache) -> None:
    job = {"company": COMPANY, "title": {"en": "Tester"}, "state": "draft"}
    scope = f"company:{COMPANY}"
    take(filled, wire.Entry(scope, "job", JOB, 1, job))
    filled.edit([Edit("job", JOB, scope, {"title": {"en": "Lead tester"}})])
    take(filled, wire.Entry(scope, "job", JOB, 2, gone="deleted"))
    (conflict,) = common.open_conflicts(filled)
    assert conflict.path == "."
    assert conflict.mine == {**job, "title": {"en": "Lead tester"}}
    assert filled.get("job", JOB) is None


def test_lease_locks_then_purges_what_is_of_others(filled: Cache, folder: Path) -> None:
    own = wire.Entry(f"company:{COMPANY}", "job", JOB, 1, {"company": COMPANY, "title": {"en": "T"}})
    take(filled, own)
    with ambient.ruled(now=ambient.now()) as rule:
        filled.change(lease.renew)
        rule.advance(71 * 3600)
        assert lease.tick(filled.file).state == "held"
        rule.advance(2 * 3600)
        assert lease.tick(filled.file) == filled.lease()
        assert (filled.lease().state, filled.lease().waiting) == ("locked", 3)
        with pytest.raises(Refused) as caught:
            company.applicants(filled, View())
        assert caught.value.problems[0].code == "lease_locked"
        rule.advance(14 * 86400)
        lease.tick(filled.file)
        assert MAIL.encode() not in plain(filled, folder)
        assert CANARY.encode() not in plain(filled, folder)
        assert len(filled.list("job")) == 1


def test_purge_takes_the_words_of_messages_out_of_the_index(filled: Cache, folder: Path) -> None:
    title = {"company": COMPANY, "title": {"en": "Tester"}}
    jobs = [wire.Entry(f"company:{COMPANY}", "job", ids.profile_id(str(n)), n, title) for n in range(1, 21)]
    message = wire.Entry(SCOPE, "message", ambient.new_id(), 3, {"about": PROFILE, "text": "Xylophone"})
    with ambient.ruled(now=ambient.now()) as rule:
        filled.change(lease.renew)
        take(filled, *jobs, message)
        assert b"xylophone" in plain(filled, folder)
        rule.advance(17 * 86400)
        lease.tick(filled.file)
        assert b"xylophone" not in plain(filled, folder)


def test_clock_set_back_locks_and_never_purges(filled: Cache) -> None:
    with ambient.ruled(now=ambient.now()) as rule:
        filled.change(lease.renew)
        rule.advance(-2 * 3600)
        assert lease.tick(filled.file).state == "locked"
        rule.advance(20 * 86400)
        assert lease.tick(filled.file).state == "locked"
        filled.change(lease.renew)
        assert filled.lease().state == "held"


def test_page_without_its_cursor_is_not_applied(cache: Cache) -> None:
    entry = wire.Entry("jobs", "job", JOB, 1, {"company": COMPANY, "title": {"en": "T"}})
    end = wire.PageEnd(1, "", 1, False, "e", {})
    stale = cache.change(lambda c: cursors.begin(c, "jobs", 1))
    cache.change(lambda c: cursors.move(c, stale, 0, 1))
    with pytest.raises(cursors.CursorMoved):
        cache.change(lambda c: apply.page(c, stale, [entry], end, "up"))
    assert cache.list("job") == ()


STAFF, MEND = "account:agent", "44444444-4444-4444-8444-444444444444"
OWN_MEND = "55555555-5555-4555-8555-555555555555"


@pytest.fixture
def mended(cache: Cache) -> Cache:
    """Staff's: a correction of somebody's record that the site settled, and half another one for the same record."""
    cache.set_note(
        account="agent", group="staff", role="agent", last_sync=ambient.timestamp(), clock=ambient.timestamp()
    )
    body = {"document": "profile", "about": PROFILE, "path": "name.full", "reason": "owner_asked"}
    values = {"old": f'"{CANARY}"', "new": f'"{CANARY} Nguyen"', "text": f"{CANARY} asked"}
    cache.edit([Edit("mend", MEND, STAFF, {**body, **values})], deed="mend")

    def settle(connection: Connection) -> None:
        (row,) = outbox.rows(connection)
        outbox.set_state(connection, row.number, "settled")

    cache.change(settle)
    take(cache, wire.Entry(STAFF, "mend", MEND, 1, {**body, "author": "agent"}))
    cache.keep_draft(Draft("mend", PROFILE, f"card/{ambient.today()}", f"{CANARY} half typed"))
    assert traces(cache, CANARY) >= {"part", "local"}
    return cache


def test_erased_person_is_in_no_settled_correction_of_staff(mended: Cache, folder: Path) -> None:
    take(mended, wire.Entry(STAFF, "mend", MEND, 2, gone="erased"))
    assert traces(mended, CANARY) == set()
    assert traces(mended, PROFILE) == set()
    assert CANARY.encode() not in plain(mended, folder)


def test_purge_takes_what_staff_typed_for_records(mended: Cache, folder: Path) -> None:
    mended.change(lease.purge)
    assert traces(mended, CANARY) == set()
    assert CANARY.encode() not in plain(mended, folder)


def test_purge_takes_reasons_and_replies_of_corrections(mended: Cache, folder: Path) -> None:
    seen = {"document": "profile", "about": PROFILE, "path": "name.full", "reason": "owner_asked", "author": "agent"}
    own = {**seen, "about": "agent", "document": "account", "text": "You asked", "reply": "Thank you"}
    take(mended, wire.Entry(STAFF, "mend", MEND, 2, {**seen, "reply": f"{CANARY} says thank you"}))
    take(mended, wire.Entry(STAFF, "mend", OWN_MEND, 3, own))
    mended.change(lease.purge)
    assert traces(mended, PROFILE) == set()
    assert CANARY.encode() not in plain(mended, folder)
    with mended.file.read() as connection:
        left = [row[0] for row in connection.exec_driver_sql("SELECT id FROM document WHERE kind = 'mend'")]
        assert (left, meta.get(connection, "list_anew")) == ([OWN_MEND], "yes"), (
            "what stands still comes with the next sync"
        )


def test_what_staff_typed_for_a_record_is_kept_no_longer_than_a_lease(mended: Cache) -> None:
    with ambient.ruled() as time:
        time.advance((wire.LEASE_HOURS - 1) * 3600)
        lease.tick(mended.file)
        assert mended.drafts("mend", PROFILE)
        time.advance(25 * 3600)
        lease.tick(mended.file)
        assert mended.drafts("mend", PROFILE) == ()


def test_conflict_that_goes_takes_mine_from_the_document(filled: Cache) -> None:
    conflict = disputed(filled)
    assert filled.get("application", APPLICATION).body["stage"] == "interview"  # type: ignore[union-attr]  # mine
    take(filled, wire.Entry("account:hr", "conflict", conflict, 2, gone="erased"))
    assert filled.get("application", APPLICATION).body["stage"] == "offer"  # type: ignore[union-attr]  # theirs
    assert traces(filled, conflict) == set()


@pytest.mark.parametrize("sent", [True, False])
def test_field_that_is_lost_takes_its_conflict_and_no_other(filled: Cache, *, sent: bool) -> None:
    edit = Edit("application", APPLICATION, SCOPE, {"stage": "interview", "message": "corrected"})
    filled.edit([edit], deed="stage")
    take(filled, wire.Entry(SCOPE, "application", APPLICATION, 5, {**APPLIED, "stage": "offer", "message": "theirs"}))
    by_path = {one.path: one.id for one in common.open_conflicts(filled)}
    assert by_path.keys() == {"stage", "message"}
    if sent:
        told = {path: filled.get("conflict", one) for path, one in by_path.items()}
        for path, one in told.items():
            assert one is not None
            take(filled, wire.Entry("account:hr", "conflict", by_path[path], 1, one.body))
    take(filled, wire.Entry(SCOPE, "application", APPLICATION, 6, {**APPLIED, "stage": "offer"}))
    assert [one.path for one in common.open_conflicts(filled)] == ["stage"]
    assert traces(filled, by_path["message"]) == traces(filled, "corrected") == set()


def test_clock_that_was_set_right_by_a_minute_is_trusted_on(filled: Cache) -> None:
    with ambient.ruled(now=ambient.now()) as clock:
        filled.change(lease.renew)
        clock.advance(15 * 86_400)
        assert lease.tick(filled.file).state == "due"
        clock.advance(-60)
        assert (lease.tick(filled.file).state, filled.lease().clock) == ("due", False)


def test_end_of_a_walk_anew_that_another_window_saw_takes_nothing_that_came_since(cache: Cache) -> None:
    """What an answer to a push brings is listed by no walk."""
    body = {"company": COMPANY, "title": {"en": "T"}}
    cache.change(lambda connection: cursors.begin(connection, "jobs", 1))
    cursor = cache.change(lambda connection: cursors.begin(connection, "jobs", 1))
    end = wire.PageEnd(0, "", 0, more=False, epoch="e", views={})
    cache.change(lambda connection: apply.page(connection, cursor, [], end, "down"))
    assert cache.change(lambda connection: apply.unlisted("jobs", connection)).gone == 0
    take(cache, wire.Entry("jobs", "job", JOB, 1, body))
    assert cache.change(lambda connection: apply.unlisted("jobs", connection)).gone == 0
    assert len(cache.list("job")) == 1
