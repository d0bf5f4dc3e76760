"""What is typed into the search of applicants: words in any script, filters in both languages, and what is explained instead."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from izanau_desktop.cache import Cache, Edit
from izanau_desktop.cache.reads.applicants import Listing, View
from izanau_protocol import ambient, text, wire
from izanau_protocol.rules import labels as labelling
from tests.desktop.cache.applied import application, come, listed, names, person
from tests.desktop.cache.test_gone import COMPANY, JOB, SCOPE, take

TODAY = "2026-11-20T09:00:00+00:00"

_LETTERS = "田中龜亀山東京営業アイカガがタabcé cookZ ー々"
_TEXT = st.text(alphabet=_LETTERS, max_size=14)


def holds(told: str, query: str) -> bool:
    """Whether a text has all that is asked for, by a plain scan: words by their beginning, kanji and kana anywhere."""
    for term in text.query_tokens(query):
        run = term.tokens[0] + "".join(token[1:] for token in term.tokens[1:])
        folded = text.sought(told)
        words = [word for word in text.tokens(told) if not word[0] >= "\u3000"]
        if not (any(word.startswith(run) for word in words) if term.prefix and run.isascii() else run in folded):
            return False
    return True


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(_TEXT, min_size=1, max_size=6), query=st.text(alphabet=_LETTERS, min_size=1, max_size=6))
def test_search_finds_what_a_plain_scan_of_the_folded_text_finds(texts: list[str], query: str) -> None:
    cache = Cache(None)
    come(cache, *(person(number, name={"full": "-"}, hobbies={"ja": told}) for number, told in enumerate(texts)))
    found = {row.id for row in listed(cache, query=query)}
    if text.query_tokens(query):
        assert found == {application(number) for number, told in enumerate(texts) if holds(told, query)}
    cache.close()


def test_words_are_found_wherever_they_stand_and_in_any_order(company: Cache) -> None:
    work = {"w": {"company": "海ゲームズ", "title": "QA テスター", "start": "2020-01", "position": "1"}}
    come(
        company,
        person(1, name={"full": "María José García"}, work=work, skills={"s": {"name": "C++", "position": "1"}}),
    )
    for query in ("garcia maria", "GARCÍA", "海", "ﾃｽﾀｰ", "ゲーム qa", "c++", "jose 海ゲームズ"):
        assert names(company, query) == ["María José García"], query
    assert names(company, "garcia tanaka") == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("lang:ja>=N2", "B C"),
        ("言語:日本語>=N2", "B C"),
        ("lang:ja<N2", "A"),
        ("lang:ja=native", "C"),
        ("lang:en", "A"),
        ("lang:ja", "A B C"),
        ("-lang:ja", "D"),
        ("NOT lang:ja", "D"),
        ("visa:student", "A"),
        ("in:japan,KR", "A B"),
        ("居住国:韓国", "B"),
        ("years>=3", "C"),
        ("years:1..2", "B"),
        ("years<1", "A D"),
        ("ends<3m", "A"),
        ("ends:2027-05", "B"),
        ("applied:2026-11-01", "A B C D"),
        ("applied>=2026-11-02", ""),
        ("applied:7d", ""),
        ("応募日:2026年", "A B C D"),
        ("応募日:2028年1月", ""),
        ("在留期限:2027年", "A B"),
        ("ends<1y", "A B"),
        ("waiting>=7", "A B C D"),
        ("is:late", "A B D"),
        ("is:new -is:late", ""),
        ("stage:interview", "C"),
        ("段階:面接", "C"),
        ("stage:int", "C"),
        ("skill:python", "B"),
        ("title:python", ""),
        ("title:tester company:umi", "C"),
        ('"game design"', "A"),
        ('"design game"', ""),
        ("design game", "A"),
        ("skill:python,cooking", "B D"),
    ],
)
def test_filters_narrow_the_list_in_both_languages(company: Cache, query: str, found: str) -> None:
    def japanese(level: str) -> dict[str, Any]:
        native = {"native": True} if level == "native" else {"level": level}
        return {"language": "ja", "position": "1", **native}

    def worked(end: str, title: str = "Cook") -> dict[str, Any]:
        return {"w": {"company": "Umi", "title": title, "start": "2020-01", "end": end, "position": "1"}}

    skill = {"s": {"name": "Python", "position": "1"}}
    with ambient.ruled(now=ambient.now().fromisoformat(TODAY)):
        come(
            company,
            person(
                4,
                name={"full": "A"},
                languages={"j": japanese("JLPT N4"), "e": {"language": "en", "level": "B2", "position": "2"}},
                visa={"status": "student", "expires": "2027-01-31"},
                residence="JP",
                hobbies={"en": "game design"},
            ),
            person(
                3,
                name={"full": "B"},
                languages={"j": japanese("JLPT N2")},
                visa={"status": "engineer", "expires": "2027-05-01"},
                residence="KR",
                skills=skill,
                work=worked("2021-05"),
            ),
            person(
                2,
                name={"full": "C"},
                languages={"j": japanese("native")},
                work=worked("2023-12", "Tester"),
                about={"stage": "interview"},
            ),
            person(1, name={"full": "D"}, skills={"s": {"name": "Cooking", "position": "1"}}),
        )
        assert names(company, query) == found.split()


@pytest.mark.parametrize(
    "query", ["stage:nowhere", "lang:klingon", "lang:ja>=Z9", "years:many", "ends<soon", "visa:none!"]
)
def test_value_that_a_filter_cannot_have_is_explained_where_it_stands(company: Cache, query: str) -> None:
    come(company, person(1))
    with company.file.read() as connection:
        asked = Listing(connection, View(query=f"person {query}")).asked
    (strange,) = asked.strange
    assert (strange.problem.code, strange.piece.start, strange.piece.end) == ("bad_filter", 7, 7 + len(query))
    assert names(company, f"person {query}") == names(company, query) == []
    with company.file.read() as connection:
        assert (
            Listing(connection, View(query=query)).total(5)
            == Listing(connection, View(query=query)).fences().total
            == 0
        )


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("label:urg", "No label is called “urg”. Labels are matched whole; the nearest one is Urgent."),
        ("ラベル:夜", "No label is called “夜”. Labels are matched whole; the nearest one is 夜勤 可."),
        ("label:Argent,Urgent", "No label is called “Argent”. Labels are matched whole; the nearest one is Urgent."),
        (
            '-label:"Urgent, really"',
            "No label is called “Urgent, really”. Labels are matched whole; the nearest one is Urgent.",
        ),
        (
            "label:x",
            "No label is called “x”. Labels are matched whole; those in use stand in the list of “+ Filter”.",
        ),
        ("label:urgent", ""),
        ('label:"夜勤 可"', ""),
        ("label:,", "“label:,” names nothing that can be filtered by. Write it as in label:urgent."),
    ],
)
def test_label_that_nobody_has_is_explained_with_the_nearest(company: Cache, query: str, told: str) -> None:
    labels = {labelling.key(word): {"text": word, "position": "V"} for word in ("Urgent", "夜勤 可")}
    come(company, person(1, about={"labels": labels}), person(2))
    with company.file.read() as connection:
        asked = Listing(connection, View(query=query)).asked
    assert [one.problem.with_cure("en") for one in asked.strange] == [told][: bool(told)]


def test_word_with_a_colon_that_is_no_filter_is_looked_for_and_explained(company: Cache) -> None:
    come(company, person(1, hobbies={"en": "see foo:bar"}))
    with company.file.read() as connection:
        (strange,) = Listing(connection, View(query="foo:bar")).asked.strange
    assert strange.problem.code == "unknown_filter"
    assert names(company, "foo:bar") == ["Person 1"]


@given(query=st.text(alphabet='ab:><=-"NOT 田中～,lang.stage年', max_size=20))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_an_answer_and_never_an_error(company: Cache, query: str) -> None:
    come(company, person(1))
    with company.file.read() as connection:
        listing = Listing(connection, View(query=query))
        assert listing.total() == listing.total(5) == listing.fences().total == len(listing.rows(5))


def test_stage_of_a_job_is_named_among_all_jobs_too(company: Cache) -> None:
    stages = {"trial": {"name": {"en": "Trial day", "ja": "体験入社"}, "status": "interview", "position": "1"}}
    job: dict[str, object] = {"company": COMPANY, "title": {"en": "Cook"}, "stages": stages}
    take(company, wire.Entry(f"company:{COMPANY}", "job", JOB, 1, job))
    come(company, person(1, about={"stage": "trial"}), person(2))
    for query in ("stage:trial", "段階:体験入社"):
        assert names(company, query) == names(company, query, job=JOB) == ["Person 1"]


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("python", ("skill", "note")),
        ("pyt", ("skill", "note")),
        ("海", ("employer",)),
        ("umeda python", ("name", "skill", "note")),
        ("python -cook", ("skill", "note")),
        ("skill:python", ()),
        ("", ()),
    ],
)
def test_search_says_where_it_found_the_words(company: Cache, query: str, parts: tuple[str, ...]) -> None:
    work = {"w": {"company": "海ゲームズ", "title": "Tester", "start": "2020-01", "position": "1"}}
    skills = {"s": {"name": "Python", "position": "1"}}
    come(company, person(1, name={"full": "Aki Umeda"}, work=work, skills=skills))
    note: dict[str, object] = {"application": application(1), "text": "Asked about Python"}
    company.edit([Edit("note", "n", SCOPE, note)])
    (row,) = listed(company, query=query)
    assert row.found_in == parts
