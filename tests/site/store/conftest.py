"""A site whose database can be put back while its ledger goes on, as a restored backup does."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from izanau_site import settings as settings_of
from izanau_site.accounts import tokens
from izanau_site.accounts.limits import Limits
from izanau_site.site import Site
from izanau_site.store import Store
from izanau_site.store.schema import accounts, devices
from tests.site.backup import Backup
from tests.site.world import Member

SETTINGS = settings_of.load(environment={})


class Restorable:
    """A site whose database can be put back to an earlier moment; its ledger never is."""

    def __init__(self, database: str, folder: Path) -> None:
        self._database, self._ledger = database, folder / "ledger"
        self.store = Store.open(database, self._ledger)
        self._backup = Backup(self.store)

    def back_up(self) -> None:
        """Keep all rows as they are now."""
        self._backup = Backup(self.store)

    def put_back(self) -> None:
        """Bring back the rows that were kept, behind the site's back."""
        self._backup.put_back(self.store)

    def restore(self) -> bool:
        """Bring back the rows that were kept, and open anew; whether a new epoch began."""
        self.put_back()
        return self.reopen()

    def reopen(self) -> bool:
        """Open anew; whether a new epoch began."""
        before = self.store.epoch
        self.store.close()
        self.store = Store.open(self._database, self._ledger)
        return self.store.epoch != before

    @contextlib.contextmanager
    def ledger_put_back(self) -> Iterator[None]:
        """Bring the ledger, as it is now, back beside the database as it is at the end."""
        kept, disk = sqlite3.connect(":memory:"), sqlite3.connect(self._ledger / "ledger.db")
        with contextlib.closing(kept), contextlib.closing(disk):
            disk.backup(kept)
            yield
            kept.backup(disk)

    def session(self, member: Member) -> tuple[str, str]:
        """Sign a device in: its id and its refresh token."""
        with self.store.transaction(write=True) as connection:
            account = connection.execute(select(accounts).where(accounts.c.id == member.caller.account)).one()
            session = tokens.issue(self.store, connection, SETTINGS, account, "", "")
        return session.device, session.refresh

    def account(self, member: Member) -> Any:
        """The row of an account, or None."""
        with self.store.transaction() as connection:
            return connection.execute(select(accounts).where(accounts.c.id == member.caller.account)).one_or_none()

    def ended(self, device: str) -> bool:
        """Whether a device's session has ended."""
        with self.store.transaction() as connection:
            return bool(connection.execute(select(devices.c.ended).where(devices.c.id == device)).scalar_one())

    @property
    def served(self) -> Site:
        """The site as the accounts' deeds want it."""
        return Site(SETTINGS, self.store, Limits(SETTINGS))


@pytest.fixture
def site(database: str, tmp_path: Path) -> Iterator[Restorable]:
    """An empty site."""
    opened = Restorable(database, tmp_path)
    yield opened
    opened.store.close()
