"""Undo: fifty steps back and forth for each group of edits, kept in the cache, so that they outlive the program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from izanau_desktop.cache import documents, trees
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.documents import Key
from izanau_desktop.cache.outbox import Row
from izanau_desktop.cache.trees import entries_above, patch_of, spelled_patch
from izanau_protocol import patch
from izanau_protocol.canonical import Body

STEPS: Final = 50


class Step(NamedTuple):
    """One edit as two patches of what the person saw: back to before, forth to after."""

    kind: str
    id: str
    scope: str
    back: Body | None
    forth: Body | None


def push(connection: Connection, group: str, step: Step) -> None:
    """Note an edit; what was undone before it can no longer be redone."""
    connection.exec_driver_sql('DELETE FROM undo WHERE "group" = ? AND side = ?', (group, "forth"))
    _add(connection, group, "back", step)
    connection.exec_driver_sql(
        'DELETE FROM undo WHERE "group" = ? AND side = ? AND number NOT IN'
        ' (SELECT number FROM undo WHERE "group" = ? AND side = ? ORDER BY number DESC LIMIT ?)',
        (group, "back", group, "back", STEPS),
    )


def take(connection: Connection, group: str, side: str) -> Step | None:
    """Move the last step of a side to the other one; None where there is none."""
    row = connection.exec_driver_sql(
        'SELECT number, kind, id, scope, back, forth FROM undo WHERE "group" = ? AND side = ?'
        " ORDER BY number DESC LIMIT 1",
        (group, side),
    ).first()
    if row is None:
        return None
    step = Step(row[1], row[2], row[3], patch_of(row[4]), patch_of(row[5]))
    connection.exec_driver_sql("DELETE FROM undo WHERE number = ?", (row[0],))
    _add(connection, group, "forth" if side == "back" else "back", step)
    return step


def amend(connection: Connection, group: str, side: str, step: Step, before: Body | None) -> None:
    """A step was made: the step to the other side brings what it took, also what was changed there since without a step."""
    now = documents.stored(connection, step.scope, step.kind, step.id).visible
    other = "forth" if side == "back" else "back"
    connection.exec_driver_sql(
        f'UPDATE undo SET {other} = ? WHERE number = (SELECT max(number) FROM undo WHERE "group" = ? AND side = ?)',  # noqa: S608 - one of two columns
        (spelled_patch(patch.diff(now, before)), group, other),
    )


def seen(connection: Connection, row: Row) -> dict[Key, Body | None]:
    """What is seen of the documents that a plain edit is about, before it is taken back; a deed has no steps."""
    keys = [] if row.deed else [(part.scope, part.kind, part.id) for part in row.parts if part.kind != "conflict"]
    return {key: one.visible for key, one in documents.stored_each(connection, keys).items()}


def note(connection: Connection, before: Mapping[Key, Body | None]) -> None:
    """Note what was taken back of these as one step of each, which brings all of it back.

    Not of one that is here no more: nothing would tell whom its text is about.
    """
    for (scope, kind, identity), body in before.items():
        now = documents.stored(connection, scope, kind, identity).visible
        if now is not None and trees.spelled(now) != trees.spelled(body):
            step = Step(kind, identity, scope, patch.diff(now, body), patch.diff(body, now))
            push(connection, f"{kind}:{identity}", step)


def makeable(step: Step, side: str, visible: Body | None) -> Body | None:
    """What of a step can still be made: nothing inside of a document or an entry that others removed, which would be torn."""
    wanted, other = (step.back, step.forth) if side == "back" else (step.forth, step.back)
    if wanted is None or other is None:
        return wanted  # of the whole document
    if visible is None:
        return {}
    wanted = _alone(wanted, other, visible)
    above = {entry for path in patch.touched(wanted) for entry in entries_above(step.kind, path)}
    # An entry that the step brings as a whole, or with all that stand around it, tears nothing.
    whole = patch.touched(other)
    brought = {entry for entry in above if any(entry[: len(path)] == path for path in whole)}
    gone = {entry for entry in above - brought if patch.value_at(visible, entry) is None}
    return patch.without(wanted, gone)


def _alone(wanted: Body, other: Body, visible: Body) -> Body:
    """What a step takes, and not what was added beside it since: a list goes as a whole only with nothing else in it."""
    narrowed = dict(wanted)
    for name, change in wanted.items():
        brought, there = other.get(name), visible.get(name)
        if change is None and isinstance(brought, dict) and isinstance(there, dict) and there.keys() - brought.keys():
            narrowed[name] = dict.fromkeys(brought)
    return narrowed


def left(connection: Connection, group: str) -> tuple[int, int]:
    """How many steps there are back and forth."""
    rows = connection.exec_driver_sql('SELECT side, count(*) FROM undo WHERE "group" = ? GROUP BY side', (group,))
    found = {row[0]: int(row[1]) for row in rows}
    return found.get("back", 0), found.get("forth", 0)


def forget(connection: Connection, kind: str, identity: str, scope: str = "") -> None:
    """Drop all steps of a document, or only those of a scope."""
    connection.exec_driver_sql(
        "DELETE FROM undo WHERE id = ? AND kind = ? AND (scope = ? OR ? = '')", (identity, kind, scope, scope)
    )


def _add(connection: Connection, group: str, side: str, step: Step) -> None:
    connection.exec_driver_sql(
        'INSERT INTO undo("group", side, kind, id, scope, back, forth) VALUES(?,?,?,?,?,?,?)',
        (group, side, step.kind, step.id, step.scope, spelled_patch(step.back), spelled_patch(step.forth)),
    )
