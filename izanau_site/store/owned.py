"""What a company's members hold of its applicants, and give up in the transaction in which they leave or lose sight of them:
applications that they have taken, tasks that are theirs, and what they keep in conflicts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from sqlalchemy import ColumnElement, Connection, func, literal_column, select

from izanau_protocol import ambient, ids
from izanau_protocol.canonical import Body
from izanau_protocol.patch import apply
from izanau_protocol.rules.team import sees_applicants
from izanau_site.store.documents import Change, Document, chunks, from_row, get_all, places
from izanau_site.store.schema import documents

TAKEN: Final = ("application", "task")
"""What somebody takes."""
_OWNED: Final = frozenset({"owner", "manager", "given_by", "given_at"})
"""Whose it is, and who said so."""


def taken_by(connection: Connection, members: Iterable[str]) -> list[Document]:
    """The applications that these memberships have taken, and the tasks that are theirs."""
    query, found = select(documents).where(documents.c.kind.in_(TAKEN)), list[Document]()
    for some in chunks(sorted(members)):
        found += map(from_row, connection.execute(query.where(of_members(some))))
    return found


def of_members(members: Collection[str]) -> ColumnElement[bool]:
    """That something is these memberships', said so that it is found by the index of what anybody has taken, and not among
    all that a company holds."""
    return documents.c.owner.in_(members) & (documents.c.owner != literal_column("''"))


def of_jobs(connection: Connection, company: str, jobs: Collection[str]) -> list[Document]:
    """What the hiring managers of these jobs of a company have taken of them."""
    found = [row for row in get_all(connection, jobs).values() if row.kind == "job" and row.company == company]
    members = {ids.membership_id(company, str(one)) for row in found for one in row.body.get("managers", ())}
    return [row for row in taken_by(connection, members) if row.job in jobs]


def held(connection: Connection, changes: Collection[Change], before: Mapping[str, Document]) -> list[Document]:
    """What those who leave by these changes have taken; what is written anyway is for its writer to settle."""
    written = {change.id for change in changes}
    gone = {change.id for change in changes if _leaves(change, before)}
    return [row for row in taken_by(connection, gone) if row.id not in written] if gone else []


def leaving(connection: Connection, changes: Collection[Change], before: Mapping[str, Document]) -> list[Change]:
    """The same, taken by nobody."""
    return given_up(connection, held(connection, changes, before))


def out_of_sight(connection: Connection, member: Document, jobs: Collection[str]) -> list[Document]:
    """What a member has taken beside these jobs, whose hiring manager they are now; their own tasks about nothing stay."""
    taken = taken_by(connection, [member.id])
    return [row for row in taken if row.job not in jobs and not row.body.get("manager")]


def given_up(connection: Connection, taken: Iterable[Document]) -> list[Change]:
    """These, taken by nobody."""
    gone = {row.id: row.body["owner"] for row in taken}
    # In one order, whoever else takes some of them (R4); what was given to another meanwhile stays theirs.
    locked = get_all(connection, gone, lock=True).values()
    return [free(row) for row in locked if row.body.get("owner") == gone[row.id]]


def free(row: Document) -> Change:
    """An application or a task, taken by nobody. Where it goes with that, a right ended."""
    body = {name: value for name, value in row.body.items() if name not in _OWNED}
    return Change(kind=row.kind, id=row.id, body=body, account=row.account, event="role_lost")


def left_behind(connection: Connection, identity: str, company: str = "", jobs: Collection[str] = ()) -> list[Change]:
    """What somebody who moves to another company keeps in conflicts of the one before: it holds values of others (R15).
    Of who is a hiring manager of these jobs now, but for what is about their applicants."""
    own, about, application = documents.alias(), places(), documents.alias()
    query = select(own.c.id).join(about, about.c.id == own.c.about).where(own.c.kind == "conflict")
    query = query.where(own.c.account == identity, about.c.company.not_in(("", company)))
    query = query.outerjoin(application, application.c.id == about.c.about)
    query = query.where(about.c.job.not_in(jobs), func.coalesce(application.c.job, "").not_in(jobs))
    found = dict.fromkeys(connection.scalars(query))
    return [Change(kind="conflict", id=one, body=None, account=identity, event="role_lost") for one in found]


def handed_on(
    connection: Connection, tasks: Iterable[Document], heir: Document, jobs: Mapping[str, Body], by: str
) -> list[Change]:
    """Open tasks of somebody who leaves, an heir's from now on as far as the heir sees them; `jobs` are as they will be, `by`
    is the membership of who says so."""
    gone = {row.id: row.owner for row in tasks}
    locked = [row for row in get_all(connection, gone, lock=True).values() if row.owner == gone[row.id]]
    known = get_all(connection, {row.job for row in locked})
    about = {identity: row.body for identity, row in known.items()} | dict(jobs)
    new: Body = {"owner": heir.id, "manager": None, "given_by": by, "given_at": ambient.timestamp()}
    return [
        Change(kind=row.kind, id=row.id, body=apply(row.body, new) or {}, account=row.account, event=_event(row))
        for row in locked
        if not row.body.get("done") and sees_applicants(heir.body, about.get(row.job, {}))
    ]


def _event(row: Document) -> str:
    """What a hiring manager's own task leaves their scope by."""
    return "role_lost" if row.body.get("manager") else ""


def _leaves(change: Change, before: Mapping[str, Document]) -> bool:
    if change.kind != "membership" or change.id not in before or before[change.id].body.get("ended"):
        return False
    return change.body is None or bool(change.body.get("ended"))
