"""The people of a company: their roles, the jobs that hiring managers see, and leaving.

A company has one owner or more: where the only one falls ill or leaves, nobody else could let anyone in. So the last one
neither leaves nor gets another role; ownership is handed over by making somebody else an owner first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from typing import Final

from sqlalchemy import Connection, func, select

from izanau_protocol import ambient, ids, wire
from izanau_protocol.canonical import Body
from izanau_protocol.problems import Refused, problem
from izanau_protocol.reading.job import company_name
from izanau_protocol.rules.trees import line
from izanau_site.accounts import erasing, people, waiting
from izanau_site.accounts.caller import Caller
from izanau_site.attempt import attempt
from izanau_site.site import Site
from izanau_site.store import Change, documents, owned, teams, writing
from izanau_site.store.documents import Document
from izanau_site.store.ledger import Line
from izanau_site.store.schema import accounts
from izanau_site.work import mails

_MOST_MANAGERS: Final = 20


def set_role(site: Site, caller: Caller, asked: wire.SetRole) -> None:
    """Give a member a role; invitations of who is no owner any more end. Raises Refused: `forbidden`, `not_yours`, `unknown_code`, `last_owner`,
    `too_many`."""
    check_owner(caller)
    check_role(asked.role)

    def write(connection: Connection) -> list[str]:
        member, invited = _living(site, connection, caller, asked.membership), list[str]()
        if asked.role != "owner":
            _check_last(connection, member)
            invited = waiting.take_back(connection, waiting.invited_by(connection, member.id))
        put_role(site, connection, member, asked.role, chosen(connection, caller.company, asked.role, asked.jobs))
        return invited

    erase_invited(site, attempt(site.store, write))


def put_role(site: Site, connection: Connection, member: Document, role: str, jobs: Collection[str] = ()) -> None:
    """Write the role of a member who is locked, with what follows from it."""
    changes = [Change(kind="membership", id=member.id, body={**member.body, "role": role})]
    taken: list[Document] = []
    if role == "hiring_manager":  # of the others' applicants nothing may stay with them
        changes += owned.left_behind(connection, member.account, jobs=jobs)
        taken = owned.out_of_sight(connection, member, jobs)
    beside = [*changes, *(Change(kind=row.kind, id=row.id, body=None) for row in taken)]
    changes += managing(connection, member.company, member.account, jobs, beside=beside)
    changes += owned.given_up(connection, taken)
    _note(site, connection, changes)
    people.rewrite(site.store, connection, member.account, changes, role=role)


def end(site: Site, caller: Caller, asked: wire.EndMember) -> None:
    """End a membership; its member's account stays, and reads nothing of the company any more. Their invitations end. Raises Refused:
    `forbidden` (also of an heir named by who may not give jobs to others), `not_yours` (also of the heir), `last_owner`."""
    if asked.membership != caller.membership:
        check_owner(caller)
    if asked.jobs_to and caller.role not in ("owner", "recruiter"):
        raise Refused(problem("forbidden", "jobs_to"))

    def write(connection: Connection) -> list[str]:
        member = _living(site, connection, caller, asked.membership, asked.jobs_to)
        _check_last(connection, member)
        invited = waiting.take_back(connection, waiting.invited_by(connection, member.id))
        heir = _heir(site, connection, caller, member, asked.jobs_to)
        ended = Change(kind="membership", id=member.id, body={**member.body, "ended": True}, event="role_lost")
        kept = owned.left_behind(connection, member.account)
        tasks = _tasks(connection, member) if heir else []
        beside = [ended, *kept, *(Change(kind=row.kind, id=row.id, body=None) for row in tasks)]
        handed = managing(connection, caller.company, member.account, (), heir.account if heir else "", beside=beside)
        if heir:
            jobs = {change.id: change.body for change in handed if change.body is not None}
            handed += owned.handed_on(connection, tasks, heir, jobs, caller.membership)
        _note(site, connection, handed, Line("revoked", "membership", member.id, ambient.timestamp()))
        people.rewrite(site.store, connection, member.account, [ended, *handed], company="")
        _tell(site, connection, caller.company, member.account)
        return invited

    erase_invited(site, attempt(site.store, write))


def join(site: Site, connection: Connection, account: str, company: str, by: str, jobs: Collection[str]) -> None:
    """Let an account that waits in, with the role that it was made with and a confirmed address; `by` is the membership of who
    invited, empty of support staff."""
    person, role = people.named(connection, account), people.named(connection, account).role
    body: Body = {"company": company, "member": account, "name": person.name, "role": role}
    body |= {"since": ambient.timestamp()} | ({"by": by} if by else {})
    place = Change(kind="membership", id=ids.membership_id(company, account), body=body, account=account)
    mine = chosen(connection, company, role, jobs, lax=True)
    changes = [place, *managing(connection, company, account, mine, beside=[place], lax=True)]
    _note(site, connection, changes)
    people.rewrite(site.store, connection, account, changes, confirmed=True, company=company)


def check_owner(caller: Caller) -> None:
    """Only the owner of a company says who is in it. Raises Refused `forbidden`."""
    if caller.role != "owner" or not caller.company:
        raise Refused(problem("forbidden"))


def check_still(connection: Connection, caller: Caller) -> None:
    """Another owner may have been faster than the caller's lock. Raises Refused `forbidden`."""
    now = people.named(connection, caller.account)
    if (now.company, now.role) != (caller.company, caller.role):
        raise Refused(problem("forbidden"))


