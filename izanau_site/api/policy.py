"""The policy and agreeing to it; works signed out, and without the current agreement."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import get, post

from izanau_protocol import wire
from izanau_protocol.documents import PolicyItem
from izanau_site.accounts import agreement
from izanau_site.accounts.caller import Caller
from izanau_site.api.access import ALWAYS, UNAGREED
from izanau_site.api.answers import NOTHING, Nothing
from izanau_site.api.body import Body
from izanau_site.policy import versions
from izanau_site.policy.versions import operator_of
from izanau_site.site import Site


class Listed(msgspec.Struct, frozen=True):
    """A version in the list of all."""

    version: str
    effective: str
    changes: dict[str, str]
    hash: str


class Shown(msgspec.Struct, frozen=True):
    """GET /v1/policy: a version in full, and the list of all versions."""

    version: str
    effective: str
    text: dict[str, str]
    changes: dict[str, str]
    hash: str
    items: dict[str, PolicyItem]
    purposes: list[str]
    source: str
    operator: wire.Operator
    current: str
    versions: list[Listed]


@get("/v1/policy", opt=ALWAYS, sync_to_thread=True, tags=["policy"])
def show_policy(site: Site, version: str = "") -> Shown:
    """The version in force, or the one that is named."""
    with site.store.transaction() as connection:
        found: dict[str, Any] = versions.as_answer(connection, version)
    return msgspec.convert({**found, "operator": operator_of(site.settings)}, Shown, from_attributes=True)


@post("/v1/policy/agree", dto=Body[wire.Agree], status_code=200, opt=UNAGREED, sync_to_thread=True, tags=["policy"])
def agree(site: Site, caller: Caller, data: wire.Agree) -> Nothing:
    """An explicit agreement to the version in force."""
    agreement.agree(site, caller, data)
    return NOTHING


HANDLERS = (show_policy, agree)
