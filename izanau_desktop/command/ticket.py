"""ticket: requests made with the contact form: one's own, and for support staff all, to answer and close."""

from __future__ import annotations

from typing import Any

import click

from izanau_desktop.command import given, lists
from izanau_desktop.command.given import TEXT
from izanau_desktop.command.program import listing, noun
from izanau_desktop.command.session import session
from izanau_desktop.command.telling import page
from izanau_protocol import wire


@noun("list")
def ticket() -> None:
    """Requests made with the contact form."""


@ticket.command("list")
@listing
@click.option("--state", "states", multiple=True, type=click.Choice(["open", "answered", "closed"]))
def list_(query: str, limit: int, after: str, states: tuple[str, ...]) -> None:
    """List tickets, newest first. With --json, `searchable`: how far a search reaches."""
    from izanau_desktop.cache.reads import support
    from izanau_desktop.command import reading

    now = session()
    cache = now.desk().cache
    found = support.tickets(cache, query, states, limit, lists.cursor(after))
    items = [_shown(one) for one in lists.ids_of(found.items, cache, "ticket")]
    rows = (
        (
            one["id"],
            one.get("number", ""),
            *(reading.cell("ticket", name, one, now.language) for name in ("state", "topic", "name", "text")),
        )
        for one in items
    )
    listed = page(items, found.total, found.next, found.indexed)
    now.tell.table(listed, ("ID", "NO.", "STATE", "TOPIC", "NAME", "TEXT"), rows)


@ticket.command()
@click.argument("id")
def show(id: str) -> None:  # noqa: A002 - the word of the contract
    """Show a ticket with its answers."""
    now = session()
    now.tell.document(_shown(lists.whole(lists.get(now.desk().cache, "ticket", id))))


@ticket.command()
@click.argument("id")
@click.argument("text", type=TEXT)
def answer(id: str, text: str) -> None:  # noqa: A002 - the name of the argument
    """Answer a ticket; the answer is mailed (support staff)."""
    now = session()
    desk = now.of("staff", writes="ticket.answers")
    given.refuse_blank(text)
    desk.answer(id, text)
    now.tell.document(_shown(lists.whole(lists.get(desk.cache, "ticket", id))), id)


@ticket.command()
@click.argument("id")
def close(id: str) -> None:  # noqa: A002 - the name of the argument
    """Close a ticket (support staff)."""
    now = session()
    desk = now.of("staff", writes="ticket.state")
    desk.close_ticket(id)
    now.tell.document(_shown(lists.whole(lists.get(desk.cache, "ticket", id))), id)


@ticket.command()
@click.argument("id")
@click.argument("email")
@click.option("--name", default="", metavar="TEXT", help="Name of the new owner, if they are not in the company yet.")
@click.option("--reason", type=TEXT, required=True, metavar="TEXT", help="Why; the owner can read it.")
def owner(id: str, email: str, name: str, reason: str) -> None:  # noqa: A002 - the name of the argument
    """Give the company without an owner that a ticket asks about one: a member of it, or whoever is invited (support staff)."""
    now = session()
    desk = now.of("staff")
    given.refuse_blank(reason, "reason")
    invited = desk.give_owner(wire.GiveOwner(id, email, reason, name, now.language))
    now.tell.document({"id": id, "email": email, "invited": invited}, id)


def _shown(tree: dict[str, Any]) -> dict[str, Any]:
    """A ticket; its answers in their order."""
    return {"state": "open", **tree, "answers": lists.in_order(tree, "answers")}
