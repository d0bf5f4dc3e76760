"""What the people concerned are shown: the rules about them, and what of theirs is due when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec
from sqlalchemy import Connection

from izanau_protocol import ambient, wire
from izanau_site.accounts.caller import Caller
from izanau_site.retention import finding
from izanau_site.retention.rules import Rule, every
from izanau_site.site import Site
from izanau_site.store import notices


def shown(site: Site, caller: Caller) -> list[wire.Kept]:
    """The rules that concern the caller; one that something of theirs is under stands once for each, with its day."""
    with site.store.transaction() as connection:
        rules = [rule for rule in every(site.settings) if caller.group in rule.concerns]
        return [one for rule in rules for one in _of_rule(connection, rule, caller)]


def _of_rule(connection: Connection, rule: Rule, caller: Caller) -> Iterator[wire.Kept]:
    what, words = msgspec.to_builtins(rule.what), msgspec.to_builtins(rule.words)
    mine = rule.name in finding.PEOPLE and (caller.group == "seeker" or rule.name == "members")
    items = list(finding.items(connection, rule, caller.account)) if mine else []
    if not items:
        yield wire.Kept(rule.name, what, words)
    told = notices.of_person(connection, caller.account)
    for item in items:
        due = max(item.due, datetime.fromisoformat(told.get((rule.name, item.subject), ambient.spelled(item.due))))
        yield wire.Kept(rule.name, what, words, ambient.spelled(due), item.subject)
