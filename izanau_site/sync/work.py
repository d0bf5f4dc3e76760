"""The working set of one batch: the locked documents with the changes made so far, which a refused push takes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from izanau_protocol import ambient, wire
from izanau_protocol.canonical import Body
from izanau_protocol.problems import Problem, Refused, problem
from izanau_site.accounts.caller import Caller
from izanau_site.store import documents
from izanau_site.store.documents import Change, Document
from izanau_site.store.feeds import Held, Place
from izanau_site.store.schema import accounts
from izanau_site.sync.locks import Locked
from izanau_site.work.mails import Mail


class Person(msgspec.Struct, frozen=True):
    """What mails and authors need of an account."""

    id: str
    email: str
    name: str
    language: str
    paused: bool
    erases: str


class Step(msgspec.Struct, frozen=True):
    """One part of a push at the moment it is judged: the document before, and its body with the patch applied."""

    part: wire.Part
    before: Document | None
    body: dict[str, Any]

    @property
    def creates(self) -> bool:
        """Whether the document is new."""
        return self.before is None

    def touches(self, name: str) -> bool:
        """Whether the patch names this field."""
        return self.part.patch is not None and name in self.part.patch


class Work:
    """Documents as they are for the next push of the batch."""

    def __init__(self, connection: Connection, caller: Caller, locked: Locked) -> None:
        self.connection = connection
        self.caller = caller
        self.known = locked.documents
        self._locked = locked
        self.entries: dict[Place, Held] = {}
        self.at = ambient.timestamp()
        self.member = caller.membership
        self.changes: dict[str, Change] = {}
        self.mails: list[Mail] = []
        self.updates: dict[str, dict[str, Any]] = {}
        """Columns of `accounts` that go with a change, by account."""
        self.looks: list[dict[str, str]] = []
        """Mends to write into the access log: subject, path, reason, text."""
        self.exports: list[dict[str, Any]] = []
        """Files to write into the access log: subjects, reason, text."""
        self.revoked: list[tuple[str, str]] = []
        """(kind, id) to write into the ledger before the transaction commits."""
        self._people: dict[str, Person] = {}

    def get(self, kind: str, identity: str) -> Document | None:
        """A document as this batch has left it so far."""
        change = self.changes.get(identity)
        if change is not None:
            found = self._of(change)
        else:
            if identity not in self.known:
                looked = not identity or identity in self._locked.absent
                row = None if looked else documents.get(self.connection, identity)
                if row is None:
                    return None
                self.known[identity] = row
            found = self.known[identity]
        return found if found and found.kind == kind else None

    def need(self, kind: str, identity: object) -> Document:
        """A document that has to be there; what is not there and what is not yours are answered alike."""
        found = self.get(kind, identity) if isinstance(identity, str) else None
        if found is None:
            raise Refused(problem("not_yours"))
        return found

    def of_account(self, kind: str, account: str) -> list[Document]:
        """The documents of a kind that speak of an account, in the order of their making."""
        rows = {row.id: row for row in documents.list_all(self.connection, kind=kind, account=account)}
        for identity, change in self.changes.items():
            rows.pop(identity, None)
            row = self._of(change)
            if row and row.kind == kind and row.account == account:
                rows[identity] = row
        return list(rows.values())

    def jobs(self) -> Iterator[Body]:
        """The jobs of the caller's company, as this batch has left them so far; read where somebody asks."""
        rows = documents.list_all(self.connection, kind="job", company=self.caller.company)
        changed = [one for one in self.changes.values() if one.kind == "job"]
        found = {row.id: row.body for row in rows} | {one.id: one.body for one in changed}
        yield from (body for body in found.values() if body and body.get("company") == self.caller.company)

    def put(self, change: Change) -> None:
        """Write a document; a later change of the same one keeps what the earlier said of its event."""
        earlier = self.changes.get(change.id)
        if earlier is not None:
            change = msgspec.structs.replace(
                change,
                account=change.account or earlier.account,
                author=change.author or earlier.author,
                event=change.event or earlier.event,
            )
        self.changes[change.id] = change

    def add(self, kind: str, identity: str, body: Body, account: str) -> None:
        """Write a document that follows from a deed."""
        self.put(Change(kind=kind, id=identity, body=body, account=account))

    def person(self, account: str) -> Person:
        """Name and address of an account; raises LookupError where there is none."""
        if account not in self._people:
            columns = [accounts.c[name] for name in Person.__struct_fields__]
            for some in documents.chunks(sorted({account, *self._locked.people} - self._people.keys())):
                for row in self.connection.execute(select(*columns).where(accounts.c.id.in_(some))):
                    self._people[row.id] = Person(*row)
        if account not in self._people:
            raise LookupError("an account that documents speak of is not there")
        return self._people[account]

    def savepoint(self) -> tuple[Any, ...]:
        """What `rollback` needs to take back all that follows."""
        updates = {account: dict(columns) for account, columns in self.updates.items()}
        return dict(self.changes), list(self.mails), updates, list(self.looks), list(self.exports), list(self.revoked)

    def rollback(self, saved: tuple[Any, ...]) -> None:
        """Take back what was done since the savepoint."""
        self.changes, self.mails, self.updates, self.looks, self.exports, self.revoked = saved

    def _of(self, change: Change) -> Document | None:
        if change.body is None:
            return None
        return documents.document_of(change, self.known.get(change.id), self.at)


def refuse(code: str, field: str = "", **values: str | int) -> Refused:
    """A refusal with one problem."""
    return Refused(problem(code, field, **values))


def refuse_all(problems: Iterable[Problem]) -> None:
    """Refuse if there is any problem."""
    found = tuple(problems)
    if found:
        raise Refused(*found)
