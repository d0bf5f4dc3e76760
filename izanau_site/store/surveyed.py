"""The profiles that statistical surveys may look at: registered, of people who are neither paused nor being erased."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, select

from izanau_site.store.schema import accounts, documents


def registered(connection: Connection) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Their bodies, each with that of the account, which says whether this person is counted."""
    account = documents.alias()
    query = (
        select(documents.c.body, account.c.body.label("account"))
        .join(accounts, accounts.c.id == documents.c.account)
        .join(account, account.c.id == accounts.c.id)
        .where(documents.c.kind == "profile", documents.c.state == "registered")
        .where(accounts.c.paused.is_(False), accounts.c.erases == "", accounts.c.erased == "")
    )
    return [(msgspec.json.decode(row.body), msgspec.json.decode(row.account)) for row in connection.execute(query)]
