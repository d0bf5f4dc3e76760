"""What a deletion is known by afterwards: the certificate for whoever has its address, and the list of staff (PRV-58, 60)."""

from __future__ import annotations

from sqlalchemy import Connection

from izanau_protocol import wire
from izanau_protocol.problems import Refused, problem
from izanau_site.accounts.caller import Caller
from izanau_site.site import Site
from izanau_site.store import erasures, recalls
from izanau_site.store.recalls import Waiting


def shown(site: Site, token: str) -> wire.Erasure | None:
    """The certificate of a token as it stands now, with its stores; None where there is none."""
    with site.store.transaction() as connection:
        found = erasures.certified(connection, token)
        return _told(found, recalls.names(connection, _recipients([found]))) if found else None


def every(site: Site, caller: Caller) -> list[wire.Erasure]:
    """The deletions of the last year, for staff: where they have yet to arrive, of nobody whom. Raises Refused."""
    if caller.group != "staff":
        raise Refused(problem("forbidden"))
    with site.store.transaction() as connection:
        found = erasures.every(connection)
        names = recalls.names(connection, _recipients(found))
    return [_told(one, names) for one in found]


def holding(site: Site, caller: Caller) -> list[wire.Holding]:
    """Where what the caller took back, or deletes, is still on its way to devices."""
    with site.store.transaction() as connection:
        return removals(connection, caller.account)


def removals(connection: Connection, account: str) -> list[wire.Holding]:
    """The same, within a transaction."""
    found = recalls.living(connection, account)
    names = recalls.names(connection, {one.recipient for one in found})
    return [_holding(one, names) for one in found]


def _recipients(found: list[erasures.Erasure]) -> set[str]:
    return {one.recipient for erasure in found for one in erasure.recipients}


def _told(found: erasures.Erasure, names: dict[str, str]) -> wire.Erasure:
    return wire.Erasure(
        id=found.id,
        begun=found.begun,
        erases=found.erases,
        erased=found.erased,
        masked=found.masked,
        cleared=found.cleared,
        recipients=[_holding(one, names) for one in found.recipients],
    )


def _holding(one: Waiting, names: dict[str, str]) -> wire.Holding:
    fixed = {recalls.STAFF: "support staff", recalls.SELF: "me"}
    name = fixed.get(one.recipient) or names.get(one.recipient, "")
    return wire.Holding(name, one.devices, one.reached, one.since, one.ended)
