"""A job states what the law asks for; levels of languages and stages of selection mean the same everywhere."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from izanau_protocol import documents, rules
from izanau_protocol.canonical import Body
from izanau_protocol.problems import Refused
from izanau_protocol.rules.trees import planted
from tests.protocol.bad_values import TODAY
from tests.protocol.bodies import trees


def found(kind: str, body: object) -> set[tuple[str, str]]:
    return {(one.code, one.field) for one in rules.problems(kind, body, TODAY)}


@pytest.mark.parametrize(
    ("level", "score", "expected"),
    [
        ("JLPT N2", None, ("B1", "B2")),
        ("n2", 111, ("B1", "B1")),
        ("N1", 142, ("C1", "C1")),
        ("N1", 99, None),
        ("B1", None, ("B1", "B1")),
        ("native", None, ("native", "native")),
        ("fluent", None, None),
    ],
)
def test_levels_are_compared_by_the_official_table(level: str, score: int | None, expected: object) -> None:
    assert rules.cefr_range(level, score) == expected


def test_ranks_climb_the_ladder() -> None:
    assert [rules.rank(level) for level in ("", "A1", "JLPT N1", "C2", "native")] == [0, 1, 4, 6, 7]


JOB: Body = {
    "company": "6f0c1b52-94d7-4c3e-8a85-27d1f6b0e9a4",
    "title": {"en": "Tester"},
    "duties": {"en": "Testing games"},
    "duties_range": {"en": "All work of the company"},
    "contract": {"type": "fixed_term", "start": "2027-01-01", "end": "2027-12-31", "renewal": "possible"}
    | {"criteria": {"en": "By the amount of work"}},
    "probation": {"stated": True, "months": 0},
    "place": {"prefecture": "JP-27", "city": "Osaka"},
    "place_range": {"en": "Osaka only"},
    "hours": {
        "system": "fixed",
        "start": "09:30",
        "end": "18:30",
        "break_minutes": 60,
        "overtime": {"en": "10 h a month"},
    },
    "holidays": {"en": "Weekends"},
    "pay": {"unit": "month", "currency": "JPY", "least": 250000, "most": 300000},
    "insurance": ["health", "pension", "accident", "employment"],
    "employer_kind": "direct",
    "smoking": "indoor_ban",
    "state": "published",
}
GONE = {
    "duties": "duties",
    "contract": "contract.type",
    "probation": "probation",
    "place": "place",
    "hours": "holidays",
    "pay": "pay.unit",
    "insurance": "insurance",
    "employer": "company",
    "employer_kind": "employer_kind",
    "smoking": "smoking",
    "duties_range": "duties_range",
    "place_range": "place_range",
    "renewal": "contract.criteria",
}


def without(tree: dict[str, Any], path: str) -> Body:
    name, _, rest = path.partition(".")
    return {
        key: without(value, rest) if key == name and rest else value
        for key, value in tree.items()
        if key != name or rest
    }


def test_law_asks_for_thirteen_items() -> None:
    assert [item.id for item in rules.legal_items] == list(GONE)
    assert all(item.words.en and item.words.ja and documents.field("job", item.field) for item in rules.legal_items)
    assert rules.missing_legal_items(JOB) == ()
    assert found("job", JOB) == set()
    assert len(rules.missing_legal_items({})) == 13


@pytest.mark.parametrize("item", GONE)
def test_published_job_names_the_item_it_lacks(item: str) -> None:
    body = without(JOB, GONE[item])
    assert item in rules.missing_legal_items(body)
    assert {code for code, _ in found("job", body)} & {"missing_legal_item", "required"}
    draft = {**body, "state": "draft"}
    assert "missing_legal_item" not in {code for code, _ in found("job", draft)}


def test_fixed_overtime_pay_states_its_hours() -> None:
    assert rules.missing_legal_items(planted(JOB, "pay.fixed_overtime", 40000)) == ("pay",)
    permanent = {**JOB, "contract": {"type": "permanent"}}
    assert rules.missing_legal_items(permanent) == ()


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("pay.most", 200000, ("most_below_least", "pay.most")),
        ("contract.end", "2026-12-31", ("end_before_start", "contract.end")),
        ("hours.start", "9:30", ("not_a_clock_time", "hours.start")),
        ("title.en", "two\nlines", ("line_break", "title@en")),
        ("insurance", ["health", "health"], ("duplicate", "insurance")),
        (
            "languages.a1",
            {"language": "en", "level": "JLPT N1", "position": "V"},
            ("test_not_for_language", "languages.a1.level"),
        ),
        ("company", "our company", ("not_an_id", "company")),
        ("updated", "2026-11-23 09:00", ("not_a_time", "updated")),
    ],
)
def test_what_is_wrong_in_a_job_is_named(path: str, value: object, expected: tuple[str, str]) -> None:
    assert expected in found("job", planted(JOB, path, value))


def test_seven_stages_stand_by_default() -> None:
    assert [(row.id, row.status) for row in rules.stages({})] == [
        ("new", "applied"),
        ("screening", "in_review"),
        ("interview", "interview"),
        ("final", "interview"),
        ("offer", "offer"),
        ("hired", "hired"),
        ("rejected", "rejected"),
    ]
    assert rules.status_of_stage({}, "final") == "interview"


def test_own_stages_replace_the_default_ones_behind_the_one_that_everybody_comes_to() -> None:
    stages = {
        "t2": {"name": {"en": "Talk"}, "status": "interview", "position": "W"},
        "t1": {"status": "in_review", "position": "V"},
    }
    rows = rules.stages({"stages": stages})
    assert [(row.id, row.words.ja) for row in rows] == [("new", "新規"), ("t1", "t1"), ("t2", "Talk")]
    stages["new"] = {"name": {"en": "Inbox"}, "status": "applied", "position": "Z"}
    rows = rules.stages({"stages": stages})
    assert [(row.id, row.words.en) for row in rows] == [("new", "Inbox"), ("t1", "t1"), ("t2", "Talk")]
    with pytest.raises(Refused) as caught:
        rules.status_of_stage({"stages": stages}, "final")
    assert [(one.code, one.field) for one in caught.value.problems] == [("unknown_code", "stage")]


@given(st.dictionaries(st.sampled_from([*sorted(JOB), "stages", "languages"]), st.integers() | st.text() | trees))
def test_no_tree_makes_the_jobs_rules_fail(tree: dict[str, object]) -> None:
    assert set(rules.missing_legal_items(tree)) <= set(GONE)
    assert rules.stages(tree)
