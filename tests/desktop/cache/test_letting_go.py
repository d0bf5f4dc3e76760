"""What goes from a cache is found by few statements, each of which reads by an index; nothing comes after it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from izanau_desktop.cache import Cache, Edit, agreement, apply, cursors, gone, local, outbox, withheld
from izanau_desktop.cache.connection import Connection
from izanau_protocol import ambient, ids, wire
from tests.desktop.cache.test_files import statements
from tests.desktop.cache.test_gone import APPLICATION, CANARY, CONTACTS, PROFILE, SCOPE, take, traces


class Counting:
    """A connection that notes its statements."""

    def __init__(self, connection: Connection) -> None:
        self.connection, self.statements = connection, list[str]()
        self.words, self.applicants, self.posts = connection.words, connection.applicants, connection.posts

    def exec_driver_sql(self, statement: str, parameters: Any = None, /) -> Any:
        self.statements.append(statement)
        return self.connection.exec_driver_sql(statement, parameters)


def asked(cache: Cache, work: Callable[[Connection], object]) -> list[str]:
    """The statements that some work takes."""

    def counted(connection: Connection) -> list[str]:
        counting = Counting(connection)
        work(counting)
        return counting.statements

    return cache.change(counted)


def test_applied_tombstones_go_by_one_look_at_the_documents(cache: Cache) -> None:
    profiles = [ids.profile_id(str(number)) for number in range(9)]
    for scope in (SCOPE, CONTACTS):
        cache.change(partial(apply.begin, scope=scope, head=0))
        take(cache, *[wire.Entry(scope, "profile", one, 1, {"name": {"full": "Quentin"}}) for one in profiles])
        take(cache, *[wire.Entry(scope, "profile", one, 2, gone="revoked") for one in profiles])
    for scope in (SCOPE, CONTACTS):
        cache.change(partial(cursors.acked, scope=scope, seq=2))
        done = asked(cache, gone.forget_applied)
        assert len([statement for statement in done if "WHERE gone" in statement]) == 1
        left = cache.look(lambda connection: connection.exec_driver_sql("SELECT DISTINCT scope FROM document").all())
        assert [row[0] for row in left] == ([CONTACTS] if scope == SCOPE else [])
    assert len(asked(cache, gone.forget_applied)) == 1, "there is none"


def test_applied_tombstones_are_found_past_all_documents_that_are_there(cache: Cache) -> None:
    cache.change(partial(apply.begin, scope=SCOPE, head=0))
    others = [ids.profile_id(str(number)) for number in range(9)]
    take(cache, *[wire.Entry(SCOPE, "profile", one, 1, {"name": {"full": "Quentin"}}) for one in (PROFILE, *others)])
    take(cache, wire.Entry(SCOPE, "profile", PROFILE, 2, gone="revoked"))
    with pytest.raises(Exception, match="no query solution"):  # what is there stands in no such index
        cache.look(lambda connection: connection.exec_driver_sql("SELECT 1 FROM document INDEXED BY document_by_gone"))
    cache.change(partial(cursors.acked, scope=SCOPE, seq=2))
    [done] = [one for one in statements(cache, gone.forget_applied) if "FROM document WHERE" in one and "SELECT" in one]
    assert "document USING INDEX document_by_gone" in done


def test_what_goes_is_not_looked_for_through_all_that_was_seen(cache: Cache) -> None:
    shelves = (local.SAVED, local.SEEN, local.REMINDED, local.DRAFTS, local.SETTINGS, "asked")
    for shelf in shelves:
        for key in (PROFILE, f"profile/{PROFILE}/name", f"profile/{PROFILE}", APPLICATION):
            cache.set_local(shelf, key, "yes")
    done = statements(cache, lambda connection: local.forget(connection, PROFILE))
    assert not [one for one in done if "SCAN local" in one]
    left = {shelf: len(cache.look(partial(local.keys, shelf=shelf))) for shelf in shelves}
    assert left == {local.SAVED: 3, local.SEEN: 3, local.REMINDED: 3, local.DRAFTS: 1, local.SETTINGS: 4, "asked": 1}


def test_what_waits_is_read_by_as_few_statements_where_it_is_much(cache: Cache) -> None:
    counts = []
    for _ in range(2):
        for _ in range(10):
            edit = Edit("application", ambient.new_id(), SCOPE, {"stage": "interview"})
            cache.edit([edit], deed="stage")
        counts.append([len(asked(cache, work)) for work in (outbox.rows, agreement.is_missed)])
    assert counts == [[2, 1], [2, 1]]


def test_losing_a_scope_asks_in_proportion_to_what_waits(cache: Cache) -> None:
    def statements(number: int) -> int:
        scope = f"applicants:{number}"
        for _ in range(number):
            edit = Edit("application", ambient.new_id(), scope, {"stage": "interview"})
            cache.edit([edit], deed="stage")

        return len(asked(cache, partial(gone.remove_scope, scope=scope)))

    assert statements(40) < 4.5 * statements(10)


def test_message_that_stays_here_too_late_leaves_no_trace_of_who_was_erased(cache: Cache) -> None:
    take(cache, wire.Entry(SCOPE, "application", APPLICATION, 6, gone="erased"))
    cache.change(lambda connection: withheld.keep(connection, APPLICATION, f"Dear {CANARY}"))
    assert "local" not in traces(cache, APPLICATION) | traces(cache, CANARY)
