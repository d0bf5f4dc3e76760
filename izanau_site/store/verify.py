"""Whether the store is sound: documents as they were written, feeds with the views that these have, files, the log's chain."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from izanau_protocol import canonical, visibility
from izanau_site.store import aside, facts, files, sealing, writes
from izanau_site.store.documents import Document, chunks, from_row
from izanau_site.store.feeds import held
from izanau_site.store.schema import documents, feed
from izanau_site.store.store import Store

_AT_ONCE = 500


def verify(store: Store) -> list[str]:
    """What is wrong, a line each, by ids only; empty: all is sound."""
    with store.transaction() as connection:
        ids = list(connection.execute(select(documents.c.id).order_by(documents.c.id)).scalars())
        wrong = [line for some in chunks(ids, _AT_ONCE) for line in _feeds(connection, some)]
        wrong += _strays(connection)
        wrong += [f"document {one} is gone, and nobody deleted it" for one in writes.lost(connection)]
        wrong += files.broken(connection)
        wrong += [
            f"access log: row {one} was put in or changed, or one before it" for one in sealing.broken(connection)
        ]
        wrong += [
            f"ledger: line {one.line.number} is not carried out; whom it is about is kept"
            for one in aside.lines(connection)
        ]
        if not sealing.reaches(connection, store.ledger.seal):
            wrong.append("access log: rows at its end are gone, or were sealed anew")
    return wrong


def _feeds(connection: Connection, ids: list[str]) -> Iterator[str]:
    """Views that are wrong, missing, or where they should not be."""
    rows = [from_row(row) for row in connection.execute(select(documents).where(documents.c.id.in_(ids)))]
    for row in writes.falsified(connection, rows):
        yield f"{row.kind} {row.id}: it is not as it was written last"
    known = facts.read(connection, rows)
    entries = held(connection, ids)
    for row in rows:
        wanted = visibility.audiences(row.kind, row.id, row.body, known[row.id])
        for scope, view in wanted.items():
            entry = entries.get((scope, row.id))
            if entry is None or entry.view is None:
                yield _line(row, scope, "is missing")
            elif bytes(entry.view) != canonical.encode(view):
                yield _line(row, scope, "is another one")
        for (scope, identity), entry in entries.items():
            if identity == row.id and entry.view is not None and scope not in wanted:
                yield _line(row, scope, "should be gone")


def _strays(connection: Connection) -> Iterator[str]:
    """Views of documents that are no more."""
    query = select(feed.c.scope, feed.c.kind, feed.c.id).where(feed.c.view.is_not(None))
    for row in connection.execute(query.where(feed.c.id.not_in(select(documents.c.id)))):
        yield f"{row.kind} {row.id}: its view in {row.scope} outlived it"


def _line(row: Document, scope: str, what: str) -> str:
    return f"{row.kind} {row.id}: its view in {scope} {what}"
