"""What a page's deed brings back from the other thread, and how its refusal is said."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from izanau_desktop.cache.reads.common import outbox_rows
from izanau_desktop.desk import Desk
from izanau_protocol.problems import Refused


class Done(msgspec.Struct, frozen=True):
    """A deed that is in the cache: the kinds that changed, and the outbox row that can still be taken back."""

    kinds: frozenset[str]
    outbox: str = ""
    made: str = ""
    """The id of a document that the deed made."""
    held: bool = False
    """Whether it can still be taken back."""
    text: str = ""
    """What was taken back, to be written on."""


def deed(work: Callable[[], object], *kinds: str) -> Callable[[], Done]:
    """Work for `Background.change` whose answer is the id of an outbox row."""

    def run() -> Done:
        answer = work()
        return Done(frozenset(kinds), answer if isinstance(answer, str) else "")

    return run


def refusal(error: Exception, language: str) -> str:
    """What was refused and what would do, in words; anything but a refusal is a bug of ours and is raised again."""
    if not isinstance(error, Refused):
        raise error
    first = error.problems[0]
    return first.with_cure(language)


def take_back(desk: Desk, kind: str, identity: str) -> bool:
    """Take back the making of a document as long as it was not sent; says whether it was in time."""
    for row in outbox_rows(desk.cache):
        if (kind, identity) in row.documents:
            return bool(desk.cache.drop(row.id))
    return False
