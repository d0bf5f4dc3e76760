"""What the records page asks of the site and writes, off the UI thread."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from izanau_desktop.cache import Draft
from izanau_desktop.cache.reads.common import OutboxRow, outbox_rows
from izanau_desktop.desk import Desk
from izanau_desktop.shared.deeds import Done
from izanau_desktop.support.looking import Look
from izanau_desktop.support.mending import Mending
from izanau_protocol import ambient, wire
from izanau_protocol.problems import Problem, Refused

MEND = frozenset({"mend"})
MENDING, ERASING = "card", "erase"
"""Which card of a record a draft belongs to; the day on which it was typed follows, since it is kept for as long as a lease."""


class Became(msgspec.Struct, frozen=True):
    """What became of a correction: waiting, refused (and then taken back here), or sent, with the record anew."""

    state: str
    record: wire.Record | None = None
    refused: Problem | None = None


def show(desk: Desk, look: Look) -> wire.Record:
    """Open a record. Raises SiteTrouble."""
    return desk.show_record(look.kind, look.id, look.reason, look.text)


def draft(desk: Desk, record: str, card: str = MENDING) -> str:
    """What was typed into a card of a record, and not decided."""
    return next((one.text for one in _drafts(desk, record, card)), "")


def keep(desk: Desk, record: str, text: str, card: str = MENDING) -> Done:
    """Keep such text on this machine until it is decided."""
    path = f"{card}/{ambient.today().isoformat()}"
    for old in _drafts(desk, record, card):
        if old.path != path:
            desk.cache.keep_draft(old._replace(text=""))
    desk.cache.keep_draft(Draft("mend", record, path, text))
    return Done(frozenset())


def erase(desk: Desk, look: Look, shown: wire.Record, ticket: int, text: str) -> wire.Record:
    """Have an account erased as its owner asked; the record as it is then. Raises SiteTrouble."""
    erases = desk.erase_record(look.id, ticket, text)
    keep(desk, look.id, "", ERASING)
    try:
        return show(desk, look)
    except Refused:  # out of reach again, or gone at once
        return replace(shown, owner={**shown.owner, "erases": erases})


def mend(desk: Desk, look: Look, mending: Mending) -> Done:
    """Write a correction into cache and outbox; what was typed for it is no draft any more."""
    keep(desk, look.id, "")
    old, new = mending.old, mending.new
    made = desk.mend(look.kind, look.id, mending.path, old, new, mending.reason, mending.text)
    return Done(MEND, made=made)


def became(desk: Desk, look: Look, made: str) -> Became:
    """Look what became of the correction."""
    row = _row(desk, made)
    if row is None:
        return Became("sent", _anew(desk, look))
    if row.state == "refused":
        desk.cache.drop(row.id)
        return Became("refused", refused=row.problem)
    return Became("waiting")


def _anew(desk: Desk, look: Look) -> wire.Record | None:
    """The record as it is now; offline again, it stays as it was shown."""
    try:
        return show(desk, look)
    except Refused as refused:
        if is_offline(refused):
            return None
        raise


def is_offline(error: Exception) -> bool:
    """Whether the site was out of reach."""
    return isinstance(error, Refused) and error.problems[0].code == "offline"


def _drafts(desk: Desk, record: str, card: str) -> list[Draft]:
    return [one for one in desk.cache.drafts("mend", record) if one.path.startswith(f"{card}/")]


def _row(desk: Desk, made: str) -> OutboxRow | None:
    return next((row for row in outbox_rows(desk.cache) if ("mend", made) in row.documents), None)
