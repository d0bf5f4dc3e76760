"""One write of documents: lock, write, read the facts, publish every view that they change (sync.md R4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, select

from izanau_protocol import ambient, visibility
from izanau_site.store import exports, facts, feeds, managed, owned, remains, writes
from izanau_site.store.documents import (
    Change,
    Document,
    chunks,
    delete_rows,
    document_of,
    from_row,
    get_all,
    subjects,
    write_rows,
)
from izanau_site.store.feeds import Held, Place, Views
from izanau_site.store.schema import documents
from izanau_site.store.writes import By

NOBODY: Final = By()
_OF_A_PERSON = ("profile", "application", "contact", "message", "note", "task", "account")


def write(
    connection: Connection, changes: Sequence[Change], *, locked: bool = False, by: By = NOBODY
) -> dict[Place, Held]:
    """Write documents and the feeds of all who see them, in the transaction of the caller; returns the new entries.

    `locked` says that the caller took the locks of R4 for all of `changes` already; `by` says whose request it was.
    """
    if not locked:
        lock(connection, changes)
    before, at = get_all(connection, [change.id for change in changes]), ambient.timestamp()
    changes = [*changes, *_exports(connection, changes, before, at), *_given_up(connection, changes, before)]
    rows = {change.id: document_of(change, before.get(change.id), at) for change in changes if change.body is not None}
    delete_rows(connection, [change.id for change in changes if change.body is None])
    bodies, known = write_rows(connection, rows.values(), before), {**before, **rows}
    personal = [change.id for change in changes if change.id in known and known[change.id].account]
    writes.log(connection, {identity: bodies.get(identity, b"") for identity in personal}, by)
    events = {change.id: change.event or event_of(before.get(change.id), rows.get(change.id)) for change in changes}
    remains.keep(
        connection, [before[one.id] for one in changes if _deletes(one, before) and events[one.id] == "deleted"]
    )
    beside = _dependents(connection, events, before, rows)
    for row, event in beside:
        if row.id not in events:
            rows[row.id] = row
            events[row.id] = event
    joined = {job: people for job, people in _joined(changes, before, rows).items() if job not in events}
    rows |= get_all(connection, joined)
    views = _views(connection, changes, before, rows, events, joined)
    return feeds.publish(connection, views, device=by.device)


def _exports(connection: Connection, changes: Sequence[Change], before: dict[str, Document], at: str) -> list[Change]:
    """The files that hold somebody who leaves by these changes: what a company exported is its own to delete (PRV-63)."""
    found: list[Change] = []
    for cause, wanted in (("withdrawn", _withdraws), ("erased", _deletes)):
        left = {one.id: before[one.id] for one in changes if one.kind == "application" and wanted(one, before)}
        found += exports.leaving(connection, left, cause, at) if left else []
    before |= get_all(connection, [change.id for change in found])
    return found


def _given_up(connection: Connection, changes: Sequence[Change], before: dict[str, Document]) -> list[Change]:
    """What members who leave by these changes had taken is anybody's again."""
    found = owned.leaving(connection, changes, before)
    before |= get_all(connection, [change.id for change in found])
    return found


def _withdraws(change: Change, before: Mapping[str, Document]) -> bool:
    old = before.get(change.id)
    return old is not None and old.state != "withdrawn" and bool(change.body and change.body.get("withdrawn"))


def _deletes(change: Change, before: Mapping[str, Document]) -> bool:
    return change.body is None and change.id in before


def event_of(old: Document | None, new: Document | None) -> str:
    """What happened to a document, as the table of causes names it; empty where nothing goes."""
    if old is None or new is None:
        return "deleted" if old else ""
    if new.kind == "account":
        return "erasing" if new.body.get("erases") else "paused" if new.body.get("paused") else ""
    if new.kind == "application" and new.state == "withdrawn":
        return "withdrawn"
    if new.kind == "profile" and old.state and not new.state:
        return "unregistered"
    return "closed" if new.kind == "job" and new.state != "published" else ""


def republish(connection: Connection, rows: Sequence[Document], event: str = "") -> dict[Place, Held]:
    """Publish anew what the facts or the table changed, with no change of the documents."""
    by_id = {row.id: row for row in rows}
    return feeds.publish(connection, _views(connection, (), {}, by_id, dict.fromkeys(by_id, event)))


