"""Companies that nobody owns any more, as where a backup was put back: support staff are asked to find out whose they are."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Final, TypeVar

from sqlalchemy import Connection, select

from izanau_protocol import ambient, ids
from izanau_protocol.canonical import Body
from izanau_protocol.fields import Words
from izanau_site.attempt import attempt
from izanau_site.store import documents
from izanau_site.store.documents import Change, Document
from izanau_site.store.schema import accounts
from izanau_site.store.schema import documents as table
from izanau_site.store.store import Store, count, get_value

T = TypeVar("T")
TOPIC: Final = "company_owner"
_GIVEN: Final = "owner_given/{}"
"""How often support staff gave a company an owner."""
_log = logging.getLogger(__name__)
_OWNERS: Final = select(accounts.c.id).where(accounts.c.company == table.c.id, accounts.c.role == "owner")
_OWNERLESS: Final = select(table.c.id).where(table.c.kind == "company", ~_OWNERS.exists())
_ASKED: Final = Words(
    "{name} ({id}) has no owner: whoever was one last came after the backup that was put back, or is gone. Nobody can invite"
    " people or change roles there until it is found out whose the company is.",
    "{name}（{id}）にはオーナーがいません。最後のオーナーは、復元されたバックアップの作成後に登録されたか、すでに在籍していません。"
    "企業の責任者が確認されるまで、招待や役割の変更は誰にもできません。",
)


def is_ownerless(connection: Connection, company: str) -> bool:
    """Whether no account owns this company."""
    return connection.execute(_OWNERLESS.where(table.c.id == company)).first() is not None


def asked_about(connection: Connection, ticket: Document) -> str:
    """The company without an owner that a request is about: the one that staff are asked about by it, or the sender's; empty for none."""
    for company in connection.scalars(_OWNERLESS):
        if _ticket(connection, company) == ticket.id:
            return str(company)
    sender = connection.execute(select(accounts.c.company).where(accounts.c.id == ticket.account)).scalar_one_or_none()
    return str(sender) if sender and is_ownerless(connection, str(sender)) else ""


def note_owned(connection: Connection, company: str) -> None:
    """Support staff gave this company an owner: should it lose them too, that is another question."""
    count(connection, _GIVEN.format(company))


def ask(store: Store) -> None:
    """Ask staff about each company that no account owns, once; who left one is not let in again. What fails keeps nobody from
    anything: it is told, and tried again with what is tidied up."""
    for company in _tried(store, "", _unasked) or ():
        _tried(store, company, partial(_ask, store, company))


def _tried(store: Store, company: str, deed: Callable[[Connection], T]) -> T | None:
    what = ("ownerless", company)
    try:
        done = attempt(store, deed)
    except Exception as fault:  # noqa: BLE001 - a question to staff that fails may not keep a site from serving
        store.lasting.tell(_log, "ownerless", what, fault, {"company": company} if company else {})
        return None
    store.lasting.end(what)
    return done


def _unasked(connection: Connection) -> list[str]:
    """The companies without an owner that nobody was asked about."""
    found = {_ticket(connection, one): one for one in connection.scalars(_OWNERLESS)}
    return [one for ticket, one in found.items() if documents.get(connection, ticket) is None]


def _ask(store: Store, identity: str, connection: Connection) -> None:
    number = count(connection, "tickets")  # first, for its lock: of two that ask at once one sees the other's
    company = store.get(connection, "company", identity)
    if company is None or identity not in _unasked(connection):
        return
    told = {"name": company.body.get("name", ""), "id": company.id}
    body: Body = {"topic": TOPIC, "text": "\n\n".join(words.format(**told) for words in (_ASKED.en, _ASKED.ja))}
    body |= {"number": number, "language": "en", "state": "open", "at": ambient.timestamp()}
    store.write(connection, [Change(kind="ticket", id=_ticket(connection, identity), body=body)])


def _ticket(connection: Connection, company: str) -> str:
    times = get_value(connection, _GIVEN.format(company))
    return ids.natural_id("ticket", company, *([times] if times else []))
