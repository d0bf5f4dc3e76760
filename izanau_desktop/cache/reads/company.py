"""Read models of a company: jobs with counts, applicants, one applicant, the team."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from izanau_desktop.cache import Cache, Document, brief, documents, local, meta
from izanau_desktop.cache.applicants import first_number
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import ranking, talks, veil
from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.cache.reads.common import field, in_order
from izanau_desktop.cache.reads.filters import late_before
from izanau_desktop.cache.reads.listing import Listed, Page, Wanted, ids
from izanau_desktop.cache.reads.people import JobRow, MessageRow, job_row
from izanau_desktop.cache.reads.plan import Key
from izanau_protocol import ids as natural
from izanau_protocol.canonical import Body


class JobCounts(msgspec.Struct, frozen=True):
    """A job with its applicants counted; the withdrawn are not."""

    job: JobRow
    all: int
    new: int
    late: int


class ApplicantRow(msgspec.Struct, frozen=True):
    """One applicant in a list."""

    id: str
    """The application's id."""
    seeker: str
    job: str
    job_title: Mapping[str, str]
    name: str
    reading: str
    headline: str
    stage: str
    status: str
    applied: str
    withdrawn: bool
    unread: bool
    """Not looked at on this machine yet."""
    pending: bool
    profile: Body
    """What is seen of the person; empty where nothing is any more."""
    code: str = ""
    """By what the person is called while they are hidden by blind review, where they have no name."""


class By(msgspec.Struct, frozen=True):
    """The member of the company who did something; without a name where they left it."""

    member: str
    """The id of the membership."""
    name: str


class NoteRow(msgspec.Struct, frozen=True):
    """A note of the company on an application."""

    id: str
    text: str
    author: By | None
    """None until the site said who it was."""
    at: str
    pending: bool
    mentions: tuple[By, ...] = ()
    seen: bool = False
    """Looked at on this machine."""


class StepRow(msgspec.Struct, frozen=True):
    """A stage that was passed."""

    stage: str
    at: str
    by: By | None
    """None where it was the applicant."""
    reason: str


class Applicant(msgspec.Struct, frozen=True):
    """Everything that the role sees of one application."""

    row: ApplicantRow
    application: Document
    profile: Document | None
    """None where it may no longer be seen."""
    email: str
    """Empty where the role may not see it, or the application was withdrawn."""
    job: Document | None
    notes: tuple[NoteRow, ...]
    trail: tuple[StepRow, ...]
    messages: tuple[MessageRow, ...]
    """Those about this application."""
    asked: tuple[MessageRow, ...] = ()
    """Those with the person about none, unless they are hidden here: that would tell who they are."""


def jobs(
    cache: Cache, query: str = "", states: tuple[str, ...] = (), limit: int = 100, after: str = ""
) -> Page[JobCounts]:
    """The company's jobs, newest first, with counts."""
    with cache.reading("job") as connection:
        own = meta.get(connection, "company")
        found = ids(connection, Wanted("job", about=own, states=states, query=query), limit, after)
        docs, counts = documents.many(connection, "job", found.ids), _counts(connection)
        company = documents.get(connection, "company", own)
        body = company.body if company else {}
        rows = (JobCounts(job_row(docs[one], body), *counts.get(one, (0, 0, 0))) for one in found.ids if one in docs)
        return found.page(rows)


def applicants(cache: Cache, view: View, limit: int = 100, after: str = "") -> Page[ApplicantRow]:
    """Applicants of a job, or of all, as a view lists them, with what is seen of each person."""
    with cache.reading("application") as connection:
        listing = ranking.listed(connection, view)
        rows = listing.rows(limit + 1, _key(after))
        shown = rows[:limit]
        more = _cursor(*listing.keys(shown[-1:])) if len(rows) > limit else ""
        found = Listed([row.id for row in shown], listing.total(), more, listing.indexed)
        return found.page(_rows(connection, found.ids))


def _cursor(key: Key) -> str:
    return f"{key[0]}|{key[1]}"


def _key(cursor: str) -> Key | None:
    value, bar, number = cursor.rpartition("|")
    if not bar or not number.isdigit():
        return None
    return (int(value) if value.isdigit() else value, int(number))


def posts(cache: Cache, jobs: Iterable[str]) -> dict[str, Body]:
    """The bodies of some jobs, by id."""
    with cache.reading("job") as connection:
        return {one.id: one.body for one in documents.many(connection, "job", sorted(set(jobs))).values()}


def stage_counts(cache: Cache, job: str = "") -> Mapping[str, int]:
    """How many applicants are in each stage, without the withdrawn."""
    with cache.reading("application") as connection:
        where, values = (" WHERE job = ?", (job,)) if job else ("", ())
        found = connection.exec_driver_sql(
            f"SELECT stage, sum(many) FROM standing{where} GROUP BY stage HAVING sum(many) > 0",  # noqa: S608 - values are bound
            values,
        )
        return {row[0]: int(row[1]) for row in found}


