"""Who reaches what (policy 1.2): every route of the site against every role, with the ids of somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.privacy.asking import Reply
from tests.privacy.canaries import profile as canaries_of
from tests.privacy.naming import contact_id, new_id
from tests.privacy.person import Person
from tests.privacy.stage import Stage

UNKNOWN = "3f1d7a52-94d7-4c3e-8a85-27d1f6b0e9a4"
ROLES = ("guest", "other seeker", "company", "other company", "staff")
READERS = {
    "account:mai": {"mai"},
    "account:ben": {"other seeker"},
    "jobs": {"guest", "mai", *ROLES},
    "company:umi": {"company"},
    "applicants:umi": {"company"},
    "contacts:umi": {"company"},
    "company:kawa": {"other company"},
    "applicants:kawa": {"other company"},
    "contacts:kawa": {"other company"},
    "staff": {"staff"},
}
"""Who reads which scope; everybody else is answered as if it were none."""
CHANGES: tuple[tuple[str, dict[str, Any] | None], ...] = (
    ("profile", {"hobbies": {"en": "x"}}),
    ("account", {"paused": True}),
    ("consent", {"ended": True}),
    ("application", {"withdrawn": True}),
    ("application", {"stage": "interview"}),
    ("contact", {"email": "x@example.com"}),
    ("note", None),
    ("task", {"done": True}),
    ("job", {"title": {"en": "x"}}),
    ("company", {"description": {"en": "x"}}),
    ("ticket", {"state": "done"}),
    ("message", {"text": "x"}),
)
"""One change of each kind of document, that nobody but its writer may make."""
ENDLESS = "/v1/events"


class Cast:
    """The people of the matrix, and the ids of all that is about the first of them."""

    def __init__(self, place: Stage) -> None:
        self.place = place
        self.mai, umi, job = place.seeker("mai"), place.company("umi"), place.job("umi")
        self.people: dict[str, Person | None] = {
            "guest": None,
            "mai": self.mai,
            "other seeker": place.seeker("ben"),
            "company": umi,
            "other company": place.company("kawa"),
            "staff": place.staff("ren"),
        }
        application = self.mai.apply_to(job, umi.company)
        umi.note_on(application)
        umi.task_about(application)
        self.mai.write_to(umi.company)
        device = self.mai.session["device"]
        documents = {**self.mai.held(), **umi.held(umi.applicants)}
        self.hers = {one for one, line in documents.items() if line["kind"] not in ("job", "company")}
        self.hers |= {self.mai.account, device, contact_id(application)}
        self.canaries = [self.mai.email, *words(canaries_of("mai"))]

    def ask(self, role: str, method: str, path: str, body: object = None, **query: object) -> Reply:
        """Ask in a role."""
        person = self.people[role]
        if person is None:
            return self.place.guest(method, path, body, query=query)
        return person.ask(method, path, body, query=query)


def words(value: object) -> Iterator[str]:
    """The words of a body that stand nowhere else."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from words(inner)
    elif isinstance(value, str) and re.fullmatch("[A-Z][a-z]{11}", value):
        yield value


def told(reply: Reply, *names: str) -> tuple[int, bytes]:
    """All that an answer tells, but the names that were asked for and what is made for each answer alone."""
    body = reply.body
    for name in names:
        body = body.replace(name.encode(), b"*")
    return reply.status, re.sub(rb'"(instance|push_id|made_at|erases)":"[^"]*"', b"", body)


@pytest.fixture(scope="module")
def cast(place: Stage) -> Cast:
    return Cast(place)


def routes(cast: Cast) -> list[tuple[str, str]]:
    """Method and path of every route that the site says it has."""
    paths = cast.place.guest("GET", "/v1/openapi.json").json["paths"]
    return [(method.upper(), path) for path, item in paths.items() for method in item if path != ENDLESS]


