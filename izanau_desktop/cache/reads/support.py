"""Read models of support staff: tickets; people's records are asked for at the site, one by one, with a reason."""

from __future__ import annotations

import msgspec

from izanau_desktop.cache import Cache, Document, documents
from izanau_desktop.cache.reads.common import field, in_order, number
from izanau_desktop.cache.reads.listing import Page, Wanted, ids


class AnswerRow(msgspec.Struct, frozen=True):
    """An answer to a ticket, or the person's reply."""

    id: str
    text: str
    author: str
    at: str


class TicketRow(msgspec.Struct, frozen=True):
    """A ticket with its answers."""

    id: str
    number: int
    topic: str
    text: str
    email: str
    name: str
    state: str
    at: str
    answers: tuple[AnswerRow, ...]
    pending: bool


def tickets(
    cache: Cache, query: str = "", states: tuple[str, ...] = (), limit: int = 50, after: str = ""
) -> Page[TicketRow]:
    """Tickets, newest first."""
    with cache.reading("ticket") as connection:
        found = ids(connection, Wanted("ticket", states=states, query=query), limit, after)
        docs = documents.many(connection, "ticket", found.ids)
        return found.page(_row(docs[one]) for one in found.ids if one in docs)


def ticket(cache: Cache, identity: str) -> TicketRow | None:
    """One ticket."""
    found = cache.get("ticket", identity)
    return _row(found) if found else None


def _row(one: Document) -> TicketRow:
    told = {name: field(one.body, name) for name in ("topic", "text", "email", "name", "at")}
    answers = tuple(
        AnswerRow(key, field(item, "text"), field(item, "author"), field(item, "at"))
        for key, item in in_order(one.body, "answers")
    )
    state = field(one.body, "state") or "open"
    return TicketRow(one.id, number(one.body, "number"), state=state, answers=answers, pending=one.pending, **told)
