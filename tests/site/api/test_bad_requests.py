"""Every route that changes something, walked from the OpenAPI document: what is no request is refused in words, early."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from typing import Any

import pytest

from izanau_protocol import wire
from izanau_protocol.problems import PROBLEMS
from tests.site.api.test_routes import routes
from tests.site.served import Person, Served

Operation = tuple[str, str, bytes]
"""Method, path and a body of the right shape; empty where the route takes none."""

HUGE = 50_000_000
CHUNK = b"x" * 65_536


def example(schema: dict[str, Any], named: dict[str, Any]) -> Any:
    """A value of the shape that a schema asks for."""
    if "$ref" in schema:
        schema = named[schema["$ref"].rsplit("/", 1)[1]]
    if "properties" in schema:
        return {name: example(schema["properties"][name], named) for name in schema.get("required", ())}
    plain: dict[str, Any] = {"string": "x", "integer": 1, "boolean": False, "array": [], "object": {}}
    return plain[schema["type"]]


def changing(served: Served) -> list[Operation]:
    """Every route that is not a mere reading."""
    named = served.client.get("/v1/openapi.json").json()["components"]["schemas"]
    found = []
    for method, path, one in routes(served):
        if method != "get":
            content = one.get("requestBody", {}).get("content", {})
            body = json.dumps(example(content["application/json"]["schema"], named)).encode() if content else b""
            found.append(
                (method, path.replace("{device}", "x").replace("{identity}", "x").replace("{hash}", "0" * 64), body)
            )
    assert len(found) >= 15
    return found


def with_body(served: Served) -> list[Operation]:
    """The routes that take a message."""
    found = [one for one in changing(served) if one[2]]
    assert len(found) >= 12
    return found


def refused(answer: Any, *codes: str) -> bool:
    """Whether an answer is a problem of RFC 9457 with a code of the table, in words, and no trace."""
    body = answer.json()
    whole = {"type", "title", "status", "detail", "code", "field", "cure"} <= set(body)
    told = body["code"] in (codes or PROBLEMS) and body["status"] == answer.status_code and body["title"]
    typed = answer.headers["content-type"] == "application/problem+json"
    return 400 <= answer.status_code < 500 and whole and bool(told) and typed and "Traceback" not in answer.text


@pytest.fixture
def mai(served: Served) -> Person:
    """Someone signed in."""
    return served.seeker()


def send(mai: Person, method: str, path: str, body: bytes, **headers: str) -> Any:
    """One request with these bytes."""
    return mai.served.client.request(method, path, content=body, headers={**mai.headers, **headers})


def spoilt(body: bytes) -> Iterator[bytes]:
    """What may come in place of a message."""
    yield from (body[:-1], body[: len(body) // 2], body[1:], b"", b" ", body + body)
    yield from (b"\xef\xbb\xbf" + body, body.decode().encode("utf-16"), b"\xff" + body, b"NaN", b"[NaN]", b"-Infinity")
    yield from (b"[" * 100_000, b'{"a":' * 100_000 + b"1" + b"}" * 100_000, b"[" * 100_000 + b"]" * 100_000)
    name = next(iter(json.loads(body)))
    yield b"{" + f'"{name}": "y", '.encode() + body[1:]  # a key twice
    yield b'{"\\ud800": 1, ' + body[1:]
    yield body.replace(b'"x"', b'"\\ud800"').replace(b": 1", b": 1e400")[:-1] + b', "more": "\\u0000"}'


def test_what_is_no_message_is_refused_as_a_problem(served: Served, mai: Person) -> None:
    wrong = [
        (path, body[:40], answer.status_code, answer.text[:80])
        for method, path, whole in with_body(served)
        for body in spoilt(whole)
        if not refused(answer := send(mai, method, path, body))
    ]
    assert wrong == []


def test_a_key_that_stands_twice_is_no_json(served: Served, mai: Person) -> None:
    for method, path, whole in with_body(served):
        name = next(iter(json.loads(whole)))
        answer = send(mai, method, path, b"{" + f'"{name}": "y", '.encode() + whole[1:])
        assert refused(answer, "not_json"), (path, answer.text)


def test_a_body_that_says_it_is_something_else_is_refused(served: Served, mai: Person) -> None:
    for kind in ("text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data", "x"):
        for method, path, whole in with_body(served):
            answer = send(mai, method, path, whole, **{"Content-Type": kind})
            assert refused(answer, "not_json"), (kind, path, answer.text)


def test_what_no_path_can_name_is_not_there(served: Served, mai: Person) -> None:
    for name in ("%00", "a%00b", "%ED%A0%80", "%F0%9F%A6%A6", "x" * 5000, "%27"):
        for path in ("/v1/jobs", "/v1/companies", "/v1/profiles"):
            assert refused(served.client.get(f"{path}/{name}"), "not_yours"), (path, name)
        gone = served.client.delete(f"/v1/devices/{name}", headers=mai.headers)
        assert refused(gone, "not_yours", "wrong_method"), name


def test_numbers_beyond_all_bounds_are_refused(served: Served, mai: Person) -> None:
    staff = served.staff()
    asked = {
        "/v1/records/find": b'{"query": "x", "limit": %d}',
        "/v1/ack": b'{"applied": {"jobs": %d}}',
        "/v1/push": b'{"pushes": [], "seen": {"jobs": %d}}',
    }
    for path, body in asked.items():
        for number in (10**30, -(10**30), 2**63, -1):
            answer = send(staff, "POST", path, body % number)
            assert answer.status_code < 500, (path, number)


class Feeding:
    """A client that sends a huge body for as long as it is read."""

    def __init__(self, *, announced: bool) -> None:
        self.announced = announced
        self.read = 0
        self.sent: list[MutableMapping[str, Any]] = []

    async def receive(self) -> MutableMapping[str, Any]:
        """The next chunk."""
        self.read += len(CHUNK)
        return {"type": "http.request", "body": CHUNK, "more_body": self.read < HUGE}

    async def send(self, message: MutableMapping[str, Any]) -> None:
        """Keep what is answered."""
        self.sent.append(message)

    def scope(self, method: str, path: str, token: str) -> dict[str, Any]:
        """The request as a server hands it over."""
        headers = [(b"host", b"site.test"), (b"authorization", token.encode()), (b"content-type", b"application/json")]
        headers += [(b"content-length", str(HUGE).encode())] if self.announced else []
        about = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http", "root_path": ""}
        where = {"path": path, "raw_path": path.encode(), "query_string": b"", "method": method.upper()}
        return {**about, **where, "headers": headers, "client": ("127.0.0.1", 5), "server": ("site.test", 80)}


@pytest.mark.parametrize("announced", [True, False])
def test_fifty_megabytes_are_refused_before_they_are_read(served: Served, mai: Person, announced: bool) -> None:
    client: Any = served.client
    app: Callable[..., Awaitable[None]] = client.app
    for method, path, body in changing(served):
        feeding = Feeding(announced=announced)
        scope = feeding.scope(method, path, mai.headers["Authorization"])
        with client.portal() as portal:
            portal.call(app, scope, feeding.receive, feeding.send)
        start, *rest = feeding.sent
        assert feeding.read <= (0 if announced else wire.MAX_REQUEST + len(CHUNK)), path
        assert start["status"] < 500, path
        if body:
            told = json.loads(b"".join(one.get("body", b"") for one in rest))
            assert (start["status"], told["code"]) == (413, "too_large"), path


@pytest.mark.parametrize("role", ["guest", "seeker", "owner", "staff"])
def test_no_role_changes_what_is_someone_elses_by_its_id(served: Served, role: str) -> None:
    victim = served.seeker()
    before, devices = victim.feed(), victim.get("/v1/devices").json()
    makers: dict[str, Callable[[], Person]] = {"seeker": served.seeker, "owner": served.owner, "staff": served.staff}
    headers = makers[role]().headers if role != "guest" else {}
    for identity in (victim.account, victim.profile, victim.session["device"]):
        for method, path, body in changing(served):
            if path == "/v1/signout":
                continue  # it names nobody, and would end the session that asks
            concrete = path.replace("/x", f"/{identity}")
            named = body.replace(b'"x"', f'"{identity}"'.encode())
            answer = served.client.request(method, concrete, content=named, headers=headers)
            assert answer.status_code < 400 or refused(answer), (path, answer.text)
    assert (victim.feed(), victim.get("/v1/devices").json()) == (before, devices)


def test_a_request_that_breaks_off_is_no_fault_of_ours(
    served: Served, mai: Person, caplog: pytest.LogCaptureFixture
) -> None:
    client: Any = served.client
    for method, path, body in with_body(served):
        feeding = Feeding(announced=False)
        parts: Iterator[dict[str, Any]] = iter(
            [{"type": "http.request", "body": body[:-1], "more_body": True}, {"type": "http.disconnect"}]
        )

        async def receive(parts: Iterator[dict[str, Any]] = parts) -> dict[str, Any]:
            return next(parts)

        scope = feeding.scope(method, path, mai.headers["Authorization"])
        with client.portal() as portal:
            portal.call(client.app, scope, receive, feeding.send)
        assert feeding.sent[0]["status"] < 500, path
    assert [one for one in caplog.records if one.levelname == "ERROR"] == []
