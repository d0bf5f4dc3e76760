"""Read models of exports: the applicants that go into a file, and the files that were written, with what is owed of them."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from izanau_desktop.cache import Cache, Document, documents, indexing
from izanau_desktop.cache.reads import filters, reasons, veil
from izanau_desktop.cache.reads.applicants import ListRow, View
from izanau_desktop.cache.reads.common import field, in_order, number
from izanau_desktop.cache.reads.company import By, members
from izanau_desktop.cache.reads.known import known
from izanau_desktop.cache.reads.ranking import listed
from izanau_protocol import ids as natural
from izanau_protocol.canonical import Body
from izanau_protocol.fields import Words
from izanau_protocol.rules import rejecting
from izanau_protocol.rules.rejecting import ReasonRow


class Applied(msgspec.Struct, frozen=True):
    """One application with what is seen of the person and the job; empty where nothing is."""

    id: str
    application: Body
    profile: Body
    job: Body
    email: str
    """Empty where the role may not see it."""
    row: ListRow
    """As the list shows them."""
    code: str = ""
    """By what the person is called while they are hidden by blind review."""
    reason: Words | None = None
    """Why they were rejected, in the company's words."""
    owner: str = ""
    """The name of the colleague who has taken it."""


class Owed(msgspec.Struct, frozen=True):
    """A row that is to be deleted from the copies of a file."""

    key: str
    row: str
    cause: str
    at: str


class ExportRow(msgspec.Struct, frozen=True):
    """A file that was written."""

    id: str
    file: str
    format: str
    count: int
    at: str
    by: By | None
    """None until the site said who it was."""
    owed: tuple[Owed, ...]
    cleared: int
    pending: bool


def applied(cache: Cache, view: View, most: int = 0) -> tuple[Applied, ...]:
    """The applicants that a view lists, in its order; `most` and one at most.

    Fit and months of work become those of now first, and who waits for it searchable where the view asks the index: a file
    is no list on the screen, which says what it lacks. Raises Refused `lease_locked`.
    """
    with cache.reading("application") as connection:
        words = bool(filters.asked(view.query, known(connection, view.query, view.job)).match)
    indexing.make_anew(cache.file, words=words)
    with cache.reading("application") as connection:
        found = {row.id: row for row in listed(connection, view).rows(most + 1)}
        docs = documents.many(connection, "application", list(found))
        people = documents.many(connection, "profile", sorted({field(one.body, "seeker") for one in docs.values()}))
        posts = documents.many(connection, "job", sorted({field(one.body, "job") for one in docs.values()}))
        contacts = documents.many(connection, "contact", sorted(natural.contact_id(one) for one in docs))
        why = reasons.held(connection)
        owners = members(connection, [field(one.body, "owner") for one in docs.values()])
    rows = [_applied(docs[one], row, people, posts, contacts) for one, row in found.items() if one in docs]
    return tuple(
        msgspec.structs.replace(one, reason=_reason(one.application, why), owner=_name(owners, one.application))
        for one in rows
    )


def _name(owners: Mapping[str, By], application: Body) -> str:
    found = owners.get(field(application, "owner"))
    return found.name if found is not None else ""


def _reason(application: Body, why: tuple[ReasonRow, ...]) -> Words | None:
    given = field(application, "reason")
    return rejecting.words(why, given) if given else None


def _applied(
    one: Document, row: ListRow, people: dict[str, Document], posts: dict[str, Document], contacts: dict[str, Document]
) -> Applied:
    whom = veil.whom(one, people, posts)
    return Applied(
        id=one.id,
        application=one.body,
        profile=_body(whom.profile),
        job=_body(posts.get(field(one.body, "job"))),
        email="" if whom.code else field(_body(contacts.get(natural.contact_id(one.id))), "email"),
        row=row,
        code=whom.code,
    )


def exports(cache: Cache) -> tuple[ExportRow, ...]:
    """The files that the company wrote: those that something is owed of first, then the newest."""
    with cache.reading("export") as connection:
        found = documents.some(connection, "export", {})
        by = members(connection, [field(one.body, "author") for one in found])
    rows = [_export(one, by.get(field(one.body, "author"))) for one in reversed(found)]
    return tuple(sorted(rows, key=lambda one: not one.owed))


def _export(one: Document, by: By | None) -> ExportRow:
    held = one.body.get("left")
    keys = held if isinstance(held, dict) else {}
    owed = [Owed(key, field(item, "row"), field(item, "cause"), field(item, "at")) for key, item in keys.items()]
    return ExportRow(
        id=one.id,
        file=field(one.body, "file"),
        format=field(one.body, "format"),
        count=number(one.body, "count"),
        at=field(one.body, "at"),
        by=by,
        owed=tuple(sorted(owed, key=lambda item: (item.at, item.key))),
        cleared=len(in_order(one.body, "cleared")),
        pending=one.pending,
    )


def _body(one: Document | None) -> Body:
    return one.body if one is not None else {}
