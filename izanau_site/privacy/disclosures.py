"""To which companies a person's e-mail address was disclosed, from when to when, and on which consent (PRV-50)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, RowMapping, select

from izanau_protocol import ids, wire
from izanau_site.privacy import own
from izanau_site.store import documents
from izanau_site.store.documents import Document, chunks
from izanau_site.store.schema import changed

_AT_ONCE: Final = 1000
_CAUSES: Final = {"erasing": "erased"}
"""What ended a disclosure, in the words of who reads it."""


class _Time(NamedTuple):
    """From when to when an address was shown; an empty end: it still is."""

    begin: str
    end: str = ""
    cause: str = ""


def disclosures(connection: Connection, account: str) -> list[wire.Disclosure]:
    """All of them, newest first: a line for each time that the address was shown, as long as the application is there."""
    applications = documents.list_all(connection, kind="application", account=account)
    entries = _entries(connection, [ids.contact_id(one.id) for one in applications])
    jobs = documents.get_all(connection, {one.job for one in applications})
    names = own.company_names(connection, {one.company for one in applications})
    found = [
        wire.Disclosure(
            at=time.begin,
            company=one.company,
            company_name=names.get(one.company, ""),
            job=one.job,
            job_title=dict(jobs[one.job].body.get("title", {})) if one.job in jobs else {},
            application=one.id,
            consent=str(one.body.get("consent", "")),
            ended_at=time.end,
            cause=time.cause,
        )
        for one in applications
        for time in _times(one, entries.get(ids.contact_id(one.id), ()))
    ]
    return sorted(found, key=lambda one: (one.at, one.application), reverse=True)


def _entries(connection: Connection, contacts: Iterable[str]) -> Mapping[str, list[RowMapping]]:
    """When each address appeared before its company, and when it went."""
    found: dict[str, list[RowMapping]] = {}
    for some in chunks(contacts, _AT_ONCE):
        query = select(changed.c.id, changed.c.at, changed.c.event).where(changed.c.id.in_(some))
        for row in connection.execute(query.order_by(changed.c.scope, changed.c.seq)).mappings():
            found.setdefault(row["id"], []).append(row)
    return found


def _times(application: Document, entries: Iterable[RowMapping]) -> Iterator[_Time]:
    """From the first sight to what ended it; where the feeds tell of no moment, the application does."""
    open_since, shown = "", False
    for row in entries:
        if row["event"] and shown:
            yield _Time(open_since, row["at"], _CAUSES.get(row["event"], row["event"]))
            shown = False
        elif not row["event"] and not shown:
            open_since, shown = row["at"] or str(application.body.get("applied", "")), True
    if shown:
        yield _Time(open_since)
    elif not open_since:
        yield from _told_by(application)


def _told_by(application: Document) -> Iterator[_Time]:
    """What an application says that is older than the notes of the feeds."""
    applied = str(application.body.get("applied", ""))
    events: Iterable[dict[str, Any]] = application.body.get("history", {}).values()
    ended = next((str(one.get("at", "")) for one in events if one.get("status") == "withdrawn"), "")
    if application.body.get("withdrawn"):
        yield _Time(applied, ended, "withdrawn")
