"""Since when a rule stands as it is: one that is new, or was set anew, runs dry for its first day."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from izanau_protocol import ambient
from izanau_site.retention.rules import Rule
from izanau_site.store.store import get_value, put_value

DRY: Final = timedelta(days=1)


def is_dry(connection: Connection, rule: Rule) -> bool:
    """Whether the rule only tells yet what it would do."""
    days, _, since = get_value(connection, _name(rule)).partition(" ")
    return days != str(rule.days) or ambient.now() < datetime.fromisoformat(since) + DRY


def note(connection: Connection, rule: Rule) -> None:
    """Note since when it stands, where it is another one than before."""
    if get_value(connection, _name(rule)).partition(" ")[0] != str(rule.days):
        put_value(connection, _name(rule), f"{rule.days} {ambient.timestamp()}")


def _name(rule: Rule) -> str:
    return f"retention/{rule.name}"
