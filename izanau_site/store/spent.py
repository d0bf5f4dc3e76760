"""What served its purpose and is kept for some days more: codes, devices that ended, mails that left, bounces."""

from __future__ import annotations

from typing import Final

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, select

from izanau_site.store import idle
from izanau_site.store.schema import bounces, codes, mails

_TABLES: Final[dict[str, Table]] = {"codes": codes, "mails": mails, "bounces": bounces}


def over(connection: Connection, before: str) -> dict[str, list[str]]:
    """What is past its days, by table: codes by their hash, all else by id."""
    keys = {name: _key(table) for name, table in _TABLES.items()}
    found = {
        name: [str(one) for one in connection.execute(select(keys[name]).where(_over(name, before))).scalars()]
        for name in _TABLES
    }
    return {**found, "devices": idle.devices_over(connection, before)}


def drop(connection: Connection, before: str) -> None:
    """Delete it."""
    for name, table in _TABLES.items():
        connection.execute(delete(table).where(_over(name, before)))
    idle.drop_devices(connection, idle.devices_over(connection, before))


def _key(table: Table) -> ColumnElement[object]:
    return next(iter(table.primary_key.columns))


def _over(name: str, before: str) -> ColumnElement[bool]:
    if name == "codes":
        return codes.c.expires < before
    if name == "bounces":
        return bounces.c.at < before
    sent = and_(mails.c.sent != "", mails.c.sent < before)
    return sent | and_(mails.c.failed != "", mails.c.failed < before)
