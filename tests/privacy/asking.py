"""HTTP as anyone may speak it to the site: a request, and all that came back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http.client import HTTPResponse
from typing import Any, NamedTuple
from urllib.parse import urlencode
from urllib.request import HTTPErrorProcessor, OpenerDirector, ProxyHandler, Request, build_opener

_SECONDS = 60


class Reply(NamedTuple):
    """What the site answered; header names are in small letters, what came more than once stands in lines."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def json(self) -> Any:
        """The body as the JSON that it is."""
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The code of the problem; empty where the answer is none."""
        if "problem+json" not in self.headers.get("content-type", ""):
            return ""
        return str(self.json["code"])

    @property
    def is_ok(self) -> bool:
        """Whether it was done."""
        return 200 <= self.status < 300


class _AsItIs(HTTPErrorProcessor):
    """Gives back refusals and redirections like any other answer."""

    def http_response(self, request: Request, response: HTTPResponse) -> HTTPResponse:
        return response

    https_response = http_response


_ALONE: OpenerDirector = build_opener(ProxyHandler({}), _AsItIs)
"""Without cookies, proxies and redirections."""


def ask(
    method: str,
    url: str,
    body: object = None,
    *,
    token: str = "",
    headers: Mapping[str, str] | None = None,
    query: Mapping[str, object] | None = None,
) -> Reply:
    """Ask the site; `body` is sent as JSON, or as it is where it is bytes."""
    data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    sent = {"Content-Type": "application/json"} if data is not None else {}
    sent |= {"Authorization": f"Bearer {token}"} if token else {}
    asked = Request(f"{url}?{urlencode(query)}" if query else url, data, {**sent, **(headers or {})}, method=method)
    with _ALONE.open(asked, timeout=_SECONDS) as answer:
        named: dict[str, str] = {}
        for name, value in answer.headers.items():
            known = named.get(name.lower())
            named[name.lower()] = value if known is None else f"{known}\n{value}"
        return Reply(answer.status, named, answer.read())
