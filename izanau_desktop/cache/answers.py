"""Sending and its answers: pushes are fixed before they leave, and each answer moves base, chain and state (R9, R11)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

import msgspec
from msgspec.structs import replace

from izanau_desktop.cache import (
    agreement,
    awaited,
    documents,
    fixing,
    gone,
    meta,
    outbox,
    rebase,
    rekey,
    settling,
    trees,
    vocabulary,
)
from izanau_desktop.cache.behind import Behind, Hindrance, Place, lessens, places_of
from izanau_desktop.cache.connection import Connection
from izanau_protocol import documents as kinds
from izanau_protocol import patch, visibility, wire
from izanau_protocol.canonical import Body
from izanau_protocol.problems import Problem, problem
from izanau_protocol.rules import problems
from izanau_protocol.vocabulary import strange

MOST_PUSHES: Final = 500
"""Pushes of a batch at most: the site judges and writes them in one transaction, while others wait to write."""


class _Terms(NamedTuple):
    """What is looked up once for all pushes of a batch."""

    epoch: str
    due: bool
    listed: visibility.Manifest | None
    known: frozenset[str] | None
    is_restored: bool
    at_once: bool


def _terms(connection: Connection, *, at_once: bool) -> _Terms:
    due, listed = agreement.is_due(connection), agreement.manifest(connection)
    known, is_restored = vocabulary.theirs(connection), awaited.is_any(connection)
    return _Terms(meta.get(connection, "epoch"), due, listed, known, is_restored, at_once)


def prepare(
    connection: Connection,
    *,
    at_once: bool = False,
    most: int = wire.MAX_BATCH,
    pushes: int = MOST_PUSHES,
    past: Collection[str] = (),
) -> list[wire.Push]:
    """The pushes to offer now, oldest first: those without an answer as they were, and what may go; all fixed here.

    Several of one document stand on one another: each needs the one before, so that it is applied only on what it was
    made on (R9, R10). Alone for its document goes one of another epoch (R12), or one that deletes. What was made on one
    that was sent before the view moved waits for its answer: fixed on the view, it would replace unasked what somebody
    wrote behind it (R11). `most`: bytes, as they are sent; what is larger by itself is refused here, alone. `past`:
    push_ids that were offered in vain, or are under way.
    """
    found: list[wire.Push] = []
    terms, behind = _terms(connection, at_once=at_once), Behind()
    last, size = dict[Place, str](), 0
    for row in _offered(connection):
        touched, under = places_of(row), _under(connection, row)
        why, alone = _hindrance(connection, row, under, terms, past, behind), _goes_alone(row, terms.epoch)
        if why or (alone and touched & last.keys()):
            behind.add(row, why or "held")
            continue
        fixed = row if row.state == "sent" else fixing.fix(connection, row, under, terms.epoch, behind.passed)
        push = _as_push(connection, fixed, before=[last[place] for place in touched if place in last])
        length = len(msgspec.json.encode(push)) + 1
        if length > most:
            too_large(connection, push.push_id, most)
            continue
        if size + length > most or len(found) == pushes:
            if row.state == "waiting":  # it stays as it was: the next batch fixes it on what this one came to
                outbox.set_state(connection, row.number, "waiting")
            break
        size += length
        found.append(push)
        behind.moved |= _moved(row, under)
        if alone:
            behind.add(row, "held")
        else:
            last |= dict.fromkeys(touched, push.push_id)
    return found


def _goes_alone(row: outbox.Row, epoch: str) -> bool:
    """Whether nothing of its documents goes beside it: it is of another epoch, or deletes."""
    is_old = row.state == "sent" and row.epoch != epoch
    return is_old or any(part.patch is None for part in row.parts)


def _is_past(connection: Connection, row: outbox.Row, past: Collection[str]) -> bool:
    needed = _needed(connection, row) if past else []
    return any(one.push_id in past for one in (row, *needed))


def _needed(connection: Connection, row: outbox.Row) -> list[outbox.Row]:
    """The pushes that this one needs, but for those that are known no more."""
    found = (outbox.get(connection, identity) for identity in row.needs)
    return [one for one in found if one is not None]


def _under(connection: Connection, row: outbox.Row) -> list[documents.Stored]:
    """What is here of the documents that its parts are about, in their order."""
    return [documents.stored(connection, part.scope, part.kind, part.id) for part in row.parts]


def _moved(row: outbox.Row, under: Sequence[documents.Stored]) -> set[Place]:
    """Where the site's view moved since the push was sent: whether it is in there only its answer says."""
    parts = zip(row.parts, under, strict=True) if row.state == "sent" else ()
    return {(one.scope, one.kind, one.id) for part, one in parts if one.seq > part.base_seq}


def too_large(connection: Connection, push_id: str, most: int) -> None:
    """Refuse a push that no batch can carry, which blocks nothing but what needs it."""
    row = outbox.get_by_push(connection, push_id)
    if row is not None:
        _refused(connection, row, problem("too_large", most=most))
        for part in row.parts:
            documents.show(connection, part.kind, part.id)


