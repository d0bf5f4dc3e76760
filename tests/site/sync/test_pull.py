"""How feeds are served: whole pages, both directions, logged, and nothing of others."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy import event, func, insert, select

from izanau_protocol import ambient, ids, wire
from izanau_protocol.problems import Refused
from izanau_site.accounts import tokens
from izanau_site.store import Change, Store, erasure, pseudonyms, tombstones
from izanau_site.store.schema import access, devices, feed, shown
from izanau_site.store.verify import verify
from izanau_site.sync import pull
from tests.site.world import Member, Story, World

LONG: dict[str, object] = {"company": "Umi Games", "title": "Tester", "description": {"en": "Tests games. " * 150}}

BEFORE_MANAGERS = "a90b0a03fe41"
"""The version of a profile's views while no hiring manager was shown one."""


def lines_of(page: bytes) -> tuple[list[wire.Entry], wire.PageEnd]:
    """The entries of a page, and its end."""
    *lines, last = [wire.decode_line(line) for line in page.splitlines()]
    assert isinstance(last, wire.PageEnd)
    return [line for line in lines if isinstance(line, wire.Entry)], last


def many_jobs(store: Store, number: int) -> list[str]:
    """Ids of jobs that were loaded in one go."""
    company = World(store).company()
    found = [ambient.new_id() for _ in range(number)]
    body: dict[str, object] = {"company": company, "title": {"en": "Translator"}, "state": "published"}
    store.load(Change(kind="job", id=identity, body=body) for identity in found)
    return found


def test_page_ends_with_count_and_hash_of_its_bytes(story: Story) -> None:
    page = pull.feed(story.world.store, story.mai.caller, story.mai.own)
    entries, end = lines_of(page)
    before = page[: page.rstrip(b"\n").rindex(b"\n") + 1]
    assert end.count == len(entries)
    assert end.sha256 == hashlib.sha256(before).hexdigest()


def test_walking_down_then_up_reads_every_entry_once(store: Store) -> None:
    expected = set(many_jobs(store, 25))
    seen: list[str] = []
    before, more = 0, True
    while more:
        entries, end = lines_of(pull.feed(store, pull.GUEST, "jobs", before=before, limit=10))
        assert [entry.seq for entry in entries] == sorted((entry.seq for entry in entries), reverse=True)
        seen += [entry.id for entry in entries if entry.kind == "job"]
        before, more = end.cursor, end.more
    assert sorted(seen) == sorted(expected)
    up, after, more = [], 0, True
    while more:
        entries, end = lines_of(pull.feed(store, pull.GUEST, "jobs", after=after, limit=10))
        up += [entry.id for entry in entries if entry.kind == "job"]
        after, more = end.cursor, end.more
    assert up == seen[::-1]
    assert lines_of(pull.feed(store, pull.GUEST, "jobs", after=after))[0] == []


def test_application_brings_profile_and_contact_beside(story: Story) -> None:
    application = story.apply()
    last = story.hr.seq(story.applicants, application)
    page = pull.feed(story.world.store, story.hr.caller, story.applicants, after=last - 1, limit=1)
    entries, _ = lines_of(page)
    assert entries[0].id == application
    beside = {(entry.scope, entry.id) for entry in entries if entry.beside}
    contact = (f"contacts:{story.company}", ids.contact_id(application))
    assert beside == {(story.applicants, story.mai.caller.profile), contact}
    reviewed = pull.feed(story.world.store, story.reviewer.caller, story.applicants, after=last - 1, limit=1)
    assert {entry.kind for entry in lines_of(reviewed)[0] if entry.beside} == {"profile"}


def test_what_was_read_comes_beside_no_more_until_it_moves(story: Story) -> None:
    """An application that moves on would bring the whole profile each time, as would each page below an edited one."""
    application, store = story.apply(), story.world.store
    profile = story.mai.caller.profile
    story.mai.pull()
    assert story.mai.push(story.mai.part("profile", profile, {"hobbies": {"en": "Go"}})).result == "applied"
    story.hr.pull()
    above, below = story.hr.seq(story.applicants, profile), story.hr.seq(story.applicants, application)
    assert below < above
    contact = ids.contact_id(application)

    def beside(**where: int) -> set[str]:
        entries = lines_of(pull.feed(store, story.hr.caller, story.applicants, limit=1, **where))[0]  # type: ignore[arg-type]  # numbers
        assert application in {one.id for one in entries}
        return {one.id for one in entries if one.beside}

    assert beside(before=below + 1) == beside(before=below + 1, read=above - 1) == {profile, contact}
    assert beside(before=below + 1, read=above) == {contact}
    assert beside(after=below - 1, read=below - 1) == {profile, contact}, "it moved since"


def test_what_is_on_a_page_comes_beside_it_no_second_time(story: Story) -> None:
    story.apply()
    entries = lines_of(pull.feed(story.world.store, story.hr.caller, story.applicants, after=0))[0]
    assert sorted(one.kind for one in entries) == ["application", "contact", "profile"]


