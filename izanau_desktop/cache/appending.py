"""Adding pushes to the outbox, as many at once as one deed makes; a plain edit is folded into the one before it."""

# ruff: noqa: S608 - the marks of bound values

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from izanau_desktop.cache import documents, outbox, refusals
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.outbox import Change
from izanau_desktop.cache.trees import spelled_patch, tree
from izanau_protocol import ambient, patch, visibility


def append(
    connection: Connection, changes: Sequence[Change], *, deed: str, not_before: str, needs: Sequence[str]
) -> str:
    """Add a push, or fold a plain edit of one document into the last push that is not sent yet; its id, or empty."""
    return append_each(connection, [changes], deed=deed, not_before=not_before, needs=needs)[0]


def append_each(
    connection: Connection, pushes: Sequence[Sequence[Change]], *, deed: str, not_before: str, needs: Sequence[str]
) -> list[str]:
    """Add pushes that have no document in common, each as `append` does."""
    made: list[str] = []
    added: list[tuple[str, list[Change]]] = []
    for every in pushes:
        changes = [change for change in every if change.patch != {}]
        folded = _fold(connection, changes[0], not_before) if len(changes) == 1 and not deed and not needs else None
        if changes and folded is None:
            added.append((ambient.new_id(), changes))
            folded = added[-1][0]
        made.append(folded or "")
    if added:
        first = _write(
            connection, added, (deed, not_before, ambient.timestamp(), msgspec.json.encode(list(needs)).decode())
        )
        if deed:
            _hold_up_nothing(connection, first, first + len(added) - 1, not_before, needs)
    return made


def _write(connection: Connection, added: Sequence[tuple[str, list[Change]]], how: tuple[str, str, str, str]) -> int:
    """Write the pushes and their parts; the number of the first, which the others follow. No number is given twice."""
    last = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'").scalar()
    first = int(last or 0) + 1
    numbered = list(enumerate(added, first))
    connection.exec_driver_sql(
        "INSERT INTO outbox(number, id, state, deed, not_before, created, needs) VALUES(?,?,'waiting',?,?,?,?)",
        [(number, identity, *how) for number, (identity, _) in numbered],
    )
    connection.exec_driver_sql(
        "INSERT INTO part(push, place, kind, id, scope, patch) VALUES(?,?,?,?,?,?)",
        [
            (number, place, change.kind, change.id, change.scope, spelled_patch(change.patch))
            for number, (_, changes) in numbered
            for place, change in enumerate(changes)
        ],
    )
    return first


def _hold_up_nothing(connection: Connection, first: int, last: int, not_before: str, needs: Sequence[str]) -> None:
    """Edits that these deeds have to follow are held no longer than they are: who unregisters is gone when they were told."""
    marks = ",".join("?" * len(needs))
    connection.exec_driver_sql(
        "UPDATE outbox SET not_before = min(not_before, ?) WHERE state = 'waiting' AND deed = '' AND number < ?"
        " AND number IN (SELECT p.push FROM part p JOIN part d ON d.id = p.id AND d.kind = p.kind"
        f" WHERE d.push BETWEEN ? AND ? UNION SELECT number FROM outbox WHERE id IN ({marks}))",
        (not_before, first, first, last, *needs),
    )


def _fold(connection: Connection, change: Change, not_before: str) -> str | None:
    """Fold the change into the last unsent plain edit of its document; None where there is none such."""
    links = outbox.chain(connection, change.scope, change.kind, change.id)
    if not links or links[-1].state == "sent" or links[-1].deed:
        return None
    last = outbox.get_by_number(connection, links[-1].row)
    if len(last.parts) != 1 or last.needs:
        return None
    base = tree(documents.stored(connection, change.scope, change.kind, change.id).base)
    if visibility.are_apart(change.kind, change.patch, links[-1].patch, there=base is not None):
        return None
    if base is not None and last.state == "refused" and not refusals.is_about(change.kind, change.patch, last):
        return None  # it would be refused along, or taken back with it
    before = outbox.end_of(base, links[:-1])
    if before is None and change.after is None:
        outbox.drop(connection, last.number)
        return ""
    again = refusals.named_again(change.kind, change.after, (links[-1].patch, change.patch), links[:-1])
    folded = refusals.asking(patch.diff(before, change.after), change.after, again)
    if folded == {} and before is not None:
        outbox.drop(connection, last.number)
        return ""
    connection.exec_driver_sql("UPDATE part SET patch = ? WHERE push = ?", (spelled_patch(folded), last.number))
    connection.exec_driver_sql(
        "UPDATE outbox SET state = 'waiting', push_id = '', problem = '', settled = '', not_before = max(not_before, ?)"
        " WHERE number = ?",
        (not_before, last.number),
    )
    return last.id
