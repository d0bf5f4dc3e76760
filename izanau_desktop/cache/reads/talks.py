"""Read model of a company's conversations: one with each person, and one of its own about each application under blind review.

What was written about an application that hides its person stands under the code alone, and everything else without it:
beside each other, the one would tell who the other is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

import msgspec
from msgspec.structs import replace

from izanau_desktop.cache import Cache, Document, applicants, documents, indexing
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import query, veil
from izanau_desktop.cache.reads.common import field, unread
from izanau_desktop.cache.reads.people import MessageRow, Messages, Thread, messages, refused, threads
from izanau_protocol.canonical import Body
from izanau_protocol.text import fold, query_tokens
from izanau_protocol.visibility import blind

PAGE: Final = 64
"""Conversations that are read at a time."""
MANY: Final = 1_000
"""Up to here conversations are counted, and people of a name are looked up."""
LAST: Final = 2_000
"""In so many conversations, the newest, the last words are looked through."""

THEIRS: Final = (
    " FROM facet f INDEXED BY facet_by_value CROSS JOIN shown s ON s.number = f.number"
    " WHERE f.name = 'sender' AND f.value = 'seeker'"
)
"""The messages of applicants alone, by number: letters and acknowledgements may be a hundred times as many."""
NEWER: Final = (
    "SELECT 1 FROM shown l INDEXED BY shown_by_about"  # noqa: S608 - pieces of this package
    " WHERE l.kind = 'message' AND l.about = s.about"
    f" AND (l.at, l.number) > (s.at, s.number) AND {veil.apart('l')} = {veil.apart('s')}"
)
"""A newer message of the same conversation: without one, a message is the last word there."""
_LAST_WORDS: Final = (
    f"SELECT s.number, s.id, s.about, {veil.apart('s')} AS apart, s.at"  # noqa: S608 - pieces of this package
    " FROM shown s INDEXED BY {index} WHERE s.kind = 'message' AND NOT EXISTS (" + NEWER + ") AND {where}"
    " ORDER BY s.at {way}, s.number {way} LIMIT ?"
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
    """Whether there may be others with the words: more people of the name, or older last words, than are looked through."""
    indexed: indexing.Indexed | None = None
    """How far the search by names reaches, where it does not reach all yet."""


class _Last(NamedTuple):
    """The last word of a conversation."""

    number: int
    id: str
    seeker: str
    application: str
    """The one that hides them, where the conversation is about that alone."""
    at: str

    @property
    def key(self) -> str:
        return self.application or self.seeker


def conversations(cache: Cache, words: str = "", key: str = "", above: int = PAGE, below: int = PAGE) -> Talks:
    """Conversations around the one of this key, so many before it and with those behind it; else from the newest on.

    With `words` those alone whose person's name, or last message, has them. Nothing is read of what is not told.
    """
    with cache.reading("message") as connection:
        fits, beyond = _fitting(connection, words) if fold(words).strip() else (None, False)
        among = "1" if fits is None else f"s.number IN ({','.join(map(str, sorted(fits)))})"
        at = _of_key(connection, key, among) if key else None
        newer = [] if at is None else _beside(connection, among, at, above + 1, newer=True)
        older = _beside(connection, among, at, below + 1, newer=False)
        told = [*reversed(newer[:above]), *older[:below]]
        return Talks(
            _told(connection, told),
            len(newer) > above,
            len(older) > below,
            len(_beside(connection, "1", None, MANY + 1, newer=False)) if fits is None else len(fits),
            unread(connection) if fits is None else 0,
            beyond,
            None if fits is None else indexing.read(connection, applicants.KIND),
        )


def _beside(connection: Connection, among: str, at: _Last | None, limit: int, *, newer: bool) -> list[_Last]:
    """Last words in their order: those behind one, with it; or `newer` ones without it, the nearest first."""
    if at is None:
        return _last_words(connection, among, (limit,))
    sign, way = (">", "ASC") if newer else ("<=", "DESC")
    return _last_words(
        connection, f"{among} AND (s.at, s.number) {sign} (?, ?)", (at.at, at.number, limit), way=way
    )  # fmt: skip


def _of_key(connection: Connection, key: str, among: str) -> _Last | None:
    """The last word of the conversation of this key, if it is among those."""
    about = "SELECT about FROM shown INDEXED BY shown_by_state WHERE kind = 'message' AND state = ? LIMIT 1"
    whose = connection.exec_driver_sql(about, (key,)).scalar()
    where = f"{among} AND s.about = ? AND apart = ?"
    found = _last_words(connection, where, (whose or key, key if whose else "", 1), index="shown_by_about")
    return found[0] if found else None


def _last_words(
    connection: Connection, where: str, values: Sequence[str | int], *, index: str = "shown_by_at", way: str = "DESC"
) -> list[_Last]:
    rows = connection.exec_driver_sql(_LAST_WORDS.format(index=index, where=where, way=way), tuple(values))
    return [_Last(*row) for row in rows]


def _fitting(connection: Connection, words: str) -> tuple[set[int], bool]:
    """The last words of the conversations that have the words, by number; and whether there may be more."""
    people = _named(connection, words)
    found = {one.number for one in _with(connection, people[:MANY])}
    newest = _beside(connection, "1", None, LAST + 1, newer=False)
    bodies = documents.many(connection, "message", [one.id for one in newest])
    wanted = fold(words).strip()
    for last in newest[:LAST]:
        body = bodies[last.id].body if last.id in bodies else {}
        if wanted not in fold(f"{_heard(connection, last, body)} {field(body, 'text')}"):
            continue
        if wanted in fold(f"{_heard(connection, last, body)} {_said(connection, last, body)}"):
            found.add(last.number)
    return found, len(people) > MANY or len(newest) > LAST


def _named(connection: Connection, words: str) -> list[str]:
    """Who applied and is known by this name, the newest first."""
    match = " AND ".join(f"{{name}} : {query.phrase(term)}" for term in query_tokens(words))
    if not match:
        return []
    rows = connection.exec_driver_sql(
        "SELECT a.seeker FROM search_applicant w CROSS JOIN applicant a ON a.number = w.rowid"
        " WHERE search_applicant MATCH ? AND a.hidden <> ? ORDER BY w.rowid DESC LIMIT ?",
        (match, applicants.HIDDEN, MANY + 1),
    )
    return list(dict.fromkeys(row[0] for row in rows))


def _heard(connection: Connection, last: _Last, message: Body) -> str:
    """By what a person is known whom the index does not name: who is hidden, or asks without having applied."""
    if last.application:
        called = blind.called(blind.code(last.application))
        return f"{called.en} {called.ja}"
    return "" if field(message, "application") else _signed(connection, last.seeker)


def _said(connection: Connection, last: _Last, message: Body) -> str:
    """The last word, without the name of whom its application hides."""
    text = field(message, "text")
    if not last.application or field(message, "sender") == "seeker":
        return text
    return veil.names_in(documents.get(connection, "profile", last.seeker)).out_of(text)


def _with(connection: Connection, people: Collection[str]) -> list[_Last]:
    """The last words of the conversations with these, without those that hide them."""
    found: list[_Last] = []
    for some in documents.pieces(people):
        where = f"apart = '' AND s.about IN ({','.join('?' * len(some))})"
        found += _last_words(connection, where, (*some, -1), index="shown_by_about")
    return found


def _told(connection: Connection, wanted: Sequence[_Last]) -> tuple[Thread, ...]:
    """The conversations that end with these."""
    known = documents.many(connection, "profile", [one.seeker for one in wanted if not one.application])
    bodies = documents.many(connection, "message", [one.id for one in wanted])
    counts = {
        row[:2]: row[3:]
        for some in documents.pieces(one.seeker for one in wanted)
        for row in threads(connection, "about", "seeker", veil.apart("s"), some)
    }
    unsent = refused(connection, "about", veil.apart("s"))
    return tuple(
        replace(
            _thread(connection, known, one, bodies[one.id], *counts[one.seeker, one.application]),
            refused=(one.seeker, one.application) in unsent,
        )
        for one in wanted
        if one.id in bodies
    )


def conversation(cache: Cache, seeker: str, application: str = "", limit: int = 200) -> tuple[MessageRow, ...]:
    """The newest messages with an applicant, oldest first; or those about one application that hides who it is of."""
    with cache.reading("message") as connection:
        return written(connection, seeker, application, limit)


def written(connection: Connection, seeker: str, application: str, limit: int = 200) -> tuple[MessageRow, ...]:
    """The same, in a look that is under way."""
    if application:
        about = Messages("about", seeker, "s.state = ?", (application,))
        return veil.unnamed(messages(connection, about, limit), documents.get(connection, "profile", seeker))
    return messages(connection, Messages("about", seeker, f"NOT {veil.hides('s')}"), limit)


def _thread(
    connection: Connection, known: dict[str, Document], last: _Last, message: Document, total: int, unread: int
) -> Thread:
    seeker, application = last.seeker, last.application
    about = known[seeker].body if seeker in known and not application else {}
    named = "" if application else field(about, "name.full") or _signed(connection, seeker)
    text, sender = _said(connection, last, message.body), field(message.body, "sender")
    code = blind.code(application) if application else ""
    return Thread(seeker, named, field(about, "name.native"), text, last.at, total, unread, sender, code, application)


def _signed(connection: Connection, seeker: str) -> str:
    """The name under which somebody wrote whose profile is not seen: of one who asks without having applied."""
    found = written(connection, seeker, "")
    return next((one.name for one in reversed(found) if one.sender == "seeker" and one.name), "")
