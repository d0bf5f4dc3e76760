"""What a shared view may ask for: filters that name nobody, and never citizenship, birthday or age."""

from __future__ import annotations

from typing import Any

import pytest

from izanau_protocol import rules
from izanau_protocol.rules.view import may_change, stage_problems

BODY: dict[str, Any] = {"company": "6f0c1b52-94d7-4c3e-8a85-27d1f6b0e9a4", "name": "Late"}


@pytest.mark.parametrize(
    "query",
    [
        "stage:interview -visa:student years>=3",
        "言語:日本語>=N2 在留期限<3か月",
        "owner:me 担当:なし",
        'NOT skill:"machine learning"',
        "LANG:ja",
        "stage: lang:japanese,english>=B2 in:japan 居住国:日本",
        "applied:7d ends:2027-03 waiting>=2w is:late,未読 years:3..5",
    ],
)
def test_filters_that_name_nobody_may_be_shared(query: str) -> None:
    assert rules.problems("view", BODY | {"query": query}) == ()


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("is:late Tanaka", "Tanaka"),
        ('stage:new "Mai Nguyen"', '"Mai Nguyen"'),
        ("name:田中", "name:田中"),
        ("メモ:田中", "メモ:田中"),
        ("-message:mai", "-message:mai"),
        ("owner:tanaka", "owner:tanaka"),
        ("owner:me,tanaka", "owner:me,tanaka"),
        ("birthday:1990", "birthday:1990"),
        ("is:tanaka", "is:tanaka"),
        ('lang:"mai nguyen"', 'lang:"mai nguyen"'),
        ("lang:ja>=tanaka", "lang:ja>=tanaka"),
        ("ビザ:田中", "ビザ:田中"),
        ("in:田中花子", "in:田中花子"),
        ("-years:tanaka", "-years:tanaka"),
        ("applied:tanaka", "applied:tanaka"),
        ("ends<mai", "ends<mai"),
        ("waiting:mai", "waiting:mai"),
        ("is:new,tanaka", "is:new,tanaka"),
    ],
)
def test_words_that_could_name_a_person_are_refused_by_name(query: str, word: str) -> None:
    [found] = rules.problems("view", BODY | {"query": query})
    assert (found.code, found.field, found.value("word")) == ("view_names_people", "query", word)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"query": "stage:interview 段階:面接 stage:int"}, []),
        ({"query": "stage:tri -stage:trial", "stages": ["s1", "new"]}, []),
        ({"query": "stage:tanaka"}, ["view_names_people"]),
        ({"query": "stage:new,tanaka"}, ["view_names_people"]),
        ({"stages": ["new", "tanaka"]}, ["unknown_code"]),
    ],
)
def test_stages_of_a_view_are_usual_or_of_the_companys_jobs(body: dict[str, Any], told: list[str]) -> None:
    jobs = [{"stages": {"s1": {"name": {"en": "Trial day"}, "status": "interview", "position": "V"}}}, {}]
    assert [one.code for one in stage_problems(BODY | body, jobs)] == told


@pytest.mark.parametrize("field", [{"sort": "age"}, {"columns": ["name", "citizenship"]}])
def test_view_is_never_by_citizenship_birthday_or_age(field: dict[str, Any]) -> None:
    assert [one.code for one in rules.problems("view", BODY | field)] == ["unknown_code"]


def test_view_is_changed_by_its_maker_owners_and_recruiters() -> None:
    assert [may_change(role, "a", "b") for role in ("owner", "recruiter", "reviewer", "hiring_manager")] == [
        True,
        True,
        False,
        False,
    ]
    assert may_change("reviewer", "a", "a")
    assert not may_change("reviewer", "", "")
