"""Mails that come back for good: noted once each; after a few, nothing that is not needed is sent to that address."""

from __future__ import annotations

import email
import logging
import re
from email import policy
from email.message import Message
from typing import Final

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from izanau_protocol import ambient, ids
from izanau_site.accounts import people
from izanau_site.attempt import attempt
from izanau_site.site import Site
from izanau_site.store import Store
from izanau_site.store.documents import lock_accounts
from izanau_site.store.schema import accounts, bounces, mails

MOST: Final = 3
"""Mails that come back, within the days of the logs, until purpose mails to an address end."""
_OURS: Final = re.compile(r"^message-id:\s*<([0-9a-f-]{36})@", re.IGNORECASE | re.MULTILINE)
_log = logging.getLogger(__name__)


class Report(msgspec.Struct, frozen=True):
    """What a delivery status notification says of a mail of ours."""

    mail: str
    status: str


class NoReport(Exception):  # noqa: N818 - the name says what is wrong
    """It is no delivery status notification, or not about a mail of this site."""


def refused(site: Site, mail: str, status: str) -> bool:
    """A server refused a mail for good, or it came back: it is not tried again, and noted at the account. False where it
    was noted before, or is no mail of this site."""

    def write(connection: Connection) -> bool:
        row = connection.execute(select(mails.c.account, mails.c.to).where(mails.c.id == mail)).one_or_none()
        if row is None:
            return False
        values = {"failed": ambient.timestamp(), "error": status, "text": ""}
        changed = connection.execute(update(mails).where(mails.c.id == mail, mails.c.failed == "").values(**values))
        speaks_of_us = status.startswith("5.7.")  # policy and security: no word about the address (RFC 3463)
        if row.account and changed.rowcount and not speaks_of_us:
            _note(site.store, connection, mail, row.account, row.to, status)
        return bool(changed.rowcount)

    return attempt(site.store, write)


def _note(store: Store, connection: Connection, mail: str, account: str, to: str, status: str) -> None:
    """Note it, if it went to the account's address: one that it had before, or may have one day, says nothing of that.
    With the third the account itself says so, which its owner sees at the next sync."""
    lock_accounts(connection, [account])
    mine = select(accounts.c.bounced).where(accounts.c.id == account, accounts.c.email == to)
    known = connection.execute(mine).one_or_none()
    if known is None:
        return
    row = {"mail": mail, "account": account, "at": ambient.timestamp(), "status": status}
    connection.execute(insert(bounces).values(row))
    count = select(func.count()).select_from(bounces).where(bounces.c.account == account)
    if not known.bounced and connection.execute(count).scalar_one() >= MOST:
        people.rewrite(store, connection, account, bounced=ambient.timestamp())


def forget(store: Store, connection: Connection, account: str) -> None:
    """A mail has arrived after all: its code came back, or the owner chose to be mailed again."""
    drop(connection, account)
    if connection.execute(select(accounts.c.bounced).where(accounts.c.id == account)).scalar_one_or_none():
        people.rewrite(store, connection, account, bounced="")


def drop(connection: Connection, account: str) -> None:
    """Drop what was noted of the address that the account has, or had."""
    connection.execute(delete(bounces).where(bounces.c.account == account))


def take(site: Site, raw: bytes) -> tuple[Report, bool]:
    """Note what a notification says (RFC 3464). Returns it, and whether it was news. Raises NoReport.

    Who wrote it cannot be known: it counts only when it names the id of a mail of ours, which nobody can guess.
    """
    report = read(raw)
    if report is None:
        raise NoReport("it says of no mail that it could not be delivered for good")
    with site.store.transaction() as connection:
        if connection.execute(select(mails.c.id).where(mails.c.id == report.mail)).one_or_none() is None:
            raise NoReport("it is about no mail that this site sent and still knows of")
    news = refused(site, report.mail, report.status)
    _log.info("mail_came_back", extra={"told": {"id": report.mail, "status": report.status}})
    return report, news


def read(raw: bytes) -> Report | None:
    """What a notification says of a mail of ours that failed for good; None for a delay, a success, or another mail."""
    message = email.message_from_bytes(raw, policy=policy.default)
    if message.get_content_type() != "multipart/report":
        return None
    status = next(filter(None, map(_failure, message.walk())), "")
    mail = next(filter(None, map(_returned, message.walk())), "")
    return Report(mail, status) if status and mail else None


def _failure(part: Message) -> str:
    """The status of the first receiver whom the mail did not reach, in the part that programs read."""
    if part.get_content_type() != "message/delivery-status" or not part.is_multipart():
        return ""
    for group in part.get_payload():
        if isinstance(group, Message) and str(group.get("Action", "")).strip().lower() == "failed":
            status = str(group.get("Status", "")).split(None, 1)[0:1]
            return status[0] if status and status[0].startswith("5.") else ""
    return ""


def _returned(part: Message) -> str:
    """The id of the mail of ours that is in a part, whole or by its headers only."""
    if part.get_content_type() not in ("message/rfc822", "text/rfc822-headers", "message/global-headers"):
        return ""
    inner = part.get_payload()
    first = inner[0] if isinstance(inner, list) and inner else inner
    text = first.as_string() if isinstance(first, Message) else str(first)
    found = _OURS.search(text)
    return found[1] if found and ids.is_id(found[1]) else ""
