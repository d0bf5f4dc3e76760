"""Every answer of the API, by role, by whose object it is and by its state, byte for byte as the table of `seen.py` wants it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from izanau_protocol import ambient, ids, wire
from izanau_site import settings as settings_of
from izanau_site.accounts import passwords
from izanau_site.store import Change
from izanau_site.store.documents import from_row
from izanau_site.store.migrations import migrate
from izanau_site.store.schema import accounts, documents
from tests.offer import LEGAL
from tests.privacy import canaries
from tests.site import seen
from tests.site.served import PASSWORD, POLICY, Person, Served, serving

UNKNOWN = "3f1d7a52-94d7-4c3e-8a85-27d1f6b0e9a4"
MEMBERS = ("recruiter", "reviewer", "hiring_manager", "interviewer")
STAFF = ("agent", "supervisor", "administrator")
ENDLESS = "/v1/events"


def canonical(body: dict[str, Any]) -> bytes:
    """The bytes of a body (docs/sync.md, R2)."""
    return json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


class Subject:
    """A seeker in one of the states, with all that is about them."""

    def __init__(self, cast: Cast, state: str) -> None:
        self.cast, self.state = cast, state
        self.name = state.replace(", ", " and ")
        self.person = cast.served.seeker(email=canaries.address(self.name), name=canaries.full_name(self.name))
        self.device = str(self.person.session["device"])
        self.words = sorted(canaries.OWNED[self.name])
        self.ids: dict[str, str] = {"profile": self.person.profile}
        self._live()

    def _live(self) -> None:
        me, cast, state = self.person, self.cast, self.state
        self.write("profile", me.profile, canaries.profile(self.name))
        self.words = sorted(canaries.OWNED[self.name])
        if "registered" in state:
            self.write("profile", me.profile, {"registered": True}, self.consent("register"))
        if "applied" in state or "withdrawn" in state:
            self._apply()
        if "withdrawn" in state:
            self.write("application", self.ids["application"], {"withdrawn": True})
        if "paused" in state:
            self.write("account", me.account, {"paused": True})
        if "erasing" in state:
            assert me.post("/v1/erase", wire.Erase(PASSWORD)).status_code == 200
        assert cast.served.site.store is not None

    def _apply(self) -> None:
        me, cast = self.person, self.cast
        application = ids.application_id(cast.jobs["published"], me.profile, 1)
        consent = self.consent("apply", recipient=cast.umi, about=application)
        body = {"job": cast.jobs["published"], "seeker": me.profile, "attempt": 1, "consent": consent.id}
        body["message"] = canaries.canary(f"{self.name}/application")
        self.write("application", application, body, consent)
        question, answer, note, task = (ambient.new_id() for _ in range(4))
        about = {"company": cast.umi, "seeker": me.profile, "application": application}
        text = canaries.canary(f"{self.name}/question")
        self.write("message", question, {**about, "sender": "seeker", "text": text})
        place = f"applicants:{cast.umi}"
        hr = cast.people["owner"]
        assert hr is not None
        said = {**about, "sender": "company", "text": canaries.canary(f"{self.name}/answer")}
        write(hr, "message", answer, said, place)
        write(hr, "note", note, {"application": application, "text": canaries.canary(f"{self.name}/note")}, place)
        write(hr, "task", task, {"application": application, "text": canaries.canary(f"{self.name}/task")}, place)
        self.ids |= {"application": application, "contact": ids.contact_id(application)}
        self.ids |= {"question": question, "answer": answer, "note": note, "task": task}
        self.words = sorted(canaries.OWNED[self.name])

    def write(self, kind: str, identity: str, patch: dict[str, Any], *before: wire.Part) -> None:
        """Push as this person."""
        write(self.person, kind, identity, patch, self.person.own, *before)

    def consent(self, deed: str, **more: Any) -> wire.Part:
        """A part that agrees to a deed."""
        body = {"deed": deed, "version": POLICY, "words": f"I agree: {deed}.", "language": "en", **more}
        return wire.Part("consent", ambient.new_id(), self.person.own, 0, body)


def write(person: Person, kind: str, identity: str, patch: dict[str, Any], scope: str, *before: wire.Part) -> None:
    """Push one change that must be applied."""
    seq = int(person.feed(scope).get(identity, {}).get("seq", 0))
    answer = person.push(*before, wire.Part(kind, identity, scope, seq, patch), push_id=ambient.new_id())
    assert answer["result"] == "applied", answer


JOB_STATES = ("draft", "template", "published", "closed")


class Cast:
    """A company with people of every role and jobs of every state, the company next door, staff, and the subjects."""

    def __init__(self, served: Served) -> None:
        self.served = served
        owner, next_door = served.owner(), served.owner("Kawa Studio", "owner@kawa.example")
        self.umi, self.kawa = owner.session["company"], next_door.session["company"]
        self.people: dict[str, Person | None] = {"guest": None, "other seeker": served.seeker()}
        self.people |= {"owner": owner, "other company": next_door}
        self.people |= {role: self._member(role, self.umi) for role in MEMBERS}
        self.people |= {role: self._member(role) for role in STAFF}
        manager = self.people["hiring_manager"]
        assert manager is not None
        self.jobs = {state: self._job(owner, state, manager.account) for state in JOB_STATES}
        self.subjects = {state: Subject(self, state) for state in seen.states()}

    def _member(self, role: str, company: str = "") -> Person:
        email, account = f"{role}@members.example", ambient.new_id()
        row = {"id": account, "email_key": email, "email": email, "name": f"Member {role}", "role": role}
        row |= {"group": "company" if company else "staff", "company": company, "profile": ids.profile_id(account)}
        row |= {"created": ambient.timestamp(), "policy_version": POLICY, "password_hash": passwords.hashed(PASSWORD)}
        store = self.served.site.store
        with store.transaction(write=True) as connection:
            connection.execute(insert(accounts), row | {"confirmed": True, "language": "en"})
            body: dict[str, object] = {"email": email, "name": row["name"], "group": row["group"], "role": role}
            changes = [Change(kind="account", id=account, body=body, account=account)]
            if company:
                member: dict[str, object] = {"company": company, "member": account, "name": row["name"], "role": role}
                place = ids.membership_id(company, account)
                changes.append(Change(kind="membership", id=place, body=member, account=account))
            store.write(connection, changes)
        return Person(self.served, email, self.served.signin(email).json())

    def _job(self, owner: Person, state: str, manager: str) -> str:
        identity, scope = ambient.new_id(), f"company:{self.umi}"
        begins = "published" if state == "closed" else state
        body = {"company": self.umi, **LEGAL, "title": {"en": f"Job {state}"}, "state": begins, "managers": [manager]}
        write(owner, "job", identity, body, scope)
        if state == "closed":
            write(owner, "job", identity, {"state": "closed"}, scope)
        return identity

    def ask(self, role: str, method: str, path: str, **query: Any) -> Any:
        """Ask in a role."""
        person = self.people[role]
        content = b"{}" if method in ("POST", "PUT", "PATCH") else None
        headers = person.headers if person else {}
        return self.served.client.request(method, path, params=query, headers=headers, content=content)

    def bodies(self) -> dict[str, tuple[str, dict[str, Any]]]:
        """Kind and body of every document, as the site keeps it."""
        with self.served.site.store.transaction() as connection:
            rows = [from_row(row) for row in connection.execute(select(documents))]
        return {row.id: (row.kind, dict(row.body)) for row in rows}

    def scopes(self, role: str) -> list[str]:
        """The scopes that a role reads, by the table."""
        person = self.people[role]
        company = self.kawa if role == "other company" else self.umi
        named = {"account": person.own if person else "", "job": f"job:{self.jobs['published']}"}
        named |= {kind: f"{kind}:{company}" for kind in ("company", "applicants", "contacts")}
        return [named.get(kind, kind) for kind in seen.READERS[role]]

    def lines(self, role: str, scope: str) -> dict[str, bytes]:
        """The raw line of each document in a feed."""
        answer = self.ask(role, "GET", "/v1/feed", scope=scope, after=0)
        assert answer.status_code == 200, (role, scope, answer.text)
        rows = [(json.loads(row), row) for row in answer.content.splitlines()[:-1]]
        beside = {told["scope"] for told, _ in rows if told["scope"] != scope}
        assert beside <= set(self.scopes(role)), (role, scope, "what comes beside is of scopes that the role reads")
        return {told["id"]: row for told, row in rows if told["scope"] == scope}


@pytest.fixture(scope="module")
def cast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    folder = tmp_path_factory.mktemp("walk")
    file = f"sqlite:///{folder / 'site.db'}"
    migrate(file)
    limits: dict[str, Any] = {f"limit_{name}": "1000000/hour" for name in ("all", "signup", "signin", "mail", "code")}
    limits["threads"] = 1  # begun here, so that no test leaves another one behind
    settings = settings_of.load(environment={}, database=file, data_dir=folder, ledger=folder / "ledger", **limits)
    with serving(settings) as served:
        yield Cast(served)


def view_of(line: bytes) -> bytes:
    """The bytes of the view in a line of a feed; empty where it is gone."""
    _, found, rest = line.partition(b'"view":')
    return rest[:-1] if found else b""


def expected(
    cast: Cast, scope: str, subject: Subject, bodies: dict[str, tuple[str, dict[str, Any]]]
) -> dict[str, bytes]:
    """The views of a subject's documents in a scope of the company, by id, as the table wants them."""
    kind, held = scope.split(":")[0], seen.held(subject.state)
    columns = {"applicants": ("profile", "application", "question", "answer", "note", "task"), "contacts": ("contact",)}
    columns["job"] = ("profile", "application", "note", "task")
    found = {}
    for column in columns.get(kind, ()) if scope.endswith((cast.umi, cast.jobs["published"])) else ():
        audience = held[column]
        if audience == "-" or column not in subject.ids or (kind == "job" and audience == "public"):
            continue
        of, body = bodies[subject.ids[column]]
        names = seen.fields(of, "applicants" if audience == "told" else audience)
        names -= {"message"} if audience == "told" else set()
        found[subject.ids[column]] = canonical({name: value for name, value in body.items() if name in names})
    return found


