"""An index of what is gone: the tombstones of all feeds were looked for among all that is there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

GONE = sa.text("view IS NULL")


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_feed_gone", "feed", ["scope", "seq"], sqlite_where=GONE, postgresql_where=GONE)
