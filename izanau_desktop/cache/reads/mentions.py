"""Read model of the notes in which colleagues mention the person at this desk, until they are opened on this machine."""

from __future__ import annotations

from typing import Final

import msgspec

from izanau_desktop.cache import Cache, documents, local, meta
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import veil
from izanau_desktop.cache.reads.common import field
from izanau_desktop.cache.reads.company import By, members

MOST: Final = 100
"""So many are told of at most."""
WAITING: Final = (
    "SELECT s.id FROM facet f CROSS JOIN shown s ON s.number = f.number"
    " WHERE f.name = 'mention' AND f.value = ? AND s.kind = 'note'"
    " AND NOT EXISTS (SELECT 1 FROM local l WHERE l.shelf = ? AND l.key = s.id) ORDER BY s.at LIMIT ?"
)


class Mention(msgspec.Struct, frozen=True):
    """A note that mentions the person at this desk."""

    note: str
    application: str
    name: str
    """Of the applicant."""
    code: str
    """By what the applicant is called while they are under blind review, where they have no name."""
    by: By | None
    text: str
    at: str


def mentions(cache: Cache) -> tuple[Mention, ...]:
    """Those that were not opened here, the oldest first."""
    with cache.reading("note") as connection:
        return waiting(connection)


def waiting(connection: Connection) -> tuple[Mention, ...]:
    """The same, in a look that is under way."""
    mine = meta.membership(connection)
    rows = connection.exec_driver_sql(WAITING, (mine, local.SEEN, MOST)).all() if mine else []
    notes = documents.many(connection, "note", [row[0] for row in rows])
    by = members(connection, [field(one.body, "author") for one in notes.values()])
    found = documents.many(
        connection, "application", sorted({field(one.body, "application") for one in notes.values()})
    )
    people = documents.many(connection, "profile", sorted({field(one.body, "seeker") for one in found.values()}))
    posts = documents.many(connection, "job", sorted({field(one.body, "job") for one in found.values()}))
    told = []
    for note in (notes[row[0]] for row in rows if row[0] in notes):
        about = found.get(field(note.body, "application"))
        if about is not None and field(note.body, "author") != mine:
            whom, author = veil.whom(about, people, posts), by.get(field(note.body, "author"))
            told.append(
                Mention(
                    note.id, about.id, whom.name, whom.code, author, field(note.body, "text"), field(note.body, "at")
                )
            )
    return tuple(told)
