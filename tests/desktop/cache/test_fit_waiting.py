"""Who has the fit made that of now waits for no words but those that are asked for."""

from __future__ import annotations

import pytest

from izanau_desktop.cache import Cache, anew, applicants, apply, indexing
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import exports
from izanau_desktop.cache.reads.applicants import View
from izanau_protocol import ambient, wire
from tests.desktop.cache.applied import come, listed, names, person
from tests.desktop.cache.test_fit_order import ASKS, DAY, FREE, NOW, OTHER, japanese, post, settle
from tests.desktop.cache.test_gone import take


def come_later(cache: Cache, *entries: wire.Entry) -> None:
    """They are received in a first pull, which leaves their words to the queue."""

    def work(connection: Connection) -> None:
        for one in entries:
            apply.entry(connection, one, 0, later=True)

    cache.change(work)


def pulling(cache: Cache) -> None:
    """A first pull goes on: a job and three who applied to another wait to be indexed, of one more all is known."""
    take(cache, post(1, {}))
    come(cache, person(1, visa=FREE))
    settle(cache)
    come_later(cache, post(1, ASKS, OTHER), *(one for number in (2, 3, 4) for one in person(number, job=OTHER)))


def queued(cache: Cache) -> list[str]:
    """How the queue names all that it holds."""
    with cache.file.read() as connection:
        return [row[0] for row in connection.exec_driver_sql("SELECT kind FROM unindexed ORDER BY kind")]


WAITING = [applicants.KIND] * 3 + ["job"]


def test_rows_are_made_anew_before_all_words_that_wait(company: Cache) -> None:
    pulling(company)
    take(company, post(2, ASKS))
    assert queued(company) == sorted([*WAITING, anew.ANEW])
    indexing.make_anew(company.file)
    assert queued(company) == WAITING
    assert [row.fit for row in listed(company, query="fit:check,lacks")] == ["check"] * 4


@pytest.mark.parametrize("is_known", [False, True])
def test_fit_is_right_of_whom_no_word_is_cut_yet(company: Cache, is_known: bool) -> None:
    if is_known:
        take(company, post(1, {}))
    come_later(company, *person(1, visa=FREE, **japanese("B2")), *person(2, visa=FREE))
    take(company, post(2, ASKS))
    indexing.make_anew(company.file)
    come_later(company, *person(3, visa=FREE))
    assert [row.fit for row in listed(company, sort="fit")] == ["fits", "check", "check"]
    come_later(company, wire.Entry(*_profile_of(3)))
    assert [row.fit for row in listed(company, sort="fit")] == ["fits", "fits", "check"]


def _profile_of(number: int) -> tuple[str, str, str, int, dict[str, object]]:
    one = person(number, visa=FREE, **japanese("B2"))[0]
    assert one.view is not None
    return one.scope, one.kind, one.id, 9, one.view


def test_fit_of_another_day_is_right_of_whom_no_word_is_cut(company: Cache) -> None:
    with ambient.ruled(now=ambient.now().fromisoformat(NOW)) as rule:
        take(company, post(1, {}))
        indexing.reckon(company.file)
        come_later(company, *person(1, visa={**FREE, "expires": "2027-05-20"}))
        assert [row.fit for row in listed(company)] == ["fits"]
        rule.advance(DAY)
        indexing.make_anew(company.file)
        assert [row.fit for row in listed(company)] == ["check"]


@pytest.mark.parametrize("view", [View(), View(sort="fit"), View(query="fit:check,lacks"), View(query="stage:new")])
def test_file_cuts_no_words_where_none_are_searched(company: Cache, view: View) -> None:
    pulling(company)
    take(company, post(2, ASKS))
    assert [one.row.fit for one in exports.applied(company, view, 9)] == ["check"] * 4
    assert queued(company) == WAITING


@pytest.mark.parametrize("query", ["person", "stage:new person", "visa:permanent_resident", "name:person fit:check"])
def test_file_of_a_search_waits_for_words_of_applicants_alone(company: Cache, query: str) -> None:
    pulling(company)
    come_later(company, *person(5, job=OTHER, visa=FREE))
    found = {one.row.name for one in exports.applied(company, View(query=query), 9)}
    assert {"Person 5"} <= found
    assert found == set(names(company, query))
    assert queued(company) == ["job"]
