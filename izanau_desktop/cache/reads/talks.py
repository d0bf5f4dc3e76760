"""Read model of a company's conversations: one about each application, and one with each person about none.

What is written about an application that hides its person stands under their code.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec.structs import replace

from izanau_desktop.cache import Cache, Document, applicants, documents, indexing, local
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import spoken, veil
from izanau_desktop.cache.reads.common import field, unread
from izanau_desktop.cache.reads.lastwords import Among, Last, beside, of_key
from izanau_desktop.cache.reads.people import MessageRow, Messages, Thread, job_titles, messages, refused, threads
from izanau_desktop.cache.reads.spoken import MANY
from izanau_protocol.text import fold
from izanau_protocol.visibility import blind

PAGE: Final = 64
"""Conversations that are read at a time."""
UNSEEN: Final = (
    "SELECT s.id FROM shown s INDEXED BY shown_by_about WHERE s.kind = 'message' AND s.about = ? AND s.state = ?"
    " AND EXISTS (SELECT 1 FROM facet f WHERE f.number = s.number AND f.name = 'sender' AND f.value = 'seeker')"
    " AND NOT EXISTS (SELECT 1 FROM local l WHERE l.shelf = ? AND l.key = s.id)"
)


class Talks(msgspec.Struct, frozen=True):
    """Conversations that follow one another in a list, however long it is: newest first."""

    threads: tuple[Thread, ...] = ()
    newer: bool = False
    """Whether there are others before these."""
    older: bool = False
    total: int = 0
    """How many fit; above `MANY` it is only known to be more."""
    unread: int = 0
    """How many messages of applicants were not looked at on this machine; 0 where words are looked for."""
    beyond: bool = False
    """Whether there may be others with the words: more people of the name, or more who ask, than are looked through."""
    indexed: indexing.Indexed | None = None
    """How far the search reaches, where it does not reach all yet."""


def conversations(cache: Cache, words: str = "", key: str = "", above: int = PAGE, below: int = PAGE) -> Talks:
    """Conversations around the one of this key, so many before it and with those behind it; else from the newest on.

    With `words` those alone which have them in any message, or in the name of whom they are with. Nothing is read of what is not
    told.
    """
    with cache.reading("message") as connection:
        found = spoken.fitting(connection, words) if fold(words).strip() else None
        among = found.among if found is not None else Among()
        at = of_key(connection, key, among) if key else None
        newer = [] if at is None else beside(connection, among, at, above + 1, newer=True)
        older = beside(connection, among, at, below + 1)
        total = found.total if found is not None else None
        return Talks(
            _told(connection, [*reversed(newer[:above]), *older[:below]]),
            len(newer) > above,
            len(older) > below,
            len(beside(connection, among, None, MANY + 1)) if total is None else total,
            unread(connection) if found is None else 0,
            found is not None and found.beyond,
            None if found is None else _reach(connection),
        )


def _reach(connection: Connection) -> indexing.Indexed | None:
    return indexing.read(connection, "message") or indexing.read(connection, applicants.KIND)


def _told(connection: Connection, wanted: Sequence[Last]) -> tuple[Thread, ...]:
    """The conversations that end with these."""
    known = documents.many(connection, "profile", [one.seeker for one in wanted])
    bodies = documents.many(connection, "message", [one.id for one in wanted])
    titles = job_titles(connection, [one.application for one in wanted])
    counts = {
        row[:2]: row[3:]
        for some in documents.pieces(one.seeker for one in wanted)
        for row in threads(connection, "about", "seeker", some)
    }
    unsent = refused(connection, "about")
    return tuple(
        replace(
            _thread(connection, known.get(one.seeker), one, bodies[one.id], *counts[one.talk]),
            refused=one.talk in unsent,
            title=titles.get(one.application, {}),
        )
        for one in wanted
        if one.id in bodies
    )


def conversation(cache: Cache, seeker: str, application: str = "", limit: int = 200) -> tuple[MessageRow, ...]:
    """The newest messages with an applicant about one application, or about none, oldest first."""
    with cache.reading("message") as connection:
        return written(connection, seeker, application, limit)


def written(connection: Connection, seeker: str, application: str, limit: int = 200) -> tuple[MessageRow, ...]:
    """The same, in a look that is under way."""
    found = messages(connection, Messages("about", seeker, application), limit)
    if not application or not veil.is_hidden(connection, application):
        return found
    return veil.unnamed(found, documents.get(connection, "profile", seeker))


def unseen(cache: Cache, seeker: str, application: str) -> tuple[str, ...]:
    """All messages of the person in that conversation that were not looked at on this machine."""
    with cache.reading("message") as connection:
        return tuple(row[0] for row in connection.exec_driver_sql(UNSEEN, (seeker, application, local.SEEN)))


def _thread(
    connection: Connection, profile: Document | None, last: Last, message: Document, total: int, unread: int
) -> Thread:
    seeker, application = last.talk
    about = profile.body if profile is not None and not last.hides else {}
    named = "" if last.hides else field(about, "name.full") or _signed(connection, last)
    text = veil.said(message.body, profile) if last.hides else field(message.body, "text")
    code = blind.code(application) if last.hides else ""
    sender = field(message.body, "sender")
    return Thread(seeker, named, field(about, "name.native"), text, last.at, total, unread, sender, code, application)


def _signed(connection: Connection, last: Last) -> str:
    """The name under which somebody wrote whose profile is not seen: of one who asks without having applied."""
    found = written(connection, *last.talk)
    return next((one.name for one in reversed(found) if one.sender == "seeker" and one.name), "")
