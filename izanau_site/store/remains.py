"""Whom a deleted document spoke of, and where: conflicts about it outlive it, and hold what it said (R15)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from izanau_site.store.documents import PLACE, Document, chunks
from izanau_site.store.schema import remains


def keep(connection: Connection, deleted: Iterable[Document]) -> None:
    """Note what surrounded documents of companies that are deleted; one that was made again since anew."""
    rows = [{name: getattr(row, name) for name in PLACE} for row in deleted if row.company]
    for some in chunks([row["id"] for row in rows]):
        connection.execute(delete(remains).where(remains.c.id.in_(some)))
    if rows:
        connection.execute(insert(remains), rows)


def of(connection: Connection, accounts: Iterable[str]) -> dict[str, str]:
    """The deleted documents that spoke of these people: id → account."""
    return {
        row.id: row.account
        for some in chunks(sorted(accounts))
        for row in connection.execute(select(remains.c.id, remains.c.account).where(remains.c.account.in_(some)))
    }


def about(connection: Connection, identity: str) -> list[str]:
    """The deleted documents that were about one."""
    return list(connection.scalars(select(remains.c.id).where(remains.c.about == identity)))


def forget(connection: Connection, ids: Iterable[str]) -> None:
    """These are known no more: what was about them goes too."""
    for some in chunks(ids):
        connection.execute(delete(remains).where(remains.c.id.in_(some)))
