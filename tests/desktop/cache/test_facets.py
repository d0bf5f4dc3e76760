"""The counts of the menu of filters against plain counting of the documents: any people, jobs, views and rights."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from izanau_desktop.cache import Cache
from izanau_desktop.cache.reads import company
from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.cache.reads.facets import MANY, Value, at_stages, facets
from izanau_desktop.cache.reads.marks import in_use
from izanau_protocol import ids, wire
from izanau_protocol.rules import labels
from izanau_protocol.rules.trees import items, line
from izanau_protocol.text import fold
from tests.desktop.cache.applied import person
from tests.desktop.cache.test_gone import COMPANY, JOB, SCOPE, take

OTHER: Final = "44444444-4444-4444-8444-444444444444"
NOWHERE: Final = "a job that somebody does not see"
LEVELS: Final = ("N4", "N3", "N2", "N1", "native")
"""From the lowest."""
STAGES: Final = ("new", "interview", "rejected")
WORDS: Final = ("Urgent", "urgent", "夜勤 可", "A, B", 'the "one"')
TEAM: Final = {"Ken": "Ken Mori", "Aki": "Sato, Aki", "Ai": "佐藤　愛", "Ao": "佐藤"}
PLACES: Final = {one: ids.membership_id(COMPANY, one) for one in TEAM}


class One(msgspec.Struct, frozen=True):
    """An applicant, as they are made."""

    job: str
    stage: str
    level: str
    visa: str
    words: tuple[str, ...]
    owner: str
    withdrawn: bool
    unblinded: bool


_ONE = st.builds(
    One,
    job=st.sampled_from((JOB, OTHER)),
    stage=st.sampled_from(STAGES),
    level=st.sampled_from(("", *LEVELS)),
    visa=st.sampled_from(("", "student", "permanent_resident")),
    words=st.lists(st.sampled_from(WORDS), max_size=3, unique_by=fold).map(tuple),
    owner=st.sampled_from(("", *TEAM)),
    withdrawn=st.booleans(),
    unblinded=st.booleans(),
)
_VIEWS = st.builds(
    View,
    job=st.sampled_from(("", JOB, OTHER)),
    stages=st.lists(st.sampled_from(STAGES), max_size=2, unique=True).map(tuple),
    withdrawn=st.booleans(),
    query=st.sampled_from(("", "lang:ja>=N2", "-visa:student", "cook", "label:urgent", "owner:none", "is:new")),
)


def entries(number: int, one: One, scope: str) -> Iterator[wire.Entry]:
    """Their documents, in the scope in which somebody reads them."""
    about: dict[str, Any] = {"stage": one.stage, "withdrawn": one.withdrawn}
    about |= {"labels": labels.changed({}, one.words)} if one.words else {}
    about |= {"owner": PLACES[one.owner]} if one.owner else {}
    about |= {"unblinded": {"u": {"by": PLACES["Ken"], "position": "V"}}} if one.unblinded else {}
    knows = {"native": True} if one.level == "native" else {"level": f"JLPT {one.level}"}
    spoken = {"languages": {"j": {"language": "ja", "position": "V", **knows}}} if one.level else {}
    told = {"visa": {"status": one.visa}} if one.visa else {}
    hobbies = {"hobbies": {"en": "cook"}} if number % 2 else {}
    for entry in person(number, job=one.job, about=about, **spoken, **told, **hobbies):
        yield wire.Entry(scope, entry.kind, entry.id, entry.seq, entry.view)


def fits(number: int, one: One, view: View) -> bool:
    """Whether a view lists somebody, told plainly."""
    asked = {
        "": True,
        "lang:ja>=N2": one.level in ("N2", "N1", "native"),
        "-visa:student": one.visa != "student",
        "cook": number % 2 == 1,
        "label:urgent": any(fold(word) == "urgent" for word in one.words),
        "owner:none": not one.owner,
        "is:new": one.stage == "new",
    }
    place = one.job != NOWHERE and view.job in ("", one.job) and (not view.stages or one.stage in view.stages)
    return place and asked[view.query] and (view.withdrawn or not one.withdrawn)


def counted(people: list[One], view: View) -> dict[str, dict[str, int]]:
    """What the facets are to say, by their words in English; nothing that nobody has."""
    here = [one for number, one in enumerate(people) if fits(number, one, view)]
    words = {fold(word) for one in here for word in one.words if '"' not in word}
    found: dict[str, dict[str, int]] = {
        "japanese": {low: sum(one.level in LEVELS[LEVELS.index(low) :] for one in here if one.level) for low in LEVELS},
        "visa": {visa: sum(one.visa == visa for one in here) for visa in ("student", "permanent_resident")},
        "label": {word: sum(word in map(fold, one.words) for one in here) for word in words},
        "owner": {name: sum(one.owner == key for one in here) for key, name in TEAM.items()}
        | {"nobody": sum(not one.owner for one in here)},
    }
    return {name: {word: many for word, many in held.items() if many} for name, held in found.items()}


def told(cache: Cache, view: View) -> Mapping[str, dict[str, int]]:
    """What they say; levels and statuses by their codes, labels folded."""
    names: dict[str, Callable[[Value], str]] = {
        "japanese": lambda one: one.typed.partition("ja")[2].lstrip(">="),
        "visa": lambda one: one.typed.partition(":")[2],
        "label": lambda one: fold(one.words.en),
        "owner": lambda one: one.words.en,
    }
    found: dict[str, dict[str, int]] = {}
    for facet in facets(cache, view):
        if facet.id in names:
            called = [names[facet.id](one) for one in facet.values]
            assert len(set(called)) == len(called), "each stands once"
            found[facet.id] = dict(zip(called, (one.many for one in facet.values), strict=True))
    return found


@contextmanager
def office(people: list[One], role: str, blind: bool) -> Iterator[Cache]:
    """A cache of somebody at the company: of a hiring manager with those of one job alone."""
    cache = Cache(None)
    cache.set_note(account="me", group="company", role=role, company=COMPANY)
    everyone = f"company:{COMPANY}"
    for job in (JOB, OTHER):
        body: dict[str, object] = {"company": COMPANY, "title": {"en": "Cook"}, "blind": blind and job == JOB}
        take(cache, wire.Entry(everyone, "job", job, 1, body))
    for key, name in TEAM.items():
        body = {"company": COMPANY, "member": key, "name": name, "role": "recruiter"}
        take(cache, wire.Entry(everyone, "membership", PLACES[key], 1, body))
    scope = f"job:{JOB}" if role == "hiring_manager" else SCOPE
    seen = [(number, one) for number, one in enumerate(people) if role != "hiring_manager" or one.job == JOB]
    take(cache, *(entry for number, one in seen for entry in entries(number, one, scope)))
    yield cache
    cache.close()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    people=st.lists(_ONE, max_size=12),
    view=_VIEWS,
    role=st.sampled_from(("recruiter", "hiring_manager")),
    blind=st.booleans(),
)
def test_facets_say_what_plain_counting_says(people: list[One], view: View, role: str, blind: bool) -> None:
    with office(people, role, blind) as cache:
        is_seen = [role == "recruiter" or one.job == JOB for one in people]
        here = [one if seen else replace(one, job=NOWHERE) for one, seen in zip(people, is_seen, strict=True)]
        assert told(cache, view) == counted(here, view)
        for stage, many in at_stages(cache, view, STAGES).items():
            assert many == sum(fits(number, one, replace(view, stages=(stage,))) for number, one in enumerate(here))


_SIGNS: Final = {">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt, "=": operator.eq}


@pytest.mark.parametrize("sign", _SIGNS)
def test_levels_of_the_same_test_are_compared_by_themselves(sign: str) -> None:
    tests = ("N5", *LEVELS[:-1])
    people = [One(JOB, "new", level, "", (), "", withdrawn=False, unblinded=False) for level in tests]
    with office(people, "recruiter", blind=False) as cache:
        for place, asked in enumerate(tests):
            found = company.applicants(cache, View(query=f"lang:ja{sign}{asked}")).items
            levels = {line(item, "level") for one in found for _, item in items(one.profile, "languages")}
            wanted = {f"JLPT {level}" for at, level in enumerate(tests) if _SIGNS[sign](at, place)}
            assert levels == wanted, asked


def test_label_of_few_is_offered_where_they_are_listed() -> None:
    many = [f"Label {number}" for number in range(20)]
    one = One(OTHER, "new", "N2", "student", tuple(many), "", withdrawn=False, unblinded=False)
    with office([one, one, replace(one, job=JOB, words=("Rare",))], "recruiter", blind=False) as cache:
        assert told(cache, View(job=JOB))["label"] == {"rare": 1}
        assert "rare" not in told(cache, View())["label"]


def test_label_in_several_cases_is_offered_once() -> None:
    """As it is spelled most, by the menu of filters and by the field for labels alike."""
    typed = ("Urgent", "urgent", "urgent", "Rare", "ＲＡＲＥ", "Rare", "rare")
    people = [One(JOB, "new", "N2", "student", (word,), "", withdrawn=False, unblinded=False) for word in typed]
    with office(people, "recruiter", blind=False) as cache:
        (offered,) = [one.values for one in facets(cache, View()) if one.id == "label"]
        assert in_use(cache) == tuple(one.words.en for one in offered) == ("Rare", "urgent")


def test_counts_above_a_thousand_are_told_as_more() -> None:
    one = One(JOB, "new", "N2", "student", ("Urgent",), "Ken", withdrawn=False, unblinded=False)
    with office([one] * (MANY + 3), "recruiter", blind=False) as cache:
        found = told(cache, View())
        assert {many for held in found.values() for many in held.values()} == {MANY + 1}
        assert at_stages(cache, View(query="lang:ja"), STAGES) == {"new": MANY + 1, "interview": 0, "rejected": 0}
