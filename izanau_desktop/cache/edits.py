"""The one way in: an edit writes, in one transaction, what the person sees, the outbox row, and the step back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from izanau_desktop.cache import appending, conflicts, documents, meta, outbox, overlays, refusals, trees, undo
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.documents import Key, Put, Stored
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

    @property
    def key(self) -> Key:
        """Of which document."""
        return self.scope, self.kind, self.id


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
    return make_each(connection, [edits], options)[0]


def make_each(connection: Connection, pushes: Sequence[Sequence[Edit]], options: Options) -> list[str]:
    """Make the edits of each push, one after the other, as `make` does; what is here of their documents is read at once."""
    made: list[str] = []
    for some, how in _runs(connection, pushes, options):
        made += _Run(connection, some, how).make()
    return made


def _runs(
    connection: Connection, pushes: Sequence[Sequence[Edit]], options: Options
) -> Iterator[tuple[list[Sequence[Edit]], Options]]:
    """The pushes in their order: as many at once as have no document in common, and go out alike."""
    run, taken, how = list[Sequence[Edit]](), set[Key](), options
    for edits in pushes:
        keys = {edit.key for edit in edits}
        known = any(_makes_known(connection, edit) for edit in edits)
        own = msgspec.structs.replace(options, hold=0.0, deed=UNBLIND) if known else options
        if run and (own != how or not keys.isdisjoint(taken)):
            yield run, how
            run, taken = [], set()
        run.append(edits)
        taken |= keys
        how = own
    yield run, how


def moment(seconds: float) -> str:
    """The time in so many seconds, as the cache writes times."""
    return ambient.timestamp(seconds=seconds)


def _makes_known(connection: Connection, edit: Edit) -> bool:
    """Whether this ends the blind review of a job that people could apply for: the site notes who saw their names then."""
    if edit.kind != "job" or (edit.patch or {}).get("blind", True) is True:
        return False
    base = trees.tree(documents.stored(connection, edit.scope, edit.kind, edit.id).base)
    return base is not None and base.get("blind") is True and base.get("state") not in ("draft", "template")


class _Run:
    """Pushes that have no document in common, over what is here of these documents."""

    def __init__(self, connection: Connection, pushes: Sequence[Sequence[Edit]], options: Options) -> None:
        self._connection, self._pushes, self._options = connection, pushes, options
        keys = {edit.key for edits in pushes for edit in edits}
        self._before = documents.stored_each(connection, keys)
        self._after: dict[Key, Stored] = {}
        """The rows that changed, in the order in which they did."""
        self._laid = overlays.of_each(connection, keys)
        self._links = outbox.chains(connection, keys)
        self._waiting: set[Key] = set()
        """The documents of which something is sent by this."""

    def make(self) -> list[str]:
        """Write the pushes, and what the person sees then; their ids."""
        connection, options = self._connection, self._options
        sent = [self._changes(edits) for edits in self._pushes]
        changed = [
            Put(row, self._before[key], True if key in self._waiting else None) for key, row in self._after.items()
        ]
        documents.put_each(connection, changed)
        not_before = moment(options.hold) if options.hold > 0 else ""
        made = appending.append_each(connection, sent, deed=options.deed, not_before=not_before, needs=options.needs)
        for identity, changes in zip(made, sent, strict=True):
            for change in changes:
                if not identity or change.key not in self._waiting:
                    documents.wait_or_not(connection, change.kind, change.id)
        return made

    def _changes(self, edits: Sequence[Edit]) -> list[outbox.Change]:
        """What the site is asked for by one push."""
        changes: list[outbox.Change | None] = []
        for edit in edits if not self._is_told_alone(edits) else ():
            decided = overlays.touched_by(self._laid[edit.key], edit.patch)
            changes.append(self._one(edit))
            changes += [conflicts.settle(self._connection, conflict, "value") for conflict in decided]
            self._laid[edit.key] = [one for one in self._laid[edit.key] if one.conflict not in decided]
        return [change for change in changes if change is not None and change.scope not in (DRAFT, LOCAL)]

    def _one(self, edit: Edit) -> outbox.Change | None:
        row, options = self._after.get(edit.key, self._before[edit.key]), self._options
        before, wanted = row.visible, self._wanted(edit, row)
        after = patch.apply(before, wanted)
        spelled = trees.spelled(after)
        refused = refusals.named(edit.kind, wanted, self._links[edit.key])
        if spelled == (row.spelled or None) and not (refused and options.deed):
            return None
        if options.checked and after is not None:
            refuse_new_problems(edit.kind, before, after)
        base = before if row.mine is None else trees.tree(row.base)
        end = outbox.end_of(base, self._links[edit.key])
        goal = overlays.settle_touched(self._laid[edit.key], wanted, patch.apply(end, wanted), after)
        self._after[edit.key] = documents.seen(row, spelled)
        if options.undoable and not options.deed:
            step = undo.Step(edit.kind, edit.id, edit.scope, patch.diff(after, before), patch.diff(before, after))
            undo.push(self._connection, options.group or f"{edit.kind}:{edit.id}", step)
        changed = patch.diff(end, goal) if goal is not None or end is not None else {}
        changed = refusals.asking(changed, goal, refused)
        if changed != {} and edit.scope not in (DRAFT, LOCAL):
            self._waiting.add(edit.key)
        return outbox.Change(edit.kind, edit.id, edit.scope, changed, goal)

    def _is_told_alone(self, edits: Sequence[Edit]) -> bool:
        """Whether these move an application that stands there already, and tell of it: that would go out alone, and again."""
        moves = [one for one in edits if one.kind == "application" and "stage" in (one.patch or {})]
        return len(moves) < len(edits) and any(self._stands(one) for one in moves)

    def _stands(self, move: Edit) -> bool:
        row, wanted = self._after.get(move.key, self._before[move.key]), {"stage": (move.patch or {})["stage"]}
        stands = (row.visible or {}).get("stage") == wanted["stage"]
        return stands and not refusals.named(move.kind, dict(wanted), self._links[move.key])

    def _wanted(self, edit: Edit, row: Stored) -> Body | None:
        """The patch as it is made. Raises Refused for a part of what is gone."""
        wanted = trees.clean(edit.patch)
        if wanted is None or not row.gone or row.visible is not None:
            return wanted
        if self._options.checked and edit.kind not in _NATURAL:
            raise Refused(problem("not_yours"))  # gone while its form was open: a part of it would be torn off
        role = meta.get(self._connection, "role")  # made anew: the site writes its own fields again
        return {name: value for name, value in wanted.items() if visibility.may_write(row.kind, name, role)}


def refuse_new_problems(kind: str, before: Body | None, after: Body) -> None:
    """Raise Refused for what this edit made wrong. What is merely not filled in yet, or was wrong before, may stay."""
    if kind not in kinds.KINDS:
        return
    known = set(problems(kind, before)) if before else set()
    found: list[Problem] = [one for one in problems(kind, after) if one.code != "required" and one not in known]
    if found:
        raise Refused(*found)
