"""What the site holds of a person beside documents: mails and what came of them, devices, codes, links, notices, changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, not_, or_, select

from izanau_protocol import wire
from izanau_site.accounts import changing
from izanau_site.privacy import own
from izanau_site.store import documents
from izanau_site.store.documents import Document
from izanau_site.store.schema import (
    access,
    accounts,
    bounces,
    changed,
    codes,
    devices,
    erasures,
    mailed,
    mails,
    notices,
    pseudonyms,
    pushes,
    shown,
    unsubscribes,
)
from izanau_site.work import letters
from izanau_site.work import mails as outbox
from izanau_site.work.message import Words

_WITH_CODE: Final = ("invitation",)
"""The kinds of mails that hold a code beside those for security."""


def mails_to(connection: Connection, account: str) -> list[wire.Posted]:
    """The mails of the outbox, waiting, sent or given up; a newsletter that waits with the words of its letter.

    Mails for security to an address that nobody confirmed are not told of: whether one went there, or to its owner in
    place of it, would say whether the address has an account (decision 004).
    """
    columns = (accounts.c.email, accounts.c.confirmed)
    person = connection.execute(select(*columns).where(accounts.c.id == account)).one()
    query = select(mails).where(mails.c.account == account).order_by(mails.c.created, mails.c.id)
    if not person.confirmed:
        query = query.where(mails.c.purpose != "security")
    query = query.where(or_(mails.c.to == person.email, not_(outbox.of_kind(changing.PURPOSE))))
    rows = connection.execute(query).all()
    words = _letters(connection, {row.about for row in rows if row.about})
    return [
        wire.Posted(
            purpose=row.purpose,
            subject=row.subject,
            at=row.created,
            sent=row.sent,
            to=row.to,
            text=_text(row, words),
            id=row.id,
            kind=outbox.kind_of(row.headers),
            language=row.language,
            not_before=row.not_before,
            attempts=row.attempts,
            error=row.error,
            failed=row.failed,
        )
        for row in rows
    ]


def _text(mail: Row[Any], words: Mapping[str, Mapping[str, Words]]) -> str:
    """What a mail says, as long as that is kept; not of one that may hold a code."""
    if mail.purpose == "security" or outbox.kind_of(mail.headers) in _WITH_CODE:
        return ""
    letter = words.get(mail.about, {}).get(mail.language)
    return letter.text if letter and not (mail.sent or mail.failed) else str(mail.text)


def _letters(connection: Connection, identities: set[str]) -> dict[str, dict[str, Words]]:
    known = {one: letters.find(connection, one) for one in identities}
    return {one: letter.words for one, letter in known.items() if letter is not None}


def mailed_for(connection: Connection, account: str, language: str) -> list[wire.Mailed]:
    """For which of their purposes a person was mailed, or looked at, and when."""
    rows = connection.execute(select(mailed).where(mailed.c.account == account).order_by(mailed.c.at)).all()
    words = _letters(connection, {row.about for row in rows if row.about})
    subjects = {one: (by.get(language) or next(iter(by.values()))).subject for one, by in words.items() if by}
    return [wire.Mailed(row.purpose, row.at, row.about, subjects.get(row.about, "")) for row in rows]


def returned(connection: Connection, account: str) -> list[wire.Returned]:
    """Mails that came back; of an address that nobody confirmed nothing is told, as in `mails_to`."""
    confirmed = select(accounts.c.id).where(accounts.c.id == account, accounts.c.confirmed.is_(True))
    query = select(bounces).where(bounces.c.account.in_(confirmed)).order_by(bounces.c.at)
    return [wire.Returned(row.mail, row.at, row.status) for row in connection.execute(query)]


def links(connection: Connection, account: str) -> list[wire.Link]:
    """Links that end a purpose; their secrets are not known."""
    query = select(unsubscribes).where(unsubscribes.c.account == account).order_by(unsubscribes.c.made)
    return [wire.Link(row.purpose, row.made) for row in connection.execute(query)]


def told_of_ends(connection: Connection, account: str) -> list[wire.Notice]:
    """What the person was told about the end of what is kept."""
    query = select(notices).where(notices.c.account == account).order_by(notices.c.due)
    return [wire.Notice(row.rule, row.subject, row.due, row.basis, row.before) for row in connection.execute(query)]


def machines(connection: Connection, account: str) -> list[wire.Machine]:
    """Devices that are or were signed in, each with what it was shown and let go of."""
    query = select(devices).where(devices.c.account == account).order_by(devices.c.created, devices.c.id)
    known = connection.execute(query).all()
    seqs: dict[str, tuple[dict[str, int], dict[str, int]]] = {row.id: ({}, {}) for row in known}
    mine = select(devices.c.id).where(devices.c.account == account)
    for row in connection.execute(select(shown).where(shown.c.device.in_(mine)).order_by(shown.c.scope)):
        seqs[row.device][0][row.scope], seqs[row.device][1][row.scope] = row.seq, row.acknowledged
    return [
        wire.Machine(
            row.id,
            row.name,
            row.client,
            row.created,
            row.seen,
            row.ended,
            *seqs[row.id],
            access_expires=row.access_expires,
            refresh_expires=row.refresh_expires,
        )
        for row in known
    ]


def last_seen(connection: Connection, account: str) -> str:
    """When a device that is forgotten since was here last."""
    return str(connection.execute(select(accounts.c.seen).where(accounts.c.id == account)).scalar_one_or_none() or "")


def codes_of(connection: Connection, account: str) -> list[dict[str, str]]:
    """Codes that were mailed: what for, until when, when used."""
    named = [codes.c[name] for name in ("purpose", "expires", "used")]
    return _plain(connection, select(*named).where(codes.c.account == account).order_by(codes.c.expires))


def pushes_of(connection: Connection, account: str) -> list[dict[str, str]]:
    """Changes that were sent: their number, and when."""
    query = select(pushes.c.push_id, pushes.c.at).where(pushes.c.account == account)
    return _plain(connection, query.order_by(pushes.c.at))


def _plain(connection: Connection, query: Select[Any]) -> list[dict[str, str]]:
    return [dict(row) for row in connection.execute(query).mappings()]


def changes(connection: Connection, account: str, mine: Mapping[str, str]) -> list[wire.Changed]:
    """Which fields of these documents (id → kind) changed in the person's own scope, and when."""
    query = select(changed).where(changed.c.scope == f"account:{account}").order_by(changed.c.seq)
    return [
        wire.Changed(row.at, row.id, mine.get(row.id, ""), [path.replace("\t", ".") for path in row.paths.split("\n")])
        for row in connection.execute(query)
    ]


