"""What is held of people gets its mark in the access log, so that from now on a change behind the site is found."""

from __future__ import annotations

import base64
import hmac

import sqlalchemy as sa
from alembic import op

from izanau_protocol import ambient

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_ROWS = 500

documents = sa.table("documents", *map(sa.column, ("id", "account", "body", "written")))
pseudonyms = sa.table("pseudonyms", *map(sa.column, ("subject", "pseudonym", "key")))
access = sa.table("access", *map(sa.column, ("at", "actor", "deed", "subject", "text")))


def upgrade() -> None:
    """Mark each document that speaks of somebody, under the key of its pseudonym, which is made where it has none."""
    connection = op.get_bind()
    last = ""
    some = sa.select(documents.c.id, documents.c.body, documents.c.written).where(documents.c.account != "")
    some = some.order_by(documents.c.id).limit(_ROWS)
    while rows := connection.execute(some.where(documents.c.id > last)).all():
        known = _pseudonyms(connection, [row.id for row in rows])
        written = []
        for row in rows:
            name, key = known[row.id]
            mark = hmac.new(key.encode(), bytes(row.body), "sha256").hexdigest()
            written.append({"at": row.written, "actor": "", "deed": "write", "subject": name, "text": mark})
        connection.execute(sa.insert(access), written)
        last = rows[-1].id


def _pseudonyms(connection: sa.Connection, subjects: list[str]) -> dict[str, tuple[str, str]]:
    query = sa.select(pseudonyms).where(pseudonyms.c.subject.in_(subjects))
    found = {row.subject: (row.pseudonym, row.key) for row in connection.execute(query)}
    fresh = [one for one in subjects if one not in found]
    if fresh:
        made = {one: (ambient.new_id(), base64.urlsafe_b64encode(ambient.secret_bytes(32)).decode()) for one in fresh}
        rows = [{"subject": one, "pseudonym": name, "key": key} for one, (name, key) in made.items()]
        connection.execute(sa.insert(pseudonyms), rows)
        found |= made
    return found
