"""outbox: changes that the site has not settled, with the problem of each that it refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from izanau_desktop.command import lists
from izanau_desktop.command.program import listing, noun
from izanau_desktop.command.session import session
from izanau_protocol.problems import Refused, problem

if TYPE_CHECKING:
    from izanau_desktop.cache.reads.common import OutboxRow


@noun("list")
def outbox() -> None:
    """Waiting and refused changes."""


@outbox.command("list")
@listing
def list_(query: str, limit: int, after: str) -> None:
    """List the changes that wait or were refused."""
    from izanau_desktop.cache.reads import common

    now = session()
    found = (_shown(row, now.language) for row in common.outbox_rows(now.desk().cache))
    page = lists.paged(found, query, lambda one: (one["state"], one["deed"], *one["kinds"]), limit, after)
    rows = (
        (
            one["id"],
            one["state"],
            one["deed"],
            ", ".join(one["kinds"]),
            one["created"][:16],
            (one["problem"] or {}).get("detail"),
        )
        for one in page["items"]
    )
    now.tell.table(page, ("ID", "STATE", "DEED", "WHAT", "SINCE", "PROBLEM"), rows)


@outbox.command()
@click.argument("id")
def retry(id: str) -> None:  # noqa: A002 - the word of the contract
    """Offer a refused change again, or a held one at the next sync."""
    now = session()
    if not now.desk().cache.retry(id):
        raise Refused(problem("not_yours"))
    now.tell.document({"id": id, "state": "waiting", "pending": True}, id)


@outbox.command()
@click.argument("id")
def drop(id: str) -> None:  # noqa: A002 - the name of the argument
    """Take a change back; what it did here is undone."""
    now = session()
    gone = now.desk().cache.drop(id)
    if not gone:
        raise Refused(problem("not_yours"))
    along = [row.id for row in gone[1:]]
    now.tell.document({"id": id, "dropped": True, "along": along, "pending": False}, "\n".join([id, *along]))


def _shown(row: OutboxRow, language: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "state": row.state,
        "deed": row.deed,
        "kinds": list(row.kinds),
        "documents": [{"kind": kind, "id": identity} for kind, identity in row.documents],
        "created": row.created,
        "not_before": row.not_before,
        "problem": row.problem.as_rfc9457(language) if row.problem else None,
    }
