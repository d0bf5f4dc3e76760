"""The site as one value: settings, store, limits; what every request may use."""

from __future__ import annotations

import logging

import msgspec
from sqlalchemy import inspect

from izanau_site.accounts.limits import Limits
from izanau_site.settings import Settings
from izanau_site.store import Store, engine, migrations

_log = logging.getLogger(__name__)


class Site(msgspec.Struct, frozen=True):
    """What every request gets; made once a process."""

    settings: Settings
    store: Store
    limits: Limits


class NotMigrated(Exception):  # noqa: N818 - the name says what is wrong
    """The database is older than the program."""

    def __str__(self) -> str:
        """What is wrong, and what would do."""
        return "the database is older than this program: run `izanau-site migrate`"


def prepare(settings: Settings) -> None:
    """Bring an empty database up by itself. Raises NotMigrated for one that is older, UnknownRevision for a newer one."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    connected = engine.connect(settings.database, threads=1)
    try:
        empty = not inspect(connected).get_table_names()
        with engine.transaction(connected) as connection:
            older = not empty and migrations.pending(connection)
    finally:
        connected.dispose()
    if empty:
        migrations.migrate(settings.database)
    elif older:
        raise NotMigrated


def open_site(settings: Settings) -> Site:
    """The site on a database that is prepared; a new one gets the policy that comes with the program."""
    from izanau_site.policy.publish import publish_first  # it stands on what this module gives

    store = Store.open(settings.database, settings.ledger, threads=settings.threads)
    try:
        publish_first(store)
    except BaseException:
        store.close()
        raise
    if not settings.smtp:
        _log.info("no_smtp", extra={"told": {"mails": "written as .eml files into the folder outbox/"}})
    return Site(settings, store, Limits(settings))
