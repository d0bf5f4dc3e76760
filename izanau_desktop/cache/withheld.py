"""What was to go out with a deed that was not done after all: a message to an applicant stays here, as a draft."""

from __future__ import annotations

from izanau_desktop.cache import local, outbox
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.local import Draft
from izanau_protocol import merge
from izanau_protocol.canonical import Body
from izanau_protocol.patch import Path, overlap
from izanau_protocol.text import paragraphs

_MESSAGE = "message"
_WITHHELD = "withheld"
"""The shelf of the applicants whose message stayed here."""
_STAGE, _REASON = ("stage",), ("reason",)


def is_undone(kind: str, asked: Body | None, left: Body | None) -> bool:
    """Whether an edit moved an application, and nothing is left of the move: a colleague moved it meanwhile."""
    return kind == "application" and "stage" in (asked or {}) and left is not None and "stage" not in left


def is_of_move(kind: str, paths: list[Path]) -> bool:
    """Whether any of these paths is about where an application stands, or why."""
    return kind == "application" and overlap(paths, (_STAGE, _REASON))


def with_move(kind: str, paths: list[Path]) -> list[Path]:
    """What is decided by deciding these: stage and reason of a move are one thing."""
    return [*paths, _STAGE, _REASON] if is_of_move(kind, paths) else paths


def withhold(connection: Connection, push: int) -> list[tuple[str, str]]:
    """Take the messages out of a push that is not sent; scope and id of each, which is to be shown anew.

    A rejection never goes to somebody whom a colleague made an offer meanwhile, nor twice.
    """
    found = [part for part in outbox.get_by_number(connection, push).parts if part.kind == _MESSAGE and part.patch]
    for part in found:
        links = outbox.chain(connection, part.scope, part.kind, part.id)
        outbox.repatch(connection, next(link for link in links if link.row == push), {})
        assert part.patch is not None
        keep(connection, str(part.patch.get("application", "")), str(part.patch.get("text", "")))
    return [(part.scope, part.id) for part in found]


def keep(connection: Connection, application: str, text: str) -> None:
    """Keep a message that stayed here, beneath what is being written to the applicant; once, however often it did."""
    drafts = {one.path: one.text for one in local.drafts(connection, "application", application)}
    written = drafts.get(_MESSAGE, "")
    if not f"\n\n{written}".endswith(f"\n\n{text}"):
        written = paragraphs(written, text)
    if local.put_draft(connection, Draft("application", application, _MESSAGE, written)):
        local.put(connection, _WITHHELD, application, "yes")


def is_withheld(connection: Connection, application: str) -> bool:
    """Whether a message to this applicant stayed here, and stands there still."""
    is_written = any(one.path == _MESSAGE for one in local.drafts(connection, "application", application))
    return is_written and local.get(connection, _WITHHELD, application) is not None


def with_reason(
    old: Body | None, mine: Body | None, new: Body | None, after: Body | None, clashes: list[merge.Conflict]
) -> tuple[Body | None, list[merge.Conflict]]:
    """The reason of a move goes with the move: where that is asked about, it is too, and nobody with an offer has one meanwhile."""
    paths = {one.path for one in clashes}
    if mine is None or new is None or after is None or _STAGE not in paths or _REASON in paths:
        return after, clashes
    ours, theirs = mine.get("reason"), new.get("reason")
    if ours == theirs:
        return after, clashes
    left = {name: value for name, value in after.items() if name != "reason"}
    left |= {"reason": theirs} if theirs is not None else {}
    return left, [*clashes, merge.Conflict(_REASON, (old or {}).get("reason"), ours, theirs)]
