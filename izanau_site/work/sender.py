"""Sends the mails of the outbox: codes first, each claimed before it leaves, and asked once more whether it is wanted."""

from __future__ import annotations

import asyncio
import logging
from email.message import EmailMessage
from typing import Any, Final

import aiosmtplib
from sqlalchemy import Connection, Row, bindparam, delete, select, update

from izanau_protocol import ambient
from izanau_site.accounts import unsubscribe
from izanau_site.attempt import attempt
from izanau_site.site import Site
from izanau_site.store import aside
from izanau_site.store.schema import mails
from izanau_site.work import bounces, letters, markup, noticing, readers
from izanau_site.work import mails as outbox
from izanau_site.work.carrying import SECONDS, Carry, TurnedAway, carrying
from izanau_site.work.message import Reason, Words, message_of, missing

ROUND: Final = 20
"""Mails of one claim, which one connection carries."""
_TRIES: Final = 12
_CLAIM_SECONDS: Final = 300
_SENT: Final = update(mails).where(mails.c.id == bindparam("mail")).values(sent=bindparam("now"), error="", text="")
_log = logging.getLogger(__name__)


class Sender:
    """Sends what waits; a mail is claimed before it is sent, so that two senders do not send it twice."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def send_waiting(self) -> int:
        """Send some of what is due; returns how many left."""
        claimed = await asyncio.to_thread(self._claim)
        if not claimed:
            return 0
        until = ambient.monotonic() + _CLAIM_SECONDS - 4 * SECONDS  # the last one may take that long
        try:
            async with carrying(self._site.settings) as carry:
                sent = 0
                for row in claimed:
                    if ambient.monotonic() < until:
                        sent += await self._send(carry, row)
                return sent
        except (aiosmtplib.SMTPException, OSError) as fault:  # no way there: none of these was tried
            _log.warning("no_mail_server", extra={"told": {"fault": type(fault).__name__, "mails": len(claimed)}})
            await asyncio.to_thread(self._put_off, claimed, type(fault).__name__)
            return 0

    async def _send(self, carry: Carry, row: Row[Any]) -> bool:
        told = {"id": row.id, "purpose": row.purpose}
        try:
            message = await asyncio.to_thread(self._message, row)
            if message is None:
                _log.info("mail_not_wanted", extra={"told": told})
                return False
            await carry(message, row.id)
        except TurnedAway as fault:
            _log.warning("mail_refused", extra={"told": {**told, "status": fault.status}})
            await asyncio.to_thread(self._turned_away, row, fault.status)
            return False
        except (aiosmtplib.SMTPException, OSError, ValueError) as fault:
            _log.warning("mail_failed", extra={"told": {**told, "fault": type(fault).__name__}})
            await asyncio.to_thread(self._put_off, [row], type(fault).__name__)
            return False
        await asyncio.to_thread(self._settle, row)
        _log.info("mail_sent", extra={"told": told})
        return True

    def _message(self, row: Row[Any]) -> EmailMessage | None:
        """The mail as it leaves. One that its reader chose is dropped, also now, where it is not wanted any more (PRV-48);
        the secret of its link is made here, so that it is kept nowhere but in the mail itself."""
        settings = self._site.settings
        if row.purpose not in (*outbox.CHOSEN, noticing.PURPOSE):
            return message_of(settings, row, Words(row.subject, row.text))

        def write(connection: Connection) -> EmailMessage | None:
            found = self._wanted(connection, row)
            if found is None:
                connection.execute(delete(mails).where(mails.c.id == row.id))
                return None
            words, day, chosen = found
            if not settings.public_url:  # only notices leave without
                return message_of(settings, row, words)
            token = unsubscribe.give(connection, row.account, row.purpose)
            return message_of(settings, row, words, Reason(day, chosen, f"{settings.public_url}/unsubscribe/{token}"))

        return attempt(self._site.store, write)

    def _wanted(self, connection: Connection, row: Row[Any]) -> tuple[Words, str, str] | None:
        """What a mail says that its reader chose, on which day where that is known, and in which words; None where it is not
        wanted any more."""
        if row.purpose == noticing.PURPOSE:
            told = noticing.still(connection, row)
            return (told[0], "", told[1]) if told is not None else None
        reader, words = readers.still(connection, row.account, row.purpose, row.to), self._words(connection, row)
        return (words, reader.since[:10], reader.chosen_in(row.language)) if reader and words else None

    @staticmethod
    def _words(connection: Connection, row: Row[Any]) -> Words | None:
        """What the mail says: its own words, or those of its letter."""
        if not row.about:
            return Words(row.subject, row.text)
        letter = letters.find(connection, row.about)
        if letter is None:
            return None
        words = letter.words[row.language]
        return Words(words.subject, words.text, markup.of_markdown(words.text))

    def _claim(self) -> list[Row[Any]]:
        """The mails that are due, put off for as long as sending them may take. Only a claim that finds some writes."""
        with self._site.store.transaction() as connection:
            if not self._due(connection, 1, lock=False):
                return []

        def write(connection: Connection) -> list[Row[Any]]:
            rows = self._due(connection, ROUND, lock=True)
            claimed = mails.c.id.in_([row.id for row in rows])
            values = {"not_before": ambient.timestamp(seconds=_CLAIM_SECONDS), "attempts": mails.c.attempts + 1}
            connection.execute(update(mails).where(claimed).values(**values))
            return rows

        return attempt(self._site.store, write)

    def _due(self, connection: Connection, limit: int, *, lock: bool) -> list[Row[Any]]:
        """What may leave now, purpose after purpose, so that a newsletter holds nobody's code up; nothing to who is kept."""
        found, kept = list[Row[Any]](), aside.kept(connection)
        held = outbox.CHOSEN if missing(self._site.settings) else ()
        for purpose in outbox.LEAVING:
            if len(found) < limit and purpose not in held:
                waits = (mails.c.sent == "", mails.c.failed == "", mails.c.purpose == purpose)
                query = select(mails).where(*waits, mails.c.not_before <= ambient.timestamp())
                query = query.where(mails.c.account.not_in(kept)) if kept else query
                query = query.order_by(mails.c.not_before, mails.c.id).limit(limit - len(found))
                found += connection.execute(query.with_for_update(skip_locked=True) if lock else query)
        return found

    def _settle(self, row: Row[Any]) -> None:
        """Note that a mail has left; what it said is kept no longer, and of the last one to a person nothing."""
        if outbox.is_last(row.headers):
            self._forget(row)
            return
        values = {"mail": row.id, "now": ambient.timestamp()}
        attempt(self._site.store, lambda connection: connection.execute(_SENT, values).rowcount)

    def _turned_away(self, row: Row[Any], status: str) -> None:
        """Refused for good: not tried again."""
        if outbox.is_last(row.headers):
            self._forget(row)
        else:
            bounces.refused(self._site, row.id, status)

    def _forget(self, row: Row[Any]) -> None:
        attempt(self._site.store, lambda one: one.execute(delete(mails).where(mails.c.id == row.id)).rowcount)
        self._site.store.settle()

    def _put_off(self, rows: list[Row[Any]], fault: str) -> None:
        """Try again after 30 s, 1 min, 2 min … 6 h, and at last no more."""

        def write(connection: Connection) -> None:
            for row in rows:
                values = {"error": fault, "not_before": ambient.timestamp(seconds=min(30 * 2**row.attempts, 6 * 3600))}
                if row.attempts + 1 >= _TRIES:
                    values |= {"failed": ambient.timestamp(), "text": ""}
                connection.execute(update(mails).where(mails.c.id == row.id).values(**values))

        attempt(self._site.store, write)
