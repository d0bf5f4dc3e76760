"""conflict: two edits of one field that could not both stand, shown side by side, and settled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import click

from izanau_desktop.command import lists
from izanau_desktop.command.given import TEXT
from izanau_desktop.command.program import listing, noun
from izanau_desktop.command.session import session
from izanau_protocol import documents, rules
from izanau_protocol.problems import Refused, problem

if TYPE_CHECKING:
    from izanau_desktop.cache import Cache
    from izanau_desktop.cache.reads.common import ConflictRow
    from izanau_protocol.merge import Take


@noun("list")
def conflict() -> None:
    """Conflicts."""


@conflict.command("list")
@listing
def list_(query: str, limit: int, after: str) -> None:
    """List the conflicts that wait for you."""
    from izanau_desktop.cache.reads import common

    now = session()
    cache = now.desk().cache
    found = (_shown(cache, row) for row in common.open_conflicts(cache))
    page = lists.paged(found, query, lambda one: (one["document"], one["path"]), limit, after)
    rows = ((one["id"], one["document"], one["path"], one["mine"], one["theirs"]) for one in page["items"])
    now.tell.table(page, ("ID", "KIND", "PATH", "MINE", "THEIRS"), rows)


@conflict.command()
@click.argument("id")
def show(id: str) -> None:  # noqa: A002 - the word of the contract
    """Show a conflict: what it was, mine, theirs."""
    from izanau_desktop.cache.reads import common

    now = session()
    cache = now.desk().cache
    now.tell.document(_shown(cache, lists.there(common.conflict(cache, id))))


@conflict.command()
@click.argument("id")
@click.option("--take", type=click.Choice(["mine", "theirs", "both"]), help="Which stands.")
@click.option("--value", type=TEXT, metavar="TEXT", help="Or this, instead of either.")
def resolve(id: str, take: str | None, value: str | None) -> None:  # noqa: A002 - the name of the argument
    """Settle a conflict."""
    from izanau_desktop.cache.reads import common
    from izanau_protocol.merge import CannotKeepBoth

    if (take is None) == (value is None):
        raise click.UsageError("give --take or --value")
    now = session()
    cache = now.desk().cache
    row = lists.there(common.conflict(cache, id))
    parsed = None if value is None else _parsed(row, value, now.language)
    try:
        cache.resolve(id, cast("Take", take or "value"), parsed)
    except CannotKeepBoth as cannot:
        raise Refused(problem("not_both", "take")) from cannot
    now.tell.document({"id": id, "settled": take or "value", "pending": True}, id)


def _parsed(row: ConflictRow, text: str, language: str) -> object:
    """What was typed, as the field of the conflict takes it."""
    path, _, tag = row.path.rpartition(".")
    field = documents.field(row.kind, path) if path else None
    where = f"{path}@{tag}" if field is not None and field.spec.type == "text" else row.path
    return rules.parse(row.kind, where, text, language)


def _shown(cache: Cache, row: ConflictRow) -> dict[str, Any]:
    found = cache.get("conflict", row.id)
    return {
        "id": row.id,
        "kind": "conflict",
        "seq": found.seq if found else 0,
        "pending": found.pending if found else False,
        "document": row.kind,
        "about": row.about,
        "path": row.path,
        "base": row.base,
        "mine": row.mine,
        "theirs": row.theirs,
        "who": row.who,
        "when": row.when,
        "device": row.device,
        "at": row.at,
        "settled": row.settled,
    }
