"""Ending a purpose by the link in a mail, signed out: a secret of each mail, of which only the hash is kept (RFC 8058)."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from izanau_protocol import ambient
from izanau_protocol.problems import Refused, problem
from izanau_site.accounts import noticing
from izanau_site.accounts.purposes import set_purpose
from izanau_site.accounts.secrets import secret_hash
from izanau_site.attempt import attempt
from izanau_site.site import Site
from izanau_site.store.schema import unsubscribes
from izanau_site.work import mails

METHOD = "unsubscribe"


def give(connection: Connection, account: str, purpose: str) -> str:
    """A new secret for the link of a mail that is about to leave."""
    token = ambient.new_id()  # 122 bits of chance, in the one form that a path of this site takes
    row = {"hash": secret_hash(token), "account": account, "purpose": purpose, "made": ambient.timestamp()}
    connection.execute(insert(unsubscribes).values(row))
    return token


def purpose_of(site: Site, token: str) -> str:
    """The purpose that a link ends. Raises Refused `not_yours` for a link that no mail had."""
    with site.store.transaction() as connection:
        return _named(connection, token)[1]


def end(site: Site, token: str) -> str:
    """End the purpose, as often as asked, and drop what waits; returns it. Raises Refused `not_yours`."""

    def write(connection: Connection) -> str:
        account, purpose = _named(connection, token)
        if purpose == noticing.PURPOSE:
            noticing.end(connection, site.store, account)
        else:
            set_purpose(connection, site.store, account, purpose, False, method=METHOD)  # noqa: FBT003 - "on" of the two
        mails.drop_waiting(connection, account, purpose)
        return purpose

    return attempt(site.store, write)


def _named(connection: Connection, token: str) -> tuple[str, str]:
    query = select(unsubscribes.c.account, unsubscribes.c.purpose).where(unsubscribes.c.hash == secret_hash(token))
    found = connection.execute(query).one_or_none()
    if found is None:
        raise Refused(problem("not_yours"))
    return found.account, found.purpose
