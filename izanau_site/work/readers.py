"""Who is mailed for a purpose: they chose it, by a consent that lives, and their mailbox and account are in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, Protocol

import msgspec
from sqlalchemy import Connection, Row, Select, delete, exists, insert, select, tuple_

from izanau_protocol import documents as documents_of_protocol
from izanau_site.accounts import purposes
from izanau_site.store import Store
from izanau_site.store import documents as store_documents
from izanau_site.store.schema import accounts, documents, mailed

BATCH: Final = 200
"""Readers of one transaction, so that a hundred thousand of them keep nobody waiting."""

_MOST_WORDS: Final = 300


class Somebody(Protocol):
    """Whoever is mailed."""

    @property
    def account(self) -> str:
        """The account of theirs."""


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """One person, and the consent on which mails to them stand."""

    account: str
    purpose: str
    email: str
    name: str
    language: str
    profile: str
    since: str
    """When they chose it."""
    words: str
    """What they chose, as it was shown to them."""
    words_language: str
    body: dict[str, Any]
    """The account's document."""

    def chosen_in(self, language: str) -> str:
        """What they chose, in a language: as they were shown it, else as the switch says it."""
        if self.words and self.words_language == language:
            return self.words[:_MOST_WORDS]
        return documents_of_protocol.fields("account")[f"purposes.{self.purpose}"].spec.words.of(language)


def batches(store: Store, purpose: str, before: str = "") -> Iterator[list[Reader]]:
    """Everybody who chose a purpose, some at a time, each read when it is due; somebody may come twice.

    With `before`, only who was not mailed or looked at for it since then: the others are not even read.
    """
    after = ("", "")
    while True:
        query = _living(purpose).where(tuple_(documents.c.created, documents.c.id) > after)
        if before:
            since = exists().where(mailed.c.account == documents.c.account, mailed.c.purpose == purpose)
            query = query.where(~since.where(mailed.c.about == "", mailed.c.at > before))
        query = query.order_by(documents.c.created, documents.c.id).limit(BATCH)
        with store.transaction() as connection:
            rows = connection.execute(query).all()
            found = _readers(connection, rows, purpose)
        if not rows:
            return
        after = (rows[-1].created, rows[-1].consent)
        yield found


def still(connection: Connection, account: str, purpose: str, email: str) -> Reader | None:
    """The reader of a mail that is about to leave; None where it is not wanted any more, or its address is another's."""
    query = _living(purpose).where(documents.c.account == account, accounts.c.email == email)
    rows = connection.execute(query.order_by(documents.c.created.desc()).limit(1)).all()
    return next(iter(_readers(connection, rows, purpose)), None)


def _living(purpose: str) -> Select[Any]:
    """Consents to a purpose that live, of accounts that may be mailed."""
    named = [accounts.c[name] for name in ("email", "name", "language", "profile")]
    columns = (documents.c.id.label("consent"), documents.c.created, documents.c.body, documents.c.account)
    return (
        select(*columns, *named)
        .join(accounts, accounts.c.id == documents.c.account)
        .where(documents.c.kind == "consent", documents.c.state == f"purpose.{purpose}")
        .where(accounts.c.confirmed, accounts.c.paused.is_(False), accounts.c.bounced == "")
        .where(accounts.c.erases == "", accounts.c.erased == "")
    )


def _readers(connection: Connection, rows: list[Row[Any]] | Any, purpose: str) -> list[Reader]:
    """Of these the ones whose own switch is on too; one each."""
    bodies = store_documents.get_all(connection, {row.account for row in rows})
    found: dict[str, Reader] = {}
    for row in rows:
        document = bodies.get(row.account)
        if document is None or purpose not in purposes.chosen(document.body):
            continue
        consent = msgspec.json.decode(row.body)
        found[row.account] = Reader(
            account=row.account,
            purpose=purpose,
            email=row.email,
            name=row.name,
            language=row.language,
            profile=row.profile,
            since=str(consent.get("at", row.created)),
            words=" ".join(str(consent.get("words", "")).split()),
            words_language=str(consent.get("language", "")),
            body=document.body,
        )
    return list(found.values())


def last(connection: Connection, purpose: str, readers: Sequence[Somebody], about: str | None = None) -> dict[str, str]:
    """When each of these was last mailed, or looked at, for a purpose; `about` names one letter."""
    mine = (mailed.c.account.in_([one.account for one in readers]), mailed.c.purpose == purpose)
    query = select(mailed.c.account, mailed.c.at).where(*mine).order_by(mailed.c.at)
    rows = connection.execute(query if about is None else query.where(mailed.c.about == about))
    return {row.account: row.at for row in rows}


def note(connection: Connection, purpose: str, readers: Sequence[Somebody], at: str, about: str = "") -> None:
    """Note that these were mailed, or looked at. Of two that do so at once, one fails and is tried again."""
    if not readers:
        return
    mine = (mailed.c.account.in_([one.account for one in readers]), mailed.c.purpose == purpose)
    connection.execute(delete(mailed).where(*mine, mailed.c.about == about))
    rows = [{"account": one.account, "purpose": purpose, "about": about, "at": at} for one in readers]
    connection.execute(insert(mailed), rows)
