"""Statistical surveys (policy 4.1): counts of groups of ten people or more, from which no smaller one can be worked out.

A table that divides all people into groups keeps its sum: groups that are too small are counted as one, together with as
many of the next larger ones as make ten of them. A group of an open list, such as a skill, is left out as well where
fewer than ten people are not in it, since the total would tell them.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

from izanau_protocol import codes
from izanau_protocol.text import fold
from izanau_site.accounts import purposes
from izanau_site.site import Site
from izanau_site.store import surveyed

LEAST: Final = 10
"""People in a group that is published, and in any that follows from what is published."""
OTHER: Final = "other"
NONE: Final = "not given"
SEVERAL: Final = "several"
HEADERS: Final = ("table", "code", "group", "people")
_NATIVE_OR_NONE: Final = "native, or not given"

Body = Mapping[str, Any]


class Row(msgspec.Struct, frozen=True):
    """One line of the survey."""

    table: str
    code: str
    group: str
    people: int


def survey(site: Site) -> list[Row]:
    """The survey of the profiles that may be counted now; empty where there are fewer than ten."""
    with site.store.transaction() as connection:
        found = surveyed.registered(connection)
    return rows([profile for profile, account in found if "statistics" in purposes.chosen(account)])


def rows(profiles: Sequence[Body]) -> list[Row]:
    """The lines of a survey of these profiles."""
    if len(profiles) < LEAST:
        return []
    return [Row("all", "", "registered profiles", len(profiles)), *_divided(profiles), *_skills(profiles)]


def as_csv(lines: Sequence[Row]) -> str:
    """The lines as CSV (RFC 4180), with a line of names."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(HEADERS)
    table.writerows(msgspec.structs.astuple(one) for one in lines)
    return written.getvalue()


def divided(counts: Mapping[str, int], least: int = LEAST) -> dict[str, int]:
    """Groups that divide everyone, in the order of their size, so that none below `least` can be worked out."""
    large = sorted((key for key, count in counts.items() if count >= least), key=lambda key: (counts[key], key))
    other = sum(count for count in counts.values() if count < least)
    while 0 < other < least and large:
        other += counts[large.pop(0)]
    kept = {key: counts[key] for key in reversed(large)}
    return kept | ({OTHER: other} if other else {})


def listed(counts: Mapping[str, int], everyone: int, least: int = LEAST) -> dict[str, int]:
    """Groups of an open list, of which people may be in several: neither they nor those outside are too few."""
    safe = {key: count for key, count in counts.items() if count >= least and not 0 < everyone - count < least}
    return dict(sorted(safe.items(), key=lambda one: (-one[1], one[0])))


def _divided(profiles: Sequence[Body]) -> Iterator[Row]:
    yield from _table("residence", "countries", [str(one.get("residence", NONE)) for one in profiles])
    yield from _table("citizenship", "countries", [_one_of(one.get("citizenship", ())) for one in profiles])
    yield from _table("visa", "residences", [str(one.get("visa", {}).get("status", NONE)) for one in profiles])
    spoken = [_levels(one) for one in profiles]
    natives = [_one_of([tag for tag, level in one.items() if level == "native"]) for one in spoken]
    yield from _table("native language", "languages", natives)
    for tag in sorted({tag for one in spoken for tag in one}):
        levels = [one.get(tag, "native") for one in spoken]
        name = f"level of {codes.words('languages', tag, 'en')}"
        found = [*_table(name, "level", [_NATIVE_OR_NONE if level == "native" else level for level in levels])]
        if len(found) > 1:  # else it says of nobody that they speak it
            yield from found


def _table(name: str, table: str, groups: Sequence[str]) -> Iterator[Row]:
    for key, people in divided(Counter(groups)).items():
        yield Row(name, "" if key in _SAID else key, key if key in _SAID else codes.words(table, key, "en"), people)


_SAID: Final = frozenset({OTHER, NONE, SEVERAL, _NATIVE_OR_NONE})


def _one_of(values: Sequence[str]) -> str:
    """The one group that somebody is in, so that the groups divide everyone."""
    return NONE if not values else str(values[0]) if len(values) == 1 else SEVERAL


def _levels(profile: Body) -> dict[str, str]:
    """The languages of a person with their levels; what is said twice counts once."""
    return {
        str(one["language"]): "native" if one.get("native") else str(one.get("level", NONE))
        for one in profile.get("languages", {}).values()
        if one.get("language")
    }


def _skills(profiles: Sequence[Body]) -> Iterator[Row]:
    """Skills by their folded names, each person counted once; shown as most people write them."""
    spelled: dict[str, Counter[str]] = {}
    people: Counter[str] = Counter()
    for profile in profiles:
        named = {
            fold(name): name for one in profile.get("skills", {}).values() if (name := str(one.get("name", "")).strip())
        }
        people.update(named.keys())
        for key, name in named.items():
            spelled.setdefault(key, Counter())[name] += 1
    for key, count in listed(people, len(profiles)).items():
        yield Row("skill", "", min(spelled[key], key=lambda name: (-spelled[key][name], name)), count)
