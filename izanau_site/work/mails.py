"""The outbox of mails: written in the transaction of the deed, in the reader's language, each with its purpose."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

import jinja2
import msgspec
from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from izanau_protocol import ambient
from izanau_site.store.documents import chunks
from izanau_site.store.schema import mails

PURPOSES: Final = {
    "confirm": "security",
    "already": "security",
    "new_address": "security",
    "address_taken": "security",
    "address_changed": "security",
    "reset": "security",
    "password_changed": "security",
    "invitation": "service",
    "invited": "service",
    "invited_known": "service",
    "invited_owner": "service",
    "owner_given": "service",
    "left_company": "service",
    "status": "service",
    "message": "service",
    "ticket": "service",
    "ticket_answered": "service",
    "mended": "service",
    "policy_changed": "service",
    "erased": "service",
    "erasing_asked": "service",
    "application_ends": "service",
    "account_ends": "service",
    "member_ends": "service",
    "notices": "notices",
    "jobs": "jobs",
    "updates": "updates",
}
"""Every template with the purpose that its mails carry (PRV-49): one of CHOSEN, or security, service or notices."""
WITH_CODE: Final = ("confirm", "new_address", "reset", "invitation", "invited", "invited_owner")
"""The templates whose mails hold a code."""
LAST: Final = "erased"
"""The one mail whose row is forgotten as soon as it left: by then nothing else knows the address."""
CHOSEN: Final = ("jobs", "updates", "newsletter")
"""The purposes of the policy (4.1) for which mails are sent, to who chose them. Statistics only count: nobody is mailed."""
LEAVING: Final = ("security", "service", "notices", *CHOSEN)
"""All purposes that a mail may have, in the order in which mails leave: somebody waits for a code. No other leaves."""
LANGUAGES: Final = ("en", "ja")
_KIND: Final = "X-Izanau-Kind"
MOST_AN_HOUR: Final = 10
"""Mails of one kind to one person that follow the deeds of others, so that nobody floods a mailbox through the site."""


class Mail(msgspec.Struct, frozen=True):
    """A mail that is to leave: its template, whom it goes to, and its words."""

    template: str
    to: str
    language: str
    account: str
    values: dict[str, str | int]


@functools.cache
def templates() -> jinja2.Environment:
    """The words of all mails; only what is HTML is escaped."""
    return jinja2.Environment(
        loader=jinja2.PackageLoader("izanau_site.work", "mails"),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        autoescape=jinja2.select_autoescape(("html",)),
        auto_reload=False,  # they are part of the program
    )


def language_of(wanted: str) -> str:
    """The language in which somebody who asked for this one is written to."""
    return wanted if wanted in LANGUAGES else "en"


def words(template: str, language: str, **values: Any) -> tuple[str, str]:
    """Subject and text of a mail."""
    rendered = templates().get_template(f"{template}.{language_of(language)}.txt").render(**values)
    subject, _, text = rendered.partition("\n")
    return " ".join(subject.removeprefix("Subject: ").split()), text.lstrip("\n")


def is_last(headers: str) -> bool:
    """Whether a mail of the outbox is the last one to somebody who was erased."""
    return headers == _headers(LAST)


def of_kind(template: str) -> ColumnElement[bool]:
    """The rows of the outbox that were made by a template."""
    return mails.c.headers == _headers(template)


def kind_of(headers: str) -> str:
    """The template by which a row of the outbox was made, or `newsletter`."""
    return msgspec.json.decode(headers, type=dict[str, str]).get(_KIND, "")


@functools.cache
def _headers(kind: str) -> str:
    return msgspec.json.encode({_KIND: kind}).decode()


def queue(connection: Connection, template: str, *, to: str, language: str, account: str = "", **values: Any) -> None:
    """Put a mail into the outbox; it leaves when the transaction has been committed, or not at all."""
    connection.execute(insert(mails).values(_row(Mail(template, to, language, account, values))))


def queue_all(connection: Connection, asked: Sequence[Mail]) -> None:
    """Put mails that follow the deeds of others into the outbox, to one person MOST_AN_HOUR of a template at most: what the
    further ones would say stands in the program."""
    queued = _queued(connection, {mail.account for mail in asked if mail.account})
    rows = []
    for mail in asked:
        kind = mail.account, _headers(mail.template)
        if mail.account and queued[kind] >= MOST_AN_HOUR:
            continue
        queued[kind] += 1
        rows.append(_row(mail))
    if rows:
        connection.execute(insert(mails), rows)


def _queued(connection: Connection, people: Iterable[str]) -> Counter[tuple[str, str]]:
    """How many mails each of these people was sent within the hour, by person and headers."""
    found: Counter[tuple[str, str]] = Counter()
    since = ambient.timestamp(hours=-1)
    for some in chunks(sorted(people)):
        query = select(mails.c.account, mails.c.headers, func.count().label("many"))
        query = query.where(mails.c.account.in_(some), mails.c.created > since)
        for row in connection.execute(query.group_by(mails.c.account, mails.c.headers)):
            found[row.account, row.headers] = row.many
    return found


def _row(mail: Mail) -> dict[str, Any]:
    subject, text = words(mail.template, mail.language, **mail.values)
    whom = {"to": mail.to, "language": mail.language, "account": mail.account}
    return row_of(mail.template, PURPOSES[mail.template], **whom, subject=subject, text=text)


def row_of(kind: str, purpose: str, **values: str) -> dict[str, Any]:
    """A new row of the outbox; `values` are its columns, of which `about` names a letter that holds the words."""
    now = ambient.timestamp()
    row = {"id": ambient.new_id(), "purpose": purpose, "subject": "", "text": "", "about": "", "account": ""}
    row |= {"created": now, "not_before": now, "headers": _headers(kind)}
    return {**row, **values, "language": language_of(values["language"])}


def follow(connection: Connection, account: str, old: Collection[str], new: str) -> None:
    """What waits for a person goes to their new address, but for codes, which are of no use any more. What is addressed to
    the old one without an account, as for requests that were made signed out, is the person's from now on."""
    connection.execute(update(mails).where(mails.c.account == "", mails.c.to.in_(old)).values(account=account))
    waiting = (mails.c.account == account, mails.c.sent == "", mails.c.failed == "")
    with_code = mails.c.headers.in_([_headers(kind) for kind in WITH_CODE])
    connection.execute(delete(mails).where(*waiting, with_code))
    connection.execute(update(mails).where(*waiting, mails.c.purpose != "security").values(to=new))


def drop_kind(connection: Connection, account: str, template: str) -> None:
    """Drop what waits for a person of one template."""
    connection.execute(delete(mails).where(mails.c.account == account, of_kind(template), mails.c.sent == ""))


def drop_waiting(connection: Connection, account: str, purpose: str) -> None:
    """Drop what waits for a person for a purpose that they ended."""
    mine = (mails.c.account == account, mails.c.purpose == purpose, mails.c.sent == "")
    connection.execute(delete(mails).where(*mine))
