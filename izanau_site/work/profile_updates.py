"""Asking people who chose it to look at their profile, when nothing of it changed for long; nothing else (PRV-43)."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from izanau_protocol import ambient
from izanau_site.attempt import attempt
from izanau_site.site import Site
from izanau_site.store import documents
from izanau_site.work import mails, message, readers
from izanau_site.work.readers import Reader

PURPOSE: Final = "updates"
DAYS: Final = 90
"""Between two of these mails to one person, and since the last change of the profile."""


def gather(site: Site) -> int:
    """Put what is due into the outbox; returns how many mails. None where the settings name no operator."""
    if message.missing(site.settings):
        return 0
    before = ambient.timestamp(days=-DAYS)
    return sum(_queue(site, some) for some in readers.batches(site.store, PURPOSE, before))


def _queue(site: Site, some: list[Reader]) -> int:
    with site.store.transaction() as connection:
        if not _due(connection, some):
            return 0

    def write(connection: Connection) -> int:
        due = _due(connection, some)
        for one, changed in due:
            words = {"to": one.email, "language": one.language, "account": one.account, "name": one.name}
            mails.queue(connection, "updates", **words, day=changed[:10], days=DAYS)
        readers.note(connection, PURPOSE, [one for one, _ in due], ambient.timestamp())
        return len(due)

    return attempt(site.store, write)


def _due(connection: Connection, some: list[Reader]) -> list[tuple[Reader, str]]:
    """Whose profile was left alone for so long, with when it was last changed."""
    asked, before = readers.last(connection, PURPOSE, some), ambient.timestamp(days=-DAYS)
    profiles = documents.get_all(connection, [one.profile for one in some])
    left = [one for one in some if asked.get(one.account, "") <= before and one.profile in profiles]
    return [(one, profiles[one.profile].written) for one in left if profiles[one.profile].written <= before]
