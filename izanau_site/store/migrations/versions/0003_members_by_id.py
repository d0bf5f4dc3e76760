"""Who wrote a note or moved an application stands there by the id of the membership, no longer by a name."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from izanau_protocol import canonical, ids

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ROWS = 500

documents = sa.table("documents", *map(sa.column, ("id", "kind", "company", "body")))
feed = sa.table("feed", *map(sa.column, ("kind", "views")))


def upgrade() -> None:
    """Put the id of the one colleague of that name; a name that no colleague has goes. The background work publishes the
    views anew."""
    connection = op.get_bind()
    members = _members(connection)
    last, some = "", sa.select(documents.c.id, documents.c.company, documents.c.body)
    some = some.where(documents.c.kind.in_(("note", "application"))).order_by(documents.c.id).limit(_ROWS)
    while rows := connection.execute(some.where(documents.c.id > last)).all():
        for row in rows:
            body = canonical.decode(bytes(row.body))
            if _settle(body, members.get(row.company, {})):
                one = sa.update(documents).where(documents.c.id == row.id)
                connection.execute(one.values(body=canonical.encode(body)))
        last = rows[-1].id
    connection.execute(sa.update(feed).where(feed.c.kind.in_(("note", "application"))).values(views=""))


def _members(connection: sa.Connection) -> dict[str, dict[str, str]]:
    """Company -> name -> membership; empty where two have the name."""
    found: dict[str, dict[str, str]] = {}
    query = sa.select(documents.c.id, documents.c.company, documents.c.body).where(documents.c.kind == "membership")
    for row in connection.execute(query):
        named, name = found.setdefault(row.company, {}), str(canonical.decode(bytes(row.body)).get("name", ""))
        named[name] = "" if name in named else row.id
    return found


def _settle(body: dict[str, Any], members: dict[str, str]) -> bool:
    """Whether there was a name in the body."""
    places = [(body, "author"), *((step, "by") for step in body.get("trail", {}).values())]
    found = [(tree, key) for tree, key in places if key in tree and not ids.is_id(tree[key])]
    for tree, key in found:
        member = members.get(tree.pop(key), "")
        if member:
            tree[key] = member
    return bool(found)
