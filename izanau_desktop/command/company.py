"""company: finding and reading companies, without an account too."""

from __future__ import annotations

from typing import Any

import click

from izanau_desktop.command import lists, public
from izanau_desktop.command.given import FILE, content
from izanau_desktop.command.program import listing, noun
from izanau_desktop.command.session import Session, session


@noun("list")
def company() -> None:
    """Companies."""


@company.command("list")
@listing
def list_(query: str, limit: int, after: str) -> None:
    """List companies; works without an account."""
    from izanau_desktop.command import reading

    now = session()
    page = (
        _cached(now, query, limit, after) if now.signed_in() else public.listed(now, "companies", query, limit, after)
    )
    page.pop("companies", None)
    names = ("name", "name_ja", "industry", "prefecture")
    rows = ((one["id"], *(reading.cell("company", name, one, now.language) for name in names)) for one in page["items"])
    now.tell.table(page, ("ID", "NAME", "IN JAPANESE", "INDUSTRY", "PREFECTURE"), rows)


@company.command()
@click.argument("id")
def show(id: str) -> None:  # noqa: A002 - the word of the contract
    """Show one company; works without an account."""
    now = session()
    if now.signed_in():
        tree = lists.whole(lists.get(now.desk().cache, "company", id))
    else:
        tree = public.shown(now, "companies", id)
    now.tell.document(tree)


@company.command()
@click.argument("file", type=FILE, required=False)
@click.option("--remove", is_flag=True, help="Take the logo away.")
def logo(file: str | None, *, remove: bool) -> None:
    """Set the logo of your company: a PNG or JPEG file."""
    from izanau_protocol import pictures

    if (file is None) != remove:
        raise click.UsageError("give a file, or --remove")
    now = session()
    data = b"" if file is None else pictures.bare(content(file), "logo")
    desk = now.of("company", writes="company.logo")
    desk.set_logo(data)
    identity = desk.account.company
    now.tell.document({"id": identity, "logo": pictures.name(data) if data else "", "pending": True}, identity)


def _cached(now: Session, query: str, limit: int, after: str) -> dict[str, Any]:
    found = sorted(now.desk().cache.list("company"), key=lambda one: (str(one.body.get("name", "")), one.id))
    words = ("name", "name_ja", "city", "description")
    return lists.paged(map(lists.whole, found), query, lambda one: (one.get(name, "") for name in words), limit, after)
