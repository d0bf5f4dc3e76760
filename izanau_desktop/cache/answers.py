"""Sending and its answers: pushes are fixed before they leave, and each answer moves base, chain and state (R9, R11)."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from izanau_desktop.cache import agreement, cursors, documents, meta, outbox, rebase, rekey, trees
from izanau_desktop.cache.connection import Connection
from izanau_protocol import ambient, patch, visibility, wire
from izanau_protocol import documents as kinds
from izanau_protocol.canonical import Body
from izanau_protocol.problems import Problem, problem
from izanau_protocol.rules import problems

_ROOM: Final = 2048
"""Bytes that a push takes beside its patches."""


def prepare(connection: Connection, *, at_once: bool = False, most: int = wire.MAX_BATCH) -> list[wire.Push]:
    """The pushes to offer now, oldest first: those without an answer as they were, then what may go; all fixed here.

    One at a time for each document: each stands on the answer to the one before, also when a restored site gets
    several anew that were settled once (R12).
    """
    pushes: list[wire.Push] = []
    busy: set[tuple[str, str, str]] = set()
    size = _ROOM
    for row in outbox.rows(connection, ("sent", "waiting")):
        touched = {(part.scope, part.kind, part.id) for part in row.parts}
        if busy & touched or not _may_go(connection, row, at_once):
            busy |= touched
            continue
        busy |= touched
        size += _ROOM + sum(len(trees.spelled_patch(part.patch)) for part in row.parts)
        if pushes and size > most:
            break
        fixed = row if row.state == "sent" else _fix(connection, row)
        pushes.append(_as_push(connection, fixed))
    return pushes


def take(connection: Connection, answer: wire.Answer) -> tuple[str, int, set[str]]:
    """Take in one answer: the result, conflicts that came of it, the kinds that changed."""
    row = outbox.get_by_push(connection, answer.push_id)
    if row is None or row.state != "sent":  # an answer that came twice, or what it was about is gone (R15)
        return "", 0, set()
    touched = {part.kind for part in row.parts}
    settled = {(part.scope, part.kind, part.id): part for part in answer.parts}
    if answer.result == "applied":
        clashes = _applied(connection, row, settled)
    elif answer.result == "stale":
        if any(_is_news(connection, part) for part in answer.parts):
            return "waiting", 0, set()
        due = _attempt_due(answer)
        clashes = rekey.next_attempt(connection, row, due) if due else 0
        clashes += _stale(connection, outbox.get_by_number(connection, row.number), settled)
    elif answer.result == "refused" and (answer.problem or {}).get("code") != "policy_required":
        clashes = 0
        _refused(connection, row, Problem.from_rfc9457(answer.problem or {}))
    else:
        return "waiting", 0, set()
    for part in row.parts:
        documents.show(connection, part.kind, part.id)
    return answer.result, clashes, touched


def _may_go(connection: Connection, row: outbox.Row, at_once: bool) -> bool:
    if row.state == "sent":
        return not agreement.waits(connection, row)  # what became of it is asked once that is given
    needed = [outbox.get(connection, identity) for identity in row.needs]
    if (row.held and not at_once) or any(one and one.state in ("waiting", "refused") for one in needed):
        return False
    lacking = _lacking(connection, row)
    if lacking != row.problem:
        outbox.set_state(connection, row.number, "waiting", lacking)
    return lacking is None


def _lacking(connection: Connection, row: outbox.Row) -> Problem | None:
    """What is still to be agreed to, filled in, or in force, before the site would take it: it waits, it is no fault."""
    if agreement.waits(connection, row):
        return problem("policy_required")
    listed = agreement.manifest(connection)
    for part in row.parts:
        strange = _unlisted(listed, part)
        if strange:
            return problem("not_in_policy", strange, name=strange)
        body = documents.stored(connection, part.scope, part.kind, part.id).visible
        if body and part.kind in kinds.KINDS and part.patch is not None:
            found = [one for one in problems(part.kind, body) if one.code == "required"]
            if found:
                return found[0]
    return None


def _unlisted(listed: visibility.Manifest | None, part: outbox.Part) -> str:
    """A field that the policy in force does not list (PRV-12, R2)."""
    if listed is None or part.kind not in kinds.KINDS:
        return ""
    new = [name for name, value in (part.patch or {}).items() if value is not None]
    return next((name for name in new if not listed.lists(part.kind, name)), "")


def _fix(connection: Connection, row: outbox.Row) -> outbox.Row:
    """Give the push its id, its bases and their epoch; from here on none changes (R9)."""
    push_id, epoch, parts = ambient.new_id(), meta.get(connection, "epoch"), []
    for part in row.parts:
        under = documents.stored(connection, part.scope, part.kind, part.id)
        stands_on_it = under.base is not None and not outbox.is_application(part.kind, part.patch)
        seq = under.seq if stands_on_it else 0
        if stands_on_it and seq == 0:  # read before the site was restored, and not listed since
            seq, epoch = 1, ""
        connection.exec_driver_sql(
            "UPDATE part SET base_seq = ?, base = ? WHERE push = ? AND place = ?",
            (seq, under.base, part.push, part.place),
        )
        parts.append(replace(part, base_seq=seq, base=under.base))
    connection.exec_driver_sql(
        "UPDATE outbox SET state = 'sent', push_id = ?, epoch = ?, problem = '' WHERE number = ?",
        (push_id, epoch, row.number),
    )
    return replace(row, state="sent", push_id=push_id, epoch=epoch, parts=tuple(parts))


def _as_push(connection: Connection, row: outbox.Row) -> wire.Push:
    parts = [wire.Part(p.kind, p.id, p.scope, p.base_seq, p.patch) for p in row.parts]
    needed = [outbox.get(connection, identity) for identity in row.needs]
    return wire.Push(row.push_id, parts, row.epoch, [one.push_id for one in needed if one is not None and one.push_id])


def _attempt_due(answer: wire.Answer) -> int:
    """The number that the site wants for an application whose own is taken; 0 where that is not the matter."""
    told = Problem.from_rfc9457(answer.problem).value("attempt") if answer.problem else None
    return int(told) if isinstance(told, str) and told.isdigit() else 0


def _applied(connection: Connection, row: outbox.Row, settled: dict[tuple[str, str, str], wire.Settled]) -> int:
    outbox.set_state(connection, row.number, "settled")
    clashes = 0
    for part in row.parts:
        answered = settled.get((part.scope, part.kind, part.id))
        if answered is None:
            continue
        cursors.saw(connection, part.scope, answered.seq)
        result = patch.apply(trees.tree(part.base), part.patch)
        view = answered.view if answered.view is not None else result
        clashes += _move(connection, part, answered.seq, view, result)
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
    return clashes


def _refused(connection: Connection, row: outbox.Row, told: Problem) -> None:
    outbox.set_state(connection, row.number, "refused", told)


def _move(connection: Connection, part: outbox.Part, seq: int, view: Body | None, old: Body | None) -> int:
    """The site's view moved: the rest of the chain stands on it, unless a page brought a newer one already."""
    under = documents.stored(connection, part.scope, part.kind, part.id)
    if under.gone and under.seq >= seq:
        return 0
    if seq >= under.seq:
        under = replace(under, seq=seq, base=trees.spelled(view), gone="" if view is not None else "deleted")
    return rebase.onto(connection, under, old)
