"""Telling a company's people by mail what came, of the kinds that they chose: in counts, gathered, and naming nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Row, Select, insert, select, tuple_

from izanau_protocol import ambient
from izanau_protocol import documents as documents_of_protocol
from izanau_protocol.reading.job import company_name
from izanau_protocol.rules.trees import line
from izanau_site.accounts import noticing, tokens
from izanau_site.attempt import attempt
from izanau_site.site import Site
from izanau_site.store import Store, feeds
from izanau_site.store import documents as store_documents
from izanau_site.store.schema import accounts, documents, mails
from izanau_site.work import mails as outbox
from izanau_site.work import readers
from izanau_site.work.counting import HERE, Member, Span, count
from izanau_site.work.message import Words

PURPOSE: Final = noticing.PURPOSE
_NEWS_HOURS: Final = 24
"""Older things are no news, should the site have stood still."""
_SETTLED_SECONDS: Final = 60
"""What was written this moment may not be visible yet: it comes with the next look."""
_TOLD: Final = {
    "applied": ("1 new applicant", "{} new applicants", "新着応募者{}名"),
    "written": ("1 message of an applicant", "{} messages of applicants", "応募者からのメッセージ{}件"),
    "late": ("1 new applicant who became late", "{} new applicants who became late", "対応が遅れた新着応募者{}名"),
    "due": ("1 task on its day", "{} tasks on their day", "期限になったタスク{}件"),
    "mentioned": ("1 note that mentions you", "{} notes that mention you", "あなたをメンションしたメモ{}件"),
    "given": ("1 applicant given to you", "{} applicants given to you", "あなたの担当になった応募者{}名"),
    "owed": (
        "1 exported file that holds people who left",
        "{} exported files that hold people who left",
        "削除が必要な応募者を含むファイル{}件",
    ),
}
"""What a mail says of each kind: of one, of several, in Japanese."""


def gather(site: Site) -> int:
    """Put a mail into the outbox for everybody for whom something came; returns how many. What it says is counted as it leaves."""
    until = ambient.timestamp(seconds=-_SETTLED_SECONDS)
    return sum(_queue(site, some, until) for some in _batches(site.store))


def still(connection: Connection, row: Row[Any]) -> tuple[Words, str] | None:
    """What a mail that is about to leave says, and why it is sent, by the rights and choices of now; None where it is not
    wanted any more, or nothing is left to tell."""
    query, span = _living().where(accounts.c.id == row.account, accounts.c.email == row.to), Span.of(row.about)
    found = _members(connection, connection.execute(query).all(), span.since)
    told = count(connection, found[0], span) if found else {}
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
        found = {one.account for one, span in looked if count(connection, one, span)}
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


def _oldest() -> str:
    return ambient.timestamp(hours=-_NEWS_HOURS)


def _row(one: Member, span: Span) -> dict[str, Any]:
    whom = {"to": one.email, "language": one.language, "account": one.account}
    return outbox.row_of("notices", PURPOSE, **whom, about=span.about)


def _due(connection: Connection, some: list[Member], until: str) -> list[tuple[Member, Span]]:
    """For whom nothing was looked for within the hour and no mail waits, and from when on things are new to them."""
    looked, before = readers.last(connection, PURPOSE, some), ambient.timestamp(hours=-noticing.HOURS)
    oldest, people = _oldest(), [one.account for one in some]
    waits = select(mails.c.account).where(mails.c.account.in_(people), mails.c.purpose == PURPOSE)
    waiting = set(connection.scalars(waits.where(mails.c.sent == "", mails.c.failed == "")))
    since = [(one, max(oldest, looked.get(one.account, ""))) for one in some if one.account not in waiting]
    return [(one, Span(at, until)) for one, at in since if at <= before]


# --- who ---


def _batches(store: Store) -> Iterator[list[Member]]:
    """Everybody who chose to be told of something, some at a time."""
    after = ("", "")
    while True:
        query = _living().where(tuple_(documents.c.created, documents.c.id) > after)
        with store.transaction() as connection:
            rows = connection.execute(query.order_by(documents.c.created, documents.c.id).limit(readers.BATCH)).all()
            found = _members(connection, rows, _oldest())
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
        .where(accounts.c.confirmed, HERE, accounts.c.bounced == "")
    )


def _members(connection: Connection, rows: Sequence[Row[Any]], since: str) -> list[Member]:
    ticked = feeds.set_since(connection, [row.id for row in rows], PURPOSE, since)
    return [_member(connection, row, ticked.get(row.id, {})) for row in rows]


def _member(connection: Connection, row: Row[Any], ticked: Mapping[str, str]) -> Member:
    jobs = tokens.managed(connection, row.company, row.id) if row.role == "hiring_manager" else ()
    kinds = {kind: ticked.get(kind, "") for kind in noticing.chosen(msgspec.json.decode(row.body))}
    named = {name: getattr(row, name) for name in ("email", "name", "language", "company", "role")}
    return Member(account=row.id, jobs=frozenset(jobs), kinds=kinds, **named)
