"""Turns whatever goes wrong in a request into a problem of RFC 9457 in the reader's language."""

from __future__ import annotations

import logging
from typing import Any, Final

import msgspec
from litestar import MediaType, Request, Response
from litestar.exceptions import (
    ClientException,
    HTTPException,
    MethodNotAllowedException,
    NotFoundException,
    SerializationException,
    ValidationException,
)
from litestar.exceptions.http_exceptions import RequestEntityTooLarge

from izanau_protocol import ambient, wire
from izanau_protocol.problems import EXPECTED, Problem, Refused, problem
from izanau_site.store.engine import FAULTS, DatabaseFault, born_of, code_of, passes

PROBLEM_JSON: Final = "application/problem+json"

SOON: Final = "5"
"""Seconds after which a site that found no way through may be asked again."""
_BROKEN_OFF: Final = "client disconnected"
"""How Litestar names a body whose sender went away: it has no class of its own for that."""

_log = logging.getLogger(__name__)


def language_of(request: Request[Any, Any, Any]) -> str:
    """The first language that we have in Accept-Language; English otherwise."""
    return first_language(request.headers.get("accept-language", ""))


def first_language(header: str) -> str:
    """`ja` or `en` by the weights of an Accept-Language header; what cannot be read counts as nothing."""
    weighted: list[tuple[float, str]] = []
    for part in header.split(","):
        tag, _, weight = part.strip().partition(";q=")
        language = tag.strip().lower().split("-")[0]
        if language in ("en", "ja"):
            try:
                weighted.append((float(weight or "1"), language))
            except ValueError:
                weighted.append((0.0, language))
    return max(weighted, key=lambda found: found[0])[1] if weighted else "en"


def answer(request: Request[Any, Any, Any], refused: Refused, headers: dict[str, str] | None = None) -> Response[bytes]:
    """The answer to a request that is refused."""
    status = refused.problems[0].status
    body = msgspec.json.encode(refused.as_rfc9457(language_of(request)))
    more = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    seconds = wait(refused.problems[0])
    if seconds:
        more["Retry-After"] = seconds
    return Response(body, status_code=status, media_type=PROBLEM_JSON, headers={**more, **(headers or {})})


def wait(told: Problem) -> str:
    """Seconds after which it may be tried again, where that would do."""
    if told.code == "site_down":
        return SOON
    seconds = told.value("seconds") if told.code == "too_many_requests" else None
    return seconds if isinstance(seconds, str) and seconds.isdigit() else ""


def on_refused(request: Request[Any, Any, Any], refused: Refused) -> Response[bytes]:
    """A rule, a right or a limit said no."""
    return answer(request, refused)


def on_http(request: Request[Any, Any, Any], fault: HTTPException) -> Response[bytes]:
    """What the framework refuses before a service is asked."""
    refused = refusal(fault)
    return answer(request, refused, dict(fault.headers or {})) if refused is not None else on_bug(request, fault)


def refusal(fault: HTTPException) -> Refused | None:
    """What the framework refused, as problems of ours; None where the fault is ours."""
    if isinstance(fault, ValidationException):
        return Refused(*_of_parameters(fault))
    if isinstance(fault, NotFoundException):
        return Refused(problem("not_yours"))
    if isinstance(fault, MethodNotAllowedException):
        return Refused(problem("wrong_method"))
    if isinstance(fault, RequestEntityTooLarge):
        return Refused(problem("too_large", most=wire.MAX_REQUEST))
    if isinstance(fault, ClientException | SerializationException) or _BROKEN_OFF in fault.detail:
        return Refused(problem("not_json"))
    return None


def on_unreadable(request: Request[Any, Any, Any], _fault: Exception) -> Response[bytes]:
    """Bytes that are no JSON, or no text at all."""
    return answer(request, Refused(problem("not_json")))


def on_bug(request: Request[Any, Any, Any], fault: Exception) -> Response[bytes]:
    """Our own fault: logged with an id that the person can quote; no trace leaves the site."""
    return answer(request, bug(request, fault))


def on_database(request: Request[Any, Any, Any], fault: DatabaseFault) -> Response[bytes]:
    """The database failed in a request of a program."""
    return answer(request, failed(request, fault))


def failed(request: Request[Any, Any, Any], fault: DatabaseFault) -> Refused:
    """What to say of a fault of the database: it may be tried again where it was out of reach or gave no way through (R4)."""
    if not passes(fault):
        return bug(request, fault)
    told = {"method": request.method, "code": code_of(fault), "fault": type(born_of(fault)).__name__}
    _log.warning("no_way_through", extra={"told": told})
    return Refused(problem("site_down"))


def bug(request: Request[Any, Any, Any], fault: Exception) -> Refused:
    """Our own fault, logged, as a problem with the id by which it is found there."""
    identity = ambient.random_text(8, ambient.ITEM_ALPHABET)
    _log.error("bug", exc_info=fault, extra={"told": {"id": identity, "method": request.method}})
    return Refused(problem("site_error", id=identity))


def _of_parameters(fault: ValidationException) -> list[Problem]:
    """The problems of query and path parameters."""
    told = fault.extra if isinstance(fault.extra, list) else []
    names = [str(one.get("key", "")) for one in told if isinstance(one, dict)] or [""]
    return [problem("wrong_type", one, expected=EXPECTED["number" if one == "limit" else "line"]) for one in names]


HANDLERS: Final[dict[type[Exception] | int, Any]] = {
    Refused: on_refused,
    HTTPException: on_http,
    SerializationException: on_unreadable,
    UnicodeError: on_unreadable,
    **dict.fromkeys(FAULTS, on_database),
    Exception: on_bug,
}
"""Who answers what; anything that has no line of its own is a bug."""

JSON: Final = MediaType.JSON
