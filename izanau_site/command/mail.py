"""mail: what came back."""

from __future__ import annotations

from typing import BinaryIO

import click

from izanau_site.command.program import Noun, said, told
from izanau_site.command.settled import opened
from izanau_site.work import bounces

_MOST = 10_000_000
"""Bytes that are read of a notification: it may carry the whole mail."""


@click.group(cls=Noun)
def mail() -> None:
    """Mails."""


@mail.command("bounce")
@click.argument("file", type=click.File("rb"))
def bounce(file: BinaryIO) -> None:
    """Note that a mail came back: FILE is the notification (RFC 3464); - reads it from standard input."""
    raw = file.read(_MOST)
    with opened() as site:
        try:
            report, news = bounces.take(site, raw)
        except bounces.NoReport as fault:  # no failure: the mail server would send the notification back
            said(f"nothing to note: {fault}")
            told({"noted": False})
            return
    said("noted" if news else "noted before")
    told({"noted": news, "mail": report.mail, "status": report.status})


COMMANDS = (mail,)
