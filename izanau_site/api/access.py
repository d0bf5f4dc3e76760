"""Who asks, as a handler gets it: a signed-in caller under the current agreement, unless the route says otherwise."""

from __future__ import annotations

import ipaddress
import re
from typing import Any, Final

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.di import Provide
from litestar.handlers import BaseRouteHandler

from izanau_protocol import ids
from izanau_protocol.problems import Refused, problem
from izanau_site.accounts import signin
from izanau_site.accounts.caller import Caller
from izanau_site.site import Site

UNAGREED: Final = {"unagreed": True}
"""`opt` of routes that answer without the current agreement too (sync.md, PRV-06)."""

ALWAYS: Final = {**UNAGREED, "aged": True}
"""`opt` of routes that answer a program too that is too old to sync: signing out, deleting, asking support, taking one's
data away (with the policies that receipts of consents quote)."""

_AGENT: Final = re.compile(r"izanau[a-z-]*/(?P<version>\d{1,6}(\.\d{1,6}){0,3})", re.IGNORECASE)

_HASH: Final = re.compile(r"[0-9a-f]{64}")
_HOUSEHOLD: Final = 64

Asked = Request[Any, Any, Any]


def site_of(request: Asked) -> Site:
    """The site that the application was made for."""
    site: Site = request.app.state.site
    return site


def address_of(request: Asked) -> str:
    """Where a request came from, as limits count it; through proxies that are trusted, the address that they name."""
    client = request.client.host if request.client else ""
    trusted = {part.strip() for part in site_of(request).settings.trusted_proxies.split(",")}
    if client not in trusted:
        return household_of(client)
    named = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",") if part.strip()]
    return household_of(next((address for address in reversed(named) if address not in trusted), client))


def household_of(address: str) -> str:
    """What limits count by: the address, of IPv6 the /64 that one household has to itself."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    mapped = parsed.ipv4_mapped
    return str(mapped or ipaddress.ip_network((parsed, _HOUSEHOLD), strict=False).network_address)


def token_of(request: Asked) -> str:
    """The access token of the request; empty where there is none."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def caller_of(request: Asked, site: Site) -> Caller:
    """Who asks. Raises Refused `not_signed_in`, or `policy_required` where the route needs the current agreement."""
    caller = signin.caller_of(site, token_of(request))
    if not caller.agreed and not request.route_handler.opt.get("unagreed"):
        raise Refused(problem("policy_required"))
    return caller


async def limited(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """A guard: how often one address may ask at all, and with a program that is not too old for what is asked.

    Neither guard waits for anything; one that is not `async` is given to another thread, which takes longer than it does.
    """
    request: Asked = connection  # type: ignore[assignment]  # there are no websockets here
    site = site_of(request)
    site.limits.hit("all", address_of(request))
    if not handler.opt.get("aged") and older(request.headers.get("user-agent", ""), site.settings.min_version):
        raise Refused(problem("client_too_old", version=site.settings.min_version))


async def named(connection: ASGIConnection[Any, Any, Any, Any], _handler: BaseRouteHandler) -> None:
    """A guard: what a path names is an id, or the hash of a file. Not every text may come to a database."""
    for kind, name in connection.path_params.items():
        if not (_HASH.fullmatch(str(name)) if kind == "hash" else ids.is_id(str(name))):
            raise Refused(problem("not_yours"))


def older(agent: str, least: str) -> bool:
    """Whether a program that names itself `izanau/1.2.3` is older than the least version; others are no desktops."""
    found = _AGENT.match(agent)
    return found is not None and _numbers(found["version"]) < _numbers(least)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:3] if part.isdigit())


DEPENDENCIES: Final = {
    "site": Provide(site_of, sync_to_thread=False),
    "address": Provide(address_of, sync_to_thread=False),
    "caller": Provide(caller_of, sync_to_thread=True),
}
"""What a handler may ask for by name."""
