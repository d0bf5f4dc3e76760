"""What the records page asks of the site and writes, off the UI thread."""

from __future__ import annotations

from dataclasses import dataclass, field

from izanau_desktop.cache.reads.common import OutboxRow, outbox_rows
from izanau_desktop.desk import Desk
from izanau_desktop.shared.deeds import Done
from izanau_desktop.support.looking import Look
from izanau_desktop.support.mending import Mending
from izanau_protocol import wire
from izanau_protocol.problems import Problem, Refused

MEND = frozenset({"mend"})


@dataclass(frozen=True)
class Carried:
    """What became of a correction after a sync: shown anew, still waiting, or refused (and then taken back here)."""

    record: wire.Record | None = None
    waits: bool = False
    refused: Problem | None = None
    kinds: frozenset[str] = field(default=MEND)


def show(desk: Desk, look: Look) -> wire.Record:
    """Open a record. Raises SiteTrouble."""
    return desk.show_record(look.kind, look.id, look.reason, look.text)


def mend(desk: Desk, look: Look, mending: Mending) -> Done:
    """Write a correction into cache and outbox."""
    old, new = mending.old, mending.new
    made = desk.mend(look.kind, look.id, mending.path, old, new, mending.reason, mending.text)
    return Done(MEND, made=made)


def carry(desk: Desk, look: Look, made: str) -> Carried:
    """Sync, and look what became of the correction."""
    report = desk.sync()
    kinds = report.kinds | MEND
    row = _row(desk, made)
    if row is None:
        return Carried(show(desk, look), kinds=kinds)
    if row.state == "refused":
        desk.cache.drop(row.id)
        return Carried(refused=row.problem, kinds=kinds)
    return Carried(waits=True, kinds=kinds)


def is_offline(error: Exception) -> bool:
    """Whether the site was out of reach."""
    return isinstance(error, Refused) and error.problems[0].code == "offline"


def _row(desk: Desk, made: str) -> OutboxRow | None:
    return next((row for row in outbox_rows(desk.cache) if ("mend", made) in row.documents), None)
