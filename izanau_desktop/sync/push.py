"""Pushing: batches of fixed pushes, offered until each is settled, refused, or waits for something (R9, R11)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Final, NamedTuple

import msgspec
from msgspec.structs import replace

from izanau_desktop.cache import Cache, answers, cursors, outbox
from izanau_desktop.cache.connection import Connection
from izanau_desktop.sync import files
from izanau_desktop.sync.pull import EpochMoved
from izanau_desktop.sync.report import Tally, Turned, unheard
from izanau_desktop.sync.site import Site, SiteTrouble, backups_since, decoded, told_time
from izanau_protocol import canonical, wire
from izanau_protocol.problems import Problem, Refused

_ROUNDS: Final = 20
"""Batches of one sync beyond one for each push: a merge that never settles must end too (R14)."""
_TOO_MUCH: Final = 413
_BUSY: Final = 503
_HALVINGS: Final = 3
"""How often a batch is halved in one sync for a site that finds no way through with it (R4)."""
_STUMBLES: Final = 3
"""Of so many pushes a sync finds that the site stumbles over each of them; then it offers no other. The next one offers these last."""


class _Flight(NamedTuple):
    """A batch on its way, and what waits for its answers."""

    batch: wire.Batch
    landed: Callable[[], wire.Answers]


def everything(site: Site, cache: Cache, tally: Tally, turned: Turned = unheard, *, at_once: bool) -> bool:
    """Offer what may go; whether the site took any of it. `turned` hears of each batch, and may raise Stopped."""
    waiting, is_any_old = cache.look(partial(state, site))
    took = False
    if waiting:
        pushing = _Pushing(site, cache, tally, at_once=at_once)
        try:
            took = pushing.all(waiting, turned)
        except Exception:  # but whoever presses Ctrl-C waits for nothing
            pushing.end()
            raise
    if is_any_old:
        cache.change(lambda connection: outbox.forget_settled(connection, backups_since(site)))
    return took


class _Pushing:
    """The batches of one sync, one at the site at a time. Meanwhile the next one is made, of what stands on nothing that is under
    way; it goes once the answers are there, and these are taken in while the site judges it."""

    def __init__(self, site: Site, cache: Cache, tally: Tally, *, at_once: bool) -> None:
        self._site, self._cache, self._tally, self._at_once = site, cache, tally, at_once
        self._most = self._pushes = answers.MOST_PUSHES
        self._halvings = self._suspects = 0
        self._last = sorted(cache.look(outbox.stumbled))
        """What the site stumbled over before: offered when all else is, each alone."""
        self._past, self._brought = set(self._last), dict[str, wire.Answer | None]()
        self._left = 0
        self._flight: _Flight | None = None

    def all(self, waiting: int, turned: Turned) -> bool:
        """Whether the site took any, of so many that wait."""
        took, self._left = False, waiting
        for _ in range(2 * (_ROUNDS + waiting)):  # one to send it, one for its answers
            is_free = self._flight is None
            if is_free and self._tally.stumbles >= _STUMBLES:
                break
            batch = self._next()
            if is_free and not batch.pushes:
                if not self._last:
                    break
                self._past.discard(self._last.pop())
                continue
            try:
                found = self._land()
            except SiteTrouble as trouble:
                self._fewer(trouble)
                continue
            if batch.pushes:
                self._send(batch, found)
            if found:
                took = self._take(found) or took
                turned(self._tally)
        self.end()
        return took

    def end(self) -> None:
        """Leave nothing on its way, since whoever comes next asks the site too."""
        if self._flight is not None:
            with suppress(Refused):  # rule: what became of it is asked by the next sync (R9)
                self._flight.landed()

    def _next(self) -> wire.Batch:
        """What may go next; while a batch is on its way only of what was not offered before."""
        if self._flight is not None and (self._left <= 0 or self._suspects):
            return wire.Batch([])
        flying = self._flight.batch.pushes if self._flight is not None else ()
        past = self._past | {push.push_id for push in flying}
        batch, refused = self._cache.change(partial(_batch, at_once=self._at_once, pushes=self._pushes, past=past))
        self._tally.refused += refused
        return batch

    def _land(self) -> list[wire.Answer]:
        """The answers to what is on its way. Raises SiteTrouble; EpochMoved where they are of another epoch."""
        if self._flight is None:
            return []
        found = self._flight.landed()
        self._flight = None
        self._suspect(self._suspects - len(found.answers))
        if found.epoch != self._cache.note("epoch"):
            raise EpochMoved  # restored since we read where its scopes stand: what it answered is asked anew
        return found.answers

    def _send(self, batch: wire.Batch, told: list[wire.Answer]) -> None:
        """Let a batch go; what was `told` and is not taken in yet was seen all the same (R13)."""
        highest = {scope: max(seq, batch.seen.get(scope, 0)) for scope, seq in wire.highest(told).items()}
        batch = replace(batch, seen={**batch.seen, **highest})

        self._left -= len(batch.pushes)
        self._flight = _Flight(batch, self._site.beside(partial(self._offer, batch)))

    def _offer(self, batch: wire.Batch) -> wire.Answers:
        """Send files and pushes; one whose file the site does not have by then is not sent, and holds up no other."""
        told = files.send(self._site, self._cache, batch.pushes, self._brought)
        rest = [push for push in batch.pushes if push.push_id not in told]
        if not rest:
            return wire.Answers([*told.values()], self._cache.note("epoch"))
        found = decoded(self._site.post("/v1/push", replace(batch, pushes=rest)).body, wire.Answers)
        return replace(found, answers=[*told.values(), *found.answers])

    def _take(self, told: list[wire.Answer]) -> bool:
        took, in_vain = self._cache.change(partial(_take, told, told_time(self._site), self._tally))
        self._past |= in_vain
        return took

    def _fewer(self, trouble: SiteTrouble) -> None:
        """Offer fewer at once from now on, where it was too much. Raises what it was otherwise."""
        assert self._flight is not None
        batch, self._flight = self._flight.batch, None
        self._left += len(batch.pushes)
        alone = len(batch.pushes) == 1
        if _is_stumble(trouble):
            self._suspect(len(batch.pushes))  # after one alone the next goes alone too: it may be the site as a whole
            if alone:
                self._stay(batch.pushes[0], trouble)
            return
        self._halvings += trouble.status == _BUSY
        if trouble.status == _TOO_MUCH and alone:  # something between us takes less than the site does
            most = len(msgspec.json.encode(batch)) - 1
            self._cache.change(lambda connection: answers.too_large(connection, batch.pushes[0].push_id, most))
            self._tally.refused += 1
            self._most = self._pushes = 1
            return
        if alone or trouble.status not in (_TOO_MUCH, _BUSY) or self._halvings > _HALVINGS:
            raise trouble
        self._most = self._pushes = (len(batch.pushes) + 1) // 2

    def _suspect(self, pushes: int) -> None:
        """Among the next so many is one that the site stumbles over: half of them are offered at once, to find it."""
        self._suspects = max(0, pushes)
        self._pushes = min(self._most, max(1, self._suspects // 2)) if self._suspects else self._most

    def _stay(self, push: wire.Push, trouble: SiteTrouble) -> None:
        """Leave a push here that the site stumbles over, with what stands on it: all else is sent and read."""
        why = trouble.problems[0]
        self._past.add(push.push_id)
        self._cache.change(lambda connection: outbox.stumble(connection, push.push_id, why))
        self._tally.stumbles += 1
        self._tally.barred = why


def _is_stumble(trouble: SiteTrouble) -> bool:
    """Whether a fault of the site's own, or an answer longer than is taken, is what came of a batch: of less, less may."""
    return trouble.problems[0].code == "site_error" and (trouble.status >= 500 or trouble.is_too_long)