def has_more(connection: Connection) -> bool:
    """Whether a sync would offer a push that was not offered yet: it came while the last one was under way."""
    return _is_any_due(connection, ("waiting",))


def may_any_go(connection: Connection) -> bool:
    """Whether a sync would offer anything."""
    return _is_any_due(connection, ("waiting", "sent"))


def _is_any_due(connection: Connection, states: Collection[str]) -> bool:
    terms, behind = _terms(connection, at_once=False), Behind()
    for row in _offered(connection):
        under = _under(connection, row)
        why = behind.hinders(row, under) or _wants(connection, row, under, terms)[0]
        if not why and row.state in states:
            return True
        behind.add(row, why)
    return False


def take(connection: Connection, answer: wire.Answer, at: str = "") -> tuple[str, int, set[str]]:
    """Take in one answer of a moment by the site's time: the result, conflicts that came of it, the kinds that changed."""
    row = outbox.get_by_push(connection, answer.push_id)
    if row is None or row.state != "sent":  # an answer that came twice, or what it was about is gone (R15)
        return "", 0, set()
    touched = {part.kind for part in row.parts}
    settled = {(part.scope, part.kind, part.id): part for part in answer.parts}
    if answer.result == "applied":
        outbox.set_state(connection, row.number, "settled", at=at)
        clashes = _applied(connection, row, settled)
    elif answer.result == "stale":
        if any(_is_news(connection, part) for part in answer.parts):
            return "waiting", 0, set()
        outbox.unfix_after(connection, row)
        due = _attempt_due(answer)
        if due:
            rekey.next_attempt(connection, row, due)
        clashes = _stale(connection, outbox.get_by_number(connection, row.number), settled)
    elif answer.result == "refused" and not _is_open_still(connection, row, (answer.problem or {}).get("code")):
        clashes = 0
        _refused(connection, row, Problem.from_rfc9457(answer.problem or {}))
    else:
        return "waiting", 0, set()
    if answer.result != "applied":  # else it was shown with the view that came
        for part in row.parts:
            documents.show(connection, part.kind, part.id)
    return answer.result, clashes, touched


def _is_open_still(connection: Connection, row: outbox.Row, code: object) -> bool:
    """Whether it is refused for now: until one agrees, or until the restored site was read, which may await what it is about."""
    if code == "not_yours" and awaited.is_any(connection):
        return bool(awaited.absent(connection, row, meta.get(connection, "epoch")))
    return code == "policy_required"


def _offered(connection: Connection) -> Iterator[outbox.Row]:
    """The unsent pushes but for those that need a refused one: these go no more than that, and block no more either."""
    for row in outbox.unsent(connection):
        if not any(one.state == "refused" for one in _needed(connection, row)):
            yield row


def _hindrance(
    connection: Connection,
    row: outbox.Row,
    under: Sequence[documents.Stored],
    terms: _Terms,
    past: Collection[str],
    behind: Behind,
) -> Hindrance:
    """Why it may not be offered; what it still lacks is noted with it, also behind another one that awaits the same."""
    is_behind = behind.hinders(row, under) or ("held" if _is_past(connection, row, past) else "")
    why, lacking = _wants(connection, row, under, terms, is_behind)
    if why != "held" and lacking != row.problem:
        outbox.note(connection, row.number, lacking)
    return why


def _wants(
    connection: Connection,
    row: outbox.Row,
    under: Sequence[documents.Stored],
    terms: _Terms,
    is_behind: Hindrance = "",
) -> tuple[Hindrance, Problem | None]:
    """Why it may not be offered, and what it still lacks. What became of one that was sent is asked once that is given."""
    absent = awaited.absent(connection, row, terms.epoch) if terms.is_restored else ""
    if absent == "awaited":
        return "lacking", problem("awaited")
    if is_behind:
        return is_behind, row.problem  # what else it lacks is asked at its turn
    if row.state == "sent":
        return "lacking" if terms.due and agreement.waits(connection, row) else "", None
    if absent == "unlisted" or _is_held_back(connection, row, under, terms):
        return "held", None
    lacking = _lacking(connection, row, under, terms)
    return "lacking" if lacking else "", lacking


def _is_held_back(connection: Connection, row: outbox.Row, under: Sequence[documents.Stored], terms: _Terms) -> bool:
    """By its hold, by what it needs, or until what it stands on is read."""
    if (not terms.at_once and row.held) or any(one.state == "waiting" for one in _needed(connection, row)):
        return True
    return any(_is_unlisted(part, one) for part, one in zip(row.parts, under, strict=True))


def _is_unlisted(part: outbox.Part, under: documents.Stored) -> bool:
    """Whether it stands on what was read before the site was restored, and not listed since: that is read first (R12)."""
    return under.base is not None and under.seq == 0 and not outbox.is_application(part.kind, part.patch)


