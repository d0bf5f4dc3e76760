"""The best matches of a search first: by the part of an applicant that holds the words, in each rank the newest first.

A rank is a list of its own, which is walked along the index of words like any other: nothing is weighed or sorted, so it takes
no longer however many match, and why somebody stands where they do is what the row says (`found_in`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from msgspec.structs import replace

from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import query
from izanau_desktop.cache.reads.applicants import DEEP, Fences, Listing, ListRow, View
from izanau_desktop.cache.reads.filters import Asked
from izanau_desktop.cache.reads.plan import Key

RANKS: Final = (("name",), ("title", "skill"), ("employer", "work"))
"""The parts of the first ranks; each has what the one before it has too, and a last rank has all parts."""


def listed(connection: Connection, view: View) -> Listing:
    """A view as it is walked. Where it wants the best matches and no words are searched, it is the newest first."""
    plain = Listing(connection, view)
    return Ranked(connection, view) if view.sort == "match" and _words(plain.asked) else plain


class Ranked(Listing):
    """A search, the best matches first. A key is a rank and a number."""

    def __init__(self, connection: Connection, view: View) -> None:
        super().__init__(connection, view)
        self._matches = tuple(_matches(self.asked))
        self._parts: dict[int, Listing] = {}

    def rank(self, rank: int) -> Listing:
        """The list of a rank; what is not looked at is not even planned."""
        if rank not in self._parts:
            asked = replace(self.asked, match=self._matches[rank])
            self._parts[rank] = Listing(self._connection, self.view, asked)
        return self._parts[rank]

    def walk(
        self, limit: int, after: Key | None, *, back: bool = False, skip: int = 0, itself: bool = False
    ) -> list[ListRow]:
        """From rank to rank; what is skipped is at most what lies between two fences, and is cut off here."""
        last = len(self._matches) - 1
        first = int(after[0]) if after is not None else last if back else 0
        found: list[ListRow] = []
        for rank in range(first, -1, -1) if back else range(first, last + 1):
            wanted = skip + limit - len(found)
            if wanted <= 0:
                break
            key = after if rank == first else None
            more = self.rank(rank).walk(wanted, key, back=back, itself=itself)
            found = [*more, *found] if back else [*found, *more]
        return found[: max(0, len(found) - skip)] if back else found[skip:]

    def ids(self, start: int = 0, count: int = -1) -> list[str]:
        """The applications alone from a place on, from rank to rank."""
        found: list[str] = []
        for rank in range(len(self._matches)):
            rest = count - len(found) if count >= 0 else -1
            if not rest:
                break
            found += self.rank(rank).ids(start, rest)
            start = max(0, start - self.rank(rank).total()) if start else 0
        return found

    def keys(self, rows: Sequence[ListRow]) -> list[Key]:
        """Where rows stand in the order."""
        return [key for row in rows if (key := self.key_of(row.id)) is not None]

    def fences(self) -> Fences:
        """Walk each rank once, in the database."""
        keys: list[Key] = []
        before = 0
        for rank in range(len(self._matches)):
            keys += [(rank, number) for _, number in self.rank(rank).marks(before)]
            before += self.rank(rank).total()
        return Fences(tuple(keys), before)

    def place(self, identity: str) -> int:
        """How many rows stand before an applicant; -1 where they are not in the list, or too far down it to be counted."""
        before = 0
        for rank in range(len(self._matches)):
            here = self.rank(rank).place(identity)
            if here >= 0:
                return before + here
            before += self.rank(rank).total(DEEP)
            if before > DEEP:
                break
        return -1

    def key_of(self, identity: str) -> Key | None:
        """Where an applicant stands in the order; None where they are not in the list."""
        for rank in range(len(self._matches)):
            key = self.rank(rank).key_of(identity)
            if key is not None:
                return rank, key[1]
        return None


def _words(asked: Asked) -> list[str]:
    """What the index is asked for the words that somebody must have."""
    return [query.phrase(term) for piece in asked.words if not piece.without for term in query.terms(piece)]


def _matches(asked: Asked) -> Iterator[str]:
    """What each rank asks of the index: all words in its parts, and not in those of a better one."""
    better: str | None = None
    for parts in accumulate(RANKS, lambda known, more: (*known, *more)):
        held = " AND ".join(f"{{{' '.join(parts)}}} : {word}" for word in _words(asked))
        yield f"({asked.match}) AND ({held})" + (f" NOT ({better})" if better else "")
        better = held
    yield f"({asked.match}) NOT ({better})"
