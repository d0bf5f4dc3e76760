"""What a company's members hold of its applicants, and give up in the transaction in which they leave or lose sight of them:
applications that they have taken, and what they keep in conflicts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, func, select

from izanau_site.store.documents import Change, Document, chunks, from_row, get_all
from izanau_site.store.schema import documents


def taken_by(connection: Connection, members: Mapping[str, str]) -> list[Document]:
    """The applications that these memberships (id → company) have taken."""
    c, found = documents.c, list[Document]()
    for some in chunks(sorted(members)):
        companies = sorted({members[one] for one in some})
        query = select(documents).where(c.company.in_(companies), c.kind == "application", c.owner.in_(some))
        found += map(from_row, connection.execute(query))
    return found


def held(connection: Connection, changes: Collection[Change], before: Mapping[str, Document]) -> list[Document]:
    """The applications of those who leave by these changes; one that is written anyway is for its writer to settle."""
    written = {change.id for change in changes}
    gone = {change.id: before[change.id].company for change in changes if _leaves(change, before)}
    return [row for row in taken_by(connection, gone) if row.id not in written] if gone else []


def leaving(connection: Connection, changes: Collection[Change], before: Mapping[str, Document]) -> list[Change]:
    """The same applications, taken by nobody."""
    return given_up(connection, held(connection, changes, before))


def out_of_sight(connection: Connection, member: Document, jobs: Collection[str]) -> list[Document]:
    """What a member has taken of others' applicants, who is a hiring manager of these jobs now."""
    return [row for row in taken_by(connection, {member.id: member.company}) if row.job not in jobs]


def given_up(connection: Connection, taken: Iterable[Document]) -> list[Change]:
    """These applications, taken by nobody."""
    gone = {row.id: row.body["owner"] for row in taken}
    # In one order, whoever else takes some of them (R4); what was given to another meanwhile stays theirs.
    locked = get_all(connection, gone, lock=True).values()
    return [_given_up(row) for row in locked if row.body.get("owner") == gone[row.id]]


def left_behind(connection: Connection, identity: str, company: str = "", jobs: Collection[str] = ()) -> list[Change]:
    """What somebody who moves to another company keeps in conflicts of the one before: it holds values of others (R15).
    Of who is a hiring manager of these jobs now, but for what is about their applicants."""
    own, about, application = documents.alias(), documents.alias(), documents.alias()
    query = select(own.c.id).join(about, about.c.id == own.c.about).where(own.c.kind == "conflict")
    query = query.where(own.c.account == identity, about.c.company.not_in(("", company)))
    query = query.outerjoin(application, application.c.id == about.c.about)
    query = query.where(about.c.job.not_in(jobs), func.coalesce(application.c.job, "").not_in(jobs))
    found = connection.scalars(query)
    return [Change(kind="conflict", id=one, body=None, account=identity, event="role_lost") for one in found]


def _given_up(row: Document) -> Change:
    body = {name: value for name, value in row.body.items() if name != "owner"}
    return Change(kind=row.kind, id=row.id, body=body, account=row.account)


def _leaves(change: Change, before: Mapping[str, Document]) -> bool:
    if change.kind != "membership" or change.id not in before or before[change.id].body.get("ended"):
        return False
    return change.body is None or bool(change.body.get("ended"))
