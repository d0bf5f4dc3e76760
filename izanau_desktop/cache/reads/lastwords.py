"""The last words of a company's conversations, in the order of time: each stands for its conversation, about one application or
none. No list of conversations is kept, nor any read that is not told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from izanau_desktop.cache import documents
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import veil

THEIRS: Final = (
    " FROM facet f INDEXED BY facet_by_value CROSS JOIN shown s ON s.number = f.number"
    " WHERE f.name = 'sender' AND f.value = 'seeker'"
)
"""The messages of applicants alone, by number: letters and acknowledgements may be a hundred times as many."""
NEWER: Final = (
    "SELECT 1 FROM shown l INDEXED BY shown_by_about WHERE l.kind = 'message' AND l.about = s.about"
    " AND (l.at, l.number) > (s.at, s.number) AND l.state = s.state"
)
"""A newer message of the same conversation: without one, a message is the last word there."""
LAST_WORDS: Final = (
    f"SELECT s.number, s.id, s.about, s.state, {veil.hides('s')}, s.at"  # noqa: S608 - a piece of this package
    " FROM shown s INDEXED BY {index} WHERE s.kind = 'message' AND NOT EXISTS (" + NEWER + ") AND {where}"
    " ORDER BY s.at {way}, s.number {way} LIMIT ?"
)


class Last(NamedTuple):
    """The last word of a conversation."""

    number: int
    id: str
    seeker: str
    application: str
    """The one that is talked about; empty where that is none, as of who asks without having applied."""
    hides: int
    """Whether that application hides who it is of."""
    at: str

    @property
    def talk(self) -> tuple[str, str]:
        """What tells this conversation from all others."""
        return self.seeker, self.application


class Among(NamedTuple):
    """A condition that last words `s` fulfil, with its values."""

    where: str = "1"
    values: tuple[str, ...] = ()


def beside(connection: Connection, among: Among, at: Last | None, limit: int, *, newer: bool = False) -> list[Last]:
    """Last words in their order: those behind one, with it; or `newer` ones without it, the nearest first."""
    if at is None:
        return last_words(connection, among.where, (*among.values, limit))
    sign, way = (">", "ASC") if newer else ("<=", "DESC")
    where = f"{among.where} AND (s.at, s.number) {sign} (?, ?)"
    return last_words(connection, where, (*among.values, at.at, at.number, limit), way=way)


def of_key(connection: Connection, key: str, among: Among) -> Last | None:
    """The last word of the conversation of this key, if it is among those."""
    about = "SELECT about FROM shown INDEXED BY shown_by_state WHERE kind = 'message' AND state = ? LIMIT 1"
    whose = connection.exec_driver_sql(about, (key,)).scalar()
    where = f"{among.where} AND s.about = ? AND s.state = ?"
    values = (*among.values, whose or key, key if whose else "", 1)
    found = last_words(connection, where, values, index="shown_by_about")
    return found[0] if found else None


def of_people(connection: Connection, people: Iterable[str]) -> list[Last]:
    """The last words of all conversations with these."""
    found: list[Last] = []
    for some in documents.pieces(people):
        where = f"s.about IN ({','.join('?' * len(some))})"
        found += last_words(connection, where, (*some, -1), index="shown_by_about")
    return found


def last_words(
    connection: Connection, where: str, values: Sequence[str | int], *, index: str = "shown_by_at", way: str = "DESC"
) -> list[Last]:
    """Those that fulfil a condition, whose values are these and how many are wanted."""
    rows = connection.exec_driver_sql(LAST_WORDS.format(index=index, where=where, way=way), tuple(values))
    return [Last(*row) for row in rows]
