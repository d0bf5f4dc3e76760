"""Indexes of what somebody has taken, which was looked for among all that their company holds, and of which devices were shown a
scope, which were looked for among those of everybody."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TAKEN = sa.text("owner <> ''")


def upgrade() -> None:
    """Make the indexes."""
    columns = ["owner", "kind", "written"]
    op.create_index("ix_documents_taken", "documents", columns, sqlite_where=TAKEN, postgresql_where=TAKEN)
    op.create_index("ix_shown_scope", "shown", ["scope"])
