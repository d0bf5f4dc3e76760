"""Telling every account by mail of a new version of the policy: once each, some at a time, however often interrupted (PRV-09)."""

from __future__ import annotations

from functools import partial
from typing import Final

from sqlalchemy import Connection, insert, select, update

from izanau_site.attempt import attempt
from izanau_site.policy import versions
from izanau_site.store import Store
from izanau_site.store.schema import accounts
from izanau_site.store.schema import site as table
from izanau_site.work import mails

BATCH: Final = 500
"""Accounts of one transaction: a hundred thousand at once would hold everybody up."""
_NAME: Final = "policy_told/"
"""Begins the name of the row that says how far a version was told: the last account's id."""
_END: Final = "~"
"""Behind every id."""


def begin(connection: Connection, version: str) -> None:
    """From now on every account is to be told of a version."""
    connection.execute(insert(table).values(name=f"{_NAME}{version}", value=""))


def tell(store: Store, public_url: str) -> int:
    """Tell whoever was not told yet; returns how many mails that makes."""
    with store.transaction() as connection:
        query = select(table.c.name).where(table.c.name.startswith(_NAME, autoescape=True), table.c.value != _END)
        names = sorted(connection.execute(query).scalars())
    told = 0
    for name in names:
        while some := attempt(store, partial(_some, name=name, public_url=public_url)):
            told += some
    return told


def _some(connection: Connection, name: str, public_url: str) -> int:
    """Tell the next ones; 0 where there is nobody left, which is noted too."""
    last = connection.execute(select(table.c.value).where(table.c.name == name).with_for_update()).scalar_one()
    told = (accounts.c.id > last, accounts.c.confirmed, accounts.c.erases == "", accounts.c.erased == "")
    some = connection.execute(select(accounts).where(*told).order_by(accounts.c.id).limit(BATCH)).all()
    version = versions.named(connection, name.removeprefix(_NAME))
    for account in some:
        mails.queue(
            connection,
            "policy_changed",
            to=account.email,
            language=account.language,
            account=account.id,
            name=account.name,
            version=version.version,
            effective=version.effective,
            link=f"{public_url}/policy?version={version.version}",
        )
    connection.execute(update(table).where(table.c.name == name).values(value=some[-1].id if some else _END))
    return len(some)
