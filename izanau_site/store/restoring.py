"""After a restore: what the ledger says is done again before anything is served (R13, PRV-18)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import Connection, update

from izanau_site.store import documents, erasure
from izanau_site.store.documents import Change, Document
from izanau_site.store.ledger import Line
from izanau_site.store.schema import accounts, devices
from izanau_site.store.store import Store


def apply_ledger(store: Store) -> int:
    """Carry out again every erasure, revocation and ended device; "this id up to this moment". Returns how many."""
    done = 0
    for line in store.ledger.lines():
        if line.event == "erased":
            done += line.kind == "account" and erasure.erase(store, line.id) > 0
            continue
        with store.transaction(write=True) as connection:
            done += _end(connection, line) if line.event == "ended" else _revoke(store, connection, line)
    return done


def _end(connection: Connection, line: Line) -> bool:
    query = update(devices).where(devices.c.id == line.id, devices.c.ended == "")
    return connection.execute(query.values(ended=line.at, access_hash="", refresh_hash="")).rowcount > 0


def _revoke(store: Store, connection: Connection, line: Line) -> bool:
    row = store.get(connection, line.kind, line.id)
    if row is None or row.written >= line.at:
        return False
    documents.lock_accounts(connection, [row.account])
    body = _REVOKED[line.kind](row)
    if line.kind == "account":
        connection.execute(update(accounts).where(accounts.c.id == row.id).values(paused=True))
    changes = [Change(kind=row.kind, id=row.id, body=body)]
    if line.kind == "application":
        contacts = documents.list_all(connection, kind="contact", about=row.id)
        changes += [Change(kind="contact", id=contact.id, body=None, event="withdrawn") for contact in contacts]
    store.write(connection, changes)
    return True


def _unregistered(row: Document) -> dict[str, Any]:
    return {name: value for name, value in row.body.items() if name != "registered"}


_REVOKED: Final[dict[str, Callable[[Document], dict[str, Any]]]] = {
    "application": lambda row: {**row.body, "withdrawn": True, "status": "withdrawn"},
    "profile": _unregistered,
    "account": lambda row: {**row.body, "paused": True},
}