@pytest.mark.prv("PRV-14")
def test_what_is_somebody_elses_answers_like_what_is_not_there(cast: Cast) -> None:
    with_ids = [(method, path) for method, path in routes(cast) if "{" in path]
    assert len(with_ids) >= 4
    for role in ROLES:
        for method, path in with_ids:
            nothing = told(cast.ask(role, method, re.sub(r"\{\w+\}", UNKNOWN, path)), UNKNOWN)
            for one in cast.hers:
                found = told(cast.ask(role, method, re.sub(r"\{\w+\}", one, path)), one)
                assert found == nothing, (role, method, path)


@pytest.mark.prv("PRV-14")
def test_no_route_tells_a_canary_to_whom_it_does_not_concern(cast: Cast) -> None:
    for role in ("guest", "other seeker", "other company"):
        for method, path in routes(cast):
            if (method, path) in (("POST", "/v1/signout"), ("POST", "/v1/erase")):
                continue
            answer = cast.ask(role, method, re.sub(r"\{\w+\}", cast.mai.profile, path), None if method == "GET" else {})
            assert answer.status < 500, (role, method, path)
            assert [one for one in cast.canaries if one in answer.text] == [], (role, method, path)
    assert all(one in cast.mai.everything() for one in cast.canaries), "the search would find them"


@pytest.mark.prv("PRV-14")
def test_a_scope_is_read_by_whom_the_matrix_names(cast: Cast) -> None:
    names = {"mai": cast.mai.account, "ben": "", "umi": "", "kawa": ""}
    for who, role in (("ben", "other seeker"), ("umi", "company"), ("kawa", "other company")):
        person = cast.people[role]
        assert person is not None
        names[who] = person.account if who == "ben" else person.company
    for named, readers in READERS.items():
        kind, _, who = named.partition(":")
        scope = f"{kind}:{names[who]}" if who else kind
        for role in cast.people:
            answer = cast.ask(role, "GET", "/v1/feed", scope=scope)
            assert answer.is_ok == (role in readers), (role, scope)
            if role not in readers:
                nothing = cast.ask(role, "GET", "/v1/feed", scope=f"account:{UNKNOWN}")
                assert told(answer, scope) == told(nothing, f"account:{UNKNOWN}"), (role, scope)


@pytest.mark.prv("PRV-14")
def test_nobody_writes_what_is_somebody_elses(cast: Cast) -> None:
    before = cast.mai.lines()
    for role in ("other seeker", "other company", "staff"):
        person = cast.people[role]
        assert person is not None
        for scope in (person.own, cast.mai.own):
            for kind, patch in CHANGES:
                nothing = push(person, kind, UNKNOWN, patch, scope)
                assert nothing[0] == "refused"
                for one in cast.hers:
                    assert push(person, kind, one, patch, scope) == nothing, (role, kind, scope)
    assert cast.mai.lines() == before


def push(person: Person, kind: str, identity: str, patch: dict[str, Any] | None, scope: str) -> tuple[str, str]:
    """What a push of one part is answered, but for the id."""
    part = {"kind": kind, "id": identity, "scope": scope, "base_seq": 1, "patch": patch}
    one = {"push_id": new_id(), "parts": [part], "epoch": "", "needs": []}
    answer = person.post("/v1/push", {"pushes": [one], "seen": {}})
    assert answer.is_ok, answer.text
    (settled,) = answer.json["answers"]
    problem = {name: value for name, value in settled.get("problem", {}).items() if name != "instance"}
    return settled["result"], str([problem, settled.get("parts")]).replace(identity, "*")


@pytest.mark.prv("PRV-14")
def test_records_of_people_open_to_staff_alone(cast: Cast) -> None:
    asked = (
        ("/v1/records/find", {"query": cast.mai.email}),
        ("/v1/records/show", {"kind": "profile", "id": cast.mai.profile, "reason": "ticket", "text": "To see."}),
    )
    for path, body in asked:
        for role in ("guest", "other seeker", "company", "other company"):
            answer = cast.ask(role, "POST", path, body)
            assert answer.code == ("not_signed_in" if role == "guest" else "forbidden"), (role, path)
        assert cast.ask("staff", "POST", path, body).is_ok