def state(site: Site, connection: Connection) -> tuple[int, bool]:
    """How many pushes wait, and whether any is to be forgotten: most syncs find neither, and write nothing."""
    return outbox.count(connection, "waiting", "sent"), bool(outbox.settled_before(connection, backups_since(site)))


def _batch(connection: Connection, *, at_once: bool, pushes: int, past: set[str]) -> tuple[wire.Batch, int]:
    """The next batch, and how many pushes turned out to be too large for any."""
    before = outbox.count(connection, "refused")
    every = cursors.every(connection)
    seen = {name: cursor.seen for name, cursor in every.items() if cursor.seen}
    most = wire.MAX_BATCH - len(msgspec.json.encode(wire.Batch([], dict.fromkeys(every, canonical.MOST_INTEGER))))
    found = answers.prepare(connection, at_once=at_once, most=most, pushes=pushes, past=past)
    return wire.Batch(found, seen), outbox.count(connection, "refused") - before


def _take(told: list[wire.Answer], at: str, tally: Tally, connection: Connection) -> tuple[bool, set[str]]:
    """Whether the site took any, and which of them wait for more than another try."""
    took, waiting = False, set[str]()
    for answer in told:
        result, clashes, kinds = answers.take(connection, answer, at)
        tally.pushed += result == "applied"
        tally.refused += result == "refused"
        if result == "waiting":
            waiting.add(answer.push_id)
            why = Problem.from_rfc9457(answer.problem or {})
            tally.policy_required |= why.code == "policy_required"
            tally.barred = why if why.code in files.HOLDING else tally.barred
        tally.conflicts += clashes
        tally.kinds |= kinds
        took = took or result == "applied"
    for scope, seq in wire.highest(told).items():
        cursors.saw(connection, scope, seq)
    return took, waiting