def acts(connection: Connection, account: str) -> list[wire.Act]:
    """What the log says that the person did, oldest first."""
    mine = select(pseudonyms.c.pseudonym).where(pseudonyms.c.subject == account).scalar_subquery()
    query = select(access).where(access.c.actor == mine).order_by(access.c.number)
    return [wire.Act(row.at, row.deed, row.device, row.scope) for row in connection.execute(query)]


def written(rows: list[Document], changes_: list[wire.Changed]) -> list[wire.Written]:
    """When these documents were made, and last written as the person sees them.

    What a company writes where they may not look moves the row, and is not told by its moment either.
    """
    last = {one.id: one.at for one in changes_}  # oldest first: the newest wins
    return [wire.Written(row.id, row.kind, row.created, max(row.created, last.get(row.id, ""))) for row in rows]


def exports(connection: Connection, applications: list[Document]) -> list[wire.Exported]:
    """The files into which companies wrote these applications, a line for each application in each."""
    names = own.company_names(connection, {one.company for one in applications})
    mine, found = {one.id for one in applications}, list[wire.Exported]()
    for company in sorted({one.company for one in applications if one.company}):
        for record in documents.list_all(connection, kind="export", company=company):
            body: Mapping[str, Any] = record.body
            ended = {one["row"]: one for one in body.get("left", {}).values()}
            for row in sorted(mine & {*body.get("rows", ()), *ended}):
                end = ended.get(row, {})
                told = {"application": row, "cause": str(end.get("cause", "")), "left_at": str(end.get("at", ""))}
                file = {"at": str(body.get("at", "")), "format": str(body.get("format", ""))}
                named = {"company": company, "company_name": names.get(company, "")}
                found.append(wire.Exported(**file, **named, **told, fields=[*body.get("fields", ())]))
    return sorted(found, key=lambda one: (one.at, one.application), reverse=True)


def begun(connection: Connection, account: str) -> list[wire.Begun]:
    """The record of a deletion in its grace."""
    query = select(erasures.c.id, erasures.c.begun).where(erasures.c.account == account)
    return [wire.Begun(row.id, row.begun) for row in connection.execute(query)]
