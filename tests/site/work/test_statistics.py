"""Surveys count groups of ten or more, and nothing of what is published tells of a smaller one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from izanau_site.site import Site
from izanau_site.statistics import OTHER, as_csv, divided, listed, rows, survey
from izanau_site.store import Change, erasure
from tests.site.world import World


def people(**counts: int) -> Iterator[dict[str, Any]]:
    """Profiles by country of residence."""
    for country, count in counts.items():
        for _ in range(count):
            yield {"residence": country, "citizenship": ["VN"], "visa": {"status": "student"}}


def of(table: str, profiles: list[dict[str, Any]]) -> dict[str, int]:
    """The groups of one table."""
    return {one.code or one.group: one.people for one in rows(profiles) if one.table == table}


def test_nine_people_are_not_counted_and_ten_are() -> None:
    assert rows([*people(JP=9)]) == []
    assert of("residence", [*people(JP=10)]) == {"JP": 10}
    assert of("residence", [*people(JP=30, VN=10)]) == {"JP": 30, "VN": 10}
    assert of("residence", [*people(JP=30, VN=9)]) == {OTHER: 39}, "30 of 39 would tell of nine"
    assert of("residence", [*people(JP=30, VN=9, KR=1)]) == {"JP": 30, OTHER: 10}
    assert of("residence", [*people(JP=40, TH=12, VN=9)]) == {"JP": 40, OTHER: 21}


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 40), min_size=1, max_size=8))
def test_no_group_below_ten_follows_from_the_total_and_the_parts(counts: dict[str, int]) -> None:
    total = sum(counts.values())
    found = divided({key: value for key, value in counts.items() if value and key != OTHER} or {"a": 10})
    if total < 10 or OTHER in counts or not any(counts.values()):
        return
    assert sum(found.values()) == total
    sums = [sum(some) for size in range(len(found) + 1) for some in combinations(found.values(), size)]
    assert all(rest == 0 or rest >= 10 for rest in (total - one for one in sums))
    for key, value in found.items():
        assert key == OTHER or value == counts[key]


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(1, 60), max_size=8), st.integers(10, 60))
def test_open_lists_tell_of_few_neither_inside_nor_outside(counts: dict[str, int], everyone: int) -> None:
    found = listed({key: min(value, everyone) for key, value in counts.items()}, everyone)
    assert all(value >= 10 and (value == everyone or everyone - value >= 10) for value in found.values())


def test_a_person_stands_once_in_each_table() -> None:
    two = {"citizenship": ["VN", "JP"], "residence": "JP"}
    natives = {"a": {"language": "vi", "native": True}, "b": {"language": "ja", "level": "JLPT N2"}}
    twice = {"a": {"name": "Python"}, "b": {"name": "python "}}
    skills: list[dict[str, Any]] = [*[{"a": {"name": "Python"}}] * 11, twice]
    profiles: list[dict[str, Any]] = [{**two, "languages": natives, "skills": skills[at]} for at in range(12)]
    profiles += [{"residence": "JP", "citizenship": ["VN"]} for _ in range(20)]
    assert of("citizenship", profiles) == {"VN": 20, "several": 12}
    assert of("native language", profiles) == {"not given": 20, "vi": 12}
    assert of("level of Japanese", profiles) == {"native, or not given": 20, "JLPT N2": 12}
    assert of("level of Vietnamese", profiles) == {}, "all of them native: it stands in its own table"
    assert of("skill", profiles) == {"Python": 12}
    assert of("visa", profiles) == {"not given": 32}


def test_survey_counts_who_is_public_and_chose_it_and_nobody_who_hides(site: Site) -> None:
    store, world = site.store, World(site.store)
    everyone = [world.person("seeker") for _ in range(13)]
    for number, one in enumerate(everyone):
        me = one.caller.account
        with store.transaction(write=True) as connection:
            account = store.get(connection, "account", me)
            assert account is not None
            chosen = {**account.body, "purposes": {} if number == 0 else {"statistics": True}}
            profile: dict[str, object] = {"residence": "JP", **({} if number == 1 else {"registered": True})}
            changes = [Change(kind="account", id=me, body=chosen)]
            store.write(connection, [*changes, Change(kind="profile", id=one.caller.profile, body=profile, account=me)])
    assert survey(site)[0].people == 11
    erasure.begin(store, everyone[2].caller.account, "2099-01-01T00:00:00.000Z")
    assert survey(site)[0].people == 10
    one = everyone[3]
    one.pull()
    assert one.push(one.part("account", one.caller.account, {"paused": True})).result == "applied"
    assert survey(site) == [], "nine are left"


def test_csv_has_a_line_of_names_and_no_line_for_nobody() -> None:
    text = as_csv(rows([*people(JP=10)]))
    assert text.splitlines()[:3] == ["table,code,group,people", "all,,registered profiles,10", "residence,JP,Japan,10"]
    assert as_csv(rows([])) == "table,code,group,people\r\n"
