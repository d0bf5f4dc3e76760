"""How the OpenAPI document tells of what all routes share: the bearer token, and the problems that may be answered."""

from __future__ import annotations

import inspect
from typing import Any, Final

from litestar.handlers import HTTPRouteHandler
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import OpenAPI, Schema

from izanau_protocol import wire
from izanau_site.api.answers import ProblemBody
from izanau_site.api.problems import PROBLEM_JSON

_ALWAYS: Final = {
    400: "What was sent cannot be read.",
    404: "There is nothing here, or not for the caller.",
    413: "Too large.",
    422: "Refused by a rule.",
    426: "The program is too old.",
    429: "Too often.",
    503: "The site cannot work at the moment.",
}
_SIGNED_IN: Final = {401: "Not signed in.", 403: "The caller may not, or has not agreed to the policy."}


def described(handler: HTTPRouteHandler) -> HTTPRouteHandler:
    """The handler with its problems, and the token where it looks for a caller."""
    asks = inspect.signature(handler.fn).parameters
    signed_in = "caller" in asks
    words = {**_ALWAYS, **(_SIGNED_IN if signed_in or "request" in asks or "data" in asks else {})}
    problems = {status: _answered(text) for status, text in words.items()}
    handler.responses = {**problems, **(handler.responses or {})}
    if signed_in:
        handler.security = [{"bearer": []}]
    return handler


def _answered(words: str) -> ResponseSpec:
    return ResponseSpec(ProblemBody, generate_examples=False, description=words, media_type=PROBLEM_JSON)


def operation_id(handler: HTTPRouteHandler, _method: Any, _path: Any) -> str:
    """The handler's own name."""
    return handler.handler_name


def whole(schema: OpenAPI) -> OpenAPI:
    """The document, saying of each request that no other field is taken (PRV-12)."""
    known = schema.components.schemas if schema.components and schema.components.schemas else {}
    for name, one in known.items():
        struct = getattr(wire, name, None)
        if isinstance(struct, type) and issubclass(struct, wire.Strict) and isinstance(one, Schema):
            one.additional_properties = False
    return schema
