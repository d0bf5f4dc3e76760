"""Telling a company's people by mail what came, of the kinds that they chose: in counts, gathered, and naming nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Row, Select, exists, insert, select, tuple_

from izanau_protocol import ambient, ids
from izanau_protocol import documents as documents_of_protocol
from izanau_protocol.reading.job import company_name
from izanau_protocol.rules.trees import line
from izanau_site.accounts import noticing, tokens
from izanau_site.attempt import attempt
from izanau_site.site import Site
from izanau_site.store import Store
from izanau_site.store import documents as store_documents
from izanau_site.store.schema import accounts, documents, mails
from izanau_site.work import mails as outbox
from izanau_site.work import readers
from izanau_site.work.message import Words

PURPOSE: Final = noticing.PURPOSE
_NEWS_HOURS: Final = 24
"""Older things are no news, should the site have stood still."""
_SETTLED_SECONDS: Final = 60
"""What was written this moment may not be visible yet: it comes with the next look."""
_TOLD: Final = {
    "applied": ("1 new applicant", "{} new applicants", "新しい応募者{}名"),
    "written": ("1 message of an applicant", "{} messages of applicants", "応募者からのメッセージ{}件"),
    "mentioned": ("1 note that mentions you", "{} notes that mention you", "あなたへのメンション{}件"),
}
"""What a mail says of each kind: of one, of several, in Japanese."""


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
    kinds: frozenset[str]

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


def gather(site: Site) -> int:
    """Put a mail into the outbox for everybody for whom something came; returns how many. What it says is counted as it leaves."""
    until = ambient.timestamp(seconds=-_SETTLED_SECONDS)
    return sum(_queue(site, some, until) for some in _batches(site.store))


def still(connection: Connection, row: Row[Any]) -> tuple[Words, str] | None:
    """What a mail that is about to leave says, and why it is sent, by the rights and choices of now; None where it is not
    wanted any more, or nothing is left to tell."""
    query = _living().where(accounts.c.id == row.account, accounts.c.email == row.to)
    found = [_member(connection, one) for one in connection.execute(query)]
    told = _count(connection, found[0], Span.of(row.about)) if found else {}
    if not told:
        return None
    member, company = found[0], store_documents.get(connection, found[0].company)
    body = company.body if company is not None else {}
    named = company_name(line(body, "name"), line(body, "name_ja"), row.language)
    lines = [_words(kind, many, row.language) for kind, many in told.items()]
    subject, text = outbox.words("notices", row.language, name=member.name, company=named, told=lines)
    return Words(subject, text), documents_of_protocol.fields("account")["notices"].spec.words.of(row.language)


def _words(kind: str, many: int, language: str) -> str:
    one, several, japanese = _TOLD[kind]
    return (japanese if language == "ja" else one if many == 1 else several).format(many)


def _queue(site: Site, some: list[Member], until: str) -> int:
    with site.store.transaction() as connection:
        looked = _due(connection, some, until)
        found = {one.account for one, span in looked if _count(connection, one, span)}
    if not looked:
        return 0

    def write(connection: Connection) -> int:
        due = _due(connection, [one for one, _ in looked], until)  # another process may have been faster
        rows = [_row(one, span) for one, span in due if one.account in found]
        if rows:
            connection.execute(insert(mails), rows)
        readers.note(connection, PURPOSE, [one for one, _ in due], until)
        return len(rows)

    return attempt(site.store, write)


def _row(one: Member, span: Span) -> dict[str, Any]:
    whom = {"to": one.email, "language": one.language, "account": one.account}
    return outbox.row_of("notices", PURPOSE, **whom, about=span.about)


def _due(connection: Connection, some: list[Member], until: str) -> list[tuple[Member, Span]]:
    """For whom nothing was looked for within the hour and no mail waits, and from when on things are new to them."""
    looked, before = readers.last(connection, PURPOSE, some), ambient.timestamp(hours=-noticing.HOURS)
    oldest, people = ambient.timestamp(hours=-_NEWS_HOURS), [one.account for one in some]
    waits = select(mails.c.account).where(mails.c.account.in_(people), mails.c.purpose == PURPOSE)
    waiting = set(connection.scalars(waits.where(mails.c.sent == "", mails.c.failed == "")))
    since = [(one, max(oldest, looked.get(one.account, before))) for one in some if one.account not in waiting]
    return [(one, Span(at, until)) for one, at in since if at <= before]


# --- who ---


def _batches(store: Store) -> Iterator[list[Member]]:
    """Everybody who chose to be told of something, some at a time."""
    after = ("", "")
    while True:
        query = _living().where(tuple_(documents.c.created, documents.c.id) > after)
        with store.transaction() as connection:
            rows = connection.execute(query.order_by(documents.c.created, documents.c.id).limit(readers.BATCH)).all()
            found = [_member(connection, row) for row in rows]
        if not rows:
            return
        after = (rows[-1].since, rows[-1].id)
        yield found


def _living() -> Select[Any]:
    """Who chose something, as only a company's people can, and may be mailed; to who is in none nothing came."""
    named = [accounts.c[name] for name in ("id", "email", "name", "language", "company", "role")]
    return (
        select(*named, documents.c.body, documents.c.created.label("since"))
        .join(accounts, accounts.c.id == documents.c.id)
        .where(documents.c.kind == "account", documents.c.state == PURPOSE)
        .where(accounts.c.confirmed, _HERE, accounts.c.bounced == "")
    )


def _member(connection: Connection, row: Row[Any]) -> Member:
    jobs = tokens.managed(connection, row.company, row.id) if row.role == "hiring_manager" else ()
    kinds = noticing.chosen(msgspec.json.decode(row.body))
    named = {name: getattr(row, name) for name in ("email", "name", "language", "company", "role")}
    return Member(account=row.id, jobs=frozenset(jobs), kinds=kinds, **named)


# --- what ---


def _count(connection: Connection, member: Member, span: Span) -> dict[str, int]:
    """How much came of each kind that they chose and may know."""
    found = {kind: count(connection, member, span) for kind, count in _COUNTS.items() if kind in member.kinds}
    return {kind: many for kind, many in found.items() if many}


def _applied(connection: Connection, member: Member, span: Span) -> int:
    """Who applied and is where everybody begins."""
    c = documents.c
    rows = connection.execute(_made("application", "open", member, span, c.job, c.body))
    return sum(member.sees(row.job) and _is_new(row.body) for row in rows)


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
    rows = connection.execute(query.join(about, about.c.id == documents.c.about))
    return sum(member.sees(row.of) and _names(msgspec.json.decode(row.body), member.membership) for row in rows)


def _made(kind: str, state: str, member: Member, span: Span, *columns: Any) -> Select[Any]:
    """What was made within a span for a company, of people who are not hidden."""
    c = documents.c
    query = select(*columns).join(accounts, accounts.c.id == c.account)
    query = query.where(c.kind == kind, c.state == state, c.created > span.since, c.created <= span.until)
    return query.where(c.company == member.company, _HERE)


def _is_new(body: bytes) -> bool:
    return len(msgspec.json.decode(body).get("trail", ())) <= 1


def _names(note: Mapping[str, Any], membership: str) -> bool:
    return note.get("author") != membership and membership in note.get("mentions", ())


_HERE: Final = accounts.c.paused.is_(False) & (accounts.c.erases == "") & (accounts.c.erased == "")
_COUNTS: Final[Mapping[str, Callable[[Connection, Member, Span], int]]] = {
    "applied": _applied,
    "written": _written,
    "mentioned": _mentioned,
}
