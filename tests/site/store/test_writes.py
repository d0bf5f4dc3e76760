"""What is written of people is marked in the access log, so that a change behind the site's back is found (PRV-17)."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete, select, text, update

from izanau_protocol import ambient, canonical
from izanau_site.accounts.limits import Limits
from izanau_site.settings import load
from izanau_site.site import Site
from izanau_site.store import Store, engine, pseudonyms, sealing
from izanau_site.store.migrations import migrate
from izanau_site.store.schema import access, documents
from izanau_site.store.schema import pseudonyms as named
from izanau_site.store.verify import verify
from izanau_site.work.retention import tidy
from tests.site.world import Story


@pytest.fixture
def story(store: Store) -> Story:
    """A company with a recruiter and a job, a seeker, a company next door."""
    return Story(store)


def writes_of(store: Store, subject: str) -> list[Any]:
    """The marks of one document, oldest first."""
    with store.transaction() as connection:
        name = select(named.c.pseudonym).where(named.c.subject == subject)
        query = select(access).where(access.c.subject == name.scalar_subquery(), access.c.deed == "write")
        return list(connection.execute(query.order_by(access.c.number)))


def changed_behind(store: Store, identity: str, body: dict[str, Any]) -> None:
    """Change a document in the database, as someone would who has got at it."""
    with store.transaction(write=True) as connection:
        mine = update(documents).where(documents.c.id == identity)
        connection.execute(mine.values(body=canonical.encode(body)))


def sealed(store: Store, tmp_path: Any) -> None:
    """Let the log settle, and have the background work seal it."""
    settings = load(environment={}, data_dir=tmp_path, database="sqlite:///unused", ledger=tmp_path / "ledger")
    with ambient.ruled() as rule:
        rule.advance(sealing.SETTLED_SECONDS + 1)
        tidy(Site(settings, store, Limits(settings)))


def test_each_write_of_a_person_is_marked_with_who_wrote(story: Story) -> None:
    store, application = story.world.store, story.apply()
    moved = story.hr.part("application", application, {"stage": "interview"}, story.applicants)
    assert story.hr.push(moved).result == "applied"
    with store.transaction() as connection:
        known = pseudonyms.of(connection, [story.mai.caller.account, story.hr.caller.account])
    by = [known[one.caller.account].name for one in (story.mai, story.hr)]
    assert [row.actor for row in writes_of(store, application)] == by
    assert all(len(row.text) == 64 for row in writes_of(store, application))
    assert verify(store) == []


def test_profile_that_was_changed_behind_the_site_is_found(story: Story) -> None:
    store, profile = story.world.store, story.mai.caller.profile
    with store.transaction() as connection:
        held = store.get(connection, "profile", profile)
    assert held is not None
    changed_behind(store, profile, {**held.body, "birthday": "1980-01-01"})
    assert f"profile {profile}: it is not as it was written last" in verify(store)
    changed_behind(store, profile, held.body)
    assert verify(store) == []


def test_consent_that_vanished_behind_the_site_is_found(story: Story) -> None:
    store = story.world.store
    story.apply()
    consent = next(one for (_, one), entry in story.mai.held.items() if entry.kind == "consent")
    with store.transaction(write=True) as connection:
        connection.execute(delete(documents).where(documents.c.id == consent))
    assert f"document {consent} is gone, and nobody deleted it" in verify(store)


def test_log_that_was_cut_at_its_end_is_found(story: Story, tmp_path: Any) -> None:
    store = story.world.store
    story.apply()
    sealed(store, tmp_path)
    assert verify(store) == []
    number, _ = store.ledger.seal
    assert number > 0
    with store.transaction(write=True) as connection:
        connection.execute(delete(access).where(access.c.number > number - 2))
    assert "access log: rows at its end are gone, or were sealed anew" in verify(store)


def test_what_was_held_before_gets_its_mark(empty_database: str) -> None:
    migrate(empty_database, "0008")
    connected = engine.connect(empty_database, threads=1)
    body = canonical.encode({"deed": "policy"})
    row = text(
        "INSERT INTO documents (id, kind, account, body, created, written) VALUES ('c1', 'consent', 'mai', :b, '1', '2')"
    )
    try:
        with engine.transaction(connected, write=True) as connection:
            connection.execute(row, {"b": body})
        migrate(empty_database)
        with engine.transaction(connected) as connection:
            one = pseudonyms.of(connection, ["c1"])["c1"]
            found = connection.execute(select(access)).all()
            assert [(row.deed, row.at, row.subject, row.text) for row in found] == [
                ("write", "2", one.name, one.mark(body))
            ]
    finally:
        connected.dispose()
