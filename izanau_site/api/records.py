"""People's records for staff, asked for one by one with a reason; every look is logged, and its owner can see it."""

from __future__ import annotations

from litestar import post

from izanau_protocol import wire
from izanau_site.accounts import asked_erasing
from izanau_site.accounts.caller import Caller
from izanau_site.api.answers import Erasing, Items
from izanau_site.api.body import Body
from izanau_site.site import Site
from izanau_site.store import records


@post("/v1/records/find", dto=Body[wire.Find], status_code=200, sync_to_thread=True, tags=["staff"])
def find(site: Site, caller: Caller, data: wire.Find) -> Items[wire.Found]:
    """Records that fit: exact e-mail address, id or ticket number first, then folded names."""
    return Items(records.find(site.store, caller, data.query, data.limit))


@post("/v1/records/show", dto=Body[wire.Look], status_code=200, sync_to_thread=True, tags=["staff"])
def show(site: Site, caller: Caller, data: wire.Look) -> wire.Record:
    """A record as its owner sees it, and its last 50 looks and edits."""
    return records.show(site.store, caller, data)


@post("/v1/records/erase", dto=Body[wire.EraseRecord], status_code=200, sync_to_thread=True, tags=["staff"])
def erase_record(site: Site, caller: Caller, data: wire.EraseRecord) -> Erasing:
    """Begin the deletion of an account at its owner's request, who is told and can keep it."""
    return Erasing(asked_erasing.erase_for(site, caller, data))


HANDLERS = (find, show, erase_record)
