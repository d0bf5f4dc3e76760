"""Whatever fits the OpenAPI document, or does not, is answered as the document says, and never with a 500."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import hypothesis
import pytest
import schemathesis
import uvicorn
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from izanau_site import settings as settings_of
from izanau_site.app import create_app
from izanau_site.command.running import url_of
from izanau_site.site import open_site
from izanau_site.store.migrations import migrate
from tests.site.served import Served


@pytest.fixture
def fuzzed(tmp_path: Path) -> Iterator[Served]:
    """A site on a socket, since the requests are made by a library of its own."""
    database = f"sqlite:///{tmp_path / 'site.db'}"
    migrate(database)
    limits = dict.fromkeys(
        (f"limit_{name}" for name in ("all", "signup", "signin_from", "code", "contact")), "1000000/hour"
    )
    settings = settings_of.load(None, {}, database=database, data_dir=tmp_path, **limits)
    app = create_app(lambda: open_site(settings))
    with socket.create_server(("127.0.0.1", 0)) as bound:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="on"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        with httpx.Client(base_url=url_of(bound), timeout=60) as client:
            while client.get("/v1/policy").status_code != 200:  # the socket holds requests until the site answers
                continue
            yield Served(client, app.state.site, app.state.streams)
        server.should_exit = True
        thread.join()


@pytest.fixture
def headers(fuzzed: Served) -> dict[str, dict[str, str]]:
    """Who asks."""
    return {"guest": {}, "seeker": fuzzed.seeker().headers, "staff": fuzzed.staff().headers}


@pytest.mark.slow
@pytest.mark.parametrize("role", ["guest", "seeker", "staff"])
def test_no_request_surprises_the_site(fuzzed: Served, headers: dict[str, dict[str, str]], role: str) -> None:
    document: dict[str, Any] = fuzzed.client.get("/v1/openapi.json").json()
    for path in ("/v1/events", "/v1/signout", "/v1/erase"):  # these end the session, or never end
        document["paths"].pop(path)
    schema = schemathesis.openapi.from_dict(document)
    checks = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found
        operation = found.ok()

        @hypothesis.settings(
            max_examples=4, deadline=None, database=None, suppress_health_check=list(hypothesis.HealthCheck)
        )
        @hypothesis.given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            case.headers = {**(case.headers or {}), **headers[role]}
            case.validate_response(case.call(base_url=str(fuzzed.client.base_url)), checks=checks)

        ask()
