"""What surrounds every answer: strict headers, a digest, and one line in the log, without query, body or full address."""

from __future__ import annotations

import logging
from typing import Any, Final

from litestar.datastructures import MutableScopeHeaders
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from izanau_protocol import digest
from izanau_site.logs import REQUESTS, short_address

HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noarchive",
}
"""On every answer. No-archive: a profile that is unregistered may not live on in caches (PRV-27)."""

_log = logging.getLogger(REQUESTS)


async def before_send(message: Message, scope: Scope) -> None:
    """Litestar's hook: called with each message of each answer."""
    if message["type"] != "http.response.start":
        return
    headers = MutableScopeHeaders.from_message(message)
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("Cache-Control", "no-store")
    _log.info("answered", extra={"told": told(message, scope)})


def digested(app: ASGIApp) -> ASGIApp:
    """Around all of the application: an answer that leaves in one piece, as it is, carries its digest."""

    async def answering(scope: Scope, receive: Receive, send: Send) -> None:
        begun: list[Message] = []

        async def whole(message: Message) -> None:
            if message["type"] == "http.response.start":
                begun.append(message)
                return
            if begun:
                start = begun.pop()
                headers = MutableScopeHeaders.from_message(start)
                body = bytes(message.get("body", b""))  # type: ignore[call-overload]  # the type of a start has none
                if body and not message.get("more_body") and "content-encoding" not in headers:
                    headers[digest.HEADER] = digest.of(body)
                await send(start)
            await send(message)

        await app(scope, receive, whole)

    return answering


def told(message: Any, scope: Scope) -> dict[str, Any]:
    """What the log keeps of a request: method, the route's pattern (never the path: it may name a person), status, net."""
    client = scope.get("client")
    return {
        "method": scope.get("method", ""),
        "route": scope.get("path_template") or "-",
        "status": message["status"],
        "from": short_address(client[0]) if client else "",
    }
