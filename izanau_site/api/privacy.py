"""What a person can learn of their own data; works without the current agreement (PRV-06), for every group of account."""

from __future__ import annotations

from typing import Annotated

from litestar import get
from litestar.params import Parameter

from izanau_protocol import wire
from izanau_protocol.problems import Refused, problem
from izanau_site.accounts.caller import Caller
from izanau_site.api.access import ALWAYS, UNAGREED
from izanau_site.api.answers import Items
from izanau_site.privacy import disclosures as disclosed
from izanau_site.privacy import holdings as held
from izanau_site.privacy import seen as sightings
from izanau_site.settings import Settings
from izanau_site.site import Site

_MOST_CURSOR = (1 << 53) - 1


@get("/v1/privacy/holdings", opt=ALWAYS, sync_to_thread=True, tags=["privacy"])
def holdings(site: Site, caller: Caller) -> wire.Holdings:
    """Everything that the site holds about the caller."""
    with site.store.transaction() as connection:
        return held.holdings(connection, caller.account, operator_of(site.settings))


def operator_of(settings: Settings) -> dict[str, str]:
    """Who runs the site, as far as its settings tell."""
    way = "email" if "@" in settings.operator_contact else "contact"
    told = {"name": settings.operator, "address": settings.operator_address, way: settings.operator_contact}
    return {name: value for name, value in {**told, "url": settings.public_url}.items() if value}


@get("/v1/privacy/seen", opt=UNAGREED, sync_to_thread=True, tags=["privacy"])
def seen(
    site: Site,
    caller: Caller,
    before: Annotated[int, Parameter(ge=0, le=_MOST_CURSOR)] = 0,
    limit: int = 100,
) -> wire.Seen:
    """Who was shown the caller's data, newest first."""
    if not 1 <= limit <= sightings.MOST:
        raise Refused(problem("out_of_range", "limit", value=limit, least=1, most=sightings.MOST))
    with site.store.transaction() as connection:
        return sightings.seen(connection, caller.account, before=before, limit=limit)


@get("/v1/privacy/disclosures", opt=UNAGREED, sync_to_thread=True, tags=["privacy"])
def disclosures(site: Site, caller: Caller) -> Items[wire.Disclosure]:
    """To which companies the caller's e-mail address was disclosed."""
    with site.store.transaction() as connection:
        return Items(disclosed.disclosures(connection, caller.account))


HANDLERS = (holdings, seen, disclosures)
