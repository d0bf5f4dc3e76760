"""The people of a company: invitations, roles and leaving; its owner decides."""

from __future__ import annotations

from litestar import delete, get, post

from izanau_protocol import wire
from izanau_site.accounts import invitations, team
from izanau_site.accounts.caller import Caller
from izanau_site.api.answers import NOTHING, Items, Made, Nothing
from izanau_site.api.body import Body
from izanau_site.site import Site


@post("/v1/company/invitations", dto=Body[wire.Invite], status_code=200, sync_to_thread=True, tags=["company"])
def invite(site: Site, caller: Caller, data: wire.Invite) -> Made:
    """Invite somebody into the company; alike whether the address has an account or not."""
    return Made(invitations.invite(site, caller, data))


@get("/v1/company/invitations", sync_to_thread=True, tags=["company"])
def list_invitations(site: Site, caller: Caller) -> Items[wire.Invitation]:
    """The invitations that wait, newest first."""
    return Items(invitations.every(site, caller))


@delete("/v1/company/invitations/{identity:str}", status_code=200, sync_to_thread=True, tags=["company"])
def withdraw_invitation(site: Site, caller: Caller, identity: str) -> Nothing:
    """Withdraw an invitation; all that is known of who was invited goes."""
    invitations.withdraw(site, caller, identity)
    return NOTHING


@post("/v1/company/members/role", dto=Body[wire.SetRole], status_code=200, sync_to_thread=True, tags=["company"])
def set_role(site: Site, caller: Caller, data: wire.SetRole) -> Nothing:
    """Give a membership a role."""
    team.set_role(site, caller, data)
    return NOTHING


@post("/v1/company/members/end", dto=Body[wire.EndMember], status_code=200, sync_to_thread=True, tags=["company"])
def end_membership(site: Site, caller: Caller, data: wire.EndMember) -> Nothing:
    """End a membership, or leave the company."""
    team.end(site, caller, data)
    return NOTHING


HANDLERS = (invite, list_invitations, withdraw_invitation, set_role, end_membership)
