"""What came to a company within a span of time, as far as one of its people may know: counts by kind, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Select, exists, select

from izanau_protocol import ambient, ids
from izanau_protocol.rules.filtered import LATE
from izanau_protocol.rules.trees import line
from izanau_site.store import documents as store_documents
from izanau_site.store import owned
from izanau_site.store.schema import accounts, changed, devices, documents

_DAY: Final = len("2026-01-31")
HERE: Final = accounts.c.paused.is_(False) & (accounts.c.erases == "") & (accounts.c.erased == "")
"""Who is hidden from nobody."""


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """Who is told, with the rights of this moment."""

    account: str
    email: str
    name: str
    language: str
    company: str
    role: str
    jobs: frozenset[str]
    """A hiring manager's."""
    kinds: Mapping[str, str]
    """What they chose, each with when, as far as that is no longer ago than anybody is told of."""

    @property
    def membership(self) -> str:
        """By which a company's documents name them."""
        return ids.membership_id(self.company, self.account)

    def sees(self, job: str) -> bool:
        """Whether they see who applied for a job."""
        return self.role != "hiring_manager" or job in self.jobs


class Span(msgspec.Struct, frozen=True):
    """From when to when is looked; in a row of the outbox as one word."""

    since: str
    until: str

    @classmethod
    def of(cls, about: str) -> Span:
        """The span in a row of the outbox."""
        since, _, until = about.partition("/")
        return cls(since, until)

    @property
    def about(self) -> str:
        """As it stands in the outbox."""
        return f"{self.since}/{self.until}"


def count(connection: Connection, member: Member, span: Span) -> dict[str, int]:
    """How much came of each kind that they may know, since they chose it."""
    spans = {kind: Span(max(span.since, at), span.until) for kind, at in member.kinds.items()}
    found = {kind: read(connection, member, spans[kind]) for kind, read in _COUNTS.items() if kind in spans}
    return {kind: many for kind, many in found.items() if many}


def _applied(connection: Connection, member: Member, span: Span) -> int:
    """Who applied and is where everybody begins."""
    c = documents.c
    rows = connection.execute(_made("application", "open", member, span, c.job, c.body))
    return sum(member.sees(row.job) and _is_new(row.body) for row in rows)


def _late(connection: Connection, member: Member, span: Span) -> int:
    """Who applied so long ago, and is there still."""
    return _applied(connection, member, Span(_before(span.since), _before(span.until)))


def _before(moment: str) -> str:
    return ambient.spelled(datetime.fromisoformat(moment) - LATE)


def _due(connection: Connection, member: Member, span: Span) -> int:
    """Their open tasks whose day came, as the site reckons days (UTC: at nine in the morning in Japan), or that somebody gave
    them with a day that had come."""
    c = documents.c
    query = select(c.job, c.body).outerjoin(accounts, accounts.c.id == c.account)
    query = query.where(c.kind == "task", owned.of_members([member.membership]))
    rows = connection.execute(query.where((c.account == "") | HERE))
    return sum((not row.job or member.sees(row.job)) and _falls_due(row.body, member, span) for row in rows)


def _falls_due(task: bytes, member: Member, span: Span) -> bool:
    body = msgspec.json.decode(task)
    day, today = max(line(body, "due"), line(body, "snoozed")), span.until[:_DAY]
    given_at, by = line(body, "given_at") or line(body, "at"), line(body, "given_by") or line(body, "author")
    is_new = span.since < given_at <= span.until and by != member.membership
    return bool(day) and body.get("done") is not True and day <= today and (day > span.since[:_DAY] or is_new)


def _given(connection: Connection, member: Member, span: Span) -> int:
    """Applicants whom somebody else gave to them."""
    c = documents.c
    query = select(c.id, c.job).join(accounts, accounts.c.id == c.account)
    query = query.where(c.kind == "application", owned.of_members([member.membership]))
    rows = connection.execute(query.where(c.state != "withdrawn", c.written > span.since, HERE)).all()
    by = _givers(connection, member, [row.id for row in rows], span)
    return sum(member.sees(row.job) and by.get(row.id, member.account) != member.account for row in rows)


def _givers(connection: Connection, member: Member, applications: list[str], span: Span) -> dict[str, str]:
    """Who last said within a span whose these are, by application: an account, or nobody whose device ended since."""
    found: dict[str, str] = {}
    query = select(changed.c.id, changed.c.paths, devices.c.account).where(
        changed.c.at > span.since, changed.c.at <= span.until
    )
    query = query.where(changed.c.scope == f"applicants:{member.company}").order_by(changed.c.seq)
    query = query.outerjoin(devices, devices.c.id == changed.c.device)
    for some in store_documents.chunks(applications):
        for row in connection.execute(query.where(changed.c.id.in_(some))):
            if "owner" in row.paths.split("\n"):
                found[row.id] = row.account or ""
    return found


def _owed(connection: Connection, member: Member, span: Span) -> int:
    """Exported files from which somebody left; hiring managers see none."""
    c = documents.c
    if member.role == "hiring_manager":
        return 0
    query = select(c.body).where(c.company == member.company, c.kind == "export", c.written > span.since)
    left = [msgspec.json.decode(row.body).get("left", {}).values() for row in connection.execute(query)]
    return sum(any(span.since < line(one, "at") <= span.until for one in of) for of in left)


def _written(connection: Connection, member: Member, span: Span) -> int:
    """Messages of applicants; hiring managers see none."""
    if member.role == "hiring_manager":
        return 0
    about = documents.alias()
    withdrawn = exists().where(about.c.id == documents.c.about, about.c.state == "withdrawn")
    rows = connection.execute(_made("message", "", member, span, documents.c.body).where(~withdrawn))
    return sum(msgspec.json.decode(row.body).get("sender") == "seeker" for row in rows)


def _mentioned(connection: Connection, member: Member, span: Span) -> int:
    """Notes of others that name them."""
    about = documents.alias()
    query = _made("note", "", member, span, documents.c.body, about.c.job.label("of"))
    rows = connection.execute(query.join(about, about.c.id == documents.c.about).where(about.c.state != "withdrawn"))
    return sum(member.sees(row.of) and _names(msgspec.json.decode(row.body), member.membership) for row in rows)


def _made(kind: str, state: str, member: Member, span: Span, *columns: Any) -> Select[Any]:
    """What was made within a span for a company, of people who are not hidden."""
    c = documents.c
    query = select(*columns).join(accounts, accounts.c.id == c.account)
    query = query.where(c.kind == kind, c.state == state, c.created > span.since, c.created <= span.until)
    return query.where(c.company == member.company, HERE)


def _is_new(body: bytes) -> bool:
    return len(msgspec.json.decode(body).get("trail", ())) <= 1


def _names(note: Mapping[str, Any], membership: str) -> bool:
    return note.get("author") != membership and membership in note.get("mentions", ())


_COUNTS: Final[Mapping[str, Callable[[Connection, Member, Span], int]]] = {
    "applied": _applied,
    "written": _written,
    "late": _late,
    "due": _due,
    "mentioned": _mentioned,
    "given": _given,
    "owed": _owed,
}