def test_what_comes_beside_counts_for_the_size_of_a_page(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    people = [story.world.seeker() for _ in range(5)]
    applied = {person.apply_to(story.job, story.company)[0] for person in people}
    long = {"hobbies": {"en": "Go " * 300}, "work": {f"w{n}": LONG | {"position": f"{n}"} for n in range(1, 4)}}
    for person in people:
        person.pull()
        assert person.push(person.part("profile", person.caller.profile, long)).result == "applied"
    monkeypatch.setattr(wire, "MAX_PAGE", 25_000)
    for walk in ({"after": 0}, {"before": 0}):
        found, cursor, more = set(), walk, True
        while more:
            page = pull.feed(story.world.store, story.hr.caller, story.applicants, **cursor)  # type: ignore[arg-type]  # either
            entries, end = lines_of(page)
            assert len(page) <= wire.MAX_PAGE
            applications = [one for one in entries if one.kind == "application"]
            seekers = {one.view["seeker"] for one in applications if one.view}
            assert seekers <= {one.id for one in entries if one.kind == "profile"}
            found |= {one.id for one in applications}
            cursor, more = dict.fromkeys(walk, end.cursor), end.more
        assert found == applied


def test_all_that_comes_beside_a_page_is_logged(story: Story) -> None:
    application = story.apply()
    last = story.hr.seq(story.applicants, application)
    store, contacts = story.world.store, f"contacts:{story.company}"
    with store.transaction(write=True) as connection:
        connection.execute(access.delete())
    pull.feed(store, story.hr.caller, story.applicants, after=last - 1, limit=1)
    with store.transaction() as connection:
        rows = connection.execute(select(access).where(access.c.device == story.hr.caller.device)).all()
    beside = [(story.applicants, story.mai.caller.profile), (contacts, ids.contact_id(application))]
    wanted = {(story.applicants, last, last)} | {(place[0], *[story.hr.held[place].seq] * 2) for place in beside}
    assert {(row.scope, row.low, row.high) for row in rows} == wanted


def test_foreign_and_unknown_scopes_answer_alike(story: Story) -> None:
    codes = set()
    for scope in (story.applicants, f"applicants:{ambient.new_id()}", story.mai.own, "staff", "nonsense"):
        with pytest.raises(Refused) as refusal:
            pull.feed(story.world.store, story.other.caller, scope)
        codes.add(str(refusal.value))
    assert codes == {"not_yours"}


def test_every_page_is_logged_and_marked_as_shown(story: Story) -> None:
    story.apply()
    with story.world.store.transaction() as connection:
        actor = pseudonyms.of(connection, [story.hr.caller.account])[story.hr.caller.account].name
        pages = connection.execute(select(access).where(access.c.actor == actor)).all()
        seqs = connection.execute(select(shown).where(shown.c.device == story.hr.caller.device)).all()
    assert {row.scope for row in pages} >= {story.applicants, f"contacts:{story.company}"}
    highest = max(entry.seq for place, entry in story.hr.held.items() if place[0] == story.applicants)
    assert {row.scope: row.seq for row in seqs}[story.applicants] == highest
    assert story.world.store.ledger.marks()[story.applicants] == highest


def test_tombstones_can_be_read_before_all_else(story: Story) -> None:
    application = story.apply()
    story.mai.push(story.mai.part("application", application, {"withdrawn": True}))
    page = pull.feed(story.world.store, story.hr.caller, f"contacts:{story.company}", after=0, gone=True)
    entries, _ = lines_of(page)
    assert [(entry.id, entry.gone, entry.view) for entry in entries] == [(ids.contact_id(application), "revoked", None)]


def test_lost_fields_can_be_read_before_all_else(story: Story) -> None:
    application, _ = story.mai.apply_to(story.job, story.company, message="Please read me")
    story.everyone_pulls()
    known = story.hr.cursors[story.applicants]
    withdraw = story.mai.part("application", application, {"withdrawn": True})
    assert story.mai.push(withdraw).result == "applied"
    store = story.world.store
    with store.transaction(write=True) as connection:  # a later change of it does not hide that
        row = store.get(connection, "application", application)
        assert row is not None
        store.write(connection, [Change(kind="application", id=application, body={**row.body, "source": "link"})])
    entries, end = lines_of(pull.feed(store, story.hr.caller, story.applicants, after=known, gone=True))
    assert {(one.kind, one.gone, one.id) for one in entries} == {
        ("application", "", application), ("profile", "revoked", story.mai.caller.profile)
    }  # fmt: skip
    assert all("message" not in (one.view or {}) for one in entries)
    assert lines_of(pull.feed(store, story.hr.caller, story.applicants, after=end.cursor, gone=True))[0] == []


def test_acknowledgement_stays_within_own_scopes_and_heads(story: Story) -> None:
    story.apply()
    pull.acknowledge(story.world.store, story.hr.caller, {story.applicants: 10**9, story.mai.own: 3})
    with story.world.store.transaction() as connection:
        rows = connection.execute(select(shown).where(shown.c.acknowledged > 0)).all()
    heads = story.hr.scopes().scopes
    assert [(row.scope, row.acknowledged) for row in rows] == [(story.applicants, heads[story.applicants].head)]


def test_erased_person_leaves_no_id_once_every_device_knows(story: Story) -> None:
    application = story.apply()
    store, person = story.world.store, story.mai.caller
    for member in (story.hr, story.reviewer):
        sign_in(store, member)
    erasure.erase(store, person.account)
    story.hr.pull()
    story.reviewer.pull()
    heads = story.hr.scopes().scopes
    seqs = {name: head.head for name, head in heads.items()}
    pull.acknowledge(store, story.hr.caller, seqs)
    assert {person.profile, application} <= ids_in(store, story.applicants)
    pull.acknowledge(store, story.reviewer.caller, seqs)
    assert not {person.profile, application} & ids_in(store, story.applicants)
    now = story.hr.scopes().scopes[story.applicants]
    assert 0 < now.floor <= now.head == seqs[story.applicants]


def test_tombstone_waits_for_no_device_that_was_ended(story: Story) -> None:
    story.apply()
    store, person = story.world.store, story.mai.caller
    for member in (story.hr, story.reviewer):
        sign_in(store, member)
    erasure.erase(store, person.account)
    pull.acknowledge(store, story.hr.caller, {story.applicants: 10**6})
    with store.transaction(write=True) as connection:
        tokens.end(store, connection, story.reviewer.caller.device)
        tombstones.collect(connection, {}, tombstones.applied(connection, [story.applicants]))
    assert person.profile not in ids_in(store, story.applicants)


def sign_in(store: Store, member: Member) -> None:
    """A living device for someone who reads."""
    caller, now = member.caller, ambient.timestamp()
    row = {"id": caller.device, "account": caller.account, "name": "", "client": "", "created": now, "seen": now}
    with store.transaction(write=True) as connection:
        connection.execute(insert(devices), row)


def ids_in(store: Store, scope: str) -> set[str]:
    """The ids that a scope's feed names."""
    with store.transaction() as connection:
        return set(connection.execute(select(feed.c.id).where(feed.c.scope == scope)).scalars())


def test_older_wider_view_is_narrowed_while_served(story: Story) -> None:
    story.apply()
    store = story.world.store
    wide = b'{"name":{"full":"x"},"phone":"0600000000"}'
    place = (feed.c.scope == story.applicants) & (feed.c.id == story.mai.caller.profile)
    with store.transaction(write=True) as connection:
        connection.execute(feed.update().where(place).values(view=wide, views="older"))
    assert b"0600000000" not in pull.feed(store, story.hr.caller, story.applicants)
    assert store.renew() == 1
    assert store.renew() == 0
    with store.transaction() as connection:
        assert connection.execute(select(func.count()).where(feed.c.views == "older")).scalar_one() == 0
        assert b"0600000000" not in connection.execute(select(feed.c.view).where(place)).scalar_one()


def test_site_that_is_older_gives_hiring_managers_the_profiles(store: Store) -> None:
    story = Story(store)
    managed = story.world.job(story.hr, managers=[story.hr.caller.account])
    assert story.mai.apply_to(managed, story.company)[1].result == "applied"
    profile = story.mai.caller.profile
    place = (feed.c.scope == f"job:{managed}") & (feed.c.id == profile)
    with store.transaction(write=True) as connection:  # as a site left them that showed no profile there
        connection.execute(feed.delete().where(place))
        connection.execute(feed.update().where(feed.c.kind == "profile").values(views=BEFORE_MANAGERS))
    assert verify(store) == [f"profile {profile}: its view in job:{managed} is missing"]
    while store.renew():
        continue
    assert verify(store) == []
    with store.transaction() as connection:
        assert b"Mai" in connection.execute(select(feed.c.view).where(place)).scalar_one()


def test_number_of_statements_does_not_grow_with_the_page(store: Store) -> None:
    many_jobs(store, 60)
    statements: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    counts = []
    for limit in (5, 50):
        statements.clear()
        pull.feed(store, pull.GUEST, "jobs", after=0, limit=limit)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 5


def test_page_is_read_along_its_index(store: Store, backend: str) -> None:
    many_jobs(store, 300)
    query = "SELECT * FROM feed WHERE scope = 'jobs' AND seq > 5 ORDER BY seq LIMIT 10"
    with store.transaction() as connection:
        if backend == "sqlite":
            plan = str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}").all())
            assert "USING INDEX" in plan
            assert "scope=? AND seq>?" in plan
            assert "TEMP B-TREE" not in plan
        else:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            assert "uq_feed_scope_seq" in str(connection.exec_driver_sql(f"EXPLAIN {query}").all())
