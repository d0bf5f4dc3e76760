"""What a restored site lacks until those who made it bring it back: what one did with it waits meanwhile (R12)."""

from __future__ import annotations

from typing import Final, Literal

from izanau_desktop.cache import documents, meta, outbox, trees, undo
from izanau_desktop.cache.connection import Connection, Found
from izanau_desktop.cache.documents import Stored
from izanau_protocol import ids, patch
from izanau_protocol.canonical import Body

GONE: Final = "awaited"
"""Why a document is gone: a restored site did not list it, and did not say that it let go of it."""
_NOTE: Final = "awaited"
_UNREAD: Final = "unread"
"""The note while the restored site is read: what it will turn out to lack is not known yet."""


def begin(connection: Connection) -> None:
    """The site was restored: from now on pushes look whether what they are about is there again."""
    meta.put(connection, _NOTE, _UNREAD)


def is_any(connection: Connection) -> bool:
    """Whether anything is, or may turn out to be, awaited."""
    return bool(meta.get(connection, _NOTE))


def finish(connection: Connection, at: str) -> None:
    """All was read, at this moment of the site; where nothing is awaited, pushes need not look any more."""
    note = meta.get(connection, _NOTE)
    if note:
        since = (at or outbox.UNTOLD) if note in (_UNREAD, outbox.UNTOLD) else note
        meta.put(connection, _NOTE, since if _all(connection).first() else "")


def is_over(connection: Connection, before: str) -> bool:
    """Whether what is awaited is so since before a moment, at which the backup window began: then nobody brings it back."""
    return "" < meta.get(connection, _NOTE) < before


def put_off(connection: Connection, row: Stored) -> None:
    """Let go of a document that the restored site did not list, but not of what one did with it: that waits until it is back.

    Of the view under each edit only the fields stay that it names, which are one's own to write, and all of what it removes:
    from them it is merged later (`rebase.back`).
    """
    body = trees.tree(row.base)
    for link in outbox.chain(connection, row.scope, row.kind, row.id):
        base = trees.tree(link.base) if link.state == "sent" else body
        outbox.rest_on(connection, link, _named(base, link.patch))
        body = patch.apply(body, link.patch)
    undo.forget(connection, row.kind, row.id)
    documents.put(connection, Stored(row.scope, row.kind, row.id, 0, None, None, GONE, row.listed))


def _named(base: Body | None, changed: Body | None) -> Body | None:
    return base if base is None or changed is None else {name: base[name] for name in base if name in changed}


def under(link: outbox.Link, view: Body) -> Body | None:
    """What an edit was made on, as far as it matters to it, of a document that is back: the view, with what stood where it changes."""
    base = trees.tree(link.base)
    if base is None or link.patch is None:
        return base
    return {name: value for name, value in view.items() if name not in link.patch} | base


def rows(connection: Connection) -> list[tuple[str, str, str]]:
    """Scope, kind and id of all that is awaited."""
    return [(row[0], row[1], row[2]) for row in _all(connection)]


def _all(connection: Connection) -> Found:
    return connection.exec_driver_sql("SELECT scope, kind, id FROM document WHERE gone <> '' AND gone = ?", (GONE,))


def pushes(connection: Connection) -> list[outbox.Row]:
    """What waits for that, in whichever state."""
    epoch = meta.get(connection, "epoch")
    return [row for row in outbox.rows(connection) if absent(connection, row, epoch) == "awaited"]


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
