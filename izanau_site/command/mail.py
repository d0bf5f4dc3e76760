"""mail: newsletters that an operator sends, and what came back."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import click

from izanau_site.command.program import Noun, WrongSite, said, told
from izanau_site.command.settled import opened
from izanau_site.work import bounces, letters, newsletter
from izanau_site.work.message import missing

_MOST = 10_000_000
"""Bytes that are read of a notification: it may carry the whole mail."""


@click.group(cls=Noun)
def mail() -> None:
    """Mails."""


@mail.group(cls=Noun)
def send() -> None:
    """Put mails into the outbox."""


@send.command("newsletter")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say how many people would get it.")
def send_newsletter(file: Path, *, dry_run: bool) -> None:
    """Send a newsletter to everybody who chose it.

    FILE is Markdown with front matter for each language (en and ja), or a folder of en.md and ja.md. The same letter
    goes to nobody twice: a run that was interrupted goes on where it ended when it is given the same file again.
    """
    letter = letters.read(file)
    with opened() as site:
        lacking = [name for name in missing(site.settings) if name != "public_url"]  # serve knows its own address
        if lacking:
            raise WrongSite([f"a newsletter has to say who sends it: set {' and '.join(lacking)}"])
        done = newsletter.send(site, letter, dry=dry_run)
    said(f"{done.queued} {'would get' if dry_run else 'get'} it")
    if done.before:
        said(f"{done.before} got it before")
    if done.later:
        said(f"{done.later} got another one within {newsletter.WEEK} days: run this again later")
    told({"letter": letter.id, "queued": done.queued, "before": done.before, "later": done.later, "dry_run": dry_run})


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
