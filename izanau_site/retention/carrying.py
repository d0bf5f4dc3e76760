"""Carries the rules out: tells the people concerned, lets go of what is over, and only counts while a rule runs dry."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Row

from izanau_protocol import ambient
from izanau_site import logs
from izanau_site.accounts import erasing
from izanau_site.attempt import attempt
from izanau_site.retention import finding, standing, telling
from izanau_site.retention.finding import Item
from izanau_site.retention.rules import Rule, every
from izanau_site.retention.schedule import Step, Told, step
from izanau_site.site import Site
from izanau_site.store import documents, ended, finished, notices, spent

_log: Final = logging.getLogger(__name__)


class Outcome(msgspec.Struct, frozen=True):
    """What a rule let go of, or would let go of now: ids by kind."""

    rule: str
    days: int
    dry: bool
    gone: dict[str, list[str]]

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(map(len, self.gone.values()))


def carry_out(site: Site, *, dry: bool = False) -> list[Outcome]:
    """Carry every rule out as of now; `dry` only says what would go, and leaves everything as it is."""
    return [_carried(site, rule, dry=dry) for rule in every(site.settings)]


def _carried(site: Site, rule: Rule, *, dry: bool) -> Outcome:
    with site.store.transaction() as connection:
        first = standing.is_dry(connection, rule)
    if not dry:
        attempt(site.store, lambda connection: standing.note(connection, rule))
    still = dry or first
    gone = _gone(site, rule, dry=still)
    found = Outcome(rule.name, rule.days, still, gone)
    if found.count and not dry:
        event = "retention_dry" if still else "retention"
        _log.info(event, extra={"told": {"rule": rule.name, "days": rule.days, "count": found.count}})
    return found


def _gone(site: Site, rule: Rule, *, dry: bool) -> dict[str, list[str]]:
    if rule.name in finding.PEOPLE:
        return _people(site, rule, dry=dry)
    return _tasks(site, rule, dry=dry) if rule.name == "tasks" else _spent(site, rule, dry=dry)


def _tasks(site: Site, rule: Rule, *, dry: bool) -> dict[str, list[str]]:
    """What was done and is about nobody goes without a notice."""
    with site.store.transaction() as connection:
        found = finished.over(connection, rule.days)
    for start in () if dry else range(0, len(found), finished.AT_ONCE):
        some = found[start : start + finished.AT_ONCE]
        attempt(site.store, partial(_drop_tasks, site, some, rule.days))
    return {"tasks": found} if found else {}


def _drop_tasks(site: Site, some: list[str], days: int, connection: Connection) -> None:
    finished.drop(site.store, connection, some, days)


def _people(site: Site, rule: Rule, *, dry: bool) -> dict[str, list[str]]:
    """What speaks of people goes one by one, each after its notices."""
    with site.store.transaction() as connection:
        told = notices.of_rule(connection, rule.name)
        stale, steps = set(told), []
        for item in finding.items(connection, rule):
            stale.discard(item.subject)
            due = _step(item, rule, told.get(item.subject))
            if due.deed != "wait":
                steps.append((item, due))
    if not dry:
        attempt(site.store, lambda connection: notices.drop(connection, rule.name, stale))
        for item, due in steps:
            _take(site, rule, item, told.get(item.subject), due)
    return {rule.name: [item.subject for item, due in steps if due.deed == "erase"]}


def _step(item: Item, rule: Rule, row: Row[Any] | None) -> Step:
    known = Told(datetime.fromisoformat(row.basis), datetime.fromisoformat(row.due), row.before) if row else None
    return step(ambient.now(), item.due, rule.notice, known)


def _take(site: Site, rule: Rule, item: Item, known: Row[Any] | None, due: Step) -> None:
    if due.deed in ("tell", "forget"):
        attempt(site.store, lambda connection: _say(site, connection, rule, item, known, due))
    elif due.deed == "erase" and rule.name == "applications":
        attempt(site.store, lambda connection: ended.erase(site.store, connection, item.subject))
    elif due.deed == "erase":
        erasing.erase_now(site, item.account)


def _say(site: Site, connection: Connection, rule: Rule, item: Item, known: Row[Any] | None, due: Step) -> None:
    """Tell, or forget what was told, unless another process did either since this one looked."""
    documents.lock_accounts(connection, [item.account])
    if notices.get(connection, rule.name, item.subject) != known:
        return
    if due.deed == "tell":
        telling.tell(site, connection, rule, item, due)
    else:
        telling.forget(site.store, connection, rule, item)


def _spent(site: Site, rule: Rule, *, dry: bool) -> dict[str, list[str]]:
    """What is left of requests goes all at once."""
    moment = ambient.now() - timedelta(days=rule.days)
    before = ambient.timestamp(days=-rule.days)
    files = logs.over(site.settings.data_dir / logs.FOLDER, moment.date())
    with site.store.transaction() as connection:
        found = spent.over(connection, before)
    if not dry:
        _drop(site, before)
        for file in files:
            file.unlink(missing_ok=True)  # another process may tidy up too
    return dict(_named({**found, "logfiles": [file.name for file in files]}))


def _drop(site: Site, before: str) -> None:
    def write(connection: Connection) -> None:
        spent.drop(connection, before)

    attempt(site.store, write)


def _named(found: dict[str, list[str]]) -> Iterator[tuple[str, list[str]]]:
    return ((name, held) for name, held in found.items() if held)