def applicant(cache: Cache, identity: str) -> Applicant | None:
    """One applicant, by the application's id."""
    with cache.reading("application") as connection:
        found = documents.get(connection, "application", identity)
        if found is None:
            return None
        contact = documents.get(connection, "contact", natural.contact_id(identity))
        seeker, row = field(found.body, "seeker"), _rows(connection, [identity])[0]
        return Applicant(
            row=row,
            application=found,
            profile=veil.person(documents.get(connection, "profile", seeker), row.code),
            email=field(contact.body, "email") if contact and not row.code else "",
            job=documents.get(connection, "job", field(found.body, "job")),
            notes=_notes(connection, identity),
            trail=_trail(connection, found.body),
            messages=talks.written(connection, seeker, identity),
            asked=() if row.code else talks.written(connection, seeker, ""),
        )


def passed(cache: Cache, application: Body) -> tuple[StepRow, ...]:
    """The stages that an application passed, by its body."""
    with cache.reading("application") as connection:
        return _trail(connection, application)


def _counts(connection: Connection) -> dict[str, tuple[int, int, int]]:
    """Of each job: all, new, and late, which are those of the new that did not apply of late."""
    rows = connection.exec_driver_sql(
        "SELECT job, sum(many), sum(many * (stage = 'new')),"
        " (SELECT count(*) FROM applicant a INDEXED BY applicant_by_job_stage"
        " WHERE a.withdrawn = 0 AND a.job = s.job AND a.stage = 'new' AND a.number >= ?) FROM standing s GROUP BY job",
        (first_number(late_before()),),
    )
    return {row[0]: (int(row[1]), int(row[2]), int(row[2]) - int(row[3])) for row in rows}


def _rows(connection: Connection, wanted: list[str]) -> tuple[ApplicantRow, ...]:
    docs = documents.many(connection, "application", wanted)
    people = documents.many(connection, "profile", sorted({field(d.body, "seeker") for d in docs.values()}))
    posts = documents.many(connection, "job", sorted({field(d.body, "job") for d in docs.values()}))
    seen = local.among(connection, local.SEEN, wanted)
    return tuple(_row(docs[one], people, posts, one in seen) for one in wanted if one in docs)


def _row(one: Document, people: dict[str, Document], posts: dict[str, Document], seen: bool) -> ApplicantRow:
    body, seeker, job = one.body, field(one.body, "seeker"), field(one.body, "job")
    whom = veil.whom(one, people, posts)
    person = whom.profile.body if whom.profile is not None else {}
    title = posts[job].body.get("title") if job in posts else None
    return ApplicantRow(
        id=one.id,
        seeker=seeker,
        job=job,
        job_title=title if isinstance(title, dict) else {},
        name=whom.name,
        reading=field(person, "name.reading"),
        headline=brief.headline(person),
        stage=field(body, "stage") or "new",
        status=field(body, "status"),
        applied=field(body, "applied"),
        withdrawn=body.get("withdrawn") is True,
        unread=not seen,
        pending=one.pending,
        profile=person,
        code=whom.code,
    )


def _notes(connection: Connection, application: str) -> tuple[NoteRow, ...]:
    found = documents.some(connection, "note", {"application": application})
    by = members(connection, (member for one in found for member in (field(one.body, "author"), *_named(one.body))))
    seen = local.among(connection, local.SEEN, [one.id for one in found])
    return tuple(
        NoteRow(
            one.id,
            field(one.body, "text"),
            by.get(field(one.body, "author")),
            field(one.body, "at"),
            one.pending,
            tuple(by[member] for member in _named(one.body)),
            one.id in seen,
        )
        for one in found
    )


def _named(note: Body) -> tuple[str, ...]:
    """The memberships that a note mentions."""
    held = note.get("mentions")
    return tuple(one for one in held if isinstance(one, str) and one) if isinstance(held, list) else ()


def _trail(connection: Connection, body: Body) -> tuple[StepRow, ...]:
    """The stages that an application passed, in order, with who moved it."""
    steps = [item for _, item in in_order(body, "trail")]
    by = members(connection, [field(step, "by") for step in steps])
    return tuple(
        StepRow(field(one, "stage"), field(one, "at"), by.get(field(one, "by")), field(one, "reason")) for one in steps
    )


def members(connection: Connection, named: Iterable[str]) -> dict[str, By]:
    """Who these ids of memberships are; all who left read alike."""
    wanted = sorted(filter(None, set(named)))
    known = documents.many(connection, "membership", wanted)
    return {one: By(one, field(known[one].body, "name") if one in known else "") for one in wanted}
