"""How long what is kept, told to the people concerned."""

from __future__ import annotations

from litestar import get

from izanau_protocol import wire
from izanau_site.accounts.caller import Caller
from izanau_site.api.access import UNAGREED
from izanau_site.api.answers import Items
from izanau_site.retention import showing
from izanau_site.site import Site


@get("/v1/privacy/retention", opt=UNAGREED, sync_to_thread=True, tags=["privacy"])
def show_retention(site: Site, caller: Caller) -> Items[wire.Kept]:
    """The rules about the caller, and when what of theirs goes."""
    return Items(showing.shown(site, caller))


HANDLERS = (show_retention,)
