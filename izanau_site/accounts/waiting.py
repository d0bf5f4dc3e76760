"""Who was invited into a company and has not come yet: an account that waits, and the code that lets its owner in."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from izanau_site.accounts import codes
from izanau_site.store import documents, ownerless
from izanau_site.store.schema import accounts, invitations

PURPOSE: Final = "invitation"


def named(connection: Connection, identity: str, **where: str) -> Row[Any] | None:
    """The invitation of an account that waits."""
    mine = [invitations.c.account == identity, *(invitations.c[name] == value for name, value in where.items())]
    return connection.execute(select(invitations).where(*mine)).one_or_none()


def invited_by(connection: Connection, membership: str) -> list[str]:
    """The accounts that wait because this member invited them."""
    return list(connection.scalars(select(invitations.c.account).where(invitations.c.by == membership)))


def invited_by_support(connection: Connection, company: str) -> list[str]:
    """The accounts that wait to become the owner of a company that has none."""
    mine = (invitations.c.company == company, invitations.c.by == "")
    return list(connection.scalars(select(invitations.c.account).where(*mine)))


def take_back(connection: Connection, identities: Collection[str]) -> list[str]:
    """End the codes of these accounts; those that wait still, and are to be erased once this is committed.

    Under their locks: who comes in just now was faster, or too late."""
    documents.lock_accounts(connection, identities)
    waits = [one for one in identities if named(connection, one) is not None]
    for one in waits:
        codes.end(connection, one, PURPOSE)
    return waits


def is_good(connection: Connection, row: Row[Any]) -> bool:
    """Whether who invited is an owner of the company still: whoever is none any more lets nobody in. Support staff do as long
    as there is none."""
    if not row.by:
        return ownerless.is_ownerless(connection, row.company)
    member = documents.get(connection, row.by)
    if member is None or member.company != row.company or member.body.get("ended"):
        return False
    inviter = connection.execute(select(accounts).where(accounts.c.id == member.account)).one_or_none()
    return inviter is not None and (inviter.company, inviter.role) == (row.company, "owner")
