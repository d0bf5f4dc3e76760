"""People whom a line of the ledger keeps from everybody that no ledger has any more: an operator frees or erases them."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, select

from izanau_site.accounts import erasing
from izanau_site.attempt import attempt
from izanau_site.site import Site
from izanau_site.store import access, aside, erasures, restoring
from izanau_site.store.aside import Aside
from izanau_site.store.records import checked_text
from izanau_site.store.schema import accounts


class KeptFault(Exception):  # noqa: N818 - as the other faults that an operator meets
    """What an operator asked for does not go; the words say why."""


class Kept(NamedTuple):
    """Somebody who is kept, by which lines, and of these the ones that are never tried again by themselves."""

    account: str
    masked: str
    """The address as its owner knows it, and nobody else."""
    lines: list[Aside]
    lost: list[Aside]


def every(site: Site) -> list[Kept]:
    """Who is kept from everybody at this moment."""
    with site.store.transaction() as connection:
        lines, known = aside.lines(connection), _addresses(connection)
    return [_kept(site, account, email, lines) for account, email in sorted(known.items())]


def free(site: Site, account: str, why: str) -> None:
    """Show somebody again as they are, though a line says otherwise that nobody has any more; the reason is on record.

    Raises KeptFault where nobody of that id is kept, or the ledger has a line of it, and Refused `required` or `too_long` (`text`)."""
    told = checked_text(why)

    def write(connection: Connection) -> None:
        _check(site, connection, account)
        aside.let_go(account, connection)
        _log(connection, "free", account, told)

    attempt(site.store, write)


def erase(site: Site, account: str, why: str) -> None:
    """Erase somebody who is kept, at once and for good; the lines go with them. Raises as `free`."""
    told = checked_text(why)

    def write(connection: Connection) -> None:
        _check(site, connection, account)
        _log(connection, "erase", account, told)

    attempt(site.store, write)
    erasing.erase_now(site, account)
    restoring.take_up(site.store)  # which finds that the line keeps nobody any more


def _check(site: Site, connection: Connection, account: str) -> None:
    email = _addresses(connection).get(account)
    if email is None:
        raise KeptFault(f"nobody of the id {account} is kept: `izanau-site kept list` names who is")
    kept = _kept(site, account, email, aside.lines(connection))
    if kept.lines != kept.lost:
        raise KeptFault(
            "the ledger has a line about them, which is tried again every ten minutes; `ledger_line` in the log says why it fails"
        )


def _kept(site: Site, account: str, email: str, every: list[Aside]) -> Kept:
    mine = [one for one in every if account in one.people]
    lost = [one for one in mine if aside.said_since(site.store, one.line) is None]
    return Kept(account, erasures.masked(email), mine, lost)


def _addresses(connection: Connection) -> dict[str, str]:
    query = select(accounts.c.id, accounts.c.email).where(accounts.c.id.in_(aside.kept(connection)))
    return {row.id: row.email for row in connection.execute(query)}


def _log(connection: Connection, deed: str, account: str, told: str) -> None:
    access.log_deed(connection, deed, access.OPERATOR, "", account, reason="ledger", text=told)
