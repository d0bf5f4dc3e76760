"""Pushing: batches of fixed pushes, offered until each is settled, refused, or waits for something (R9, R11)."""

from __future__ import annotations

from functools import partial
from typing import Final

import msgspec

from izanau_desktop.cache import Cache, answers, cursors, outbox
from izanau_desktop.cache.connection import Connection
from izanau_desktop.sync import files
from izanau_desktop.sync.pull import EpochMoved
from izanau_desktop.sync.report import Tally
from izanau_desktop.sync.site import Site, SiteTrouble, decoded
from izanau_protocol import wire

_ROUNDS: Final = 20
"""Batches of one sync beyond one for each push: a merge that never settles must end too (R14)."""
_TOO_MUCH: Final = 413
_BUSY: Final = 503
_HALVINGS: Final = 3
"""How often a batch is halved in one sync for a site that finds no way through with it (R4)."""


def everything(site: Site, cache: Cache, tally: Tally, *, at_once: bool) -> bool:
    """Offer what may go; whether the site took any of it."""
    took, pushes, halvings = False, answers.MOST_PUSHES, 0
    past, brought = set[str](), set[str]()
    waiting, is_any_old = cache.look(state)
    for _ in range(_ROUNDS + waiting if waiting else 0):
        batch, refused = cache.change(partial(_batch, at_once=at_once, pushes=pushes, past=past))
        tally.refused += refused
        if not batch.pushes:
            break
        try:
            files.send(site, cache, batch.pushes, brought)
            found = decoded(site.post("/v1/push", batch).body, wire.Answers)
        except SiteTrouble as trouble:
            halvings += trouble.status == _BUSY
            pushes = _fewer(cache, batch, trouble, tally, halvings)
            continue
        if found.epoch != cache.note("epoch"):
            raise EpochMoved  # restored since we read where its scopes stand: what it answered is asked anew
        told, in_vain = cache.change(partial(_take, found, tally))
        past |= in_vain
        took = took or told
    if is_any_old:
        cache.change(lambda connection: outbox.forget_settled(connection, wire.BACKUP_WINDOW_DAYS))
    return took


def state(connection: Connection) -> tuple[int, bool]:
    """How many pushes wait, and whether any is to be forgotten: most syncs find neither, and write nothing."""
    return outbox.count(connection, "waiting", "sent"), bool(outbox.settled_before(connection, wire.BACKUP_WINDOW_DAYS))


def _batch(connection: Connection, *, at_once: bool, pushes: int, past: set[str]) -> tuple[wire.Batch, int]:
    """The next batch, and how many pushes turned out to be too large for any."""
    before = outbox.count(connection, "refused")
    seen = {name: cursor.seen for name, cursor in cursors.every(connection).items() if cursor.seen}
    most = wire.MAX_BATCH - len(msgspec.json.encode(wire.Batch([], seen)))
    found = answers.prepare(connection, at_once=at_once, most=most, pushes=pushes, past=past)
    return wire.Batch(found, seen), outbox.count(connection, "refused") - before


def _fewer(cache: Cache, batch: wire.Batch, trouble: SiteTrouble, tally: Tally, halvings: int) -> int:
    """How many pushes to offer at once from now on, where it was too much. Raises what it was otherwise."""
    alone = len(batch.pushes) == 1
    if trouble.status == _TOO_MUCH and alone:  # something between us takes less than the site does
        most = len(msgspec.json.encode(batch)) - 1
        cache.change(lambda connection: answers.too_large(connection, batch.pushes[0].push_id, most))
        tally.refused += 1
        return 1
    if alone or trouble.status not in (_TOO_MUCH, _BUSY) or halvings > _HALVINGS:
        raise trouble
    return (len(batch.pushes) + 1) // 2


def _take(found: wire.Answers, tally: Tally, connection: Connection) -> tuple[bool, set[str]]:
    """Whether the site took any, and which of them wait for more than another try."""
    took, waiting = False, set[str]()
    for answer in found.answers:
        result, clashes, kinds = answers.take(connection, answer)
        tally.pushed += result == "applied"
        tally.refused += result == "refused"
        if result == "waiting":
            waiting.add(answer.push_id)
        if result == "waiting" and (answer.problem or {}).get("code") == "policy_required":
            tally.policy_required = True
        tally.conflicts += clashes
        tally.kinds |= kinds
        took = took or result == "applied"
    for scope, seq in wire.highest(found.answers).items():
        cursors.saw(connection, scope, seq)
    return took, waiting
