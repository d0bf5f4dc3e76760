"""The order of applicants by how visa and languages fit: what a plain scan by the rule says, whatever changes and however days pass."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from izanau_desktop.cache import Cache, applicants, apply, indexing
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import exports
from izanau_desktop.cache.reads.applicants import Listing, View
from izanau_desktop.cache.reads.facets import facets
from izanau_protocol import ambient, ids, wire
from izanau_protocol.fit import VERDICTS, Item, listed, ordinal, overall
from tests.desktop.cache.applied import come, names, person, put_in_order
from tests.desktop.cache.applied import listed as rows_of
from tests.desktop.cache.test_gone import COMPANY, JOB, take

NOW = "2026-11-20T09:00:00+00:00"
OTHER = ids.natural_id("test", "other job")
DAY = 86_400
FREE = {"status": "permanent_resident"}
STUDENT = {"status": "student"}
ASKS: dict[str, Any] = {"languages": {"b": {"language": "ja", "level": "B2", "position": "1"}}, "visa_support": "none"}


def japanese(level: str) -> dict[str, Any]:
    return {"languages": {"a": {"language": "ja", "level": level, "position": "1"}}}


def post(seq: int, body: dict[str, Any] | None, job: str = JOB) -> wire.Entry:
    """A job as it is from now on; None: it is gone."""
    scope = f"company:{COMPANY}"
    told = None if body is None else {"title": {"en": "Cook"}, "company": COMPANY, **body}
    return wire.Entry(scope, "job", job, seq, told, gone="" if told else "deleted")


def settle(cache: Cache) -> None:
    """What is done behind."""
    indexing.reckon(cache.file)
    while indexing.work_off(cache.file):
        pass


def in_order(cache: Cache, *, down: bool = True, **view: Any) -> list[str]:
    return names(cache, sort="fit", down=down, **view)


_SEQ = st.integers(0, 5)
_PERSON = st.fixed_dictionaries(
    {
        "visa": st.fixed_dictionaries(
            {"status": st.sampled_from(["permanent_resident", "long_term_resident", "student", "nursing_care", ""])},
            optional={
                "expires": st.dates(date(2026, 11, 1), date(2028, 3, 1)).map(str),
                "needs_sponsorship": st.booleans(),
            },
        )
    },
    optional={"languages": st.sampled_from(["A1", "B2", "JLPT N2"]).map(lambda one: japanese(one)["languages"])},
)
_POST = st.one_of(
    st.none(),
    st.fixed_dictionaries(
        {},
        optional={
            "languages": st.just(ASKS["languages"]),
            "visa_support": st.sampled_from(["none", "sponsors"]),
            "contract": st.sampled_from(["permanent", "part_time"]).map(lambda one: {"type": one}),
            "blind": st.booleans(),
            "skills": st.just(["Go"]),
        },
    ),
)
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("person"), _SEQ, st.sampled_from([JOB, OTHER]), _PERSON, st.booleans()),
        st.tuples(st.just("stage"), _SEQ, st.sampled_from([JOB, OTHER]), st.booleans()),
        st.tuples(st.just("post"), st.sampled_from([JOB, OTHER]), _POST),
        st.tuples(st.just("days"), st.sampled_from([1, 20, 31, 180, 400, -1, -150])),
    ),
    min_size=1,
    max_size=14,
)


class World:
    """A cache that things happen to."""

    def __init__(self, cache: Cache, rule: ambient.Rule) -> None:
        self.cache, self._rule, self._seq = cache, rule, 100

    def person(self, number: int, job: str, profile: dict[str, Any], withdrawn: bool) -> None:
        """Somebody applies, or changes the profile, or withdraws."""
        about = {"withdrawn": True} if withdrawn else {}
        self._take(*person(number, job=job, about=about, **profile))

    def stage(self, number: int, job: str, withdrawn: bool) -> None:
        """The application alone changes."""
        about = {"stage": "interview", **({"withdrawn": True} if withdrawn else {})}
        self._take(person(number, job=job, about=about)[1])

    def post(self, job: str, body: dict[str, Any] | None) -> None:
        """A job is offered, changes or goes."""
        self._seq += 1
        take(self.cache, post(self._seq, body, job))

    def days(self, days: int) -> None:
        """Days pass, or the clock is put back."""
        self._rule.advance(days * DAY)

    def _take(self, *entries: wire.Entry) -> None:
        self._seq += 1
        take(self.cache, *(wire.Entry(one.scope, one.kind, one.id, self._seq, one.view) for one in entries))


def scanned(cache: Cache, job: str, *, withdrawn: bool) -> dict[str, tuple[Item, ...]]:
    """What decides the fit of each application, by the rule over the documents."""
    profiles = {one.id: one.body for one in cache.list("profile")}
    posts = {one.id: one.body for one in cache.list("job")}
    found: dict[str, tuple[Item, ...]] = {}
    for one in cache.list("application"):
        seeker, asks = str(one.body["seeker"]), posts.get(str(one.body["job"]), {})
        has_left = one.body.get("withdrawn") is True
        if job in ("", one.body["job"]) and withdrawn >= has_left:
            is_judged = seeker in profiles and not has_left
            found[one.id] = listed(profiles[seeker], asks, ambient.today()) if is_judged else ()
    return found


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_STEPS, ordered=st.booleans(), down=st.booleans(), withdrawn=st.booleans(), job=st.sampled_from(["", JOB]))
def test_order_by_fit_is_what_a_plain_scan_says_on_any_day(
    steps: list[Any], *, ordered: bool, down: bool, withdrawn: bool, job: str
) -> None:
    cache = Cache(None)
    with ambient.ruled(now=ambient.now().fromisoformat(NOW)) as rule:
        settle(cache)
        if ordered:
            put_in_order(cache)
        world = World(cache, rule)
        known: tuple[Any, ...] = (
            ("post", JOB, {}),
            ("person", 0, JOB, {"visa": {**FREE, "expires": "2027-08-15"}}, False),
        )
        for name, *values in (*known, *steps):
            getattr(world, name)(*values)
            settle(cache)
            wanted = scanned(cache, job, withdrawn=withdrawn)
            rows = rows_of(cache, sort="fit", down=down, withdrawn=withdrawn, job=job)
            assert {row.id: row.fit for row in rows} == {one: overall(items) or "" for one, items in wanted.items()}
            places = [(ordinal(wanted[row.id]), row.number) for row in rows]
            assert places == sorted(places, reverse=down)
            for verdict in VERDICTS:
                held = [row for row in rows if row.fit == verdict]
                assert held == [
                    *rows_of(cache, query=f"fit:{verdict}", sort="fit", down=down, withdrawn=withdrawn, job=job)
                ]
    cache.close()


def test_best_fit_stands_first_and_each_row_says_its_verdict(company: Cache) -> None:
    take(company, post(1, ASKS))
    come(
        company,
        person(1, visa=STUDENT, **japanese("B2")),
        person(2, visa=FREE, **japanese("B2")),
        person(3, visa=FREE),
        person(4, visa=STUDENT, **japanese("A1")),
        person(5, about={"withdrawn": True}, visa=FREE, **japanese("B2")),
    )
    assert in_order(company) == ["Person 2", "Person 3", "Person 1", "Person 4"]
    assert in_order(company, down=False) == ["Person 4", "Person 1", "Person 3", "Person 2"]
    rows = {row.name: row.fit for row in rows_of(company, withdrawn=True)}
    assert [rows[f"Person {number}"] for number in range(1, 6)] == ["lacks", "fits", "check", "lacks", ""]


def test_neither_skills_nor_where_one_lives_move_anybody(company: Cache) -> None:
    take(company, post(1, {**ASKS, "skills": ["Go"], "overseas": False}))
    skills = {"s": {"name": "Go", "position": "1"}}
    come(
        company,
        person(1, visa=FREE, residence="VN", **japanese("B2")),
        person(2, visa=FREE, residence="JP", skills=skills, **japanese("B2")),
    )
    assert [row.fit for row in rows_of(company)] == ["fits", "fits"]
    assert in_order(company) == ["Person 2", "Person 1"], "the newest first"


def test_job_that_asks_for_more_orders_its_applicants_anew(company: Cache) -> None:
    take(company, post(1, {}))
    come(company, person(1, visa=FREE, **japanese("B2")), person(2, visa=FREE, **japanese("A1")))
    settle(company)
    assert in_order(company) == ["Person 2", "Person 1"]
    take(company, post(2, {"salary": "more"}))
    assert not waiting(company), "what does not concern the fit makes no work"
    take(company, post(3, ASKS))
    settle(company)
    assert in_order(company) == ["Person 1", "Person 2"]


def waiting(cache: Cache) -> list[Any]:
    """What the queue holds."""
    with cache.file.read() as connection:
        return list(connection.exec_driver_sql("SELECT number, kind FROM unindexed").all())


def test_stay_that_ends_soon_sinks_on_the_day_it_has_to_be_checked(company: Cache) -> None:
    with ambient.ruled(now=ambient.now().fromisoformat("2026-11-30T09:00:00+00:00")) as rule:
        take(company, post(1, ASKS))
        come(
            company,
            person(1, visa=FREE, **japanese("B2")),
            person(2, visa={**FREE, "expires": "2027-05-30"}, **japanese("B2")),
        )
        settle(company)
        assert [row.fit for row in rows_of(company, sort="fit")] == ["fits", "fits"]
        assert in_order(company) == ["Person 2", "Person 1"]
        rule.advance(DAY)
        settle(company)
        assert [row.fit for row in rows_of(company, sort="fit")] == ["fits", "check"]
        assert in_order(company) == ["Person 1", "Person 2"]
        rule.advance(-DAY)
        settle(company)
        assert in_order(company) == ["Person 2", "Person 1"], "the clock was put back"


@pytest.mark.parametrize("is_hidden", [False, True])
def test_who_waits_to_be_judged_anew_is_found_unless_hidden_meanwhile(company: Cache, is_hidden: bool) -> None:
    take(company, post(1, {}))
    come(company, person(1, visa=FREE))
    settle(company)
    take(company, post(2, {**ASKS, "blind": is_hidden}))
    found = [] if is_hidden else ["Person 1"]
    assert names(company, "person") == found
    settle(company)
    assert names(company, "person") == found
    assert [row.fit for row in rows_of(company)] == ["check"]


def test_words_that_wait_are_counted_as_waiting_when_the_job_comes_later(company: Cache) -> None:
    def later(connection: Connection) -> None:
        for one in person(1, visa=FREE):
            apply.entry(connection, one, 0, later=True)

    company.change(later)
    take(company, post(1, ASKS))
    with company.file.read() as connection:
        assert indexing.read(connection, applicants.KIND) == indexing.Indexed(0, 1)
    settle(company)
    assert names(company, "person fit:check") == ["Person 1"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("fit:fits", "1"),
        ("適合:適合", "1"),
        ("fit:check", "2"),
        ("適合:要確認", "2"),
        ("fit:check,lacks", "3 2"),
        ("-fit:lacks", "2 1"),
        ("fit:fits person", "1"),
    ],
)
def test_filter_by_fit_narrows_the_list_in_both_languages(company: Cache, query: str, found: str) -> None:
    take(company, post(1, ASKS))
    come(
        company,
        person(1, visa=FREE, **japanese("B2")),
        person(2, visa=FREE),
        person(3, visa=STUDENT),
    )
    assert names(company, query) == [f"Person {number}" for number in found.split()]


def test_verdicts_are_offered_with_how_many_have_each(company: Cache) -> None:
    take(company, post(1, ASKS))
    come(company, person(1, visa=FREE), person(2, visa=FREE), person(3, visa=STUDENT))
    found = {one.id: [(value.typed, value.many) for value in one.values] for one in facets(company, View())}
    assert found["fit"] == [("fit:check", 2), ("fit:lacks", 1)]


def test_numbers_of_verdicts_say_who_waits_to_be_judged_anew(company: Cache) -> None:
    take(company, post(1, {}))
    come(company, person(1, visa=FREE), person(2, visa=FREE))
    settle(company)
    take(company, post(2, ASKS))
    waiting = {one.id: one.worked_out for one in facets(company, View())}
    assert (waiting["fit"], waiting["owner"]) == (indexing.Indexed(0, 2), None)
    settle(company)
    assert {one.worked_out for one in facets(company, View())} == {None}


def test_applicant_of_a_job_that_is_not_here_has_no_fit(company: Cache) -> None:
    come(company, person(1, visa=FREE))
    assert [row.fit for row in rows_of(company)] == [""]
    with company.file.read() as connection:
        assert Listing(connection, View(query="fit:fits,check,lacks")).total() == 0


def reached(cache: Cache, query: str = "", sort: str = "applied") -> tuple[indexing.Indexed | None, ...]:
    """How far a list says that its words are searched, and its fit is worked out."""
    with cache.reading("application") as connection:
        found = Listing(connection, View(query=query, sort=sort))
        return found.indexed, found.worked_out


ALL = (None, None)


@pytest.mark.parametrize(
    ("query", "sort"), [("fit:lacks", "applied"), ("適合:不足", "applied"), ("years>=3", "name"), ("", "fit")]
)
def test_list_by_fit_says_who_waits_to_be_judged_anew(company: Cache, query: str, sort: str) -> None:
    take(company, post(1, {}))
    come(company, person(1, visa=FREE), person(2, visa=FREE))
    settle(company)
    assert reached(company, query, sort) == ALL
    take(company, post(2, ASKS))
    assert reached(company, query, sort) == (None, indexing.Indexed(0, 2))
    assert reached(company, "person") == reached(company, "stage:new") == ALL
    settle(company)
    assert reached(company, query, sort) == ALL


def test_search_by_fit_tells_words_and_fit_apart(company: Cache) -> None:
    take(company, post(1, {}))
    come(company, person(1, visa=FREE), person(2, visa=FREE))
    settle(company)
    company.change(lambda connection: connection.exec_driver_sql(QUEUED))
    assert reached(company, "person fit:check") == (indexing.Indexed(1, 2), None)
    take(company, post(2, ASKS))
    assert reached(company, "person fit:check") == (indexing.Indexed(1, 2), indexing.Indexed(0, 2))


QUEUED = f"INSERT INTO unindexed(number, kind) SELECT max(number), '{applicants.KIND}' FROM applicant"
"""Somebody's words are still to be cut."""


def test_file_tells_the_fit_for_what_the_job_asks_now(company: Cache) -> None:
    with ambient.ruled(now=ambient.now().fromisoformat("2026-11-30T09:00:00+00:00")) as rule:
        take(company, post(1, {}))
        come(company, person(1, visa={**FREE, "expires": "2027-05-30"}, **japanese("B2")))
        settle(company)
        take(company, post(2, ASKS))
        assert [one.row.fit for one in exports.applied(company, View(sort="fit"))] == ["fits"]
        rule.advance(DAY)
        assert [one.row.fit for one in exports.applied(company, View())] == ["check"]
