"""The orders of the list of applicants: each view the same however it is looked up and walked, the best matches too."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from izanau_desktop.cache import Cache
from izanau_desktop.cache.applicants import NEVER
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import applicants, planning, ranking
from izanau_desktop.cache.reads.applicants import SORTS, Listing, ListRow, View
from izanau_protocol import ids, text, wire
from tests.desktop.cache.applied import application, at, come, person, put_in_order
from tests.desktop.cache.test_files import statements
from tests.desktop.cache.test_gone import COMPANY, JOB

OTHER = ids.natural_id("test", "other job")
POST = wire.Entry(
    f"company:{COMPANY}", "job", JOB, 1, {"languages": {"a": {"language": "ja", "level": "B1", "position": "1"}}}
)
"""The job that asks for something; of the other one nothing is known."""


_ROW = st.fixed_dictionaries(
    {
        "family": st.sampled_from(["Aoki", "青木", "Berg", "ábc", "Zed"]),
        "level": st.sampled_from(["", "JLPT N2", "B1", "native"]),
        "stage": st.sampled_from(["new", "interview", "rejected"]),
        "job": st.sampled_from([JOB, OTHER]),
        "worked": st.integers(0, 3),
        "expires": st.sampled_from(["", "2026-12-01", "2027-05-01"]),
        "word": st.sampled_from(["cook", "baker", "cook baker"]),
        "skill": st.sampled_from(["", "cook", "baker", "baking"]),
        "employer": st.sampled_from(["Umi", "Cook"]),
    }
)


def made(number: int, row: dict[str, Any]) -> list[wire.Entry]:
    language = {"language": "ja", "position": "1", "native": row["level"] == "native"}
    if row["level"] not in ("", "native"):
        language["level"] = row["level"]
    start = {"company": row["employer"], "start": "2020-01", "end": f"2020-{1 + row['worked']:02}", "position": "1"}
    return person(
        number,
        job=row["job"],
        about={"stage": row["stage"]},
        name={"full": f"{row['family']} {number}"},
        languages={"a": language} if row["level"] else {},
        work={"w": start} if row["worked"] else {},
        visa={"status": "student", "expires": row["expires"]} if row["expires"] else {},
        hobbies={"en": row["word"]},
        skills={"s": {"name": row["skill"], "position": "1"}} if row["skill"] else {},
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(_ROW, max_size=14),
    sort=st.sampled_from(sorted(SORTS)),
    down=st.booleans(),
    job=st.sampled_from(["", JOB]),
    stages=st.sampled_from([(), ("interview",), ("new", "rejected")]),
    query=st.sampled_from(["", "cook", "co", "cook baker", "-cook", "stage:new,interview cook", "years>=0", '"cook"']),
    few=st.sampled_from([0, 3, planning.FEW]),
    size=st.integers(2, 4),
    in_order=st.booleans(),
)
def test_each_view_is_one_order_whichever_way_it_is_walked(
    monkeypatch: pytest.MonkeyPatch, rows: list[Any], few: int, size: int, in_order: bool, **chosen: Any
) -> None:
    monkeypatch.setattr(planning, "FEW", few)
    monkeypatch.setattr(applicants, "FENCE", size)
    cache = Cache(None)
    come(cache, [POST], *(made(number, row) for number, row in enumerate(rows)))
    if in_order:
        put_in_order(cache)
    view = View(**chosen)
    wanted = expected(rows, view)
    with cache.reading("application") as connection:
        listing = ranking.listed(connection, view)
        every = listing.rows(1000)
        assert [row.id for row in every] == wanted
        assert listing.ids() == wanted
        keys = listing.keys(every)
        walked = [listing.rows(size)]
        while walked[-1]:
            walked.append(listing.rows(size, listing.keys(walked[-1][-1:])[0]))
        assert [row.id for row in itertools.chain(*walked)] == wanted
        for place, row in enumerate(every):
            assert listing.place(row.id) == place
            assert listing.rows(size, keys[place], back=True) == every[max(0, place - size) : place]
            assert listing.ids(place, size) == wanted[place : place + size]
            assert listing.window(place, size, total=len(every)) == every[place : place + size]
            assert listing.window(place, size, listing.fences()) == every[place : place + size]
        assert listing.rows(size, back=True) == every[max(0, len(every) - size) :]
        fences = listing.fences()
        assert (fences.total, list(fences.keys)) == (len(every), keys[::size])
        assert listing.total() == len(every)
        assert listing.place("nobody") == -1
    cache.close()


def expected(rows: list[dict[str, Any]], view: View) -> list[str]:
    """The ids in the order of a view, by plain Python."""

    def value(number: int) -> Any:
        row = rows[number]
        by = {
            "applied": 0,
            "name": text.name_key(f"{row['family']} {number}"),
            "japanese": {"": 0, "B1": 3, "JLPT N2": 3.5, "native": 7}[row["level"]],
            "years": row["worked"] + 1 if row["worked"] else 0,
            "since": at(number),
            "ends": row["expires"] or NEVER,
            "fit": 0 if row["job"] == OTHER else 1 if not row["level"] else 2,
        }
        return by[view.sort], at(number)

    def fits(row: dict[str, Any]) -> bool:
        words = held(row)
        asked = {
            **{query: all(any(word.startswith(term) for word in words) for term in TERMS[query]) for query in TERMS},
            "-cook": "cook" not in words,
        }
        named = view.query != "stage:new,interview cook" or row["stage"] in ("new", "interview")
        return (
            (not view.job or row["job"] == view.job)
            and (not view.stages or row["stage"] in view.stages)
            and (named and asked.get(view.query, True))
        )

    def rank(number: int) -> tuple[int, int]:
        parts = [held(rows[number], depth) for depth in range(3)] if view.query in TERMS else []
        found = [
            depth
            for depth, words in enumerate(parts)
            if all(any(word.startswith(term) for word in words) for term in TERMS[view.query])
        ]
        return (found or [0])[0], -number

    every = [number for number, row in enumerate(rows) if fits(row)]
    found = sorted(every, key=rank) if view.sort == "match" else sorted(every, key=value, reverse=view.down)
    return [application(number, rows[number]["job"]) for number in found]


TERMS = {
    "cook": ("cook",),
    "co": ("co",),
    '"cook"': ("cook",),
    "cook baker": ("cook", "baker"),
    "stage:new,interview cook": ("cook",),
}


def held(row: dict[str, Any], depth: int = 2) -> set[str]:
    """The words of a person: of their skills, of these and the company, of all parts."""
    found = {row["skill"]} if row["skill"] else set()
    if depth and row["worked"]:
        found.add(row["employer"].lower())
    return found | set(row["word"].split()) if depth == 2 else found


@pytest.mark.parametrize("parts", range(4))
def test_best_matches_are_walked_without_sorting(company: Cache, parts: int) -> None:
    come(company, person(1, skills={"s": {"name": "cook", "position": "1"}}))
    with company.file.read() as connection:
        listing = ranking.listed(connection, View(query="cook", sort="match"))
        assert isinstance(listing, ranking.Ranked)
        one = listing.rank(parts)
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {one.statement()}", one.values()).all()
    told = " ".join(str(row[3]) for row in plan)
    assert "TEMP B-TREE" not in told, told


def test_name_stands_before_skill_company_and_all_else(company: Cache) -> None:
    skills, employer = {"s": {"name": "Aoki", "position": "1"}}, {"w": {"company": "Aoki", "position": "1"}}
    come(
        company,
        person(1, name={"full": "Aoki Mai"}),
        person(2, skills=skills),
        person(3, work=employer),
        person(4, hobbies={"en": "aoki"}),
        person(5, skills=skills, hobbies={"en": "karate"}),
    )
    in_order = [row.id for row in listed_by(company, query="aoki", sort="match")]
    assert in_order == [application(number) for number in (1, 5, 2, 3, 4)]
    assert listed_by(company, query="aoki", sort="match")[0].found_in == ("name",)
    newest = [row.id for row in listed_by(company, query="lang:ja", sort="match")]
    assert newest == [row.id for row in listed_by(company, query="lang:ja")]


def listed_by(cache: Cache, **view: Any) -> tuple[ListRow, ...]:
    """The rows of a view, as the window lists them."""
    with cache.reading("application") as connection:
        return ranking.listed(connection, View(**view)).rows(1000)


@pytest.mark.parametrize("sort", [one for one in SORTS if one != "fit"])
@pytest.mark.parametrize("job", ["", JOB])
def test_each_order_is_walked_along_its_index_without_sorting(company: Cache, sort: str, job: str) -> None:
    """That by fit is sorted as it is read: it may take longer, and what it stands on changes by itself."""
    put_in_order(company)
    come(company, person(1))
    with company.file.read() as connection:
        listing = Listing(connection, View(job=job, sort=sort))
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {listing.statement()}", listing.values()).all()
    told = " ".join(str(row[3]) for row in plan)
    assert "TEMP B-TREE" not in told, told


def test_place_of_one_in_a_search_is_asked_of_that_one_alone(company: Cache) -> None:
    come(company, person(1), person(2), person(3))

    def look(connection: Connection) -> None:
        assert Listing(connection, View(query="person")).place(application(2)) == 1

    (asked,) = [one for one in statements(company, look) if "a.id IN" in one]
    assert "VIRTUAL TABLE INDEX 0:=" in asked, asked  # the number too, not the words alone


@pytest.mark.parametrize(("query", "asked"), [('"person"', "INDEX 0:=M"), ("pers", "INDEX 0:M")])
def test_those_of_some_who_are_in_a_search_are_read_alone(company: Cache, query: str, asked: str) -> None:
    come(company, person(1), person(2), person(3))

    def look(connection: Connection) -> None:
        wanted = [application(1), application(3), application(9)]
        assert sorted(Listing(connection, View(query=query)).among(wanted)) == sorted(wanted[:2])

    (told,) = [one for one in statements(company, look) if "a.id IN" in one]
    assert asked in told, told
    assert "LIST SUBQUERY" in told, told  # no row of another is read


def test_stages_of_a_search_are_counted_without_reading_rows(company: Cache) -> None:
    come(company, person(1), person(2))

    def look(connection: Connection) -> None:
        assert Listing(connection, View(query="person", stages=("new",))).total(10) == 2

    (counted,) = [one for one in statements(company, look) if "a.stage IN" in one]
    assert "COVERING INDEX applicant_by_stage" in counted, counted


def test_rows_before_a_place_in_a_search_are_not_read(company: Cache) -> None:
    come(company, *(person(number) for number in range(5)))

    def look(connection: Connection) -> None:
        found = Listing(connection, View(query="person")).window(3, 2)
        assert [row.id for row in found] == [application(1), application(0)]

    (skipped,) = [one for one in statements(company, look) if "LIMIT 1 OFFSET" in one]
    assert "applicant a" not in skipped.replace("search_applicant", ""), skipped