def lock(connection: Connection, changes: Sequence[Change]) -> None:
    """Lock the people, then the documents of these changes and what they hang on."""
    about = {
        str(change.body[name])
        for change in changes
        if change.body
        for name in ("application", "job")
        if name in change.body
    }
    known = get_all(connection, {change.id for change in changes} | about)
    people = {change.account for change in changes} | {row.account for row in known.values()}
    people |= {change.id for change in changes if change.kind == "account"}
    people |= subjects(connection, known.values())
    taken = owned.held(connection, changes, known)
    people |= {row.account for row in taken}
    about |= {row.id for row in taken} | set(known) | {row.job for row in known.values() if row.job}
    jobs = {change.id: change.body for change in changes if change.kind == "job" and change.id in known}
    will = {job: [bool(body.get("managers"))] for job, body in jobs.items() if body is not None}
    managed.lock(connection, people, about, will)


def _views(
    connection: Connection,
    changes: Iterable[Change],
    before: Mapping[str, Document],
    rows: Mapping[str, Document],
    events: Mapping[str, str],
    joined: Mapping[str, Collection[str]] = facts.NOBODY,
) -> list[Views]:
    known, found = facts.read(connection, list(rows.values()), joined), []
    for row in rows.values():
        seen = visibility.audiences(row.kind, row.id, row.body, known[row.id])
        within = frozenset(f"account:{one}" for one in joined[row.id]) if row.id in joined else None
        found.append(Views(row.kind, row.id, seen, events.get(row.id, ""), within))
    deleted = [change for change in changes if change.body is None and change.id in before]
    return found + [Views(change.kind, change.id, {}, change.event or "deleted") for change in deleted]


def _joined(
    changes: Iterable[Change], before: Mapping[str, Document], after: Mapping[str, Document]
) -> dict[str, set[str]]:
    """The jobs for which somebody's application began or ended, with these people: of a job with ten thousand applicants
    the views of the others stand still."""
    found: dict[str, set[str]] = defaultdict(set)
    for identity in {change.id for change in changes}:
        one = after.get(identity) or before.get(identity)
        if one is not None and one.kind == "application" and (identity in before) != (identity in after):
            found[one.job].add(one.account)
    return found


def _dependents(
    connection: Connection, events: Mapping[str, str], before: Mapping[str, Document], after: Mapping[str, Document]
) -> list[tuple[Document, str]]:
    """The documents whose views change with the facts that these changes touch, each with what happened."""
    people: dict[str, str] = {}
    applications: dict[str, str] = {}
    jobs: set[str] = set()
    for identity, event in events.items():
        old, new = before.get(identity), after.get(identity)
        one = new or old
        if one is None:
            continue
        if one.kind == "account" and old and new and _hidden(old) != _hidden(new):
            people[identity] = event
        if one.kind == "application" and (old is None or new is None or old.state != new.state):
            applications[identity] = event
        if one.kind == "job" and bool(old and old.managed) != bool(new and new.managed):
            jobs.add(identity)
    return _rows_of(connection, people, applications, jobs, {**before, **after})


def _hidden(row: Document) -> tuple[bool, bool]:
    return bool(row.body.get("paused")), bool(row.body.get("erases"))


def _rows_of(
    connection: Connection,
    people: Mapping[str, str],
    applications: Mapping[str, str],
    jobs: set[str],
    known: Mapping[str, Document],
) -> list[tuple[Document, str]]:
    c, found = documents.c, []
    for some in chunks(sorted(people)):
        query = select(documents).where(c.account.in_(some), c.kind.in_(_OF_A_PERSON))
        found += [(row, people[row.account]) for row in map(from_row, connection.execute(query))]
    hides = {row.id: event for row, event in found}
    hides |= {one: people[account] for one, account in remains.of(connection, people).items()}
    for some in chunks(sorted(hides)):
        query = select(documents).where(c.about.in_(some), c.kind == "conflict")
        found += [(row, hides[row.about]) for row in map(from_row, connection.execute(query))]
    events = {known[identity].account: event for identity, event in applications.items()}
    for some in chunks(sorted(events)):
        query = select(documents).where(c.account.in_(some), c.kind == "profile")
        found += [(row, events[row.account]) for row in map(from_row, connection.execute(query))]
    for some in chunks(sorted(applications)):
        query = select(documents).where(c.about.in_(some), c.kind.in_(("contact", "message", "note", "task")))
        found += [(row, applications[row.about]) for row in map(from_row, connection.execute(query))]
    for which in managed.carried(jobs):
        found += [(from_row(row), "role_lost") for row in connection.execute(select(documents).where(*which))]
    return found
