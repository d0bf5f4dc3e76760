"""What the cache knows about itself: account, epoch, versions, times; texts by name."""

from __future__ import annotations

from typing import Final

from izanau_desktop.cache.connection import Connection
from izanau_protocol import ids

REVISION: Final = 6
"""What `PRAGMA user_version` says of a current cache; raised with each migration."""


def get(connection: Connection, name: str) -> str:
    """The text of that name, or empty."""
    return str(connection.exec_driver_sql("SELECT value FROM meta WHERE name = ?", (name,)).scalar() or "")


def put(connection: Connection, name: str, value: str) -> None:
    """Note a text under a name."""
    connection.exec_driver_sql(
        "INSERT INTO meta(name, value) VALUES(?,?) ON CONFLICT(name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


def membership(connection: Connection) -> str:
    """The membership of whoever works at this desk; empty where they are of no company."""
    company, account = get(connection, "company"), get(connection, "account")
    return ids.membership_id(company, account) if company and account else ""
