"""Which documents speak of a person: what the log and the disclosures are asked about."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, select

from izanau_protocol import ids, text
from izanau_site.store import documents
from izanau_site.store.documents import Document
from izanau_site.store.schema import accounts
from izanau_site.store.schema import documents as table

_NOT_SHOWN: Final = ("note", "task", "conflict")
"""Notes and tasks are a company's own; a person's conflicts are read by nobody else."""


def kinds(connection: Connection, account: str) -> dict[str, str]:
    """All that speaks of a person and others may be shown, by id; the address of an application too, once hidden again."""
    query = select(table.c.id, table.c.kind).where(table.c.account == account, table.c.kind.not_in(_NOT_SHOWN))
    found = {row.id: row.kind for row in connection.execute(query)}
    contacts = {ids.contact_id(one): "contact" for one, kind in found.items() if kind == "application"}
    return found | contacts | {row.id: "ticket" for row in tickets_signed_out(connection, account)}


def tickets_signed_out(connection: Connection, account: str) -> list[Document]:
    """Requests of the contact form that gave the address of this account, which confirmed that it is theirs."""
    query = select(accounts.c.email_key).where(accounts.c.id == account, accounts.c.confirmed.is_(True))
    key = connection.execute(query).scalar_one_or_none()
    tickets = documents.list_all(connection, kind="ticket", account="") if key else []
    return [row for row in tickets if text.email_key(str(row.body.get("email", ""))) == key]


def company_names(connection: Connection, companies: set[str]) -> dict[str, str]:
    """The names of some companies, as far as they are still there."""
    found = documents.get_all(connection, [one for one in companies if one])
    return {row.id: str(row.body.get("name", "")) for row in found.values()}
