"""Of what a company's person is mailed: kinds of event, each off until they choose it, and over with their membership."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from izanau_protocol.canonical import Body
from izanau_site.store import Change, Store
from izanau_site.store.documents import lock_accounts

PURPOSE: Final = "notices"
"""What their mails carry as their purpose, and links end."""
HOURS: Final = 1
"""Between two looks for one member, and so between two mails: who wants to know at once has messages of the system. Our
choice, not measured."""


def chosen(body: Body) -> frozenset[str]:
    """The kinds that are on in the body of an account."""
    held = body.get("notices")
    return frozenset(name for name, on in held.items() if on) if isinstance(held, dict) else frozenset()


def end(connection: Connection, store: Store, account: str) -> None:
    """Switch all kinds of an account off, at the site."""
    lock_accounts(connection, [account])
    known = store.get(connection, "account", account)
    if known is not None and "notices" in known.body:
        body: Body = {name: value for name, value in known.body.items() if name != "notices"}
        store.write(connection, [Change(kind="account", id=account, body=body, account=account)])
