"""A key for each pseudonym; what the access log says of subjects is hidden by it, and its chain is made anew over that."""

from __future__ import annotations

import base64

import sqlalchemy as sa
from alembic import op
from cryptography.fernet import Fernet

from izanau_protocol import ambient

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_ROWS = 500

pseudonyms = sa.table("pseudonyms", sa.column("subject"), sa.column("pseudonym"), sa.column("key"))
access = sa.table("access", *map(sa.column, ("number", "subject", "path", "text", "seal")))


def upgrade() -> None:
    """Give keys, hide what stands in the clear, and let the background work seal all rows again: seals are of the bytes
    that were there. What is about a subject that was erased goes."""
    op.add_column("pseudonyms", sa.Column("key", NAME, server_default="", nullable=False))
    connection = op.get_bind()
    for subject in connection.execute(sa.select(pseudonyms.c.subject)).scalars().all():
        key = base64.urlsafe_b64encode(ambient.secret_bytes(32)).decode()
        connection.execute(sa.update(pseudonyms).where(pseudonyms.c.subject == subject).values(key=key))
    connection.execute(sa.update(access).values(seal=""))
    _hide(connection)


def _hide(connection: sa.Connection) -> None:
    last = -1
    query = sa.select(access.c.number, access.c.path, access.c.text, pseudonyms.c.key)
    query = query.outerjoin_from(access, pseudonyms, pseudonyms.c.pseudonym == access.c.subject)
    query = query.where(sa.or_(access.c.text != "", access.c.path != "")).order_by(access.c.number).limit(_ROWS)
    while rows := connection.execute(query.where(access.c.number > last)).all():
        for row in rows:
            kept = {"path": _hidden(row.key, row.path), "text": _hidden(row.key, row.text)}
            connection.execute(sa.update(access).where(access.c.number == row.number).values(**kept))
        last = rows[-1].number


def _hidden(key: str | None, text: str) -> str:
    return Fernet(key).encrypt(text.encode()).decode() if key and text else ""
