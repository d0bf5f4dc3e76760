"""Carries mails away: to an SMTP server, several on one connection, or into .eml files where no server is set."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from email.message import EmailMessage
from typing import Final, TypeAlias
from urllib.parse import unquote, urlsplit

import aiosmtplib

from izanau_protocol import ambient
from izanau_site.settings import Settings
from izanau_site.work.message import POLICY, bounces_to

SECONDS: Final = 30
"""How long a server may take over one step."""
_STATUS: Final = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})\b")
_REFUSED: Final = 500

Carry: TypeAlias = Callable[[EmailMessage, str], Awaitable[None]]
"""Carries one mail; told its id too. Raises TurnedAway, or what aiosmtplib raises where another try may help."""


class TurnedAway(Exception):  # noqa: N818 - the name says what happened
    """The server refused a mail or its receiver for good. `status` is the enhanced code (RFC 3463), else the plain one."""

    def __init__(self, code: int, words: str) -> None:
        found = _STATUS.match(words)
        self.status = found[1] if found else str(code)
        super().__init__(self.status)


@contextlib.asynccontextmanager
async def carrying(settings: Settings) -> AsyncIterator[Carry]:
    """The way that mails take. Raises what aiosmtplib raises where the server cannot be reached."""
    if not settings.smtp:

        async def write(message: EmailMessage, identity: str) -> None:
            await asyncio.to_thread(_write, settings, message, identity)

        yield write
        return
    client = _client(settings)
    await client.connect()
    try:

        async def send(message: EmailMessage, _identity: str) -> None:
            if not client.is_connected:  # the server ended the line: some take only so many mails on one
                await client.connect()
            try:
                await _send(client, message, bounces_to(settings))
            except (aiosmtplib.SMTPRecipientsRefused, aiosmtplib.SMTPDataError) as fault:
                answer = fault.recipients[0] if isinstance(fault, aiosmtplib.SMTPRecipientsRefused) else fault
                if answer.code >= _REFUSED:
                    raise TurnedAway(answer.code, answer.message) from fault
                raise

        yield send
    finally:
        with contextlib.suppress(aiosmtplib.SMTPException, OSError):  # rule: whatever was taken was acknowledged before
            await client.quit()


async def _send(client: aiosmtplib.SMTP, message: EmailMessage, sender: str) -> None:
    """One mail, in lines as long as its policy says: what the library makes of it breaks a link off from its header."""
    if client.is_ehlo_or_helo_needed:
        try:
            await client.ehlo()
        except aiosmtplib.SMTPHeloError:
            await client.helo()
    receiver = str(message["To"])
    wide = not receiver.isascii()
    if wide and not client.supports_extension("smtputf8"):
        raise aiosmtplib.SMTPNotSupported("an address with other letters needs SMTPUTF8")
    eight = client.supports_extension("8bitmime")
    policy = POLICY.clone(linesep="\r\n", utf8=wide, cte_type="8bit" if eight else "7bit")
    options = [*(["BODY=8BITMIME"] if eight else []), *(["SMTPUTF8"] if wide else [])]
    await client.sendmail(sender, [receiver], message.as_bytes(policy=policy), mail_options=options)


def _client(settings: Settings) -> aiosmtplib.SMTP:
    server = urlsplit(settings.smtp)
    return aiosmtplib.SMTP(
        hostname=server.hostname,
        port=server.port or (465 if server.scheme == "smtps" else 25),
        username=unquote(server.username) if server.username else None,
        password=unquote(server.password) if server.password else None,
        use_tls=server.scheme == "smtps",
        start_tls=None if settings.smtp_starttls else False,
        timeout=SECONDS,
    )


def _write(settings: Settings, message: EmailMessage, identity: str) -> None:
    """One file a mail, named so that files sort by time; it appears whole or not at all."""
    folder = settings.data_dir / "outbox"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    stamp = ambient.timestamp().replace(":", "").replace("-", "").replace(".", "")
    part = folder / f".{identity}.part"
    part.write_bytes(message.as_bytes())
    part.replace(folder / f"{stamp}-{identity}.eml")
