"""Tasks that are done and about no applicant, with whom they would go: since when, how long their company keeps them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select

from izanau_protocol import ambient
from izanau_site.store import documents, ended, writing
from izanau_site.store.documents import Change, Document
from izanau_site.store.schema import documents as table
from izanau_site.store.store import Store

AT_ONCE: Final = 500
"""Tasks that go in one transaction."""


def over(connection: Connection, days: int) -> list[str]:
    """Those whose days are over, by id: the days of their company for applications that ended, else those of the site."""
    query = select(table).where(table.c.account == "", table.c.kind == "task", table.c.about == "")
    query = query.where(table.c.written < ambient.timestamp(days=-min(days, ended.LEAST)))
    rows = map(documents.from_row, connection.execute(query.execution_options(yield_per=ended.ROWS)))
    return [one.id for one in _over(connection, rows, days)]


def drop(store: Store, connection: Connection, some: Iterable[str], days: int) -> None:
    """Delete these with what members keep in conflicts about them; not one that was opened again meanwhile."""
    wanted = [Change(kind="task", id=one, body=None) for one in some]
    about = ended.about(connection, [one.id for one in wanted], ("conflict",)).values()
    writing.lock(connection, [*wanted, *(Change(kind=one.kind, id=one.id, body=None) for one in about)])
    still = documents.get_all(connection, [one.id for one in wanted]).values()
    gone = {one.id for one in _over(connection, still, days)}
    changes = [Change(kind="task", id=one, body=None, event="erased") for one in sorted(gone)]
    changes += [
        Change(kind=one.kind, id=one.id, body=None, account=one.account, event="erased")
        for one in about
        if one.about in gone
    ]
    store.write(connection, changes)


def _over(connection: Connection, rows: Iterable[Document], days: int) -> list[Document]:
    done = [one for one in rows if one.kind == "task" and one.body.get("done") and not one.about]
    companies = documents.get_all(connection, {one.company for one in done})
    now = ambient.now()
    return [one for one in done if _since(one) + ended.kept(companies.get(one.company), days) <= now]


def _since(one: Document) -> datetime:
    """When it was done; one that was done before the site signed that was so when it was written last, at the latest."""
    return datetime.fromisoformat(str(one.body.get("done_at") or one.written))
