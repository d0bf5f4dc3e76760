"""Read models of the job seeker (and guest): jobs, applications, conversations, the profile's sections."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from izanau_desktop.cache import Cache, Document, documents, files, local, search
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads.common import field, in_order
from izanau_desktop.cache.reads.listing import Page, Wanted, ids
from izanau_desktop.cache.reads.people import (
    JobRow,
    MessageRow,
    Messages,
    Thread,
    companies,
    job_row,
    job_titles,
    messages,
    refused,
    threads,
)


class JobFilters(msgspec.Struct, frozen=True):
    """What a list of jobs is narrowed to; each may name several values, any of which will do."""

    category: tuple[str, ...] = ()
    contract: tuple[str, ...] = ()
    prefecture: tuple[str, ...] = ()
    remote: tuple[str, ...] = ()
    visa_support: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    overseas: bool = False
    saved: bool = False
    company: str = ""


class JobDetail(msgspec.Struct, frozen=True):
    """A job with its company, and how the person stands to it."""

    job: Document
    company: Document | None
    row: JobRow
    logo: bytes = b""


class EventRow(msgspec.Struct, frozen=True):
    """A change of status that both sides see."""

    status: str
    at: str


class ApplicationRow(msgspec.Struct, frozen=True):
    """One of the person's applications."""

    id: str
    job: JobRow | None
    company: str
    company_name: str
    company_name_ja: str
    status: str
    applied: str
    withdrawn: bool
    message: str
    history: tuple[EventRow, ...]
    pending: bool
    """Not yet settled with the site."""
    erases: str = ""
    """When the site erases it, once the person was told."""


def jobs(
    cache: Cache, query: str = "", filters: JobFilters | None = None, limit: int = 50, after: str = ""
) -> Page[JobRow]:
    """Open jobs, newest first."""
    chosen = filters or JobFilters()
    names = ("category", "contract", "prefecture", "remote", "visa_support", "language", "level")
    facets: dict[str, tuple[str, ...]] = {name: getattr(chosen, name) for name in names}
    if chosen.overseas:
        facets["overseas"] = ("yes",)
    wanted = Wanted(
        kind="job",
        about=chosen.company,
        states=() if chosen.saved else ("published",),
        facets=facets,
        query=query,
        shelf=local.SAVED if chosen.saved else "",
    )
    with cache.reading("job") as connection:
        found = ids(connection, wanted, limit, after)
        return found.page(_job_rows(connection, found.ids))


def job(cache: Cache, identity: str) -> JobDetail | None:
    """One job."""
    with cache.reading("job") as connection:
        found = documents.get(connection, "job", identity)
        if found is None:
            return None
        company = documents.get(connection, "company", field(found.body, "company"))
        logo = files.get(connection, field(company.body, "logo")) if company else b""
        return JobDetail(found, company, _job_rows(connection, [identity])[0], logo)


def save(cache: Cache, job_id: str, *, saved: bool = True) -> None:
    """Keep a job on this machine's list, or no longer; never sent."""
    cache.set_local(local.SAVED, job_id, True if saved else None)


def applications(cache: Cache, limit: int = 100, after: str = "") -> Page[ApplicationRow]:
    """The person's applications, newest first."""
    with cache.reading("application") as connection:
        found = ids(connection, Wanted("application"), limit, after)
        docs = documents.many(connection, "application", found.ids)
        return found.page(_application_row(connection, docs[one]) for one in found.ids if one in docs)


def application(cache: Cache, identity: str) -> ApplicationRow | None:
    """One application."""
    with cache.reading("application") as connection:
        found = documents.get(connection, "application", identity)
        return _application_row(connection, found) if found else None


def conversations(cache: Cache) -> tuple[Thread, ...]:
    """Threads with companies, one about each application and one about none, newest first."""
    with cache.reading("message") as connection:
        found = threads(connection, "other", "company")
        known = documents.many(connection, "company", [row[0] for row in found])
        titles, unsent = job_titles(connection, (row[1] for row in found)), refused(connection, "other")
        return tuple(
            replace(_thread(connection, known, *row), refused=row[:2] in unsent, title=titles.get(row[1], {}))
            for row in found
        )


def spoken(cache: Cache, words: str) -> frozenset[str]:
    """The keys of the threads in which any message has these words."""
    match = search.expression(words, "message")
    if not match:
        return frozenset()
    with cache.reading("message") as connection:
        found = connection.exec_driver_sql(
            "SELECT DISTINCT iif(s.state <> '', s.state, s.other) FROM search w CROSS JOIN shown s ON s.number = w.rowid"
            " WHERE search MATCH ?",
            (match,),
        )
        return frozenset(row[0] for row in found)


def conversation(cache: Cache, company: str, application: str = "", limit: int = 200) -> tuple[MessageRow, ...]:
    """The newest messages with a company about an application, or about none, oldest first."""
    with cache.reading("message") as connection:
        return messages(connection, Messages("other", company, application), limit)


def _job_rows(connection: Connection, wanted: list[str]) -> tuple[JobRow, ...]:
    found = documents.many(connection, "job", wanted)
    known, saved = companies(connection, found), local.among(connection, local.SAVED, wanted)
    applied = _applied(connection, wanted)
    return tuple(
        job_row(found[one], known.get(field(found[one].body, "company"), {}), one in saved, applied.get(one))
        for one in wanted
        if one in found
    )


def _applied(connection: Connection, jobs: list[str]) -> dict[str, Document]:
    """The latest application to each of these jobs; there are few, so all are looked at."""
    found = documents.some(connection, "application", {})
    return {field(one.body, "job"): one for one in found if field(one.body, "job") in set(jobs)}


def _application_row(connection: Connection, one: Document) -> ApplicationRow:
    body = one.body
    post = documents.get(connection, "job", field(body, "job"))
    company_id = field(body, "company") or (field(post.body, "company") if post else "")
    company = documents.get(connection, "company", company_id)
    about = company.body if company else {}
    withdrawn = body.get("withdrawn") is True
    return ApplicationRow(
        id=one.id,
        job=job_row(post, about, application=one) if post else None,
        company=company_id,
        company_name=field(about, "name"),
        company_name_ja=field(about, "name_ja"),
        status="withdrawn" if withdrawn else field(body, "status") or "applied",
        applied=field(body, "applied"),
        withdrawn=withdrawn,
        message=field(body, "message"),
        history=tuple(EventRow(field(i, "status"), field(i, "at")) for _, i in in_order(body, "history")),
        pending=one.pending,
        erases=field(body, "erases"),
    )


def _thread(
    connection: Connection, known: dict[str, Document], other: str, application: str, at: str, total: int, unread: int
) -> Thread:
    last = messages(connection, Messages("other", other, application), 1)
    about = known[other].body if other in known else {}
    text = last[-1].text if last else ""
    names = field(about, "name"), field(about, "name_ja")
    return Thread(other, *names, text, at, total, unread, application=application)
