"""What people wrote: each edit carries a word that stands nowhere else, and no word may be lost unless somebody meant it."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from izanau_desktop.cache import documents
from izanau_desktop.cache.connection import Connection
from izanau_protocol import canonical
from tests.faults.simulation.seat import Seat

KINDS = ("account", "profile", "job", "application", "message", "note", "ticket")
ABOUT_OTHERS = ("note", "message", "application", "mend")


class Written(NamedTuple):
    """By whom a word was written, and where it stands."""

    name: str
    kind: str


class Writes:
    """The words that live: written, and not replaced by somebody who saw them."""

    def __init__(self) -> None:
        self.live: dict[str, Written] = {}
        self.ever: dict[str, Written] = {}
        self.stands: dict[str, set[str]] = {}
        """In which kinds of documents each word was written."""
        self._dropped: defaultdict[str, set[str]] = defaultdict(set)
        """At which machines a word was replaced: it lives again where that was taken back at all of them."""
        self.hidden = False
        """Whether the seeker ever hid from the company: withdrew, paused, unregistered, asked to be erased (R15)."""

    def word(self, name: str) -> str:
        """A new word of a person: `mai0007x`."""
        word = f"{name.rstrip('12')}{len(self.ever):04}x"
        self.ever[word] = Written(name, "")
        return word

    @contextlib.contextmanager
    def told(self, seat: Seat) -> Iterator[None]:
        """What a person changes with open eyes is no loss: what they saw before and no longer see lives no more."""
        before, asked = seen(seat), _asked(seat)
        try:
            yield
        finally:  # the machine may die in the middle of what its person did: that much was done
            self._account(seat, before, asked)

    def _account(self, seat: Seat, before: dict[str, str], asked: dict[str, str]) -> None:
        after, left = seen(seat), _asked(seat)
        decided = _all(before) + str(
            [text for one, text in asked.items() if one not in left]
        )  # typing into a conflict settles it
        shown = _all(after)
        self._drop(seat, [one for one in self.ever if one in decided and one not in shown])
        for word in [one for one in self.ever if one in shown and one not in _all(before)]:
            self._dropped[word].discard(seat.name)
            if not self._dropped[word]:
                self.live[word] = Written(seat.name, next(kind for kind, text in after.items() if word in text))
            self.stands.setdefault(word, set()).update(kind for kind, text in after.items() if word in text)

    def decided(self, seat: Seat, offered: str, before: dict[str, str]) -> None:
        """A conflict was answered: what it offered and is seen no more was turned down."""
        shown, was = _all(seen(seat)), _all(before)
        self._drop(seat, [one for one in self.ever if (one in offered or one in was) and one not in shown])

    def mended(self, seat: Seat, word: str, old: str) -> None:
        """Somebody's record was corrected: what stood there is replaced, with open eyes."""
        self._drop(seat, [one for one in self.ever if one in old])
        self.live[word] = Written(seat.name, "mend")
        self.stands[word] = {"mend", "profile"}

    def _drop(self, seat: Seat, words: Sequence[str]) -> None:
        for word in words:
            self.live.pop(word, None)
            self._dropped[word].add(seat.name)


def seen(seat: Seat) -> dict[str, str]:
    """What this cache shows, by kind, whatever its lease says."""
    with seat.looked_at() as connection:
        return {
            kind: "\n".join(canonical.encode(one.body).decode() for one in documents.some(connection, kind, {}))
            for kind in KINDS
        }


def asks(connection: Connection) -> dict[str, str]:
    """The conflicts of a cache that wait for an answer, by id."""
    found = documents.some(connection, "conflict", {})
    return {one.id: canonical.encode(one.body).decode() for one in found if not one.body.get("settled")}


def _asked(seat: Seat) -> dict[str, str]:
    with seat.looked_at() as connection:
        return asks(connection)


def _all(texts: dict[str, str]) -> str:
    return "\n".join(texts.values())
