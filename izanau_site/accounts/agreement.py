"""Agreeing to a version of the policy: an explicit deed, recorded with the text that was shown (PRV-05, PRV-10)."""

from __future__ import annotations

from sqlalchemy import Connection, update

from izanau_protocol import wire
from izanau_protocol.problems import Refused, problem
from izanau_site.accounts import people
from izanau_site.accounts.caller import Caller
from izanau_site.attempt import attempt
from izanau_site.policy import versions
from izanau_site.site import Site
from izanau_site.store.schema import accounts


def agree(site: Site, caller: Caller, asked: wire.Agree) -> None:
    """Record the agreement. Raises Refused `wrong_policy_version` for another version or another text."""

    def write(connection: Connection) -> None:
        version = versions.current(connection)
        if (asked.version, asked.hash) != (version.version, version.hash):
            field = "hash" if asked.version == version.version else "version"
            raise Refused(problem("wrong_policy_version", field, version=version.version))
        if caller.agreed:
            return  # a repeat: it is recorded already
        agreed = people.consent(caller.account, version, language=asked.language, client=asked.client, method="agreed")
        site.store.write(connection, [agreed])
        mine = accounts.c.id == caller.account
        connection.execute(update(accounts).where(mine).values(policy_version=version.version))

    attempt(site.store, write)