def test_the_page_shows_people_to_nobody_whom_the_policy_does_not_name() -> None:
    for kind in seen.PROTECTED:
        for audience in ("public", "company", "applicants", "contacts", "staff", "staff_record", "author"):
            told = {name for name, shown in seen.told()[kind].items() if audience in shown}
            assert told == set(seen.fields(kind, audience)), (kind, audience)


@pytest.mark.parametrize("state", seen.states())
def test_feeds_hold_of_a_person_exactly_what_the_table_shows(cast: Cast, state: str) -> None:
    subject, bodies = cast.subjects[state], cast.bodies()
    mine = {one for one, (_, body) in bodies.items() if subject.person.profile in str(body)} | set(subject.ids.values())
    for role in seen.READERS:
        for scope in cast.scopes(role):
            lines = cast.lines(role, scope)
            views = {one: view_of(line) for one, line in lines.items() if one in mine and view_of(line)}
            assert views == expected(cast, scope, subject, bodies), (role, scope)
            shown = [word for word in subject.words if any(word.encode() in line for line in lines.values())]
            assert bool(shown) <= bool(views), (role, scope, shown)
            for one in mine & lines.keys() - views.keys():
                assert set(json.loads(lines[one])) <= {"scope", "kind", "id", "seq", "gone"}, (role, scope)


