"""Settling conflicts: what is chosen for one document goes in one push, and can be taken back until it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast

import msgspec
from msgspec.structs import replace

from izanau_desktop.cache import (
    appending,
    conflicts,
    documents,
    edits,
    files,
    meta,
    outbox,
    overlays,
    rebase,
    trees,
    withheld,
)
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.documents import Stored
from izanau_protocol import merge, patch, pictures, rules, visibility
from izanau_protocol.canonical import Body
from izanau_protocol.patch import Path
from izanau_protocol.problems import Refused, problem
from izanau_protocol.rules.trees import line

DEED: Final = "resolve"
"""The deed of a push that settles."""


class Choice(msgspec.Struct, frozen=True):
    """What one conflict is settled with: mine, theirs, both, or a value of its own."""

    conflict: str
    take: merge.Take
    value: object = None


def settle(connection: Connection, choices: Sequence[Choice], hold: float) -> tuple[str, ...]:
    """Settle conflicts; the ids of the pushes, one for each document.

    Raises Refused for one that is not open, or that breaks a rule, and CannotKeepBoth.
    """
    scope, by_document = conflicts.own_scope(connection), dict[tuple[str, str], list[tuple[Choice, Body]]]()
    for choice in choices:
        body = documents.stored(connection, scope, "conflict", choice.conflict).visible
        if body is None or body.get("settled"):
            raise Refused(problem("not_yours"))
        by_document.setdefault((str(body["document"]), str(body["about"])), []).append((choice, body))
    not_before = edits.moment(hold) if hold > 0 else ""
    return tuple(_settle(connection, *place, chosen, not_before) for place, chosen in by_document.items())


def reopened(connection: Connection, push: outbox.Row) -> None:
    """A push that settled was taken back: its conflicts are open again, and mine lies where it lay.

    Where something else was typed there since, that decides; where another device answered meanwhile, its answer stands;
    where the place itself is gone, it is only asked about.
    """
    for scope, kind, about, laid in overlays.taken_up(connection, push.id):
        rebase.again(connection, conflicts.own_scope(connection), "conflict", laid.conflict)
        row = documents.stored(connection, scope, kind, about)
        links = outbox.chain(connection, scope, kind, about)
        body = outbox.end_of(trees.tree(row.base), links)
        if any(overlays.meets(laid.path, link.patch) for link in links):
            conflicts.tell(connection, conflicts.settle(connection, laid.conflict, "value"))
        elif (answer := _answer(connection, laid.conflict)) is not None:
            conflicts.ask_again(connection, answer, scope, kind, about, laid)
        elif body is not None and not _is_uprooted(kind, body, laid.path):
            overlays.put(connection, row, laid.conflict, laid.path, laid.mine)
            conflicts.laid_again(connection, laid)
            conflicts.moved(connection, row, body)
        rebase.again(connection, scope, kind, about)  # where theirs stayed, the push had no part of it


def unasked(connection: Connection, push: outbox.Row) -> None:
    """A push that asked about what clashed was taken back: where nothing asks any more, mine goes with the question."""
    for part in push.parts:
        asked = documents.stored(connection, part.scope, part.kind, part.id).visible
        if part.kind == "conflict" and (asked is None or asked.get("settled")):
            laid = overlays.drop(connection, part.id)
            if laid:
                rebase.again(connection, *laid[:3])


def applied(connection: Connection, push: outbox.Row) -> None:
    """A push that settled is at the site: what was not about mine of this device is asked about anew."""
    for scope, kind, about, laid in overlays.taken_up(connection, push.id):
        answer = _answer(connection, laid.conflict)
        if answer is not None:
            conflicts.ask_again(connection, answer, scope, kind, about, laid)
            rebase.again(connection, scope, kind, about)


def _answer(connection: Connection, conflict: str) -> Body | None:
    """A conflict as it was settled, on whichever device; None while it is open."""
    body = documents.stored(connection, conflicts.own_scope(connection), "conflict", conflict).visible
    return body if body and body.get("settled") else None


def _settle(
    connection: Connection, kind: str, about: str, chosen: Sequence[tuple[Choice, Body]], not_before: str
) -> str:
    row = _row(connection, kind, about)
    end = outbox.end_of(trees.tree(row.base), outbox.chain(connection, row.scope, kind, about))
    goal = end
    for choice, body in chosen:
        goal = _decided(row, goal, conflicts.as_merge(body), choice)
    if withheld.is_of_move(kind, [conflicts.as_merge(body).path for _, body in chosen]):
        goal = _with_its_reason(connection, trees.tree(row.base), goal)
    if goal is not None and end is None:  # made anew: the site writes its own fields again
        role = meta.get(connection, "role")
        goal = {name: value for name, value in goal.items() if visibility.may_write(kind, name, role)}
    if goal is not None:
        edits.refuse_new_problems(kind, end, goal)
    changes = [conflicts.marked(connection, choice.conflict, choice.take) for choice, _ in chosen]
    wanted = {} if goal is None and end is None else patch.diff(end, goal)
    told = [*filter(None, changes), outbox.Change(kind, about, row.scope, wanted, goal)]
    if not _is_here(connection, kind, wanted):
        raise Refused(problem("picture_not_here", pictures.NAMED[kind]))
    push = appending.append(connection, told, deed=DEED, not_before=not_before, needs=())
    for choice, _ in chosen:
        overlays.lay_aside(connection, choice.conflict, push)
        documents.show(connection, "conflict", choice.conflict)
    rebase.again(connection, row.scope, kind, about)
    return push


def _with_its_reason(connection: Connection, base: Body | None, goal: Body | None) -> Body | None:
    """An application whose stage and reason were chosen apart: at a stage that rejects nobody it has no reason.

    Where the stage stays, its status says whether it rejects, as at the site: the job may have lost it meanwhile.
    """
    if goal is None or "reason" not in goal:
        return goal
    job = documents.get(connection, "job", str(goal.get("job", "")))
    status = {one.id: one.status for one in rules.stages(job.body if job else {})}.get(str(goal.get("stage", "")))
    if base is not None and base.get("stage") == goal.get("stage"):
        status = line(base, "status")
    rejects = status in (None, "rejected")  # of a stage that nobody here knows, the site says what it does
    return goal if rejects else {name: one for name, one in goal.items() if name != "reason"}


def _is_here(connection: Connection, kind: str, wanted: Body | None) -> bool:
    """Whether a picture that is chosen can be sent: another device set it, and may have been the only one to hold it."""
    name = pictures.named(kind, wanted or {})
    return not name or bool(files.get(connection, name))


def _row(connection: Connection, kind: str, about: str) -> Stored:
    """The document in the view that is shown; one that is gone where it was."""
    shown = documents.get(connection, kind, about)
    if shown is not None:
        return documents.stored(connection, shown.scope, kind, about)
    gone = connection.exec_driver_sql("SELECT scope FROM document WHERE kind = ? AND id = ?", (kind, about)).first()
    return documents.stored(connection, gone[0] if gone else conflicts.own_scope(connection), kind, about)


def _decided(row: Stored, goal: Body | None, conflict: merge.Conflict, choice: Choice) -> Body | None:
    """The document as it shall be by one choice."""
    kind, path = row.kind, conflict.path
    if choice.take == "both" and not conflicts.can_keep_both(kind, path, conflict.mine, conflict.theirs):
        raise merge.CannotKeepBoth
    if not path:
        wanted = cast("Body | None", merge.resolve(conflict, choice.take, choice.value))
        return goal if choice.take == "theirs" else wanted
    if goal is None:
        return None  # it went as a whole, and there is nothing left to decide
    if row.base is not None:  # as the site has it now, not as it was told
        conflict = replace(conflict, theirs=patch.value_at(trees.tree(row.base), path))
    value = merge.resolve(conflict, choice.take, choice.value)
    if _is_uprooted(kind, goal, path):
        if choice.take == "theirs":
            return goal
        raise Refused(problem("not_yours", trees.dotted(path)))
    return patch.with_value(goal, path, value)


def _is_uprooted(kind: str, body: Body, path: Path) -> bool:
    """Whether an entry on the way to a field is there no more, so that the field alone would be a torn one."""
    return any(patch.value_at(body, one) is None for one in trees.entries_above(kind, path))
