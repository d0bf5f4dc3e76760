"""Undo: fifty steps back and forth for each group of edits, kept in the cache, so that they outlive the program."""

from __future__ import annotations

from typing import Final, NamedTuple

from izanau_desktop.cache.connection import Connection
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


def makeable(step: Step, side: str, visible: Body | None) -> Body | None:
    """What of a step can still be made: nothing inside of a document or an entry that others removed, which would be torn."""
    wanted, other = (step.back, step.forth) if side == "back" else (step.forth, step.back)
    if wanted is None or other is None:
        return wanted  # of the whole document
    if visible is None:
        return {}
    above = {entry for path in patch.touched(wanted) for entry in entries_above(step.kind, path)}
    # An entry that the step brings as a whole, or with all that stand around it, tears nothing.
    whole = patch.touched(other)
    brought = {entry for entry in above if any(entry[: len(path)] == path for path in whole)}
    gone = {entry for entry in above - brought if patch.value_at(visible, entry) is None}
    return patch.without(wanted, gone)


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
