"""Pushing: batches of fixed pushes, offered until each is settled, refused, or waits for something (R9, R11)."""

from __future__ import annotations

from functools import partial
from typing import Final

from izanau_desktop.cache import Cache, answers, cursors, outbox
from izanau_desktop.cache.connection import Connection
from izanau_desktop.sync.pull import EpochMoved
from izanau_desktop.sync.report import Tally
from izanau_desktop.sync.site import Site, decoded
from izanau_protocol import wire

_ROUNDS: Final = 50
"""Batches of one sync: a merge that never settles must end too (R14)."""


def everything(site: Site, cache: Cache, tally: Tally, *, at_once: bool) -> bool:
    """Offer what may go; whether the site took any of it."""
    took = False
    tired: set[str] = set()
    for _ in range(_ROUNDS):
        batch = cache.change(lambda connection: _batch(connection, at_once=at_once))
        if not batch.pushes or {push.push_id for push in batch.pushes} <= tired:
            break
        found = decoded(site.post("/v1/push", batch).body, wire.Answers)
        if found.epoch != cache.note("epoch"):
            raise EpochMoved  # restored since we read where its scopes stand: what it answered is asked anew
        told, waiting = cache.change(partial(_take, found, tally))
        tired |= waiting
        took = took or told
    cache.change(lambda connection: outbox.forget_settled(connection, wire.BACKUP_WINDOW_DAYS))
    return took


def _batch(connection: Connection, *, at_once: bool) -> wire.Batch:
    seen = {name: cursor.seen for name, cursor in cursors.every(connection).items() if cursor.seen}
    return wire.Batch(answers.prepare(connection, at_once=at_once), seen)


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
    return took, waiting
