"""Applications that ended: since when, how long their company keeps them, and erasing one with all that is about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, select

from izanau_protocol import ambient, position
from izanau_protocol import documents as kinds
from izanau_site.store import documents, notices, pseudonyms, remains, writing
from izanau_site.store.documents import Change, Document
from izanau_site.store.ledger import Line
from izanau_site.store.schema import accounts, changed
from izanau_site.store.schema import documents as table
from izanau_site.store.store import Store

ROWS: Final = 500
"""Rows that are in memory at once of what may be any number."""
LEAST: Final = kinds.fields("company")["keep_days"].spec.least
"""Days for which a company keeps what ended at least."""
ENDED: Final = ("rejected", "withdrawn")
"""The statuses in which an application has ended. One that led to a job is the company's own matter, and stays."""


def every(connection: Connection, account: str = "") -> Iterator[Document]:
    """All applications that ended, or those of a person, read as they are asked for: there may be any number."""
    query = select(table).where(table.c.kind == "application", table.c.state.in_(("ended", "withdrawn")))
    query = query.join(accounts, accounts.c.id == table.c.account).where(accounts.c.erases == "")
    query = query.where(table.c.account == account) if account else query
    yield from map(documents.from_row, connection.execute(query.execution_options(yield_per=ROWS)))


def due(row: Document, days: int, company: Document | None) -> datetime:
    """When an application that ended goes: after the days of its company, else after those of the site."""
    history = row.body.get("history", {})
    last = [history[key] for key in position.ordered(history) if history[key].get("status") in ENDED][-1:]
    since = datetime.fromisoformat(str(last[0]["at"]) if last else row.written)
    return since + kept(company, days)


def kept(company: Document | None, days: int) -> timedelta:
    """How long a company keeps what ended: its own days, else those of the site."""
    own = company.body.get("keep_days") if company is not None else None
    return timedelta(days=own if isinstance(own, int) else days)


def erase(store: Store, connection: Connection, identity: str, *, noted: bool = True) -> bool:
    """Erase an application with contact, messages, notes, and what others keep about it; False where it is gone.

    `noted` writes it into the ledger first. Who applied keeps the consent, which proves to whom their address was shown.
    """
    row = store.get(connection, "application", identity)
    if row is None:
        return False
    beside = about(connection, [identity], ("contact", "message", "note", "task", "conflict", "mend"))
    deleted = remains.about(connection, identity)
    beside |= about(connection, [*beside, *deleted], ("conflict", "mend"))
    gone = [row, *beside.values()]
    changes = [Change(kind=one.kind, id=one.id, body=None, account=one.account, event="erased") for one in gone]
    writing.lock(connection, changes)
    if noted:
        store.note(connection, [Line("erased", "application", identity, ambient.timestamp())])
    writing.write(connection, changes, locked=True)
    remains.forget(connection, deleted)
    connection.execute(delete(changed).where(changed.c.id.in_([one.id for one in gone])))
    pseudonyms.forget(connection, [one.id for one in gone])
    notices.drop(connection, "applications", [identity])
    return True


def about(connection: Connection, identities: list[str], wanted: tuple[str, ...]) -> dict[str, Document]:
    """What of these kinds is about these documents, by id."""
    query = select(table).where(table.c.about.in_(identities), table.c.kind.in_(wanted))
    return {row.id: documents.from_row(row) for row in connection.execute(query)}
