"""The devices that are signed in to an account."""

from __future__ import annotations

from sqlalchemy import Connection, select

from izanau_protocol import wire
from izanau_protocol.problems import Refused, problem
from izanau_site.accounts import tokens
from izanau_site.accounts.caller import Caller
from izanau_site.attempt import attempt
from izanau_site.site import Site
from izanau_site.store.schema import devices


def every(site: Site, caller: Caller) -> list[wire.Device]:
    """The caller's living devices, newest first."""
    mine = (devices.c.account == caller.account, devices.c.ended == "")
    query = select(devices).where(*mine).order_by(devices.c.created.desc(), devices.c.id)
    with site.store.transaction() as connection:
        rows = connection.execute(query).all()
    return [
        wire.Device(
            id=row.id,
            name=row.name,
            client=row.client,
            created=row.created,
            seen=row.seen,
            current=row.id == caller.device,
        )
        for row in rows
    ]


def end(site: Site, caller: Caller, identity: str) -> None:
    """End the session of one of the caller's devices. Raises Refused `not_yours` for any other."""

    def write(connection: Connection) -> None:
        mine = (devices.c.id == identity, devices.c.account == caller.account, devices.c.ended == "")
        if connection.execute(select(devices.c.id).where(*mine)).one_or_none() is None:
            raise Refused(problem("not_yours"))
        tokens.end(site.store, connection, identity)

    attempt(site.store, write)


def end_all(site: Site, connection: Connection, account: str, but: str = "") -> None:
    """End every session of an account, but one."""
    mine = (devices.c.account == account, devices.c.ended == "", devices.c.id != but)
    identities = connection.execute(select(devices.c.id).where(*mine)).scalars().all()
    tokens.end(site.store, connection, *identities)
