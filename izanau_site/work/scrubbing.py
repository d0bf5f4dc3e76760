"""Takes away what SQLite leaves of rows that are gone: copies in the free part of pages, which `secure_delete` misses."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, func, select

from izanau_protocol import ambient
from izanau_site.attempt import attempt
from izanau_site.site import Site
from izanau_site.store.schema import erasures, mails
from izanau_site.store.store import get_value, put_value
from izanau_site.work import mails as outbox

_SCRUBBED: Final = "scrubbed"
_DAYS: Final = 1
_REST: Final = 20
"""The file is written anew for no more than this part of the time, since nobody else writes meanwhile."""


class Scrubber:
    """Writes the database file anew after erasures, and once a day for all else that was deleted.

    SQLite moves rows between pages as they grow, and zeroes what is deleted where it stood last, not where it stood
    before. A server's database looks after that itself. A site that begins has nothing to take away yet.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._not_before = ambient.monotonic()

    def scrub(self) -> None:
        """Write it anew where that is due."""
        store, began = self._site.store, ambient.monotonic()
        if store.engine.dialect.name != "sqlite" or began < self._not_before:
            return
        at = ambient.timestamp()  # what is erased from here on is for the next time
        with store.transaction() as connection:
            last = get_value(connection, _SCRUBBED)
            if last and not _is_due(connection, last):
                return
        if not last or store.rewrite():
            attempt(store, lambda connection: put_value(connection, _SCRUBBED, at))
        ended = ambient.monotonic()
        self._not_before = ended + _REST * (ended - began)


def _is_due(connection: Connection, last: str) -> bool:
    """An erasure waits until its last mail, which holds the address, has left; what is stuck there goes with the rest."""
    if last < ambient.timestamp(days=-_DAYS):
        return True
    newest = connection.execute(select(func.max(erasures.c.erased))).scalar_one_or_none() or ""
    leaves = select(mails.c.id).where(outbox.of_kind(outbox.LAST)).limit(1)
    return newest >= last and connection.execute(leaves).first() is None
