"""What became of an entry stays when its tombstone is gone, and pages note the head: who was shown what can be told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")
LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_APPEARED = """
INSERT INTO changed (scope, id, seq, paths, at)
SELECT feed.scope, feed.id, feed.since, '', coalesce(documents.created, '')
FROM feed LEFT JOIN documents ON documents.id = feed.id
WHERE feed.view IS NOT NULL AND feed.scope <> 'jobs' AND feed.scope NOT LIKE 'account:%'
ON CONFLICT DO NOTHING
"""


def upgrade() -> None:
    """Add the columns and the index; of what is in the feeds now, note when it appeared, as far as that is known."""
    op.add_column("changed", sa.Column("at", NAME, server_default="", nullable=False))
    op.add_column("changed", sa.Column("event", NAME, server_default="", nullable=False))
    op.create_index("ix_changed_id", "changed", ["id"])
    op.add_column("access", sa.Column("head", LONG, server_default="0", nullable=False))
    op.execute(sa.text(_APPEARED))
