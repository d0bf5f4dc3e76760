"""The one way in: an edit writes, in one transaction, what the person sees, the outbox row, and the step back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from izanau_desktop.cache import conflicts, documents, meta, outbox, overlays, trees, undo
from izanau_desktop.cache.connection import Connection
from izanau_protocol import ambient, patch, visibility
from izanau_protocol import documents as kinds
from izanau_protocol.canonical import Body
from izanau_protocol.problems import Problem, Refused, problem
from izanau_protocol.rules import problems

DRAFT: Final = "account:draft"
"""The scope of a profile that has no account yet."""
_NATURAL: Final = ("application", "conflict", "profile")
"""Kinds that are made under the id of an earlier one, which may be gone."""
UNBLIND: Final = "unblind"
"""The deed that makes people known who were under blind review: it goes at once, and nothing takes it back."""
LOCAL: Final = "local"
"""The scope of what never leaves this machine (papers)."""


class Edit(msgspec.Struct, frozen=True):
    """A merge patch of what the person sees of one document; None deletes it."""

    kind: str
    id: str
    scope: str
    patch: Body | None


class Options(msgspec.Struct, frozen=True):
    """How an edit is to be sent and taken back."""

    hold: float = 0.0
    deed: str = ""
    needs: tuple[str, ...] = ()
    group: str = ""
    undoable: bool = True
    checked: bool = True


def make(connection: Connection, edits: Sequence[Edit], options: Options) -> str:
    """Make the edits; the id of the outbox row, or empty where nothing changed or nothing is ever sent of it."""
    if any(_makes_known(connection, edit) for edit in edits):
        options = msgspec.structs.replace(options, hold=0.0, deed=UNBLIND)
    changes: list[outbox.Change | None] = []
    for edit in edits:
        decided = overlays.touched_by(connection, edit.scope, edit.kind, edit.id, edit.patch)
        changes.append(_one(connection, edit, options))
        changes += [conflicts.settle(connection, conflict, "value") for conflict in decided]
    sent = [change for change in changes if change is not None and change.scope not in (DRAFT, LOCAL)]
    not_before = moment(options.hold) if options.hold > 0 else ""
    identity = outbox.append(connection, sent, deed=options.deed, not_before=not_before, needs=options.needs)
    for change in sent:
        documents.wait_or_not(connection, change.kind, change.id)
    return identity


def moment(seconds: float) -> str:
    """The time in so many seconds, as the cache writes times."""
    return ambient.timestamp(seconds=seconds)


def _makes_known(connection: Connection, edit: Edit) -> bool:
    """Whether this ends the blind review of a job that people could apply for: the site notes who saw their names then."""
    if edit.kind != "job" or (edit.patch or {}).get("blind", True) is True:
        return False
    base = trees.tree(documents.stored(connection, edit.scope, edit.kind, edit.id).base)
    return base is not None and base.get("blind") is True and base.get("state") not in ("draft", "template")


def _one(connection: Connection, edit: Edit, options: Options) -> outbox.Change | None:
    wanted = trees.clean(edit.patch)
    row = documents.stored(connection, edit.scope, edit.kind, edit.id)
    before = row.visible
    if row.gone and before is None and options.checked and edit.kind not in _NATURAL:
        raise Refused(problem("not_yours"))  # gone while its form was open: a part of it would be torn off
    if row.gone and before is None and wanted is not None:  # made anew: the site writes its own fields again
        role = meta.get(connection, "role")
        wanted = {name: value for name, value in wanted.items() if visibility.may_write(row.kind, name, role)}
    after = patch.apply(before, wanted)
    if trees.spelled(after) == trees.spelled(before):
        return None
    if options.checked and after is not None:
        refuse_new_problems(edit.kind, before, after)
    links = outbox.chain(connection, edit.scope, edit.kind, edit.id)
    end = outbox.end_of(trees.tree(row.base), links)
    goal = overlays.settle_touched(connection, row, wanted, patch.apply(end, wanted), after)
    documents.see(connection, row, after)
    if options.undoable and not options.deed:
        step = undo.Step(edit.kind, edit.id, edit.scope, patch.diff(after, before), patch.diff(before, after))
        undo.push(connection, options.group or f"{edit.kind}:{edit.id}", step)
    changed = patch.diff(end, goal) if goal is not None or end is not None else {}
    return outbox.Change(edit.kind, edit.id, edit.scope, changed, goal)


def refuse_new_problems(kind: str, before: Body | None, after: Body) -> None:
    """Raise Refused for what this edit made wrong. What is merely not filled in yet, or was wrong before, may stay."""
    if kind not in kinds.KINDS:
        return
    known = set(problems(kind, before)) if before else set()
    found: list[Problem] = [one for one in problems(kind, after) if one.code != "required" and one not in known]
    if found:
        raise Refused(*found)
