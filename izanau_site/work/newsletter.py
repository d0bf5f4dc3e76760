"""Sending a newsletter to who chose it: each person each letter once, and none within a week of another (PRV-44)."""

from __future__ import annotations

from typing import Final

import msgspec
from sqlalchemy import Connection, insert

from izanau_protocol import ambient
from izanau_site.attempt import attempt
from izanau_site.site import Site
from izanau_site.store.schema import mails
from izanau_site.work import letters, readers
from izanau_site.work.letters import Letter
from izanau_site.work.mails import row_of
from izanau_site.work.readers import Reader

PURPOSE: Final = "newsletter"
WEEK: Final = 7
"""Days between two letters to one person: "at most once a week" is what they chose."""


class Outcome(msgspec.Struct, frozen=True):
    """How many people a letter goes to now, had it before, or had another one within the week."""

    queued: int = 0
    before: int = 0
    later: int = 0

    def plus(self, other: Outcome) -> Outcome:
        """Both together."""
        return Outcome(self.queued + other.queued, self.before + other.before, self.later + other.later)


def send(site: Site, letter: Letter, *, dry: bool = False) -> Outcome:
    """Put a letter into the outbox for everybody who chose the newsletter; `dry` only counts.

    What was interrupted goes on where it ended when it is called again with the same letter.
    """
    done, seen = Outcome(), set[str]()
    for some in readers.batches(site.store, PURPOSE):
        fresh = [one for one in some if one.account not in seen]
        seen |= {one.account for one in fresh}
        if dry:
            with site.store.transaction() as connection:
                done = done.plus(_sorted(connection, letter, fresh)[1])
        else:
            done = done.plus(_queue(site, letter, fresh))
    return done


def _queue(site: Site, letter: Letter, some: list[Reader]) -> Outcome:
    def write(connection: Connection) -> Outcome:
        chosen, counted = _sorted(connection, letter, some)
        if chosen:
            letters.keep(connection, letter)
            readers.note(connection, PURPOSE, chosen, ambient.timestamp(), letter.id)
            identity = letter.id  # a hash of all its words: once
            connection.execute(insert(mails), [_row(letter, identity, one) for one in chosen])
        return counted

    return attempt(site.store, write)


def _sorted(connection: Connection, letter: Letter, some: list[Reader]) -> tuple[list[Reader], Outcome]:
    """Whom of these a letter goes to now, and how many it does not."""
    had = readers.last(connection, PURPOSE, some, letter.id)
    since = ambient.timestamp(days=-WEEK)
    others = {account for account, at in readers.last(connection, PURPOSE, some).items() if at > since}
    now = [one for one in some if one.account not in had and one.account not in others]
    later = sum(one.account in others and one.account not in had for one in some)
    return now, Outcome(len(now), len(had), later)


def _row(letter: Letter, identity: str, one: Reader) -> dict[str, object]:
    language = one.language if one.language in letter.words else "en"
    subject = letter.words[language].subject
    values = {"to": one.email, "language": language, "account": one.account, "subject": subject, "about": identity}
    return row_of("newsletter", PURPOSE, **values)
