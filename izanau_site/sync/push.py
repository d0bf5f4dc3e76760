"""Judging and applying what a device pushes: rights, comparison, rules, then one write for the whole batch (R9, R11)."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import DBAPIError

from izanau_protocol import ambient, canonical, ids, patch, rules, visibility, wire
from izanau_protocol.problems import Refused, problem, problem_of_bytes
from izanau_site.accounts.caller import Caller
from izanau_site.store import access, documents, feeds, policies, teams, writing
from izanau_site.store.documents import Change
from izanau_site.store.engine import worth_another_try
from izanau_site.store.feeds import Held, Place
from izanau_site.store.ledger import Line
from izanau_site.store.schema import accounts, pushes
from izanau_site.store.store import RESTORED, Store, epoch_of, get_value
from izanau_site.store.writes import By
from izanau_site.sync import judging, locks, rights
from izanau_site.sync.effects import EFFECTS, owner_of, views
from izanau_site.sync.effects import application as applications
from izanau_site.sync.effects import company as companies
from izanau_site.sync.work import Step, Work, refuse, refuse_all
from izanau_site.work import mails

TRIES: Final = 5


class Stale(Exception):  # noqa: N818 - an answer, not an error
    """What a part touches changed since its base."""

    def __init__(self, part: wire.Part, due: int = 0) -> None:
        super().__init__(part.id)
        self.part = part
        self.due = due


class Repeat(msgspec.Struct, frozen=True):
    """Where an applied part landed, as kept for repeats."""

    kind: str
    id: str
    scope: str
    seq: int


def apply_batch(store: Store, caller: Caller, batch: wire.Batch) -> wire.Answers:
    """Answer every push of a batch. One that meets other writers, or loses its line, is halved and tried again, never an error.

    Raises Refused (`site_down`) where even a single push finds no way through.
    """
    epoch = store.epoch_after({one: batch.seen[one] for one in caller.scopes if one in batch.seen})
    answers = _apply(store, caller, list(batch.pushes), TRIES)
    for scope, seq in wire.highest(answers).items():  # after the commit, so that no seq is marked that is not there
        store.ledger.mark(scope, seq, epoch)
    return wire.Answers(answers, epoch)


def _apply(store: Store, caller: Caller, asked: list[wire.Push], tries: int) -> list[wire.Answer]:
    if not asked:
        return []
    try:
        with store.transaction(write=True) as connection:
            return _Batch(store, connection, caller, asked).run()
    except DBAPIError as fault:
        # Where the line was lost it may have been committed all the same: a repeat by push_id finds that (R9).
        if not worth_another_try(fault) and not fault.connection_invalidated:
            raise
    if tries == 0:
        raise Refused(problem("site_down"))
    middle = (len(asked) + 1) // 2
    return _apply(store, caller, asked[:middle], tries - 1) + _apply(store, caller, asked[middle:], tries - 1)


def _check_depth(tree: dict[str, Any]) -> None:
    """What follows walks down the patch, so nothing else is looked at before."""
    if canonical.is_too_deep(tree):
        raise Refused(problem_of_bytes("too_deep"))


def _check_values(kind: str, tree: dict[str, Any], today: date) -> None:
    """Refuse values that no body holds, at their fields, so that effects only meet what is of its kind."""
    refuse_all(rules.sent_problems(kind, tree, today))
    try:
        canonical.encode(tree, nulls=True)
    except canonical.NotCanonical as fault:
        raise Refused(problem_of_bytes(fault.reason, canonical.MOST_BYTES)) from None


class _Batch:
    """One batch in one transaction."""

    def __init__(self, store: Store, connection: Connection, caller: Caller, asked: list[wire.Push]) -> None:
        self.store, self.connection, self.caller, self.asked = store, connection, caller, asked
        self.work = Work(connection, caller, locks.take(connection, caller, asked))
        self.applied: dict[str, wire.Push] = {}
        self.refused: dict[str, wire.Answer] = {}
        self.expected: dict[Place, dict[str, Any] | None] = {}
        self.often: set[Place] = set()
        """Documents that more than one push of the batch changed."""
        self.last: dict[Place, str] = {}
        """The push that changed a document last, whose answer shows it."""
        self.repeats = self._read_repeats()
        self.epoch = epoch_of(connection)
        self.was_restored = get_value(connection, RESTORED) > ambient.timestamp(days=-wire.BACKUP_WINDOW_DAYS)
        self.manifest = policies.manifest(connection)
        self.language = self._language()
        self.today = ambient.today()

    def _language(self) -> str:
        """The caller's language. Raises Refused where the account was erased since the request came in."""
        try:
            return self.work.person(self.caller.account).language
        except LookupError:
            raise Refused(problem("not_signed_in")) from None

    def run(self) -> list[wire.Answer]:
        """Judge all, write once, answer in order."""
        scopes = self.caller.scopes  # what is named in others is refused unseen
        parts = [part for push in self.asked for part in push.parts if part.scope in scopes]
        self.work.entries = feeds.held(self.connection, {part.id for part in parts}, scopes)
        self.changes = feeds.changes_since(self.connection, judging.behind(parts, self.work.entries))
        for push in self.asked:
            if push.push_id not in self.repeats and push.push_id not in self.applied:
                self._judge(push)
        written = self._write()
        answers = [self._answer(push, written) for push in self.asked]
        access.note_shown(self.connection, self.caller.device, wire.highest(answers))
        return answers

    def _read_repeats(self) -> dict[str, list[Repeat]]:
        asked = {push.push_id for push in self.asked} | {need for push in self.asked for need in push.needs}
        query = select(pushes.c.push_id, pushes.c.parts).where(pushes.c.account == self.caller.account)
        found: dict[str, list[Repeat]] = {}
        for some in documents.chunks(sorted(filter(ids.is_id, asked))):  # nothing else was ever applied
            for row in self.connection.execute(query.where(pushes.c.push_id.in_(some))):
                found[row.push_id] = msgspec.json.decode(row.parts, type=list[Repeat])
        return found

    def _judge(self, push: wire.Push) -> None:
        """Apply one push to the working set, all of it or nothing."""
        saved, expected, often = self.work.savepoint(), dict(self.expected), set(self.often)
        try:
            if not ids.is_id(push.push_id) or not push.parts:
                raise refuse("not_an_id", "push_id")
            if any(need not in self.repeats and need not in self.applied for need in push.needs):
                self.refused[push.push_id] = wire.Answer(push.push_id, "waiting")
                return
            own = [one for need in push.needs for one in self.repeats.get(need, [])]
            for part in push.parts:
                rights.check_scope(self.caller, part)
            for part in push.parts:
                self._check(part, frozenset(one.seq for one in own if (one.scope, one.id) == (part.scope, part.id)))
                if part.base_seq > 0 and push.epoch != self.epoch:
                    raise Stale(part)  # its base is a number of another history (R12)
            mailed = len(self.work.mails)
            for part in sorted(push.parts, key=lambda one: one.kind != "consent"):
                self._take(part)
            if push.again and self.was_restored and all(part.kind != "mend" for part in push.parts):
                del self.work.mails[mailed:]  # who was to be told was told
            self.applied[push.push_id] = push
            self.last |= {(part.scope, part.id): push.push_id for part in push.parts}
            return
        except Refused as refusal:
            answer = wire.Answer(push.push_id, "refused", problem=refusal.as_rfc9457(self.language))
        except Stale as stale:
            answer = self._stale(push, stale)
        except applications.AttemptTaken as taken:
            answer = self._stale(push, Stale(push.parts[-1], taken.due))
        self.work.rollback(saved)
        self.expected, self.often = expected, often
        self.refused[push.push_id] = answer

    def _check(self, part: wire.Part, own: frozenset[int]) -> None:
        """The right to write every field named, then the comparison (R11); the values come only after all parts passed.

        Until an entry of the document in the caller's scope is found, nothing here asks whether there is such a document.
        """
        if part.patch is not None:
            _check_depth(part.patch)
        entry, before = self.work.entries.get((part.scope, part.id)), self.work.get(part.kind, part.id)
        fresh = part.id in self.work.changes and part.id not in self.work.known  # made by an earlier push of this batch
        seen = before if entry is not None and entry.view is not None else None
        if not self.caller.agreed and not visibility.lessens(part.kind, part.patch, there=seen is not None):
            raise refuse("policy_required")
        if entry is None and not fresh:
            self._check_new(part)
            return
        if before is None:
            if entry is None or entry.kind != part.kind:
                raise refuse("not_yours")
            if part.base_seq > 0 or part.patch is None:
                raise Stale(part)  # deleted meanwhile
            self._check_new(part)  # its deletion is taken back, or what ended long ago begins again
            return
        new = part.base_seq == 0 and not fresh and not own
        if new and part.kind == "application" and before.account == self.caller.account:
            applications.check_taken(self.work, before)
        if new:
            rights.check_create(self.caller, part, self.manifest)
        else:
            rights.check_change(self.caller, part, before, self.manifest)
        if judging.is_stale(part, entry, self.changes.get((part.scope, part.id), {}), own):
            raise Stale(part)

    def _check_new(self, part: wire.Part) -> None:
        """A document that the caller has never seen: theirs to make, or not there for them.

        What they keep about somebody who is hidden is shown to none of their devices, and made again by each of them.
        """
        if part.base_seq > 0 or part.patch is None:
            raise refuse("not_yours")
        rights.check_create(self.caller, part, self.manifest)
        _check_values(part.kind, part.patch, self.today)
        rights.check_natural_id(self.caller, part)
        if part.id in self.work.known and self.work.get("conflict", part.id) is None:
            raise refuse("not_yours")

    def _take(self, part: wire.Part) -> None:
        """Apply one part whose rights are settled: effects, then the rules on the result."""
        work, before = self.work, self.work.get(part.kind, part.id)
        place = (part.scope, part.id)
        if part.kind == "conflict" and place not in self.expected and self._view(place) is None:
            before = None  # another device of theirs asked, and it is hidden: what is asked last counts, whole
        if part.patch is not None:
            _check_values(part.kind, part.patch, self.today)
        body = patch.apply(before.body if before else None, part.patch)
        step = Step(part, before, body or {})
        if body is None:
            companies.check_delete(work, step)
            views.check_delete(work, step)
            work.put(Change(kind=part.kind, id=part.id, body=None, event="deleted"))
        else:
            owner = before.account if before else owner_of(work, step)
            done = EFFECTS[part.kind](work, step)
            refuse_all(rules.problems(part.kind, done, self.today) if done else ())
            author = self.caller.account if part.kind == "mend" and before is None else ""
            work.put(Change(kind=part.kind, id=part.id, body=done, account=owner, author=author))
        if place in self.expected:
            self.often.add(place)
        self.expected[place] = patch.apply(self.expected.get(place, self._view(place)), part.patch)

    def _view(self, place: Place) -> dict[str, Any] | None:
        entry = self.work.entries.get(place)
        return feeds.tree_of(entry.view) if entry and entry.view is not None else None

    def _write(self) -> dict[Place, Held]:
        """All that was applied, in one write; the ledger first."""
        work = self.work
        if not self.applied:
            return {}
        revoked = [Line("revoked", kind, identity, work.at) for kind, identity in work.revoked]
        self.store.note(self.connection, revoked + teams.lines(work.changes.values(), work.known, work.at))
        for account, columns in work.updates.items():
            if columns:
                self.connection.execute(update(accounts).where(accounts.c.id == account).values(**columns))
        device = self.caller.device
        for look in work.looks:
            access.log_deed(self.connection, "mend", self.caller.account, device, **look)
        for export in work.exports:
            access.log_export(self.connection, self.caller.account, device, **export)
        by = By(self.caller.account, device)
        written = writing.write(self.connection, list(work.changes.values()), locked=True, by=by)
        mails.queue_all(self.connection, work.mails)
        rows = [self._row(push, written) for push in self.applied.values()]
        self.connection.execute(insert(pushes), rows)
        return written

    def _row(self, push: wire.Push, written: dict[Place, Held]) -> dict[str, Any]:
        landed = [
            Repeat(part.kind, part.id, part.scope, entry.seq if entry else part.base_seq)
            for part in push.parts
            for entry in [written.get((part.scope, part.id)) or self.work.entries.get((part.scope, part.id))]
        ]
        parts = msgspec.json.encode(landed)
        return {"account": self.caller.account, "push_id": push.push_id, "parts": parts, "at": ambient.timestamp()}

    def _answer(self, push: wire.Push, written: dict[Place, Held]) -> wire.Answer:
        if push.push_id in self.repeats:
            return wire.Answer(push.push_id, "applied", self._repeated(self.repeats[push.push_id]))
        if push.push_id not in self.applied:
            return self.refused[push.push_id]
        return wire.Answer(push.push_id, "applied", [self._settled(push, part, written) for part in push.parts])

    def _settled(self, push: wire.Push, part: wire.Part, written: dict[Place, Held]) -> wire.Settled:
        """The view is left out only where the device can tell it from its base and patch, or a later answer shows it."""
        place = (part.scope, part.id)
        before, entry = self.work.entries.get(place), written.get(place)
        now = entry or before
        if now is None or now.view is None or self.last[place] != push.push_id:
            return wire.Settled(part.kind, part.id, part.scope, now.seq if now else part.base_seq)
        view = feeds.tree_of(now.view)
        known = (before.seq if before else 0) == part.base_seq and place not in self.often
        same = known and canonical.equal(view, self.expected[place])
        return wire.Settled(part.kind, part.id, part.scope, now.seq, None if same else view)

    def _repeated(self, landed: list[Repeat]) -> list[wire.Settled]:
        """Where a repeat's parts are now, as far as the caller still sees them."""
        found = feeds.held(self.connection, {one.id for one in landed}, self.caller.scopes)
        settled = []
        for one in landed:
            entry = found.get((one.scope, one.id))
            view = feeds.tree_of(entry.view) if entry and entry.view is not None else None
            seq = entry.seq if entry else one.seq
            settled.append(wire.Settled(one.kind, one.id, one.scope, seq, view))
        return settled

    def _stale(self, push: wire.Push, stale: Stale) -> wire.Answer:
        """Every part with its view of now, so that the device can merge and send anew."""
        parts = []
        for part in push.parts:  # all are in scopes of the caller: that was judged before anything was compared
            entry = self.work.entries.get((part.scope, part.id))
            if entry is not None and entry.kind == part.kind:
                parts.append(wire.Settled(part.kind, part.id, part.scope, entry.seq, self._view((part.scope, part.id))))
        due = problem("stale", "attempt", attempt=stale.due).as_rfc9457(self.language) if stale.due else None
        return wire.Answer(push.push_id, "stale", parts, due)
