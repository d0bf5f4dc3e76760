"""Several writers at once: no seq is stepped over or used twice, no batch fails, nothing is torn."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from izanau_protocol import ambient, ids, pictures, wire
from izanau_site.store import Change, Store, feeds, files
from izanau_site.store.schema import accounts
from izanau_site.store.store import count
from izanau_site.sync import pull
from tests.pictures import png
from tests.site.waiting import until_waiting
from tests.site.world import Member, Story, World


def test_reader_steps_over_no_entry_of_concurrent_writers(store: Store) -> None:
    story = Story(store)
    seekers = [story.world.seeker() for _ in range(6)]
    done = threading.Event()
    seen: dict[str, set[str]] = {}

    def read(name: str) -> None:
        cursor, found, last = 0, set[str](), False
        while True:
            last = done.is_set()
            page = pull.feed(store, story.hr.caller, story.applicants, after=cursor)
            *lines, end = [wire.decode_line(line) for line in page.splitlines()]
            assert isinstance(end, wire.PageEnd)
            found |= {f"{line.id}" for line in lines if isinstance(line, wire.Entry) and not line.beside}
            cursor = end.cursor
            if last and not end.more:
                break
        seen[name] = found

    reader = threading.Thread(target=read, args=("reader",))
    reader.start()
    try:
        with ThreadPoolExecutor(len(seekers)) as pool:
            results = list(pool.map(lambda one: one.apply_to(story.job, story.company), seekers))
    finally:
        done.set()
        reader.join()
    assert [answer.result for _, answer in results] == ["applied"] * len(seekers)
    expected = {identity for identity, _ in results} | {one.caller.profile for one in seekers}
    assert seen["reader"] == expected


def test_pushes_that_cross_each_other_all_settle(store: Store) -> None:
    """The company moves stages while the applicants withdraw and edit: every push is answered, none is an error."""
    story = Story(store)
    seekers = [story.world.seeker() for _ in range(4)]
    applications = {}
    for one in seekers:
        applications[one.caller.account], answer = one.apply_to(story.job, story.company)
        assert answer.result == "applied"
        one.pull()
    story.hr.pull()

    def leave(one: Member) -> set[str]:
        profile = one.part("profile", one.caller.profile, {"hobbies": {"en": "Go"}})
        gone = one.part("application", applications[one.caller.account], {"withdrawn": True})
        return {one.push(profile).result, one.push(gone).result}

    def move(identity: str) -> set[str]:
        return {story.hr.push(story.hr.part("application", identity, {"stage": "interview"}, story.applicants)).result}

    with ThreadPoolExecutor(8) as pool:
        left = [pool.submit(leave, one) for one in seekers]
        moved = [pool.submit(move, identity) for identity in applications.values()]
        results = set().union(*(one.result() for one in left + moved))
    assert results <= {"applied", "stale", "refused"}
    story.hr.pull()
    for one in seekers:
        one.pull()
        assert story.hr.view(f"contacts:{story.company}", ids.contact_id(applications[one.caller.account])) is None
        assert story.hr.view(story.applicants, one.caller.profile) is None


def test_same_push_sent_twice_at_once_is_applied_once(store: Store) -> None:
    story = Story(store)
    push_id = ambient.new_id()
    part = story.mai.part("ticket", ambient.new_id(), {"topic": "other", "text": "Hello"})
    with ThreadPoolExecutor(4) as pool:
        sent = [pool.submit(story.mai.push, part, push_id=push_id) for _ in range(4)]
        answers = [one.result() for one in sent]
    assert {answer.result for answer in answers} == {"applied"}
    assert len({answer.parts[0].seq for answer in answers}) == 1


def test_listeners_hear_of_scopes_after_the_commit(store: Store) -> None:
    heard: list[frozenset[str]] = []
    store.moved.append(heard.append)
    company = World(store).company()
    assert frozenset({"jobs", f"company:{company}"}) in heard


def test_loaded_documents_equal_pushed_ones(store: Store) -> None:
    world = World(store)
    company = world.company()
    hr = world.person("recruiter", company)
    job, at = ambient.new_id(), "2026-01-01T00:00:00.000Z"
    body: dict[str, object] = {"company": company, "title": {"en": "Translator"}, "state": "draft"}
    store.load([Change(kind="job", id=job, body=body, at=at)])
    hr.pull()
    assert hr.view(f"company:{company}", job) == body
    with store.transaction() as connection:
        found = store.get(connection, "job", job)
    assert found is not None
    assert found.created == at


def test_people_are_loaded_before_what_speaks_of_them(store: Store) -> None:
    one = World(store).person("seeker")
    with store.transaction(write=True) as connection:
        row = dict(connection.execute(select(accounts).where(accounts.c.id == one.caller.account)).mappings().one())
    account, profile = ambient.new_id(), ambient.new_id()
    row |= {"id": account, "email_key": "ana@example.com", "email": "ana@example.com", "profile": profile}
    body: dict[str, object] = {"email": "ana@example.com", "name": "Ana", "group": "seeker", "role": "seeker"}
    store.load([Change(kind="account", id=account, body=body)], [row])
    with store.transaction() as connection:
        assert connection.execute(select(accounts.c.email).where(accounts.c.id == account)).scalar_one() == row["email"]
        assert feeds.heads(connection, [f"account:{account}"])[f"account:{account}"].head == 1


def test_what_two_delete_at_once_goes_once(store: Store) -> None:
    job = Story(store).job
    gone = [Change(kind="job", id=job, body=None)]
    with store.transaction(write=True) as connection:
        assert store.write(connection, gone)
        assert store.write(connection, gone) == {}


def test_database_that_cannot_be_read_is_let_go_of(empty_database: str, tmp_path: Path) -> None:
    with pytest.raises(DBAPIError):
        Store.open(empty_database, tmp_path / "ledger")
    held = [one.resolve() for one in Path("/proc/self/fd").iterdir()]
    assert not [one for one in held if one.is_relative_to(tmp_path)]


def test_numbers_of_tickets_are_given_once(store: Store) -> None:
    def number(_round: int) -> int:
        with store.transaction(write=True) as connection:
            return count(connection, "tickets")

    first = number(0)  # its row is there before they meet
    with ThreadPoolExecutor(6) as pool:
        numbers = list(pool.map(number, range(24)))
    assert sorted([first, *numbers]) == list(range(1, 26))


@pytest.mark.parametrize("backend", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
def test_logo_that_is_named_just_as_old_files_go_stays(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    company, logo = World(store).company(), png(32, 16)
    with store.transaction(write=True) as connection:
        files.put(connection, company, logo)
    now = ambient.now() + timedelta(hours=files.WAIT_HOURS + 1)
    monkeypatch.setattr(ambient, "now", lambda: now)

    def collect() -> None:
        with store.transaction(write=True) as connection:
            files.collect(connection)

    with ThreadPoolExecutor(1) as pool:
        with store.transaction(write=True) as connection:
            body: dict[str, object] = {"name": "Umi Games", "logo": pictures.name(logo)}
            store.write(connection, [Change(kind="company", id=company, body=body)])
            assert files.holds(connection, company, pictures.name(logo))
            going = pool.submit(collect)
            until_waiting(store, going)
        going.result()
    with store.transaction() as connection:
        assert files.holds(connection, company, pictures.name(logo))
