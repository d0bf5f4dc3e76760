"""Jobs that get their first hiring manager, or lose the last one or go with them: what is published anew then, and is locked before (R4)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from sqlalchemy import ColumnElement, Connection, select

from izanau_site.store.documents import Document, chunks, get_all, lock_accounts
from izanau_site.store.schema import documents


def carried(jobs: Iterable[str]) -> Iterator[tuple[ColumnElement[bool], ...]]:
    """What hiring managers see of these jobs and of who applied for them, as conditions: by itself each, since for all at once SQLite
    reads all of a kind."""
    c = documents.c
    for some in chunks(sorted(jobs)):
        own = (c.job.in_(some), c.kind == "application")
        yield own
        yield c.about.in_(select(c.id).where(*own)), c.kind == "note"
        yield c.job.in_(some), c.kind.in_(("task", "view"))
        yield c.account.in_(select(c.account).where(*own)), c.kind == "profile"


def lock(
    connection: Connection, people: Collection[str], wanted: Collection[str], will: Mapping[str, Collection[bool]]
) -> dict[str, Document]:
    """Lock people, then documents; returns these as they are under the locks. `will` says of jobs whether they may have
    managers afterwards, of one that goes that it has none: where that changes, all who applied are locked too, for they are
    published anew.

    Who applies just before the job is locked is seen only then: all is let go of and taken anew, in the one order.
    """
    if not will:
        lock_accounts(connection, people)
        return get_all(connection, wanted, lock=True)
    beside = _of(connection, _changing(will, get_all(connection, will)))
    while True:
        with connection.begin_nested() as tried:
            lock_accounts(connection, {*people, *beside.values()})
            _lock(connection, {*wanted, *will, *beside})
            missed = _of(connection, _changing(will, get_all(connection, will))).items() - beside.items()
            if not missed:
                return get_all(connection, wanted)
            tried.rollback()
        beside |= dict(missed)


def _changing(will: Mapping[str, Collection[bool]], jobs: Mapping[str, Document]) -> set[str]:
    are = {one: one in jobs and jobs[one].managed for one in will}
    return {one for one in will if any(managed != are[one] for managed in will[one])}


def _of(connection: Connection, jobs: Collection[str]) -> dict[str, str]:
    """What is carried of these jobs, with whom it speaks of."""
    query = select(documents.c.id, documents.c.account)
    return {row.id: row.account for which in carried(jobs) for row in connection.execute(query.where(*which))}


def _lock(connection: Connection, ids: Collection[str]) -> None:
    for some in chunks(sorted(ids)):
        query = select(documents.c.id).where(documents.c.id.in_(some)).order_by(documents.c.id)
        connection.execute(query.with_for_update()).all()
