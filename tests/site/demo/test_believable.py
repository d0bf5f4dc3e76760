"""The demo's people and jobs could exist."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest

from izanau_protocol import codes, rules, text
from izanau_site.demo.offers import LACKING, Offers
from izanau_site.demo.people import People

TODAY = dt.date(2026, 11, 23)
NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
SCRIPTS = {
    "JP": {"han", "hiragana"},
    "CN": {"han"},
    "TW": {"han"},
    "HK": {"han"},
    "KR": {"hangul"},
    "TH": {"thai"},
    "MM": {"myanmar"},
    "MN": {"cyrillic"},
    "UA": {"cyrillic"},
    "EG": {"arabic"},
}
COMPANY = "00000000-0000-4000-8000-000000000001"


@pytest.fixture(scope="module")
def people() -> list[dict[str, Any]]:
    """Two thousand seekers."""
    made = People(random.Random(1), TODAY)
    return [made.one(number) for number in range(2000)]


@pytest.fixture(scope="module")
def jobs() -> list[dict[str, Any]]:
    """Three hundred jobs."""
    made = Offers(random.Random(1), NOW)
    return [made.one(number, COMPANY) for number in range(300)]


def test_the_same_seed_tells_the_same_people(people: list[dict[str, Any]]) -> None:
    again = People(random.Random(1), TODAY)
    assert [again.one(number) for number in range(50)] == people[:50]


def test_every_profile_keeps_every_rule(people: list[dict[str, Any]]) -> None:
    assert [
        (number, rules.problems("profile", body, TODAY))
        for number, body in enumerate(people)
        if rules.problems("profile", body, TODAY)
    ] == []


def test_nobody_works_before_fifteen_or_studies_before_birth(people: list[dict[str, Any]]) -> None:
    for body in people:
        born = dt.date.fromisoformat(body["birthday"])
        for item in body.get("work", {}).values():
            assert int(item["start"][:4]) - born.year > 15
        for item in body.get("education", {}).values():
            assert int(item["start"][:4]) > born.year


def test_status_of_residence_fits_citizenship_and_residence(people: list[dict[str, Any]]) -> None:
    known = codes.residences()
    for body in people:
        status, citizenship = body["visa"]["status"], body["citizenship"]
        assert status in known
        assert (status == "japanese_national") == ("JP" in citizenship)
        assert (status == "none_overseas") == (body["residence"] != "JP")
        if status == "special_permanent_resident":
            assert set(citizenship) <= {"KR", "KP", "TW"}
        limit = known[status].max_months
        until = body["visa"].get("expires")
        assert until is None or (limit is not None or status == "ssw_1")
        if until is not None:
            assert TODAY < dt.date.fromisoformat(until) <= TODAY + dt.timedelta(days=31 * (limit or 12))


def test_names_are_read_in_katakana_alone(people: list[dict[str, Any]]) -> None:
    for body in people:
        name = body["name"]
        assert text.scripts(name["reading"]) == {"katakana"}
        assert text.scripts(name["full"]) == {"latin"}
        if "native" in name:
            assert not text.scripts(name["native"]) & {"latin"}


def test_native_names_are_in_a_script_of_their_country(people: list[dict[str, Any]]) -> None:
    seen: dict[str, set[str]] = {}
    for body in people:
        for country in body["citizenship"] if "native" in body["name"] else ():
            seen.setdefault(country, set()).update(text.scripts(body["name"]["native"]))
    seen.pop("BR")  # of those who are Japanese, too
    assert seen == SCRIPTS


@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_two_profiles_share_a_description(people: list[dict[str, Any]], language: str) -> None:
    told = [
        item["description"][language]
        for body in people
        for item in body.get("work", {}).values()
        if language in item["description"]
    ]
    assert len(told) > 1000
    assert len(told) == len(set(told))


def test_people_come_from_forty_countries(people: list[dict[str, Any]]) -> None:
    assert len({country for body in people for country in body["citizenship"]}) >= 40


def test_there_are_two_hundred_job_titles(jobs: list[dict[str, Any]]) -> None:
    assert len({job["title"]["en"] for job in jobs}) >= 200


def test_every_job_but_ten_states_what_the_law_asks(jobs: list[dict[str, Any]]) -> None:
    lacking = [job for job in jobs if rules.missing_legal_items(job)]
    assert len(lacking) == len(LACKING) == 10
    assert {job["state"] for job in lacking} == {"draft"}
    assert all(len(rules.missing_legal_items(job)) >= 1 for job in lacking)


def test_every_job_keeps_every_rule(jobs: list[dict[str, Any]]) -> None:
    assert [rules.problems("job", job, TODAY) for job in jobs if rules.problems("job", job, TODAY)] == []
