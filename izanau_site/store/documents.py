"""Documents as rows: what is written, what is read, and the locks under which both happen (sync.md R4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeVar

import msgspec
from sqlalchemy import Connection, Row, Subquery, and_, bindparam, delete, insert, or_, select, union_all, update

from izanau_protocol import canonical
from izanau_protocol.canonical import Body
from izanau_site.store.schema import accounts, documents, remains

CHUNK: Final = 5000
_COLUMNS: Final = tuple(documents.c.keys())
PLACE: Final = ("id", "kind", "account", "company", "job", "about")
"""What surrounds a document, also one that was deleted."""
_T = TypeVar("_T")


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A document as the site keeps it: its whole body, and the columns that say what surrounds it."""

    id: str
    kind: str
    body: dict[str, Any]
    account: str = ""
    company: str = ""
    job: str = ""
    about: str = ""
    author: str = ""
    owner: str = ""
    state: str = ""
    managed: bool = False
    created: str = ""
    written: str = ""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A document's next body; None deletes. `event` names what happened, for the cause of what goes.

    `account` is whom it speaks of: needed for what is new, else as before. `at` is the moment, for histories.
    """

    kind: str
    id: str
    body: Body | None
    account: str = ""
    author: str = ""
    event: str = ""
    at: str = ""


def chunks(values: Iterable[_T], size: int = CHUNK) -> Iterator[list[_T]]:
    """The values in lists that fit into one statement."""
    all_of_them = list(values)
    for start in range(0, len(all_of_them), size):
        yield all_of_them[start : start + size]


def state_of(kind: str, body: Mapping[str, object]) -> str:
    """The state of a document as lists ask for it."""
    if kind == "application":
        ended = body.get("status") in ("rejected", "withdrawn")
        return "withdrawn" if body.get("withdrawn") else "ended" if ended else "open"
    if kind == "profile":
        return "registered" if body.get("registered") else ""
    if kind == "consent":
        deed, purpose = str(body.get("deed", "")), str(body.get("purpose", ""))
        return "ended" if body.get("ended") else f"{deed}.{purpose}" if purpose else deed
    if kind == "account":
        return "notices" if body.get("notices") else ""
    return str(body.get("state", ""))


def document_of(change: Change, before: Document | None, at: str) -> Document:
    """The row that a change makes of a document."""
    body: Mapping[str, Any] = change.body or {}
    kind = change.kind
    account = change.id if kind == "account" else change.account or (before.account if before else "")
    return Document(
        id=change.id,
        kind=kind,
        body=dict(body),
        account=account,
        company=change.id if kind == "company" else str(body.get("company", "")),
        job=str(body.get("job", "")),
        about=str(body.get("application", "") or body.get("about", "")),
        author=change.author or (before.author if before else ""),
        owner=str(body.get("owner", "")),
        state=state_of(kind, body),
        managed=kind == "job" and bool(body.get("managers")),
        created=before.created if before else change.at or at,
        written=change.at or at,
    )


def from_row(row: Row[Any]) -> Document:
    """The document in a row of the table."""
    values = dict(zip(_COLUMNS, row, strict=True))
    return Document(**{**values, "body": msgspec.json.decode(values["body"])})


def get(connection: Connection, identity: str) -> Document | None:
    """A document by its id."""
    row = connection.execute(select(documents).where(documents.c.id == identity)).one_or_none()
    return from_row(row) if row else None


def get_all(connection: Connection, ids: Iterable[str], *, lock: bool = False) -> dict[str, Document]:
    """Documents by their ids; `lock` takes their rows in the order of ids."""
    found: dict[str, Document] = {}
    for some in chunks(sorted(set(ids))):
        query = select(documents).where(documents.c.id.in_(some)).order_by(documents.c.id)
        rows = connection.execute(query.with_for_update() if lock else query)
        found |= {row.id: from_row(row) for row in rows}
    return found


def list_all(connection: Connection, **where: str | Sequence[str]) -> list[Document]:
    """Documents whose columns have these values, by creation; a sequence of values means any of them."""
    query = select(documents)
    for name, value in where.items():
        column = documents.c[name]
        query = query.where(column == value if isinstance(value, str) else column.in_(list(value)))
    return [from_row(row) for row in connection.execute(query.order_by(documents.c.created, documents.c.id))]


def subjects(connection: Connection, rows: Iterable[Document | Row[Any]]) -> set[str]:
    """Whom the conflicts among these are about, beside whose they are: who sees one hangs on both."""
    about = {row.about for row in rows if row.kind == "conflict"}
    place = places()
    query = select(place.c.account)
    return {one for some in chunks(sorted(about)) for one in connection.scalars(query.where(place.c.id.in_(some)))}


def lock_accounts(connection: Connection, ids: Iterable[str]) -> None:
    """Lock the people whom documents speak of; always before any document (R4)."""
    for some in chunks(sorted({identity for identity in ids if identity})):
        query = select(accounts.c.id).where(accounts.c.id.in_(some)).order_by(accounts.c.id)
        connection.execute(query.with_for_update(key_share=True)).all()


def write_rows(connection: Connection, rows: Iterable[Document], known: Mapping[str, Document]) -> dict[str, bytes]:
    """Write documents under the locks that the caller holds; `known` are those that are in the table. The bodies as written."""
    values = {row.id: _values(row) for row in rows}
    fresh = [one for identity, one in values.items() if identity not in known]
    newer = [_keyed(one) for identity, one in values.items() if identity in known]
    if fresh:
        connection.execute(insert(documents), fresh)
    if newer:
        connection.execute(update(documents).where(documents.c.id == bindparam("key")), newer)
    return {identity: one["body"] for identity, one in values.items()}


def delete_rows(connection: Connection, ids: Iterable[str]) -> None:
    """Delete documents under the locks that the caller holds."""
    for some in chunks(ids):
        connection.execute(delete(documents).where(documents.c.id.in_(some)))


def _values(row: Document) -> dict[str, Any]:
    values = msgspec.structs.asdict(row)
    return {**values, "body": canonical.encode(row.body)}


def _keyed(values: Mapping[str, Any]) -> dict[str, Any]:
    return {"key" if name == "id" else name: value for name, value in values.items()}


def places() -> Subquery:
    """Documents that are there, and those that were deleted, each with what surrounds it: to be joined to what is about it.

    Ask for no DISTINCT beside it: SQLite copies all of both before it joins anything then.
    """
    there = (select(*(table.c[name] for name in PLACE)) for table in (documents, remains))
    return union_all(*there).subquery()


class Kept(NamedTuple):
    """A document and who keeps it."""

    id: str
    account: str


def conflicts_about(connection: Connection, job: str) -> list[Kept]:
    """What hiring managers keep in conflicts about a job's applicants and tasks; it holds values of these (R15)."""
    kept, about = documents.alias(), places()
    applications = select(documents.c.id).where(documents.c.kind == "application", documents.c.job == job)
    query = select(kept.c.id, kept.c.account).where(kept.c.kind == "conflict")
    query = query.join(accounts, accounts.c.id == kept.c.account).where(accounts.c.role == "hiring_manager")
    query = query.join(about, about.c.id == kept.c.about)
    of_the_job = and_(about.c.kind == "task", about.c.job == job)
    hers = or_(about.c.id.in_(applications), about.c.about.in_(applications), of_the_job)
    return list(dict.fromkeys(Kept(row.id, row.account) for row in connection.execute(query.where(hers))))
