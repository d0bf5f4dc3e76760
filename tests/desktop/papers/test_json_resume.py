"""JSON Resume: every value of a file is taken or left with a reason, and what is taken is valid."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from izanau_desktop.papers import json_resume
from izanau_desktop.papers.findings import Findings, Left, Taken
from izanau_protocol import ambient, rules
from izanau_protocol.canonical import Body
from tests.protocol.bad_values import WRITTEN

RESUME: dict[str, Any] = {
    "basics": {
        "name": "Minh Tester",
        "label": "QA lead",
        "picture": "me.png",
        "image": None,
        "email": "minh@x.example",
        "phone": "090",
        "website": "javascript:alert(1)",
        "summary": "<p>Plays <b>games</b></p><script>x()</script>",
        "location": {"countryCode": "VN", "city": "Huế", "region": ""},
        "profiles": [{"network": "Chat", "username": "m", "url": "https://chat.example/m"}],
    },
    "work": [
        {"company": "Old Key", "position": "Tester", "startDate": "2015-04-01", "endDate": "至今", "summary": "Tests"},
        {"name": "New Key", "startDate": "2014-19-39", "endDate": "2013", "highlights": ["One", "", "Two"]},
        {"name": "New Key", "position": "Lead", "startDate": "2019-04", "endDate": "2018-03"},
        {"position": "Nobody's", "startDate": "2019-04"},
    ],
    "education": [{"institution": "Huế University", "studyType": "Bachelor of Arts", "gpa": "3.8", "endDate": None}],
    "skills": [{"name": "Testing", "level": "Master", "keywords": ["Jira", "jira "]}, {"name": "", "keywords": []}],
    "languages": [
        {"language": "Japanese", "fluency": "JLPT N2"},
        {"language": "Vietnamese", "level": "Native speaker"},
    ],
    "certificates": [{"name": "Driving licence", "date": "2016-05-01", "issuer": "State"}],
    "interests": [{"name": "Go", "keywords": ["opening", "endgame"]}, {"name": "Cooking"}],
    "references": [{"name": "Somebody", "reference": "Good"}],
    "meta": {"version": "v1.0.0"},
    "unheard": 7,
}


@pytest.fixture(autouse=True)
def a_fixed_day() -> Iterator[None]:
    """What lies in the future hangs on the day."""
    with ambient.ruled(datetime(2026, 11, 23, 12, tzinfo=UTC)):
        yield


def read(tree: dict[str, Any], body: Body | None = None) -> Findings:
    """What a file gives to a profile."""
    return json_resume.read(tree, body or {}, "en")


def leaves(value: object, path: str = "") -> Iterator[str]:
    """Where each value of a file stands."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, f"{path}[{number}]")
    else:
        yield path


def told_of(found: Findings) -> list[Taken | Left]:
    """What became of each value."""
    return [*found.taken, *found.left]


def why(found: Findings, source: str) -> str:
    """Why a value was left."""
    return next(one.why for one in found.left if one.source == source)


def test_each_value_is_taken_or_left_with_why() -> None:
    found = read(RESUME)
    told = [one.source for one in told_of(found)]
    assert sorted(set(leaves(RESUME))) == sorted(told)
    assert all(one.why for one in found.left)
    assert rules.problems("profile", found.profile) == ()


def test_old_and_new_keys_mean_the_same() -> None:
    work = read(RESUME).profile["work"]
    assert isinstance(work, dict)
    items = sorted(work.values(), key=lambda one: one["position"])
    assert [one["company"] for one in items] == ["Old Key", "New Key", "New Key"]
    assert items[0]["current"] is True
    assert items[0]["start"] == "2015-04"
    assert items[1]["description"] == {"en": "- One\n- Two"}


def test_what_cannot_be_is_left_with_its_reason() -> None:
    found = read(RESUME)
    assert why(found, "work[1].startDate") == "There is no such month."
    assert "month" in why(found, "work[1].endDate")
    assert why(found, "work[2].endDate") == "The end lies before the start."
    assert "Company" in why(found, "work[3].position")
    assert why(found, "basics.website") == "This is no address of a web page."
    assert "empty" in why(found, "work[1].highlights[1]")
    assert "policy" in why(found, "references[0].reference")
    assert why(found, "skills[0].keywords[1]") == "The profile says this already."


def test_words_become_the_codes_of_the_profile() -> None:
    found: dict[str, Any] = read(RESUME).profile
    languages = [{n: v for n, v in one.items() if n != "position"} for one in found["languages"].values()]
    assert languages == [{"language": "ja", "level": "JLPT N2"}, {"language": "vi", "native": True}]
    assert [one["degree"] for one in found["education"].values()] == ["bachelor"]
    assert found["hobbies"] == {"en": "Go: opening, endgame\nCooking"}
    assert found["residence"] == "VN"


def test_private_values_go_to_the_papers_without_html() -> None:
    assert read(RESUME).papers == {
        "headline": "QA lead",
        "phone": "090",
        "summary": "Plays games",
        "address": {"city": "Huế"},
    }


def test_own_words_are_never_overwritten() -> None:
    found = read(RESUME, {"name": {"full": "Mine"}, "hobbies": {"en": "Mine"}})
    assert "name" not in found.profile
    assert "hobbies" not in found.profile
    assert "kept" in why(found, "basics.name")


def test_second_import_takes_nothing_twice() -> None:
    first = read(RESUME).profile
    assert read(RESUME, first).profile == {}


def test_exported_profile_comes_back_whole() -> None:
    sample = WRITTEN
    out = json_resume.exported(sample, {"phone": "1"}, "a@b.example", "en")
    found = read(json.loads(json.dumps(out)))
    assert bare(found.profile) == bare(sample)
    assert found.papers == {"phone": "1"}
    assert {one.source for one in found.left} == {"$schema", "basics.email"}


def bare(body: Any) -> Any:
    """A profile without the ids and places of its items, which an import gives anew."""
    if not isinstance(body, dict):
        return body
    if body and all(isinstance(one, dict) and "position" in one for one in body.values()):
        return [bare({n: v for n, v in one.items() if n != "position"}) for one in body.values()]
    return {name: bare(value) for name, value in body.items()}


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "company", "startDate", "endDate", "level", "keywords", "x-izanau"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
SECTIONS = ["basics", "work", "education", "skills", "languages", "certificates", "interests", "x-izanau", "other"]


@given(st.dictionaries(st.sampled_from(SECTIONS), VALUES, max_size=4))
@example({"basics": None, "skills": [{"keywords": None}]})
def test_no_file_breaks_the_import_or_the_profile(tree: dict[str, Any]) -> None:
    found = read(tree)
    assert {one.code for one in rules.problems("profile", found.profile)} <= {"required"}
    assert set(leaves(tree)) <= {one.source for one in told_of(found)}
