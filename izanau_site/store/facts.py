"""Reading the facts that decide who sees a document, for many documents with few statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Row, Select, select

from izanau_protocol.visibility import Facts, Manifest
from izanau_site.store import policies
from izanau_site.store.documents import Document, chunks, places
from izanau_site.store.schema import accounts, documents

NOBODY: Final[Mapping[str, Collection[str]]] = MappingProxyType({})
_ABOUT_APPLICATION = ("contact", "message", "note", "task")
_OF_A_JOB = ("application", "task", "view")
_CARRIED = ("application", "note", "task", "profile", "view")


class _Read(msgspec.Struct):
    """What was read, by the ids that ask for it."""

    hidden: dict[str, tuple[bool, bool]] = {}
    """Account → (paused, in the grace of an erasure or kept from everybody)."""
    withdrawn: dict[str, bool] = {}
    job_of: dict[str, str] = {}
    at: dict[str, list[tuple[str, str, str]]] = {}
    """Account → (company, state, job) of its applications."""
    applicants: dict[str, set[str]] = {}
    managed: set[str] = set()
    subject_of: dict[str, str] = {}
    """Conflict of a company's member → the account of whom it is about."""
    manifest: Manifest | None = None


def read(
    connection: Connection, rows: Sequence[Document], joined: Mapping[str, Collection[str]] = NOBODY
) -> dict[str, Facts]:
    """The facts of each document by its id. Call it under the locks of R4, after the documents were written.

    Of a job in `joined` only these people are looked at, each an applicant or none (any more).
    """
    found = _Read(manifest=policies.manifest(connection))
    _read_subjects(connection, rows, found)
    people = {row.account for row in rows if row.account} | set(found.subject_of.values())
    query = select(accounts.c.id, accounts.c.paused, accounts.c.erases, accounts.c.erased)
    for some in _rows(connection, query, accounts.c.id, people):
        found.hidden[some.id] = (bool(some.paused), bool(some.erases or some.erased))
    _read_applications(connection, rows, joined, found)
    jobs = {row.job for row in rows if row.kind in _OF_A_JOB} | set(found.job_of.values())
    jobs |= {job for applied in found.at.values() for _, _, job in applied}
    managed = select(documents.c.id).where(documents.c.managed.is_(True))
    found.managed = {some.id for some in _rows(connection, managed, documents.c.id, jobs)}
    return {row.id: _facts(row, found) for row in rows}


def _read_subjects(connection: Connection, rows: Sequence[Document], found: _Read) -> None:
    """Only of the member's own company: who makes a conflict up about an id learns nothing of what becomes of that."""
    about, member = places(), accounts.alias()
    query = select(documents.c.id, about.c.account).join(about, about.c.id == documents.c.about)
    query = query.join(member, member.c.id == documents.c.account)
    query = query.where(about.c.company == member.c.company, about.c.company != "")
    asked = {row.id for row in rows if row.kind == "conflict"}
    found.subject_of = {row.id: row.account for row in _rows(connection, query, documents.c.id, asked)}


def _read_applications(
    connection: Connection, rows: Sequence[Document], joined: Mapping[str, Collection[str]], found: _Read
) -> None:
    c = documents.c
    some = select(c.id, c.account, c.company, c.job, c.state).where(c.kind == "application")
    for row in _rows(connection, some, c.id, {row.about for row in rows if row.kind in _ABOUT_APPLICATION}):
        found.withdrawn[row.id] = row.state == "withdrawn"
        found.job_of[row.id] = row.job
    at: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for row in _rows(connection, some, c.account, {row.account for row in rows if row.kind == "profile"}):
        at[row.account].append((row.company, row.state, row.job))
    applicants: dict[str, set[str]] = defaultdict(set)
    for row in _rows(connection, some, c.job, {row.id for row in rows if row.kind == "job" and row.id not in joined}):
        applicants[row.job].add(row.account)
    for row in _rows(connection, some, c.account, {account for people in joined.values() for account in people}):
        applicants[row.job].add(row.account)
    found.at, found.applicants = dict(at), dict(applicants)


def _rows(connection: Connection, query: Select[Any], column: Any, keys: Iterable[str]) -> Iterable[Row[Any]]:
    for some in chunks(sorted(key for key in keys if key)):
        yield from connection.execute(query.where(column.in_(some)))


def _facts(row: Document, found: _Read) -> Facts:
    paused, erased = found.hidden.get(row.account, (False, False))
    held = found.at.get(row.account, []) if row.kind == "profile" else []
    carried = {row.job if row.kind in _OF_A_JOB else found.job_of.get(row.about, "")}
    if row.kind == "profile":
        carried = {job for _, state, job in held if state != "withdrawn"}
    return Facts(
        owner=row.account,
        author=row.author,
        paused=paused,
        erased=erased,
        withdrawn=found.withdrawn.get(row.about, False) if row.kind in _ABOUT_APPLICATION else False,
        open_at=tuple(sorted({company for company, state, _ in held if state != "withdrawn"})),
        known_at=tuple(sorted({company for company, _, _ in held})),
        applicants=tuple(sorted(found.applicants.get(row.id, ()))) if row.kind == "job" else (),
        hidden=any(found.hidden.get(found.subject_of.get(row.id, ""), ())),
        manifest=found.manifest,
        managers=tuple(sorted(carried & found.managed)) if row.kind in _CARRIED else (),
    )
