"""Every route of the OpenAPI document against every role: what is not yours looks like nothing, and nothing is a 500."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from izanau_protocol import ambient, wire
from izanau_site.command.running import openapi_text
from tests.site.api.test_public import job, registered
from tests.site.served import Person, Served

GUEST_MAY = {
    ("get", "/v1/policy"),
    ("get", "/v1/jobs"),
    ("get", "/v1/jobs/{identity}"),
    ("get", "/v1/companies"),
    ("get", "/v1/companies/{identity}"),
    ("get", "/v1/profiles/{identity}"),
    ("get", "/v1/files/{hash}"),
    ("get", "/v1/scopes"),
    ("get", "/v1/fields"),
    ("get", "/v1/feed"),
    ("get", "/v1/events"),
    ("post", "/v1/signup"),
    ("post", "/v1/signin"),
    ("post", "/v1/refresh"),
    ("post", "/v1/confirm"),
    ("post", "/v1/reset"),
    ("post", "/v1/reset/finish"),
    ("post", "/v1/contact"),
}
STAFF_ONLY = {
    ("post", "/v1/records/find"),
    ("post", "/v1/records/show"),
    ("post", "/v1/records/erase"),
    ("post", "/v1/companies"),
    ("post", "/v1/companies/owner"),
}


def routes(served: Served) -> list[tuple[str, str, dict[str, Any]]]:
    """Method, path and operation of every route."""
    paths = served.client.get("/v1/openapi.json").json()["paths"]
    return [(method, path, one) for path, item in paths.items() for method, one in item.items()]


def ask(served: Served, method: str, path: str, headers: dict[str, str], identity: str = "", body: Any = None) -> Any:
    """One request; an id stands wherever the path wants one."""
    concrete = path.replace("{identity}", identity).replace("{device}", identity).replace("{hash}", "0" * 64)
    query: dict[str, str | int] = {"scope": f"account:{identity}", "after": 0} if path == "/v1/feed" else {}
    content = msgspec.json.encode(body if body is not None else {})
    return served.client.request(method, concrete, headers=headers, params=query, content=content)


def test_document_in_docs_is_current() -> None:
    kept = (Path(__file__).parents[3] / "docs" / "openapi.json").read_text(encoding="utf-8")
    assert kept == openapi_text(), "run: izanau-site openapi > docs/openapi.json"


def test_requests_take_no_field_that_is_not_listed(served: Served) -> None:
    schemas = served.client.get("/v1/openapi.json").json()["components"]["schemas"]
    asked = [name for name in schemas if issubclass(getattr(wire, name, int), wire.Strict)]
    assert len(asked) >= 12
    assert all(schemas[name]["additionalProperties"] is False for name in asked)
    assert set(schemas["SignUp"]["properties"]) == {
        "name",
        "email",
        "password",
        "policy",
        "language",
        "client",
        "device",
    }


def test_guest_is_asked_to_sign_in_everywhere_else(served: Served) -> None:
    every = routes(served)
    assert len(every) >= 25
    for method, path, _ in every:
        if path == "/v1/events":
            continue
        answer = ask(served, method, path, {}, ambient.new_id())
        if (method, path) in GUEST_MAY:
            assert answer.status_code not in (401, 403, 500), (method, path, answer.text)
        else:
            unread = answer.status_code == 422 and answer.json()["code"] == "required"
            assert answer.status_code == 401 or unread, (method, path, answer.text)


def bodies(victim: Person, ticket: str) -> dict[str, Any]:
    """Requests that name what belongs to someone else."""
    part = wire.Part("profile", victim.profile, victim.own, 1, {"name": {"full": "Eve"}})
    return {
        "/v1/push": wire.Batch([wire.Push(ambient.new_id(), [part], "")]),
        "/v1/records/find": wire.Find(victim.email),
        "/v1/records/show": wire.Look("profile", victim.profile, "ticket", "to see"),
        "/v1/records/erase": wire.EraseRecord(victim.profile, 1, "They asked"),
        "/v1/companies": wire.Approve(ticket, "Umi", "Olga Owner", "olga@example.com"),
        "/v1/companies/owner": wire.GiveOwner(ticket, "olga@example.com", "To see", "Olga Owner"),
        "/v1/ack": wire.Gone({victim.own: 1}),
        "/v1/refresh": wire.Refresh(victim.session["access"]),
        "/v1/erase": wire.Erase("not-the-password"),
        "/v1/password": wire.ChangePassword("not-the-password", "ochre-walrus-77"),
        "/v1/email": wire.ChangeAddress("not-the-password", victim.email),
        "/v1/policy/agree": wire.Agree("2018-01-01", "0" * 64, "en"),
    }


@pytest.mark.parametrize("role", ["seeker", "owner", "staff"])
def test_no_role_reaches_what_is_someone_elses(served: Served, role: str) -> None:
    victim = served.seeker(email="canary@example.com", name="Canary Kanarienvogel")
    made = served.client.post("/v1/contact", json={"text": "We hire"}).json()
    person = served.seeker() if role == "seeker" else served.owner() if role == "owner" else served.staff()
    before, victims = victim.feed(), victim.get("/v1/devices").json()
    ids = {"device": victim.session["device"], "profile": victim.profile, "account": victim.account}
    for method, path, _ in routes(served):
        if path in ("/v1/events", "/v1/signout"):
            continue
        for identity in ids.values():
            answer = ask(served, method, path, person.headers, identity, bodies(victim, made["id"]).get(path))
            assert answer.status_code != 500, (method, path)
            if role == "staff" and (method, path) in STAFF_ONLY:
                continue
            for canary in ("canary@example.com", "Kanarienvogel", victim.session["device"]):
                assert canary not in answer.text, (method, path)
            if (method, path) in STAFF_ONLY:
                assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert (victim.feed(), victim.get("/v1/devices").json()) == (before, victims)


def test_another_seekers_registered_profile_hides_the_address(served: Served) -> None:
    mai, profile = registered(served)
    for person in (served.seeker(), served.owner()):
        answer = person.get(f"/v1/profiles/{profile}")
        assert answer.status_code == 200
        assert mai.email not in answer.text


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b"\xff\xfe",
        b'{"a":' * 3000,
        b'{"email":"\\ud800"}',
        b'{"email":"a\\u0000b"}',
        b"1e999",
    ],
)
def test_bodies_that_are_no_message_are_refused_politely(served: Served, content: bytes) -> None:
    mai = served.seeker()
    for method, path, one in routes(served):
        if "requestBody" not in one:
            continue
        answer = served.client.request(method, path, headers=mai.headers, content=content)
        assert 400 <= answer.status_code < 500, (path, answer.text)
        assert answer.headers["content-type"] == "application/problem+json", path
        assert answer.json()["detail"], path


def test_huge_body_is_refused_on_every_route(served: Served) -> None:
    huge = b'{"text":"' + b"x" * (wire.MAX_REQUEST + 1) + b'"}'
    for method, path, one in routes(served):
        if "requestBody" in one:
            answer = served.client.request(method, path, content=huge)
            assert (answer.status_code, answer.json()["code"]) == (413, "too_large"), path


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/nowhere", 404), ("GET", "/v1/nowhere/x", 404), ("PUT", "/v1/signup", 405)]
)
def test_unknown_route_and_wrong_method_are_problems(served: Served, method: str, path: str, status: int) -> None:
    answer = served.client.request(method, path, headers={"Accept-Language": "fr, ja;q=0.8, en;q=0.5"})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert any("ぁ" <= letter <= "ん" for letter in answer.json()["title"])
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_guest_reads_a_job_by_its_id(served: Served) -> None:
    identity = job(served, served.owner().session["company"], "Cook")
    assert served.client.get(f"/v1/jobs/{identity}").json()["title"] == {"en": "Cook"}
