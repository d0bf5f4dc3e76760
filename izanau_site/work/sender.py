"""Sends the mails of the outbox by SMTP, or writes them as .eml files where no SMTP server is set."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import aiosmtplib
import msgspec
from sqlalchemy import Connection, Row, delete, select, update

from izanau_protocol import ambient
from izanau_site.attempt import attempt
from izanau_site.site import Site
from izanau_site.store.schema import mails
from izanau_site.work import mails as outbox

_ROUND: Final = 20
_TRIES: Final = 12
_CLAIM_SECONDS: Final = 120
_LINE_BYTES: Final = 900
"""Longer lines than 998 bytes no server need take (RFC 5321, 4.5.3.1.6)."""
_log = logging.getLogger(__name__)


class Sender:
    """Sends what waits; a mail is claimed before it is sent, so that two senders do not send it twice."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._deliver: Callable[[EmailMessage, str], Any] = self._by_smtp if site.settings.smtp else self._by_file

    async def send_waiting(self) -> int:
        """Send what is due; returns how many left."""
        claimed = await asyncio.to_thread(self._claim)
        sent = 0
        for row in claimed:
            sent += await self._send(row)
        return sent

    async def _send(self, row: Row[Any]) -> bool:
        try:
            await self._deliver(message_of(self._site, row), row.id)
        except (aiosmtplib.SMTPException, OSError, ValueError) as fault:
            _log.warning("mail_failed", extra={"told": {"id": row.id, "fault": type(fault).__name__}})
            await asyncio.to_thread(self._settle, row, type(fault).__name__)
            return False
        await asyncio.to_thread(self._settle, row, "")
        _log.info("mail_sent", extra={"told": {"id": row.id, "purpose": row.purpose}})
        return True

    def _claim(self) -> list[Row[Any]]:
        """The mails that are due, put off for as long as sending them may take. Only a claim that finds some writes."""
        due = (mails.c.sent == "", mails.c.not_before <= ambient.timestamp(), mails.c.attempts < _TRIES)
        query = select(mails).where(*due).order_by(mails.c.not_before, mails.c.id).limit(_ROUND)
        with self._site.store.transaction() as connection:
            if connection.execute(query.with_only_columns(mails.c.id)).first() is None:
                return []

        def write(connection: Connection) -> list[Row[Any]]:
            rows = list(connection.execute(query.with_for_update(skip_locked=True)))
            claimed = mails.c.id.in_([row.id for row in rows])
            values = {"not_before": _later(_CLAIM_SECONDS), "attempts": mails.c.attempts + 1}
            connection.execute(update(mails).where(claimed).values(**values))
            return rows

        return attempt(self._site.store, write)

    def _settle(self, row: Row[Any], fault: str) -> None:
        """Note that a mail has left, or when it is tried again: after 30 s, 1 min, 2 min … 6 h."""
        values: dict[str, Any] = {"sent": ambient.timestamp(), "error": ""}
        if fault:
            values = {"error": fault, "not_before": _later(min(30 * 2**row.attempts, 6 * 3600))}
        if not fault and outbox.is_last(row.headers):
            attempt(self._site.store, lambda one: one.execute(delete(mails).where(mails.c.id == row.id)).rowcount)
            self._site.store.settle()
            return
        statement = update(mails).where(mails.c.id == row.id).values(**values)
        attempt(self._site.store, lambda connection: connection.execute(statement).rowcount)

    async def _by_smtp(self, message: EmailMessage, _identity: str) -> None:
        server = urlsplit(self._site.settings.smtp)
        await aiosmtplib.send(
            message,
            hostname=server.hostname,
            port=server.port or (465 if server.scheme == "smtps" else 25),
            username=unquote(server.username) if server.username else None,
            password=unquote(server.password) if server.password else None,
            use_tls=server.scheme == "smtps",
            start_tls=None if self._site.settings.smtp_starttls else False,
            timeout=30,
        )

    async def _by_file(self, message: EmailMessage, identity: str) -> None:
        await asyncio.to_thread(self._write, message, identity)

    def _write(self, message: EmailMessage, identity: str) -> None:
        """One file a mail, named so that files sort by time; it appears whole or not at all."""
        folder = self._site.settings.data_dir / "outbox"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        stamp = ambient.timestamp().replace(":", "").replace("-", "").replace(".", "")
        part = folder / f".{identity}.part"
        part.write_bytes(message.as_bytes())
        part.replace(folder / f"{stamp}-{identity}.eml")


def message_of(site: Site, row: Row[Any]) -> EmailMessage:
    """The mail of a row of the outbox: plain text, tagged with its purpose (PRV-36, PRV-49)."""
    message = EmailMessage()
    message["From"] = formataddr((site.settings.mail_name, site.settings.mail_from))
    message["To"] = row.to
    message["Subject"] = row.subject
    message["Date"] = format_datetime(ambient.now())
    message["Message-ID"] = f"<{row.id}@{site.settings.mail_from.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Izanau-Purpose"] = row.purpose
    for name, value in msgspec.json.decode(row.headers, type=dict[str, str]).items():
        message[name] = value
    text = f"{row.text.rstrip()}\n\n-- \n{site.settings.operator}\n"
    short = all(len(line.encode()) < _LINE_BYTES for line in text.splitlines())
    message.set_content(text, cte="8bit" if short else "quoted-printable")
    message["Content-Language"] = row.language
    return message


def _later(seconds: float) -> str:
    moment = ambient.now() + timedelta(seconds=seconds)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
