"""Closes the jobs whose last day is over: what is advertised is open (Employment Security Act, art. 5-4: kept current)."""

from __future__ import annotations

from functools import partial
from typing import Final

import msgspec
from sqlalchemy import Connection, select

from izanau_protocol import ambient
from izanau_site.attempt import attempt
from izanau_site.site import Site
from izanau_site.store import writing
from izanau_site.store.documents import Change, Document, get_all
from izanau_site.store.schema import documents

_MOST: Final = 100
"""Jobs that one transaction closes: it locks all who applied for them."""


class _Closes(msgspec.Struct):
    """What is looked at in the body of every published job."""

    closes: str = ""


def close_over(site: Site) -> None:
    """Close them. Applications stand; who opens a job again gives it a later day."""
    with site.store.transaction() as connection:
        published = select(documents.c.id, documents.c.body).where(
            documents.c.kind == "job", documents.c.state == "published"
        )
        over = [row.id for row in connection.execute(published) if _is_over(_closes(row.body))]
    for first in range(0, len(over), _MOST):
        attempt(site.store, partial(_close, jobs=over[first : first + _MOST]))


def _close(connection: Connection, jobs: list[str]) -> None:
    known = get_all(connection, jobs)
    writing.lock(connection, [Change(kind="job", id=one.id, body=one.body) for one in known.values()])
    at, locked = ambient.timestamp(), get_all(connection, jobs).values()
    changes = [
        Change(kind="job", id=one.id, body={**one.body, "state": "closed", "updated": at})
        for one in locked
        if _still_due(one)
    ]
    writing.write(connection, changes, locked=True)


def _still_due(job: Document) -> bool:
    """Its company may have closed it, or given it more time, just before."""
    return job.state == "published" and _is_over(str(job.body.get("closes") or ""))


def _closes(body: bytes) -> str:
    return msgspec.json.decode(body, type=_Closes).closes


def _is_over(closes: str) -> bool:
    return bool(closes) and closes < ambient.today().isoformat()
