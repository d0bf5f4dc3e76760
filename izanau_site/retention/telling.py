"""Telling the people concerned that something of theirs goes, by mail and in what both sides see of it."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from izanau_protocol import ambient
from izanau_protocol.reading.job import company_name
from izanau_protocol.reading.profile import day
from izanau_protocol.rules.trees import line
from izanau_site.retention.finding import Item
from izanau_site.retention.rules import Rule
from izanau_site.retention.schedule import Step
from izanau_site.site import Site
from izanau_site.store import Change, Store, idle, notices
from izanau_site.work import mails

_MAILS: Final = {"applications": "application_ends", "accounts": "account_ends", "members": "member_ends"}


def tell(site: Site, connection: Connection, rule: Rule, item: Item, due: Step) -> None:
    """Tell when it goes: a mail to the person, and on an application a date that the company sees too."""
    person = idle.person(connection, item.account)
    if person is None:
        return
    if rule.name == "applications" and not _date(site.store, connection, item.subject, ambient.spelled(due.due)):
        return
    company = site.store.get(connection, "company", item.company) if item.company else None
    body = company.body if company is not None else {}
    values = {"name": person.name, "day": day(f"{due.due:%Y-%m-%d}", person.language)}
    values |= {"company": company_name(line(body, "name"), line(body, "name_ja"), person.language)}
    to = {"to": person.email, "language": person.language, "account": person.id}
    mails.queue(connection, _MAILS[rule.name], **to, **values)
    values = {"account": item.account, "basis": ambient.spelled(item.due), "due": ambient.spelled(due.due)}
    notices.put(connection, rule.name, item.subject, before=due.before, **values)


def forget(store: Store, connection: Connection, rule: Rule, item: Item) -> None:
    """It does not go as was told: what was told is forgotten, and told anew in its time."""
    if rule.name == "applications":
        _date(store, connection, item.subject, "")
    notices.drop(connection, rule.name, [item.subject])


def _date(store: Store, connection: Connection, identity: str, erases: str) -> bool:
    """Write the date into the application, or away; False where that is gone by now."""
    known = store.get(connection, "application", identity)
    if known is None:
        return False
    body = {name: value for name, value in known.body.items() if name != "erases"}
    body |= {"erases": erases} if erases else {}
    store.write(connection, [Change(kind="application", id=identity, body=body, account=known.account)])
    return True
