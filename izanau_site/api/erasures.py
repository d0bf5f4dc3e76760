"""Where a deletion has yet to arrive: for the person while the account lives, and for staff without any name (PRV-60)."""

from __future__ import annotations

from litestar import get

from izanau_protocol import wire
from izanau_site.accounts import certificate
from izanau_site.accounts.caller import Caller
from izanau_site.api.access import UNAGREED
from izanau_site.api.answers import Items
from izanau_site.site import Site


@get("/v1/privacy/devices_holding", opt=UNAGREED, sync_to_thread=True, tags=["privacy"])
def devices_holding(site: Site, caller: Caller) -> Items[wire.Holding]:
    """Devices to which what the caller took back has not come yet, by recipient; empty: it came everywhere."""
    return Items(certificate.holding(site, caller))


@get("/v1/erasures", sync_to_thread=True, tags=["staff"])
def erasures(site: Site, caller: Caller) -> Items[wire.Erasure]:
    """The deletions of the last year and the devices that are waited for, newest first."""
    return Items(certificate.every(site, caller))


HANDLERS = (devices_holding, erasures)
