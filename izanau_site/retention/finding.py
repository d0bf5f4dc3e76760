"""What each rule is about, by id, and when it is due by the rule alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Final

import msgspec
from sqlalchemy import Connection

from izanau_protocol import ambient
from izanau_site.retention.rules import Rule
from izanau_site.store import documents, ended, idle
from izanau_site.store.documents import Document


class Item(msgspec.Struct, frozen=True):
    """One thing that will go: its id, whom it speaks of, when it is due."""

    subject: str
    account: str
    due: datetime
    company: str = ""


def items(connection: Connection, rule: Rule, account: str = "") -> Iterator[Item]:
    """All that a rule will let go of, or what of it is about one person; of the first, any number may come."""
    yield from _FINDERS[rule.name](connection, rule, account)


def _applications(connection: Connection, rule: Rule, account: str) -> Iterator[Item]:
    companies: dict[str, Document | None] = {}
    for row in ended.every(connection, account):
        if row.company not in companies:
            companies[row.company] = documents.get(connection, row.company)
        yield Item(row.id, row.account, ended.due(row, rule.days, companies[row.company]), row.company)


def _signups(connection: Connection, rule: Rule, account: str) -> Iterator[Item]:
    return (_after(one, since, rule) for one, since in idle.unconfirmed(connection, account))


def _invitations(connection: Connection, rule: Rule, account: str) -> Iterator[Item]:
    return (_after(one, since, rule) for one, since in idle.invited(connection, account))


def _accounts(connection: Connection, rule: Rule, account: str) -> Iterator[Item]:
    return (_after(one, since, rule) for one, since in idle.last_used(connection, account))


def _members(connection: Connection, rule: Rule, account: str) -> Iterator[Item]:
    return (_after(one, since, rule) for one, since in idle.members_used(connection, account))


def _after(account: str, since: datetime, rule: Rule) -> Item:
    return Item(account, account, since + timedelta(days=rule.days))


def is_due(item: Item) -> bool:
    """Whether its days are over."""
    return item.due <= ambient.now()


_FINDERS: Final[dict[str, Callable[[Connection, Rule, str], Iterator[Item]]]] = {
    "applications": _applications,
    "signups": _signups,
    "invitations": _invitations,
    "accounts": _accounts,
    "members": _members,
}
PEOPLE: Final = frozenset(_FINDERS)
"""The rules about what speaks of a person; the others are about done tasks and about what is left of requests."""
