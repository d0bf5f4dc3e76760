"""Rows and threads that both sides of an application share: jobs in brief, messages by the other party."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from izanau_desktop.cache import Document, documents, local, outbox
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads.common import OutboxRow, field, in_order, number, unsettled
from izanau_protocol.canonical import Body


class JobRow(msgspec.Struct, frozen=True):
    """A job in a list. Texts held by language are maps; `common.text_in` picks."""

    id: str
    title: Mapping[str, str]
    company: str
    company_name: str
    company_name_ja: str
    category: str
    contract: str
    prefecture: str
    city: str
    remote: str
    visa_support: str
    overseas: bool
    pay_unit: str
    pay_currency: str
    pay_least: int
    pay_most: int
    languages: tuple[tuple[str, str], ...]
    """Language and level asked for."""
    state: str
    published: str
    closes: str
    positions: int
    saved: bool
    application: str
    """The id of one's own latest application to it, or empty."""
    status: str
    pending: bool


class MessageRow(msgspec.Struct, frozen=True):
    """One message of a thread."""

    id: str
    sender: str
    name: str
    text: str
    at: str
    application: str
    pending: bool
    seen: bool
    push: OutboxRow | None = None
    """What is to bring it to the site, as long as that does not have it."""


class Thread(msgspec.Struct, frozen=True):
    """The messages with one other party about one application, or about none."""

    other: str
    """The company's id, or the applicant's profile id."""
    name: str
    name_ja: str
    last: str
    """The last message's text."""
    at: str
    total: int
    unread: int
    sender: str = ""
    """Whose the last message is: `seeker` or `company`."""
    code: str = ""
    """By what an applicant is called who is hidden by blind review, and has no name then."""
    application: str = ""
    """What is talked about; empty where it is none, as of who asks without having applied."""
    title: Mapping[str, str] = {}
    """Of the job of that application, by language."""
    refused: bool = False
    """Whether the site did not take a message of one's own there."""

    @property
    def key(self) -> str:
        """What tells this conversation from all others."""
        return self.application or self.other


class Messages(NamedTuple):
    """Which messages: those with another party (`column` is that of `shown` which names them) about an application, or none."""

    column: str
    other: str
    application: str = ""


def job_row(job: Document, company: Body, saved: bool = False, application: Document | None = None) -> JobRow:
    """A job in brief."""
    body = job.body
    title = body.get("title")
    return JobRow(
        id=job.id,
        title=title if isinstance(title, dict) else {},
        company=field(body, "company"),
        company_name=field(company, "name"),
        company_name_ja=field(company, "name_ja"),
        category=field(body, "category"),
        contract=field(body, "contract.type"),
        prefecture=field(body, "place.prefecture"),
        city=field(body, "place.city"),
        remote=field(body, "remote"),
        visa_support=field(body, "visa_support"),
        overseas=body.get("overseas") is True,
        pay_unit=field(body, "pay.unit"),
        pay_currency=field(body, "pay.currency"),
        pay_least=number(body, "pay.least"),
        pay_most=number(body, "pay.most"),
        languages=tuple((field(i, "language"), field(i, "level")) for _, i in in_order(body, "languages")),
        state=field(body, "state"),
        published=field(body, "published"),
        closes=field(body, "closes"),
        positions=number(body, "positions"),
        saved=saved,
        application=application.id if application else "",
        status=field(application.body, "status") or "applied" if application else "",
        pending=job.pending,
    )


def companies(connection: Connection, jobs: Mapping[str, Document]) -> dict[str, Body]:
    """The companies of some jobs, by id."""
    wanted = sorted({field(job.body, "company") for job in jobs.values()})
    return {one.id: one.body for one in documents.many(connection, "company", wanted).values()}


def job_titles(connection: Connection, applications: Iterable[str]) -> dict[str, Mapping[str, str]]:
    """The titles of the jobs of these applications by language, by application; without what is not there."""
    found = documents.many(connection, "application", sorted(filter(None, set(applications))))
    jobs = {one.id: field(one.body, "job") for one in found.values()}
    titles = {
        one.id: one.body.get("title") for one in documents.many(connection, "job", sorted(set(jobs.values()))).values()
    }
    return {one: title for one, job in jobs.items() if isinstance(title := titles.get(job), dict)}


def threads(
    connection: Connection, column: str, their_side: str, among: Sequence[str] = ()
) -> list[tuple[str, str, str, int, int]]:
    """The other party, the application or none, time of the newest message, total and unread of each thread, newest first.

    `column` is that of `shown` which names the other party; `their_side` the sender whose messages count as unread; `among`:
    with these parties alone, a thousand at most.
    """
    of_these = f" AND s.{column} IN ({','.join('?' * len(among))})" if among else ""
    rows = connection.exec_driver_sql(
        f"SELECT s.{column}, s.state, max(s.at), count(*), sum("  # noqa: S608 - constants of this package
        " EXISTS (SELECT 1 FROM facet f WHERE f.number = s.number AND f.name = 'sender' AND f.value = ?)"
        " AND NOT EXISTS (SELECT 1 FROM local l WHERE l.shelf = ? AND l.key = s.id))"
        f" FROM shown s INDEXED BY shown_by_{column} WHERE s.kind = 'message'{of_these}"
        f" GROUP BY s.{column}, s.state ORDER BY 3 DESC",
        (their_side, local.SEEN, *among),
    )
    return [(row[0], row[1], row[2], int(row[3]), int(row[4])) for row in rows]


def refused(connection: Connection, column: str) -> frozenset[tuple[str, str]]:
    """The threads, by the other party and the application, that hold a message which the site did not take."""
    rows = connection.exec_driver_sql(
        f"SELECT s.{column}, s.state FROM outbox o INDEXED BY outbox_by_state CROSS JOIN part p ON p.push = o.number"  # noqa: S608 - constants of this package
        " CROSS JOIN shown s ON s.kind = p.kind AND s.id = p.id WHERE o.state = 'refused' AND p.kind = 'message'"
    )
    return frozenset((row[0], row[1]) for row in rows)


def messages(connection: Connection, of: Messages, limit: int) -> tuple[MessageRow, ...]:
    """The newest messages of a thread, oldest first."""
    rows = connection.exec_driver_sql(
        f"SELECT s.id FROM shown s INDEXED BY shown_by_{of.column}"  # noqa: S608 - `column` is about or other
        f" WHERE s.kind = 'message' AND s.{of.column} = ? AND s.state = ? ORDER BY s.at DESC, s.number DESC LIMIT ?",
        (of.other, of.application, limit),
    ).all()
    wanted = [row[0] for row in reversed(rows)]
    found, seen = documents.many(connection, "message", wanted), local.among(connection, local.SEEN, wanted)
    unsent = outbox.making(connection, "message", [one.id for one in found.values() if one.pending])
    told = unsettled(connection) if unsent else {}
    pushes = {one: told[row.id] for one, row in unsent.items()}
    return tuple(_message_row(found[one], one in seen, pushes.get(one)) for one in wanted if one in found)


def _message_row(one: Document, seen: bool, push: OutboxRow | None) -> MessageRow:
    told = {name: field(one.body, name) for name in ("sender", "name", "text", "at", "application")}
    return MessageRow(id=one.id, pending=one.pending, seen=seen, push=push, **told)
