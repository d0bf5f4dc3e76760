"""What a restored site lacks until those who made it bring it back: what one did with it waits meanwhile (R12)."""

from __future__ import annotations

from typing import Final, Literal

from izanau_desktop.cache import documents, fixing, meta, outbox, trees, undo
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.documents import Stored
from izanau_protocol import ids

GONE: Final = "awaited"
"""Why a document is gone: a restored site did not list it, and did not say that it let go of it."""
_NOTE: Final = "awaited"
_OF_OTHERS: Final = ("applicants:", "contacts:", "job:", "staff")


def begin(connection: Connection) -> None:
    """The site was restored: from now on pushes look whether what they are about is there again."""
    meta.put(connection, _NOTE, "some")


def is_any(connection: Connection) -> bool:
    """Whether anything is, or may turn out to be, awaited."""
    return bool(meta.get(connection, _NOTE))


def finish(connection: Connection) -> None:
    """All was read: where nothing is awaited, pushes need not look any more."""
    if is_any(connection):
        left = connection.exec_driver_sql("SELECT 1 FROM document WHERE gone <> '' AND gone = ? LIMIT 1", (GONE,))
        meta.put(connection, _NOTE, "some" if left.first() else "")


def put_off(connection: Connection, row: Stored) -> None:
    """Let go of a document that the restored site did not list, but not of what one did with it: that waits until it is back.

    Of the view that an edit was made on only the fields stay that the edit names, which are one's own to write: from them
    it is merged later. What was not sent yet is fixed on that view too, which is here no longer.
    """
    pushes = outbox.holding(connection, row.scope, row.kind, row.id)
    for push in pushes:
        if push.state == "waiting":
            fixing.fix_on_former(connection, push)
    if row.scope.startswith(_OF_OTHERS):
        for push in pushes:
            _narrow(connection, push.number, row)
    undo.forget(connection, row.kind, row.id)
    documents.put(connection, Stored(row.scope, row.kind, row.id, 0, None, None, GONE, row.listed))


def absent(connection: Connection, row: outbox.Row, epoch: str) -> Literal["", "unlisted", "awaited"]:
    """Whether what a push is about was not listed since the site was restored, or is awaited."""
    about = sorted(_stands_on(row, epoch) | _speaks_of(row))
    marks = ",".join("?" * len(about))
    found = connection.exec_driver_sql(
        "SELECT max(base IS NOT NULL AND seq > 0), max(base IS NOT NULL AND seq = 0), max(gone = ?)"  # noqa: S608 - marks
        f" FROM document WHERE id IN ({marks}) GROUP BY id",
        (GONE, *about),
    ).all()
    lacking = [one for one in found if not one[0]]
    if any(one[1] for one in lacking):
        return "unlisted"
    return "awaited" if any(one[2] for one in lacking) else ""


def _stands_on(row: outbox.Row, epoch: str) -> set[str]:
    """The documents that it changes, but for an application that it makes: that is offered again whatever is there."""
    if row.state == "sent" and row.epoch == epoch:
        return set()
    changed = (part for part in row.parts if part.base is not None or row.state == "waiting")
    return {part.id for part in changed if not outbox.is_application(part.kind, part.patch)}


def _speaks_of(row: outbox.Row) -> set[str]:
    """The documents that it names: the job that is applied for, the application that a note is about."""
    values = (value for part in row.parts for value in (part.patch or {}).values())
    return {value for value in values if isinstance(value, str) and ids.is_id(value)}


def _narrow(connection: Connection, push: int, row: Stored) -> None:
    for part in outbox.get_by_number(connection, push).parts:
        if (part.scope, part.kind, part.id) == (row.scope, row.kind, row.id) and part.base is not None:
            named, view = part.patch or {}, trees.tree(part.base) or {}
            kept = trees.spelled({name: value for name, value in view.items() if name in named})
            connection.exec_driver_sql(
                "UPDATE part SET base = ? WHERE push = ? AND place = ?", (kept, push, part.place)
            )
