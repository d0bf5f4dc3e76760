"""What was written of people, in the access log: a mark of each body, so that one that was changed behind the site is found.

A mark is a hash under the key of the subject (PRV-17): erasure deletes the key, and what is left in the chain names
nobody and fits nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from sqlalchemy import Connection, func, insert, select

from izanau_protocol import ambient, canonical
from izanau_site.store import pseudonyms
from izanau_site.store.documents import Document, chunks
from izanau_site.store.pseudonyms import Pseudonym
from izanau_site.store.schema import access, documents
from izanau_site.store.schema import pseudonyms as table

DEED: Final = "write"
_AT_ONCE: Final = 1000


class By(NamedTuple):
    """Whose request it was that wrote; empty where the site did it of itself, or for somebody who has no session yet."""

    account: str = ""
    device: str = ""


def log(connection: Connection, bodies: Mapping[str, bytes], by: By) -> None:
    """What was written of people, by id; empty is deleted, and has no mark."""
    if not bodies:
        return
    known = pseudonyms.of(connection, [*bodies, *([by.account] if by.account else [])])
    row_ = {"at": ambient.timestamp(), "deed": DEED, "device": by.device}
    row_ |= {"actor": known[by.account].name if by.account else ""}
    written = [
        row_ | {"subject": known[one].name, "text": known[one].mark(body) if body else ""}
        for one, body in bodies.items()
    ]
    connection.execute(insert(access), written)


def falsified(connection: Connection, rows: Iterable[Document]) -> list[Document]:
    """Which of these documents are not as they were last written."""
    personal = {row.id: row for row in rows if row.account}
    known, marks = _last(connection, personal)
    return [
        row
        for row in personal.values()
        if row.id not in known or marks.get(known[row.id].name) != known[row.id].mark(canonical.encode(row.body))
    ]


def lost(connection: Connection) -> list[str]:
    """The ids of documents that are gone though nobody deleted them."""
    here = select(documents.c.id)
    query = select(table.c.subject).where(table.c.subject.not_in(here)).order_by(table.c.subject)
    found: list[str] = []
    for some in chunks(connection.execute(query).scalars(), _AT_ONCE):
        known, marks = _last(connection, some)
        found += [subject for subject, one in known.items() if marks.get(one.name)]
    return found


def _last(connection: Connection, subjects: Iterable[str]) -> tuple[dict[str, Pseudonym], dict[str, str]]:
    """The pseudonyms of these, and the newest mark under each."""
    known: dict[str, Pseudonym] = {}
    for some in chunks(subjects, _AT_ONCE):
        for row in connection.execute(select(table).where(table.c.subject.in_(some))):
            known[row.subject] = Pseudonym(row.pseudonym, row.key)
    marks: dict[str, str] = {}
    for names in chunks([one.name for one in known.values()], _AT_ONCE):
        newest = select(func.max(access.c.number)).where(access.c.subject.in_(names), access.c.deed == DEED)
        query = select(access.c.subject, access.c.text)
        query = query.where(access.c.number.in_(newest.group_by(access.c.subject)))
        marks |= {row.subject: row.text for row in connection.execute(query)}
    return known, marks
