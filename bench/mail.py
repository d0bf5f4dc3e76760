"""A newsletter to a hundred thousand readers: how long it takes into the outbox, and its longest transaction, against bare inserts."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch

from sqlalchemy import Connection, func, insert, select

from bench.parts import inprocess
from bench.parts.report import tell
from izanau_protocol import ambient, canonical, ids, text
from izanau_protocol.canonical import Body
from izanau_site.attempt import attempt
from izanau_site.site import Site
from izanau_site.store import Store
from izanau_site.store.schema import accounts, documents, mailed, mails
from izanau_site.work import newsletter, readers
from izanau_site.work.letters import Letter
from izanau_site.work.message import Words

READERS = 100_000
DATABASE = "IZANAU_BENCH_DATABASE"
"""The environment variable that names another database than a fresh SQLite file, an empty one."""
LETTER = Letter(
    {"en": Words("News", "# News\n\n" + "Some news. " * 200), "ja": Words("お知らせ", "お知らせです。" * 200)}
)
WORDS = "the site's newsletter by e-mail"
_AT_ONCE = 5_000

T = TypeVar("T")


@contextmanager
def opened() -> Iterator[Site]:
    """A site in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="izanau-bench-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        database = os.environ.get(DATABASE) or f"sqlite:///{place / 'site.db'}"
        with inprocess.opened(place, database=database, ledger=place / "ledger") as site:
            yield site


def people(site: Site, count: int) -> None:
    """Readers who chose the newsletter: account, its document and the consent; written as rows, since that is not measured."""
    for first in range(0, count, _AT_ONCE):
        made = [reader(number) for number in range(first, min(first + _AT_ONCE, count))]
        with site.store.transaction(write=True) as connection:
            connection.execute(insert(accounts), [account for account, _ in made])
            connection.execute(insert(documents), [row for _, rows in made for row in rows])


def reader(number: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """One of them, every other in Japanese."""
    identity, at, email = ambient.new_id(), ambient.timestamp(), f"reader{number}@example.com"
    language = "ja" if number % 2 else "en"
    account = {
        "id": identity,
        "email_key": text.email_key(email),
        "email": email,
        "name": f"Reader {number}",
        "password_hash": "",
        "group": "seeker",
        "role": "seeker",
        "language": language,
        "created": at,
        "confirmed": True,
        "profile": ids.profile_id(identity),
    }
    body: Body = {"email": email, "name": account["name"], "purposes": {"newsletter": True}}
    consent: Body = {"deed": "purpose", "purpose": "newsletter", "words": WORDS, "language": language, "at": at}
    held = [("account", identity, "", body), ("consent", ambient.new_id(), "purpose.newsletter", consent)]
    row = {"account": identity, "created": at, "written": at}
    rows = [
        {**row, "kind": kind, "id": one, "state": state, "body": canonical.encode(said)}
        for kind, one, state, said in held
    ]
    return account, rows


def bare(site: Site) -> tuple[float, float]:
    """Seconds of writing as many rows in transactions of as many, and of the longest of them: the control."""
    with site.store.transaction() as connection:
        rows = [row._asdict() for row in connection.execute(select(mails))]
        notes = [row._asdict() for row in connection.execute(select(mailed))]
    with site.store.transaction(write=True) as connection:
        connection.execute(mails.delete())
        connection.execute(mailed.delete())
    since, longest = time.monotonic(), 0.0
    for first in range(0, len(rows), readers.BATCH):
        began = time.monotonic()
        with site.store.transaction(write=True) as connection:
            connection.execute(insert(mailed), notes[first : first + readers.BATCH])
            connection.execute(insert(mails), rows[first : first + readers.BATCH])
        longest = max(longest, time.monotonic() - began)
    return time.monotonic() - since, longest


def queued(site: Site) -> tuple[float, float, float]:
    """Seconds of putting the letter into the outbox, of the processor alone, and of the longest transaction that writes."""
    took = [0.0]

    def timed(store: Store, deed: Callable[[Connection], T]) -> T:
        began = time.monotonic()
        found = attempt(store, deed)
        took.append(time.monotonic() - began)
        return found

    with patch.object(newsletter, "attempt", timed):
        since, busy = time.monotonic(), time.process_time()
        done = newsletter.send(site, LETTER)
        total, cpu = time.monotonic() - since, time.process_time() - busy
    with site.store.transaction() as connection:
        waiting = connection.execute(select(func.count()).select_from(mails)).scalar_one()
    if (done.queued, waiting) != (READERS, READERS):
        raise RuntimeError(f"{done.queued} queued, {waiting} wait")
    return total, cpu, max(took)


def measure() -> dict[str, Any]:
    """One letter to everybody, and the same rows bare, on the same site."""
    with opened() as site:
        people(site, READERS)
        total, cpu, longest = queued(site)
        bare_total, bare_longest = bare(site)
        return {
            "database": site.settings.database.partition(":")[0],
            "readers": READERS,
            "queued_s": round(total, 1),
            "queued_processor_s": round(cpu, 1),
            "bare_s": round(bare_total, 1),
            "ratio": round(total / bare_total, 2),
            "longest_transaction_ms": round(longest * 1000),
            "bare_longest_transaction_ms": round(bare_longest * 1000),
        }


if __name__ == "__main__":
    tell("mail", measure)
