"""The outbox of mails: written in the transaction of the deed, in the reader's language, each with its purpose."""

from __future__ import annotations

import functools
from datetime import timedelta
from typing import Final

import jinja2
import msgspec
from sqlalchemy import ColumnElement, Connection, func, insert, select

from izanau_protocol import ambient
from izanau_site.store.schema import mails

PURPOSES: Final = {
    "confirm": "security",
    "already": "security",
    "reset": "security",
    "password_changed": "security",
    "invitation": "service",
    "status": "service",
    "message": "service",
    "ticket": "service",
    "ticket_answered": "service",
    "mended": "service",
    "policy_changed": "service",
    "erased": "service",
}
"""Every template with the purpose that its mails carry (PRV-49): the policy's four, or security, or service."""
LAST: Final = "erased"
"""The one mail whose row is forgotten as soon as it left: by then nothing else knows the address."""
LANGUAGES: Final = ("en", "ja")
MOST_AN_HOUR: Final = 10
"""Mails of one kind to one person that follow the deeds of others, so that nobody floods a mailbox through the site."""


@functools.cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("izanau_site.work", "mails"),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - plain text: nothing is markup
    )


def language_of(wanted: str) -> str:
    """The language in which somebody who asked for this one is written to."""
    return wanted if wanted in LANGUAGES else "en"


def words(template: str, language: str, **values: str | int) -> tuple[str, str]:
    """Subject and text of a mail."""
    rendered = _templates().get_template(f"{template}.{language_of(language)}.txt").render(**values)
    subject, _, text = rendered.partition("\n")
    return " ".join(subject.removeprefix("Subject: ").split()), text.lstrip("\n")


def are_many(connection: Connection, template: str, account: str) -> bool:
    """Whether a person was mailed so often within the hour by this template that no further one follows."""
    since = (ambient.now() - timedelta(hours=1)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    mine = (mails.c.account == account, mails.c.created > since, of_kind(template))
    count = select(func.count()).select_from(mails).where(*mine)
    return connection.execute(count).scalar_one() >= MOST_AN_HOUR


def is_last(headers: str) -> bool:
    """Whether a mail of the outbox is the last one to somebody who was erased."""
    return headers == _headers(LAST)


def of_kind(template: str) -> ColumnElement[bool]:
    """The rows of the outbox that were made by a template."""
    return mails.c.headers == _headers(template)


def _headers(template: str) -> str:
    return msgspec.json.encode({"X-Izanau-Kind": template}).decode()


def queue(
    connection: Connection, template: str, *, to: str, language: str, account: str = "", **values: str | int
) -> None:
    """Put a mail into the outbox; it leaves when the transaction has been committed, or not at all."""
    subject, text = words(template, language, **values)
    now = ambient.timestamp()
    row = {
        "id": ambient.new_id(),
        "purpose": PURPOSES[template],
        "to": to,
        "subject": subject,
        "text": text,
        "language": language_of(language),
        "account": account,
        "created": now,
        "not_before": now,
        "headers": _headers(template),
    }
    connection.execute(insert(mails).values(row))
