"""What was to go out with a deed that was not done after all: a message to an applicant stays here, as a draft."""

from __future__ import annotations

from izanau_desktop.cache import local, outbox
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.local import Draft
from izanau_protocol.canonical import Body

_MESSAGE = "message"


def is_undone(kind: str, asked: Body | None, left: Body | None) -> bool:
    """Whether an edit moved an application, and nothing is left of the move: a colleague moved it meanwhile."""
    return kind == "application" and "stage" in (asked or {}) and left is not None and "stage" not in left


def withhold(connection: Connection, push: int) -> list[tuple[str, str]]:
    """Take the messages out of a push that is not sent; scope and id of each, which is to be shown anew.

    A rejection never goes to somebody whom a colleague made an offer meanwhile, nor twice.
    """
    found = [part for part in outbox.get_by_number(connection, push).parts if part.kind == _MESSAGE and part.patch]
    for part in found:
        for link in outbox.chain(connection, part.scope, part.kind, part.id):
            if link.row == push:
                outbox.repatch(connection, link, {})
        assert part.patch is not None
        application = str(part.patch.get("application", ""))
        written = {one.path: one.text for one in local.drafts(connection, "application", application)}
        texts = filter(None, (written.get(_MESSAGE, ""), str(part.patch.get("text", ""))))
        local.put_draft(connection, Draft("application", application, _MESSAGE, "\n\n".join(texts)))
    return [(part.scope, part.id) for part in found]


def has_draft(connection: Connection, application: str) -> bool:
    """Whether a message to this applicant was written and not sent."""
    return any(one.path == _MESSAGE for one in local.drafts(connection, "application", application))
