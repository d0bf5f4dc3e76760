"""The messages about the people of a company: inviting them, their roles, and their leaving."""

from __future__ import annotations

from typing import Final

from izanau_protocol.wire.shapes import Loose, Strict

TEAM_ROLES: Final = ("owner", "recruiter", "hiring_manager", "reviewer")
"""What a member of a company may be, by how much they see."""


class Invite(Strict, frozen=True):
    """POST /v1/company/invitations → {id}: an owner invites somebody. `jobs` are those that a hiring manager will see; for
    other roles they count for nothing. Alike whether the address has an account or not."""

    email: str
    name: str
    role: str
    jobs: tuple[str, ...] = ()
    language: str = "en"
    """Of the mail."""


class Invitation(Loose, frozen=True):
    """GET /v1/company/invitations → {items: [Invitation]}, for owners; DELETE /v1/company/invitations/{id} withdraws one."""

    id: str
    email: str
    name: str
    role: str
    jobs: list[str]
    by: str
    """The membership of who invited."""
    made: str
    expires: str


class SetRole(Strict, frozen=True):
    """POST /v1/company/members/role → {}: an owner gives a membership this role; of a hiring manager `jobs` are all that
    they see from now on. A company keeps one owner at least."""

    membership: str
    role: str
    jobs: tuple[str, ...] = ()


class EndMember(Strict, frozen=True):
    """POST /v1/company/members/end → {}: an owner ends a membership, or its member leaves. The jobs that the member
    manages go to the membership `jobs_to`, which owners and recruiters may name; empty: to nobody."""

    membership: str
    jobs_to: str = ""


class GiveOwner(Strict, frozen=True):
    """POST /v1/companies/owner → {invited}: staff give a company that lost its owner one, from the ticket that asks for it: the
    member of this address, or whoever is invited there by name. `text` says how it was found out, and is on record."""

    ticket: str
    email: str
    text: str
    name: str = ""
    language: str = "en"
