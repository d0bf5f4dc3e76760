"""template: the messages that a company prepared, for rejections, for those who just applied, and for anything else."""

from __future__ import annotations

from typing import Any

import click

from izanau_desktop.command import given, lists
from izanau_desktop.command.given import FILE
from izanau_desktop.command.program import listing, noun
from izanau_desktop.command.session import session

_BESIDE = ("id", "kind", "seq", "pending", "company")
"""What `show` prints beside the fields that one writes."""


@noun("list")
def template() -> None:
    """Prepared messages of a company."""


@template.command("list")
@listing
def list_(query: str, limit: int, after: str) -> None:
    """List prepared messages by name."""
    from izanau_desktop.cache.reads import templates
    from izanau_protocol import codes

    now = session()
    cache = now.of("company").cache
    found = (lists.whole(lists.get(cache, "template", row.id)) for row in templates.templates(cache))
    page = lists.paged(found, query, lambda one: (one.get("name", ""), one.get("use", "")), limit, after)
    rows = (
        (one["id"], one["name"], codes.words("template_use", one["use"], now.language), ", ".join(sorted(one["text"])))
        for one in page["items"]
    )
    now.tell.table(page, ("ID", "NAME", "USE", "LANGUAGES"), rows)


@template.command()
@click.argument("id")
def show(id: str) -> None:  # noqa: A002 - the word of the contract
    """Show one prepared message."""
    now = session()
    now.tell.document(lists.whole(lists.get(now.of("company").cache, "template", id)))


@template.command()
@click.argument("file", type=FILE)
def create(file: str) -> None:
    """Prepare a message from a JSON FILE (`-`: standard input) with use, name, text by language; prints its id."""
    now = session()
    desk = now.of("company", writes="template.text")
    identity = desk.create_template(_written(file))
    now.tell.document({"id": identity, "pending": True}, identity)


@template.command()
@click.argument("id")
@click.argument("file", type=FILE)
def change(id: str, file: str) -> None:  # noqa: A002 - the name of the argument
    """Replace a prepared message by that of a JSON FILE (`-`: standard input)."""
    now = session()
    desk = now.of("company", writes="template.text")
    desk.change_template(id, _written(file))
    now.tell.document(lists.whole(lists.get(desk.cache, "template", id)), id)


@template.command()
@click.argument("id")
def delete(id: str) -> None:  # noqa: A002 - the name of the argument
    """Delete a prepared message."""
    now = session()
    desk = now.of("company", writes="template.text")
    desk.drop_template(id)
    now.tell.document({"id": id, "deleted": True, "pending": True}, id)


def _written(file: str) -> dict[str, Any]:
    return {name: value for name, value in given.tree(file).items() if name not in _BESIDE}
