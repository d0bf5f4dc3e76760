"""The order in which a write takes its locks, and what happens where another holds them (R4)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import Connection, event, select

from izanau_protocol import ambient, wire
from izanau_protocol.problems import Refused
from izanau_site.store import Store
from izanau_site.store.schema import accounts
from izanau_site.sync import push
from tests.site.sync.test_taking import joins, taken
from tests.site.sync.test_tasks import drafted, manager_of, put
from tests.site.world import Member, Story

pytestmark = pytest.mark.parametrize(
    "backend", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)

_LOCKED = re.compile(r"FROM (\w+) .*FOR (?:NO KEY )?UPDATE|INTO (scopes)", re.DOTALL)
"""A statement that locks rows, with the table: a reading one, or the one that counts a scope on."""


class Locks:
    """What a store locks from now on: the tables in their order, and the keys of each statement."""

    def __init__(self, store: Store) -> None:
        self.taken: list[tuple[str, list[str], str]] = []
        event.listen(store.engine, "before_cursor_execute", self._note)

    def _note(self, _connection: Any, _cursor: Any, statement: str, values: Any, *_more: Any) -> None:
        found = _LOCKED.search(statement)
        if found:
            keys = [value for value in values.values() if isinstance(value, str)]
            self.taken.append((found[1] or found[2], keys, statement))

    @property
    def tables(self) -> list[str]:
        """The tables in the order in which they were first locked."""
        return list(dict.fromkeys(table for table, *_ in self.taken))


def two_edits(member: Member) -> list[wire.Push]:
    """Two pushes that have nothing to do with each other."""
    first = member.part("profile", member.caller.profile, {"hobbies": {"en": "Go"}})
    second = member.part("ticket", ambient.new_id(), {"topic": "other", "text": "Hello"})
    return [wire.Push(ambient.new_id(), [one], member.store.epoch) for one in (first, second)]


def test_people_then_documents_then_scopes_are_locked_each_in_order(store: Store) -> None:
    story = Story(store)
    application = story.apply()
    locks = Locks(store)
    moved = story.hr.part("application", application, {"stage": "interview"}, story.applicants)
    assert story.hr.push(moved).result == "applied"
    assert locks.tables == ["accounts", "documents", "scopes"]
    assert [table for table, *_ in locks.taken].count("scopes") == 1
    for table, keys, statement in locks.taken:
        assert keys == sorted(keys)
        assert len(keys) > 1
        assert table == "scopes" or f"ORDER BY {table}.id" in statement


@pytest.mark.parametrize("goes", [False, True])
def test_what_a_manager_has_taken_is_locked_with_the_job(store: Store, *, goes: bool) -> None:
    story = Story(store)
    application = story.apply()
    one = manager_of(story, story.job)
    mine, draft = joins(story, one), drafted(story, one)
    taken(story, application, mine)
    task = put(story, story.hr, job=draft, owner=mine)
    story.hr.pull()
    locks, company = Locks(store), f"company:{story.company}"
    patch = None if goes else {"managers": [story.reviewer.caller.account]}
    part = story.hr.part("job", draft if goes else story.job, patch, company)
    assert story.hr.push(part).result == "applied"
    [held] = {task, application} & {key for table, keys, _ in locks.taken for key in keys if table == "documents"}
    assert held == (task if goes else application)


def test_batch_that_met_another_writer_is_done_once_that_is_through(store: Store) -> None:
    mai = Story(store).mai
    with store.engine.connect() as other:
        held(store, other, mai.caller.account)
        event.listen(store.engine, "rollback", lambda failed: None if failed is other else other.rollback())
        answers = mai.send(*two_edits(mai))
    assert [answer.result for answer in answers] == ["applied", "applied"]


def test_batch_that_finds_no_way_through_is_no_fault_and_changes_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(push, "TRIES", 1)
    mai = Story(store).mai
    with store.engine.connect() as other:
        held(store, other, mai.caller.account)
        with pytest.raises(Refused) as refused:
            mai.send(*two_edits(mai))
        other.rollback()
    assert refused.value.problems[0].code == "site_down"
    mai.pull()
    assert "hobbies" not in (mai.view(mai.own, mai.caller.profile) or {})


def held(store: Store, other: Connection, account: str) -> None:
    """Another writer holds an account; who waits for it gives up at once instead of after seconds."""
    other.execute(select(accounts.c.id).where(accounts.c.id == account).with_for_update()).all()
    event.listen(store.engine, "begin", lambda begun: begun.exec_driver_sql("SET LOCAL lock_timeout = '20ms'"))
