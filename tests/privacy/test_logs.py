"""No log of either end tells of a person (policy 3.1, 6.1): canaries in every field of every request, and in every command."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.journeys.written import files, leaks
from tests.privacy.canaries import PLANTED, address, canary, password
from tests.privacy.stage import Stage

SENT = "sent"
WORDS = ("query", "words", "code", "scope", "version", "language", "after", "kind", "anything")


def filled(schema: dict[str, Any], schemas: dict[str, Any], path: str) -> Any:
    """A value for a schema of the OpenAPI document with a canary wherever there is room for words."""
    schema = schemas[schema["$ref"].rsplit("/", 1)[-1]] if "$ref" in schema else schema
    one = next((s for s in schema.get("oneOf", schema.get("anyOf", [])) if s.get("type") != "null"), None)
    if one is not None:
        return filled(one, schemas, path)
    if schema.get("type") == "object":
        properties = schema.get("properties", {})
        return {name: filled(inner, schemas, f"{path}.{name}") for name, inner in properties.items()} or {
            canary(f"{SENT}/key"): canary(f"{SENT}/value")
        }
    if schema.get("type") == "array":
        return [filled(schema.get("items", {}), schemas, path)]
    if path.endswith("email"):
        return address(SENT)
    return {"integer": 3, "number": 3, "boolean": True}.get(schema.get("type", ""), canary(f"{SENT}/{path}"))


@pytest.mark.prv("PRV-34")
def test_no_field_of_any_request_comes_into_a_log_of_the_site(place: Stage) -> None:
    document = place.guest("GET", "/v1/openapi.json").json
    schemas, asked = document["components"]["schemas"], 0
    headers = {name: canary(f"{SENT}/{name}") for name in ("User-Agent", "Referer", "Cookie", "Accept-Language")}
    mai = place.seeker("mai")
    for token in ("", mai.session["access"], canary(f"{SENT}/token")):
        for path, item in document["paths"].items():
            for method, route in item.items():
                if path in ("/v1/events", "/v1/signout", "/v1/erase"):
                    continue
                content = route.get("requestBody", {}).get("content", {}).get("application/json", {})
                body = filled(content["schema"], schemas, path) if content else None
                concrete = re.sub(r"\{\w+\}", canary(f"{SENT}/path"), path)
                query = {name: canary(f"{SENT}/{name}") for name in WORDS}
                more: dict[str, Any] = {"token": token, "headers": headers, "query": query}
                for sent in (body, json.dumps(body).encode()[:-3]) if content else (None,):
                    assert place.guest(method.upper(), concrete, sent, **more).status < 500, (method, path)
                    asked += 1
    for page in ("/", "/jobs", "/confirm", "/policy", "/contact", "/unsubscribe", "/nowhere"):
        place.guest("GET", f"{page}/{canary(f'{SENT}/page')}", query={"code": canary(f"{SENT}/code")})
        place.guest("POST", page, f"text={canary(f'{SENT}/form')}".encode())
    assert asked >= 90
    lines = [line for file in files() if file.name.startswith("requests-") for line in file.read_text().splitlines()]
    assert len(lines) >= asked, "the search looks where requests are logged"
    assert len(PLANTED) >= 40
    assert leaks(PLANTED) == []


@pytest.mark.prv("PRV-39")
def test_no_word_of_a_command_comes_into_a_log_of_the_program(office: Stage) -> None:
    office.seeker("mai")
    me = office.device("mai")
    wrong = password("mai wrong")
    me("signin", "--site", office.site.url, "--email", address("ada"), "--password-stdin", stdin=wrong)
    me("profile", "set", "birthday", canary("mai/no day"))
    me("profile", "add", "work", json.dumps({"company": canary("mai/no post"), "start": canary("mai/no month")}))
    me("job", "list", canary("mai/search"))
    me("message", "send", "--company", canary("mai/no company"), canary("mai/words"))
    me("contact", canary("mai/request"))
    office.site.stop()
    assert me("sync").exit == 3
    me("contact", canary("mai/later request"))
    office.site.start()
    assert leaks(PLANTED) == []