def check_role(role: str) -> None:
    """Raises Refused `unknown_code` where it is no role of a team."""
    if role not in wire.TEAM_ROLES:
        raise Refused(problem("unknown_code", "role", value=role[:40]))


def chosen(
    connection: Connection, company: str, role: str, jobs: Collection[str], *, lax: bool = False
) -> frozenset[str]:
    """The jobs that a hiring manager will see; none for other roles. Raises Refused `not_yours`; `lax` passes over what is
    not there any more."""
    if role != "hiring_manager":
        return frozenset()
    found = documents.get_all(connection, jobs)
    mine = frozenset(one.id for one in found.values() if one.kind == "job" and one.company == company)
    if mine != frozenset(jobs) and not lax:
        raise Refused(problem("not_yours", "jobs"))
    return mine


def managing(
    connection: Connection,
    company: str,
    account: str,
    jobs: Collection[str],
    heir: str = "",
    *,
    beside: Sequence[Change],
    lax: bool = False,
) -> list[Change]:
    """The jobs of a company, as they are once this account manages these and no others; an heir gets the others. Raises
    Refused `too_many` where one has the most managers; `lax` passes over it.

    They are read under their locks, since whole bodies are written: else what a colleague did to one just before would be
    undone. `beside` is what is written with them, and is locked here too, in the one order of all locks (R4)."""
    handed = partial(_handed, account=account, jobs=jobs, heir=heir, lax=lax)
    every = documents.list_all(connection, kind="job", company=company)
    will = {job.id: Change(kind="job", id=job.id, body=None) for job in every}
    will |= {change.id: change for change in handed(every)}  # who applied is locked where the last manager goes
    writing.lock(connection, [Change(kind="account", id=account, body=None), *beside, *will.values()])
    return handed(documents.get_all(connection, will).values())


def _handed(
    every: Iterable[Document], *, account: str, jobs: Collection[str], heir: str = "", lax: bool = False
) -> list[Change]:
    found = []
    for job in every:
        held = list(job.body.get("managers", ()))
        others = [one for one in held if one != account]
        newer = account if job.id in jobs else heir if account in held else ""
        fits = len(others) < _MOST_MANAGERS
        if newer and newer not in others and not fits and not lax:
            raise Refused(problem("too_many", "jobs", count=len(others) + 1, most=_MOST_MANAGERS))
        wanted = [*others, newer] if newer and newer not in others and fits else others
        if set(wanted) != set(held):
            body = {name: value for name, value in job.body.items() if name != "managers"}
            body |= {"managers": wanted} if wanted else {}
            found.append(Change(kind="job", id=job.id, body=body))
    return found


def _note(site: Site, connection: Connection, changes: Sequence[Change], *beside: Line) -> None:
    """Note in the ledger who sees what from now on: a backup that is put back gives nobody more."""
    before = documents.get_all(connection, [change.id for change in changes])
    site.store.note(connection, [*beside, *teams.lines(changes, before, ambient.timestamp())])


def _living(site: Site, connection: Connection, caller: Caller, membership: str, heir: str = "") -> Document:
    """A membership of the caller's company, under the lock of everyone who decides about it, and of an heir (R4)."""
    owners = select(accounts.c.id).where(accounts.c.company == caller.company, accounts.c.role == "owner")
    known = documents.get_all(connection, [membership, heir]).values()
    members = {row.account for row in known if row.kind == "membership"}
    documents.lock_accounts(connection, {*connection.scalars(owners), caller.account, *members})
    member = site.store.get(connection, "membership", membership)
    if member is None or not caller.company or member.company != caller.company or member.body.get("ended"):
        raise Refused(problem("not_yours"))
    check_still(connection, caller)
    return member


def _check_last(connection: Connection, member: Document) -> None:
    """Raises Refused `last_owner` where nobody else could let anyone in. Who is about to be erased counts for nobody."""
    c = accounts.c
    others = select(func.count()).where(
        c.company == member.company, c.role == "owner", c.confirmed.is_(True), c.erases == "", c.id != member.account
    )
    if people.named(connection, member.account).role == "owner" and not connection.execute(others).scalar_one():
        raise Refused(problem("last_owner"))


def _heir(site: Site, connection: Connection, caller: Caller, member: Document, membership: str) -> Document | None:
    """The membership that gets the jobs and the open tasks; None for nobody."""
    if not membership:
        return None
    heir = site.store.get(connection, "membership", membership)
    if heir is None or heir.id == member.id or heir.company != caller.company or heir.body.get("ended"):
        raise Refused(problem("not_yours", "jobs_to"))
    return heir


def _tasks(connection: Connection, member: Document) -> list[Document]:
    return [row for row in owned.taken_by(connection, [member.id]) if row.kind == "task"]


def erase_invited(site: Site, invited: Collection[str]) -> None:
    """Erase all that is known of whom somebody invited who is no owner any more."""
    for one in invited:
        erasing.erase_now(site, one)


def _tell(site: Site, connection: Connection, company: str, account: str) -> None:
    person, known = people.named(connection, account), site.store.get(connection, "company", company)
    body = known.body if known is not None else {}
    words = {"to": person.email, "language": person.language, "account": account, "name": person.name}
    name = company_name(line(body, "name"), line(body, "name_ja"), person.language)
    mails.queue(connection, "left_company", **words, company=name)
