"""record: people's records, for support staff: found, looked at with a reason, corrected."""

from __future__ import annotations

from typing import Any

import click
import msgspec

from izanau_desktop.command import given, outbox, paths, table
from izanau_desktop.command.about_me import recipient
from izanau_desktop.command.given import TEXT
from izanau_desktop.command.program import noun
from izanau_desktop.command.session import session
from izanau_desktop.command.telling import page
from izanau_protocol import codes, documents, rules, wire
from izanau_protocol.patch import value_at
from izanau_protocol.problems import Refused, problem

_REASON = click.option("--reason", type=TEXT, required=True, metavar="TEXT", help="Why; the owner can read it.")
_KIND = click.argument("kind", type=click.Choice(["profile", "account", "company", "job", "ticket"]))


@noun()
def record() -> None:
    """People's records (support staff)."""


@record.command()
@click.argument("query")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 100), help="At most so many.")
def find(query: str, limit: int) -> None:
    """Find records: an exact e-mail address, id or ticket number first, then names."""
    now = session()
    found = now.of("staff").find_records(query, limit)
    items = [msgspec.to_builtins(one) for one in found]
    rows = ((one["id"], outbox.kind_words(one["kind"], now.language), one["words"], one["email"]) for one in items)
    now.tell.table(page(items, len(items), ""), ("ID", "KIND", "WORDS", "E-MAIL"), rows)


@record.command()
@_KIND
@click.argument("id")
@_REASON
@click.option("--because", type=click.Choice([*codes.table("look_reason")]), default="ticket", show_default=True)
def show(kind: str, id: str, reason: str, because: str) -> None:  # noqa: A002 - the word of the contract
    """Show a record as its owner sees it; the look is logged, and the owner can see it."""
    now = session()
    given.refuse_blank(reason, "reason")
    found = now.of("staff").show_record(kind, id, because, reason)
    around = {"id": found.id, "kind": found.kind, "seq": found.seq, "pending": False}
    now.tell.document({**around, **found.view, "owner": found.owner, "trail": found.trail})


@record.command()
def erasures() -> None:
    """List deletions of accounts and the devices that have yet to let go, by recipient; nobody is named."""
    now = session()
    found = now.of("staff").erasures()
    items = [{**msgspec.to_builtins(one), "waiting": one.waiting} for one in found]
    rows = [
        (one.id, table.local(one.begun), table.local(one.erased), whose, f"{held.reached}/{held.devices}", due)
        for one in found
        for held in one.recipients or [wire.Holding("", 0, 0)]
        for whose in [recipient(held.recipient, now.language)]
        for due in [table.local(held.last) if held.waiting else ""]
    ]
    heads = ("ID", "ASKED FOR", "ERASED", "RECIPIENT", "LET GO", "WAITED FOR SINCE")
    now.tell.table(page(items, len(items), ""), heads, rows)


@record.command("set")
@_KIND
@click.argument("id")
@click.argument("path")
@click.argument("value", type=TEXT)
@_REASON
@click.option("--because", type=click.Choice([*codes.table("mend_reason")]), default="owner_asked", show_default=True)
def set_(kind: str, id: str, path: str, value: str, reason: str, because: str) -> None:  # noqa: A002 - the name of the argument
    """Correct one field of a record; its owner is told the old and the new value, who, when and why."""
    now = session()
    desk = now.of("staff", writes="mend.path")
    given.refuse_blank(reason, "reason")
    field = documents.field(kind, path)
    if field is None or field.spec.type in ("items", "part"):
        raise Refused(problem("unknown_field", path, name=path))
    where = f"{path}@{now.language}" if field.spec.type == "text" and "@" not in path else path
    new = rules.parse(kind, where, value, now.language)
    look = "law" if because == "law" else "safety" if because == "safety" else "ticket"
    found = desk.show_record(kind, id, look, reason)
    old = value_at(_body(found.view), paths.parts(where))
    identity = desk.mend(kind, id, where, old, new, because, reason)
    told: dict[str, Any] = {"id": identity, "pending": True, "path": where, "old": old, "new": new}
    now.tell.document({name: one for name, one in told.items() if one is not None}, identity)


@record.command()
@click.argument("id")
@_REASON
@click.option("--ticket", required=True, type=click.IntRange(1), metavar="N", help="The number of the owner's request.")
def erase(id: str, reason: str, ticket: int) -> None:  # noqa: A002 - the name of the argument
    """Delete an account in 72 hours, as its owner asked in a ticket; the owner is told by mail and can keep it."""
    now = session()
    desk = now.of("staff")
    given.refuse_blank(reason, "reason")
    kind = next((one.kind for one in desk.find_records(id) if one.id == id), "profile")
    desk.show_record(kind, id, "ticket", reason)  # who it is that asks is looked at first
    erases = desk.erase_record(id, ticket, reason)
    now.tell.document({"id": id, "erases": erases}, table.local(erases))


def _body(view: dict[str, Any]) -> dict[str, object]:
    return view
