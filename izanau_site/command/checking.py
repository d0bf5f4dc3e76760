"""Looking at a site's settings, database, mail server and folders, without making or changing any of them."""

from __future__ import annotations

import contextlib
import os
import smtplib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import Connection, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from izanau_site.settings import Settings
from izanau_site.site import NotMigrated
from izanau_site.store import aside, engine, migrations
from izanau_site.work.message import missing

_SECONDS = 10


def faults(chosen: Settings, said: Callable[[str], None]) -> list[str]:
    """What is wrong, a sentence each; `said` takes what is worth knowing and no fault."""
    return [*_database(chosen, said), *_ledger(chosen.ledger), *_mail(chosen, said), *_folders(chosen)]


def _database(chosen: Settings, said: Callable[[str], None]) -> list[str]:
    file = _file_of(chosen.database)
    try:
        if file is not None and not file.exists():
            said(f"there is no database yet: `izanau-site serve` or `izanau-site migrate` makes {file}")
            return []
        return _schema(chosen, said)
    except SQLAlchemyError as fault:
        return [f"the database cannot be used: {getattr(fault, 'orig', fault)}"]
    except OSError as fault:
        return [f"{file} cannot be used: {fault.strerror or fault}"]


def _schema(chosen: Settings, said: Callable[[str], None]) -> list[str]:
    connected = engine.connect(chosen.database, threads=1)
    try:
        if not inspect(connected).get_table_names():
            said("the database is empty: `izanau-site serve` or `izanau-site migrate` fills it")
            return []
        with engine.transaction(connected) as connection:
            return [str(NotMigrated())] if migrations.pending(connection) else _aside(connection)
    except migrations.UnknownRevision as fault:
        return [str(fault)]
    finally:
        connected.dispose()


def _aside(connection: Connection) -> list[str]:
    """What of the ledger could not be carried out: the site serves everybody but whom that is about."""
    found, kept = aside.lines(connection), aside.kept(connection)
    told = f"lines of the ledger that could not be carried out: {len(found)}; accounts kept from everybody until then: {len(kept)}"
    return [f"{told}; the log names each as `ledger_line`, and `izanau-site kept list` whom it keeps"] if found else []


def _ledger(folder: Path) -> list[str]:
    """What is wrong with the ledger, where there is one; it is read only."""
    file = folder / "ledger.db"
    if not file.exists():
        return []
    try:
        with contextlib.closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("SELECT count(*) FROM entries").fetchone()
    except sqlite3.Error as fault:
        return [f"the ledger cannot be used: {fault}"]
    return []


def _file_of(database: str) -> Path | None:
    parsed = make_url(database)
    return Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None


def _mail(chosen: Settings, said: Callable[[str], None]) -> list[str]:
    lacking = [name for name in missing(chosen) if name != "public_url" or chosen.smtp]  # serve knows its own address
    if lacking:
        names = ", ".join(lacking)
        said(f"newsletters, job information and profile reminders are not sent: {names} is not set")
    elif chosen.smtp and not chosen.public_url.startswith("https://"):
        said("public_url is not https: mail programs cannot offer to end a newsletter with one click (RFC 8058)")
    if not chosen.smtp:
        said("no SMTP server is set: mails are written into the folder outbox/")
        return []
    server = urlsplit(chosen.smtp)
    kind = smtplib.SMTP_SSL if server.scheme == "smtps" else smtplib.SMTP
    try:
        with kind(server.hostname or "", server.port or 0, timeout=_SECONDS) as connection:
            connection.noop()
    except (OSError, UnicodeError) as fault:
        return [f"the SMTP server {server.hostname}:{server.port} does not answer: {fault}"]
    return []


def _folders(chosen: Settings) -> list[str]:
    return [words for folder in (chosen.data_dir, chosen.ledger) if (words := _folder(folder))]


def _folder(folder: Path) -> str:
    """What is wrong with a folder, or with the place where it would be made."""
    place = folder
    while not os.path.lexists(place) and place != place.parent:
        place = place.parent
    if not place.is_dir():
        return f"{folder} cannot be used: {place} is no folder"
    return "" if os.access(place, os.W_OK | os.X_OK) else f"{folder} cannot be used: {place} cannot be written"
