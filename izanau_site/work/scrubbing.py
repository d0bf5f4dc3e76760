"""Takes away what SQLite leaves of rows that are gone: copies in the free part of pages, which `secure_delete` misses."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, func, select

from izanau_protocol import ambient
from izanau_site.attempt import attempt
from izanau_site.site import Site
from izanau_site.store.schema import erasures, mails
from izanau_site.store.store import SCRUBBED, get_value, put_value
from izanau_site.work import mails as outbox

_NOT_BEFORE: Final = "scrub_not_before"
_DAYS: Final = 1
_REST: Final = 20
"""The file is written anew for no more than this part of the time, since nobody else writes meanwhile."""
_CLAIM_SECONDS: Final = 600
"""How long one process has for it, and how long nobody tries again what failed, as for want of room."""
_READER_SECONDS: Final = 5
"""Between two looks whether those who kept the log from being emptied have read."""


class Scrubber:
    """Writes the database file anew after erasures, and once a day for all else that was deleted.

    SQLite moves rows between pages as they grow, and zeroes what is deleted where it stood last, not where it stood
    before. A server's database looks after that itself.
    """

    def __init__(self, site: Site) -> None:
        self._store = site.store
        self._written = ""
        """As of when the file was written anew whose log could not be emptied yet."""
        self._rest = 0.0
        self._look = ambient.monotonic()

    def scrub(self) -> None:
        """Write it anew where that is due, by whichever process comes first. Raises what SQLite does."""
        if self._store.engine.dialect.name != "sqlite" or ambient.monotonic() < self._look:
            return
        if not self._written:
            with self._store.transaction() as connection:
                if not _is_due(connection):
                    return
            if not attempt(self._store, _claim):
                return
            at, began = ambient.timestamp(), ambient.monotonic()  # what is erased from here on is for the next time
            self._store.rewrite()
            self._written, self._rest = at, _REST * (ambient.monotonic() - began)
        if self._store.settle():
            attempt(self._store, self._note)
            self._written = ""
        else:
            self._look = ambient.monotonic() + _READER_SECONDS

    def _note(self, connection: Connection) -> None:
        put_value(connection, SCRUBBED, self._written)
        put_value(connection, _NOT_BEFORE, ambient.timestamp(seconds=self._rest))


def _claim(connection: Connection) -> bool:
    """Whether it is this process that does it."""
    is_due = _is_due(connection)
    if is_due:
        put_value(connection, _NOT_BEFORE, ambient.timestamp(seconds=_CLAIM_SECONDS))
    return is_due


def _is_due(connection: Connection) -> bool:
    """An erasure waits until its last mail, which holds the address, has left; what is stuck there goes with the rest."""
    now, last = ambient.timestamp(), get_value(connection, SCRUBBED)
    if now < get_value(connection, _NOT_BEFORE) < ambient.timestamp(days=_DAYS):
        return False
    if not ambient.timestamp(days=-_DAYS) <= last <= now:
        return True  # also where a clock was set back since, or a program that did not do this had the file
    newest = connection.execute(select(func.max(erasures.c.erased))).scalar_one_or_none() or ""
    leaves = select(mails.c.id).where(outbox.of_kind(outbox.LAST)).limit(1)
    return newest >= last and connection.execute(leaves).first() is None
