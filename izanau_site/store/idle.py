"""Accounts that wait for nobody any more: never confirmed, or not used by any device for long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, case, delete, func, select, update

from izanau_site.store.ended import ROWS
from izanau_site.store.schema import accounts, devices, invitations

_STAYING: Final = (accounts.c.erases == "", accounts.c.erased == "")
_LIVING: Final = (accounts.c.group == "seeker", *_STAYING)
"""A seeker's account that is not being erased."""
_KEEPERS: Final = ("owner", "administrator")
"""Roles of which a company, or the site, always keeps one: nobody else could make another."""


def unconfirmed(connection: Connection, account: str = "") -> list[tuple[str, datetime]]:
    """Accounts whose address was never confirmed, or that one, with when they were made."""
    one = [accounts.c.id == account] if account else []
    query = select(accounts.c.id, accounts.c.created).where(*_LIVING, accounts.c.confirmed.is_(False), *one)
    return [(row.id, datetime.fromisoformat(row.created)) for row in connection.execute(query)]


def invited(connection: Connection, account: str = "") -> list[tuple[str, datetime]]:
    """Accounts that wait for who was invited into a company, or that one, with when they were invited."""
    one = [invitations.c.account == account] if account else []
    query = select(invitations.c.account, invitations.c.made).where(*one)
    return [(row.account, datetime.fromisoformat(row.made)) for row in connection.execute(query)]


def last_used(connection: Connection, account: str = "") -> Iterator[tuple[str, datetime]]:
    """Confirmed accounts of seekers, or that one, with when a device of theirs was last seen; read as they are asked for."""
    rows = _used(connection, *_LIVING, *([accounts.c.id == account] if account else []))
    return ((row.id, used) for row, used in rows)


def members_used(connection: Connection, account: str = "") -> list[tuple[str, datetime]]:
    """The same for companies' people and staff; of the keepers of one place, the one used last is never among them."""
    found: list[tuple[str, datetime]] = []
    kept: dict[tuple[str, str], tuple[datetime, str]] = {}
    which = [accounts.c.id.in_(_beside(connection, account))] if account else []
    for row, used in _used(connection, accounts.c.group != "seeker", *_STAYING, *which):
        place, one = (row.role, row.company), (used, row.id)
        if row.role in _KEEPERS and (row.company or row.role != "owner"):  # not who left their company
            last = kept.setdefault(place, one)
            if one == last:
                continue
            kept[place], one = max(last, one), min(last, one)
        found.append((one[1], one[0]))
    return [one for one in found if account in ("", one[0])]


def _beside(connection: Connection, account: str) -> list[str]:
    """The accounts of the same place: only among these it is settled whom it keeps."""
    one = accounts.alias()
    query = select(accounts.c.id).join(one, one.c.company == accounts.c.company)
    return list(connection.execute(query.where(one.c.id == account, accounts.c.group != "seeker")).scalars())


def _used(connection: Connection, *which: ColumnElement[bool]) -> Iterator[tuple[Any, datetime]]:
    """Confirmed accounts (id, role, company), with when a device of theirs was last seen."""
    seen = select(func.max(devices.c.seen)).where(devices.c.account == accounts.c.id).scalar_subquery()
    named = [accounts.c[name] for name in ("id", "role", "company", "created", "seen")]
    query = select(*named, func.coalesce(seen, "").label("device")).where(accounts.c.confirmed.is_(True), *which)
    for row in connection.execute(query.execution_options(yield_per=ROWS)):
        yield row, datetime.fromisoformat(max(row.created, row.seen, row.device))


def person(connection: Connection, account: str) -> Row[Any] | None:
    """Whom a notice goes to: id, name, email, language."""
    columns = [accounts.c[name] for name in ("id", "name", "email", "language", "confirmed")]
    return connection.execute(select(*columns).where(accounts.c.id == account)).one_or_none()


def devices_over(connection: Connection, before: str) -> list[str]:
    """Devices that ended before then and of which no token can come any more: until then one is known, and told."""
    over = (devices.c.ended != "", devices.c.ended < before, devices.c.refresh_expires < before)
    return list(connection.execute(select(devices.c.id).where(*over)).scalars())


def drop_devices(connection: Connection, identities: Iterable[str]) -> None:
    """Delete devices; their accounts keep when they were last used."""
    which: ColumnElement[bool] = devices.c.id.in_(list(identities))
    rows = connection.execute(
        select(devices.c.account, func.max(devices.c.seen).label("seen")).where(which).group_by(devices.c.account)
    ).all()
    for row in rows:
        later = case((accounts.c.seen > row.seen, accounts.c.seen), else_=row.seen)
        connection.execute(update(accounts).where(accounts.c.id == row.account).values(seen=later))
    connection.execute(delete(devices).where(which))