@pytest.mark.parametrize("state", seen.states())
def test_own_feed_holds_all_that_is_the_persons(cast: Cast, state: str) -> None:
    subject, bodies = cast.subjects[state], cast.bodies()
    person = subject.person
    answer = person.get("/v1/feed", scope=person.own, after=0)
    for row in answer.content.splitlines()[:-1]:
        told = json.loads(row)
        kind, body = bodies[told["id"]]
        names = seen.fields(kind, "self")
        assert view_of(row) == canonical({name: value for name, value in body.items() if name in names}), kind
        assert kind not in ("note", "task", "contact"), "what is a company's own"
    for role in seen.READERS:
        refused, nothing = (cast.ask(role, "GET", "/v1/feed", scope=one) for one in (person.own, f"account:{UNKNOWN}"))
        assert told_of(refused, person.own) == told_of(nothing, f"account:{UNKNOWN}"), role
        assert refused.status_code == 404


def told_of(answer: Any, *names: str) -> tuple[int, bytes]:
    """All that an answer tells, but the names that were asked for."""
    body = answer.content
    for name in names:
        body = body.replace(name.encode(), b"*")
    return answer.status_code, re.sub(rb'"instance":"[^"]*"', b"", body)


def routes(cast: Cast, *, with_ids: bool) -> list[tuple[str, str]]:
    """Method and path of the routes that name an object, or of those that do not."""
    paths = cast.served.client.get("/v1/openapi.json").json()["paths"]
    every = [(method.upper(), path) for path, item in paths.items() for method in item if path != ENDLESS]
    return [(method, path) for method, path in every if ("{" in path) == with_ids]


