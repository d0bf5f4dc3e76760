"""The contact form, and what staff make of a request for a company account."""

from __future__ import annotations

from litestar import post

from izanau_protocol import wire
from izanau_protocol.problems import Refused, problem
from izanau_site import tickets
from izanau_site.accounts import owning, roles
from izanau_site.accounts.caller import Caller
from izanau_site.api.access import ALWAYS
from izanau_site.api.answers import Made, Number, OwnerGiven
from izanau_site.api.body import Body
from izanau_site.site import Site


@post("/v1/contact", dto=Body[wire.ContactForm], status_code=200, opt=ALWAYS, sync_to_thread=True, tags=["contact"])
def contact(site: Site, address: str, data: wire.ContactForm) -> Number:
    """The contact form, signed out; signed in, a ticket is pushed."""
    return Number(*tickets.open_ticket(site, data, address))


@post("/v1/companies", dto=Body[wire.Approve], status_code=200, sync_to_thread=True, tags=["staff"])
def approve(site: Site, caller: Caller, data: wire.Approve) -> Made:
    """Staff make a company and its owner's account; the owner sets a password by mail."""
    if caller.group != "staff":
        raise Refused(problem("forbidden"))
    return Made(roles.approve(site, caller, data))


@post("/v1/companies/owner", dto=Body[wire.GiveOwner], status_code=200, sync_to_thread=True, tags=["staff"])
def give_owner(site: Site, caller: Caller, data: wire.GiveOwner) -> OwnerGiven:
    """Staff give a company that lost its owner another one, who is a member or is invited; its members are told by mail."""
    return OwnerGiven(owning.give(site, caller, data))


HANDLERS = (contact, approve, give_owner)
