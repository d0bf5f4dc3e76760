"""Statistical surveys count whom they may, in groups of ten or more (policy 4.1)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.privacy.person import Person
from tests.privacy.stage import Stage, stage


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stage, list[Person]]]:
    """Twenty people whose profiles are public: ten live in Japan, nine in Viet Nam, one in Thailand; all chose surveys."""
    with stage(tmp_path_factory.mktemp("crowd")) as place:
        people = []
        for number, country in enumerate(["JP"] * 10 + ["VN"] * 9 + ["TH"]):
            person = place.seeker(f"crowd-{number}", whole=False)
            person.fill_in(residence=country)
            person.register()
            choose(person)
            people.append(person)
        yield place, people


def choose(person: Person, *, on: bool = True) -> None:
    """Choose statistics, with the consent that belongs to it, or object."""
    consent = person.consent("purpose", purpose="statistics")
    part = person.part("account", person.account, {"purposes": {"statistics": True if on else None}})
    person.done(*((consent, part) if on else (part,)))


def survey(place: Stage) -> dict[tuple[str, str], int]:
    """What the survey of now publishes, by table and group."""
    file = Path(place.folder / "survey.csv")
    made = place.site.run("statistics", "-o", str(file))
    assert made.exit == 0, made.stderr
    with file.open(encoding="utf-8", newline="") as lines:
        return {(one["table"], one["group"]): int(one["people"]) for one in csv.DictReader(lines)}


@pytest.mark.prv("PRV-42")
def test_survey_tells_of_no_group_below_ten_and_leaves_out_who_objects(crowd: tuple[Stage, list[Person]]) -> None:
    place, people = crowd
    found = survey(place)
    assert found["all", "registered profiles"] == 20
    assert {group: count for (table, group), count in found.items() if table == "residence"} == {
        "Japan": 10,
        "other": 10,
    }
    assert all(count >= 10 for count in found.values())
    choose(people[10], on=False)  # one of the nine: eight and one are left, who could be told from the total
    found = survey(place)
    assert found["all", "registered profiles"] == 19
    assert {group: count for (table, group), count in found.items() if table == "residence"} == {"other": 19}
    people[11].pause()
    people[12].unregister()
    assert survey(place)["all", "registered profiles"] == 17
    for person in people[:8]:
        choose(person, on=False)
    assert survey(place) == {}, "nine are left"