def _lacking(
    connection: Connection, row: outbox.Row, under: Sequence[documents.Stored], terms: _Terms
) -> Problem | None:
    """What is still to be agreed to, filled in, or in force, before the site would take it: it waits, it is no fault."""
    if terms.due and agreement.waits(connection, row):
        return problem("policy_required")
    takes_back = lessens(row, under)
    for part, one in zip(row.parts, under, strict=True):
        fault = _strange(terms, part)
        if fault:
            return fault
        # What takes back does not wait for what another edit leaves to be filled in.
        body = patch.apply(trees.tree(one.base), part.patch) if takes_back else one.visible
        if body and part.kind in kinds.KINDS and part.patch is not None:
            found = next((fault for fault in problems(part.kind, body) if fault.code == "required"), None)
            if found:
                return found
    return None


def _strange(terms: _Terms, part: outbox.Part) -> Problem | None:
    """A field that the policy in force does not list (PRV-12), or that the site does not know yet (R2)."""
    if terms.listed is not None and part.kind in kinds.KINDS:
        new = [name for name, value in (part.patch or {}).items() if value is not None]
        unlisted = next((name for name in new if not terms.listed.lists(part.kind, name)), "")
        if unlisted:
            return problem("not_in_policy", unlisted, name=unlisted)
    unknown = strange(part.kind, part.patch, terms.known) if terms.known is not None else ""
    known = kinds.fields(part.kind).get(unknown) if part.kind in kinds.KINDS else None
    return problem("not_known_yet", unknown, name=known.spec.words if known else unknown) if unknown else None


def _as_push(connection: Connection, row: outbox.Row, before: Sequence[str]) -> wire.Push:
    """The message; `before` are the pushes of the batch that it stands on."""
    parts = [wire.Part(p.kind, p.id, p.scope, p.base_seq, p.patch) for p in row.parts]
    needs = [*(one.push_id for one in _needed(connection, row) if one.push_id), *before]
    return wire.Push(row.push_id, parts, row.epoch, list(dict.fromkeys(needs)), again=bool(row.settled))


def _attempt_due(answer: wire.Answer) -> int:
    """The number that the site wants for an application whose own is taken; 0 where that is not the matter."""
    told = Problem.from_rfc9457(answer.problem).value("attempt") if answer.problem else None
    return int(told) if isinstance(told, str) and told.isdigit() else 0


def _applied(connection: Connection, row: outbox.Row, settled: dict[tuple[str, str, str], wire.Settled]) -> int:
    clashes = 0
    for part in row.parts:
        rebase.decided(connection, part)
        answered = settled.get((part.scope, part.kind, part.id))
        result = patch.apply(trees.tree(part.base), part.patch)
        if answered is None and documents.stored(connection, part.scope, part.kind, part.id).seq:
            documents.show(connection, part.kind, part.id)
            continue
        if answered is None:  # told of the scope that it was sent in: it stands in a wider one now, not listed yet
            clashes += _move(connection, part, 0, result, result)
            continue
        view = answered.view if answered.view is not None else result
        clashes += _move(connection, part, answered.seq, view, result)
    settling.applied(connection, row)
    return clashes


def _is_news(connection: Connection, told: wire.Settled) -> bool:
    """Whether the site let go of a document and no page said so yet, nor why: the push waits for that."""
    under = documents.stored(connection, told.scope, told.kind, told.id)
    return told.view is None and under.base is not None and told.seq > under.seq


def _stale(connection: Connection, row: outbox.Row, settled: dict[tuple[str, str, str], wire.Settled]) -> int:
    """What it stood on has changed: it is merged onto the site's view, and goes out as a new push."""
    bases = {part.place: trees.tree(part.base) for part in row.parts}
    outbox.set_state(connection, row.number, "waiting")
    clashes = 0
    for part in row.parts:
        answered = settled.get((part.scope, part.kind, part.id))
        under = documents.stored(connection, part.scope, part.kind, part.id)
        if answered is not None and answered.view is not None:
            clashes += _move(connection, part, answered.seq, answered.view, bases[part.place])
        elif under.seq > part.base_seq:
            clashes += rebase.onto(connection, under, bases[part.place])
        elif answered is None and bases[part.place] is None and _is_unlisted(part, under):
            rebase.onto(connection, replace(under, base=None), None)  # the restored site lacks what this push made
    return clashes


def _refused(connection: Connection, row: outbox.Row, told: Problem) -> None:
    outbox.unfix_after(connection, row)
    outbox.set_state(connection, row.number, "refused", told)


def _move(connection: Connection, part: outbox.Part, seq: int, view: Body | None, old: Body | None) -> int:
    """The site's view moved: the rest of the chain stands on it, unless a page brought a newer one already."""
    under = documents.stored(connection, part.scope, part.kind, part.id)
    if under.gone and under.seq >= seq:
        documents.show(connection, part.kind, part.id)
        return 0
    if seq >= under.seq:
        if view is not None:
            gone.narrowed(connection, under, view)  # an answer may tell of it first (R15)
        else:
            gone.deleted(connection, under)
        under = replace(under, seq=seq, base=trees.spelled(view), gone="" if view is not None else "deleted")
        gone.ended(connection, under)
    return rebase.onto(connection, under, old)