def opened(cast: Cast, path: str, identity: str, page: str, profile: str) -> tuple[str, str] | None:
    """Kind and audience of what a path shows to anyone at this id; None: nothing."""
    if path == "/v1/jobs/{identity}" and identity == cast.jobs["published"]:
        return "job", "public"
    if path == "/v1/companies/{identity}" and identity in (cast.umi, cast.kawa):
        return "company", "public"
    if path == "/v1/profiles/{identity}" and identity == profile and page == "public":
        return "profile", "public"
    return None


@pytest.mark.parametrize("state", seen.states())
def test_every_route_with_an_id_answers_by_the_table_or_as_if_nothing_were_there(cast: Cast, state: str) -> None:
    subject, bodies = cast.subjects[state], cast.bodies()
    page = seen.held(state)["page"]
    named = {*subject.ids.values(), subject.person.account, subject.device, *cast.jobs.values(), cast.umi}
    for role in seen.READERS:
        for method, path in routes(cast, with_ids=True):
            nothing = told_of(cast.ask(role, method, re.sub(r"\{\w+\}", UNKNOWN, path)), UNKNOWN)
            for one in sorted(named):
                answer = cast.ask(role, method, re.sub(r"\{\w+\}", one, path))
                open_to_all = opened(cast, path, one, page, subject.person.profile)
                if open_to_all is None:
                    assert told_of(answer, one) == nothing, (role, method, path)
                    continue
                assert answer.status_code == 200, (role, path)
                shown = {name: value for name, value in answer.json().items() if name not in ("id", "kind", "seq")}
                names = seen.fields(*open_to_all)
                body = {name: value for name, value in bodies[one][1].items() if name in names}
                assert canonical(shown) == canonical(body), (role, path)


def test_routes_without_an_id_tell_nobody_of_another_person(cast: Cast) -> None:
    words = {word for subject in cast.subjects.values() for word in subject.words}
    for role in seen.READERS:
        for method, path in routes(cast, with_ids=False):
            if path in ("/v1/signout", "/v1/feed"):
                continue
            answer = cast.ask(role, method, path)
            assert answer.status_code < 500, (role, method, path)
            assert [word for word in words if word in answer.text] == [], (role, method, path)


@pytest.mark.parametrize("state", seen.states())
def test_record_opens_to_staff_as_the_table_shows_it_and_to_no_other(cast: Cast, state: str) -> None:
    subject, bodies = cast.subjects[state], cast.bodies()
    person = subject.person
    for kind, identity in (("profile", person.profile), ("account", person.account)):
        look = wire.Look(kind, identity, "ticket", "To see.")
        for role, asker in cast.people.items():
            if asker is None:
                continue
            answer = asker.post("/v1/records/show", look)
            if role not in STAFF:
                nothing = asker.post("/v1/records/show", wire.Look(kind, UNKNOWN, "ticket", "To see."))
                assert told_of(answer, identity) == told_of(nothing, UNKNOWN), role
                continue
            names = seen.fields(kind, "staff_record")
            body = {name: value for name, value in bodies[identity][1].items() if name in names}
            assert canonical(answer.json()["view"]) == canonical(body), role


def test_jobs_are_seen_by_state(cast: Cast) -> None:
    bodies = cast.bodies()
    inside = {"company": set(JOB_STATES), "jobs": {"published"}}
    for role in seen.READERS:
        for scope in cast.scopes(role):
            lines = cast.lines(role, scope)
            kind = scope.split(":")[0]
            states = inside.get(kind, set()) if role != "other company" or kind == "jobs" else set()
            for state, one in cast.jobs.items():
                view = view_of(lines.get(one, b""))
                names = seen.fields("job", "company" if kind == "company" else "public")
                body = {name: value for name, value in bodies[one][1].items() if name in names}
                assert view == (canonical(body) if state in states else b""), (role, scope, state)


def test_walk_meets_every_kind_that_speaks_of_a_person(cast: Cast) -> None:
    kinds = {kind for kind, _ in cast.bodies().values()}
    assert {"profile", "account", "consent", "application", "contact", "message", "note", "task"} <= kinds
    assert Path(seen.PAGE).exists()
