"""Which exported files hold somebody who left, and the duty to delete them there, kept in the record of each file (PRV-63)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from izanau_protocol import ambient, position
from izanau_site.store import documents
from izanau_site.store.documents import Change, Document
from izanau_site.store.schema import documents as table


def leaving(connection: Connection, left: Mapping[str, Document], cause: str, at: str) -> list[Change]:
    """The records of the files that hold these applications, as they are once the people behind them left."""
    causes = {identity: cause for identity, row in left.items() if row.kind == "application" and row.company}
    companies = sorted({left[identity].company for identity in causes})
    # In one order, whoever else takes some of them (R4); one that went meanwhile owes nothing.
    locked = documents.get_all(connection, _naming(connection, companies, causes), lock=True).values()
    held = [record for record in locked if causes.keys() & set(record.body.get("rows", ()))]
    return [Change(kind="export", id=record.id, body=without(record.body, causes, at)) for record in held]


def _naming(connection: Connection, companies: Collection[str], applications: Iterable[str]) -> list[str]:
    """The records of these companies in whose bytes one of these ids stands: to read the thousands of rows of each takes ten
    times as long."""
    query = select(table.c.id, table.c.body).where(table.c.company.in_(companies), table.c.kind == "export")
    wanted = [one.encode() for one in applications]
    return [row.id for row in connection.execute(query) if any(one in row.body for one in wanted)] if wanted else []


def without(body: Mapping[str, Any], causes: Mapping[str, str], at: str) -> dict[str, Any]:
    """The record of a file without these rows; each is owed a deletion from its copies now, by its cause."""
    rows = [row for row in body.get("rows", ()) if row not in causes]
    left = body.get("left", {})
    for row in body.get("rows", ()):
        if row in causes:
            left = added(left, {"row": row, "cause": causes[row], "at": at})
    kept = {name: value for name, value in body.items() if name not in ("rows", "left")}
    return kept | ({"rows": rows} if rows else {}) | ({"left": left} if left else {})


def added(items: Mapping[str, Any], item: Mapping[str, Any]) -> dict[str, Any]:
    """A map of items with one more at its end."""
    last = max((position.position_of(value) for value in items.values()), default=None)
    return {**items, ambient.item_id(): {**item, "position": position.between(last, None)}}
