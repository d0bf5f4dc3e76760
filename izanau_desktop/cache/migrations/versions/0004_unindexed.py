"""The queue of what the search index does not hold yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "4"
down_revision = "3"


def upgrade() -> None:
    """Make the table; it is empty, since older programs indexed each page as they read it."""
    op.create_table(
        "unindexed",
        sa.Column("place", sa.Integer(), primary_key=True, autoincrement=True, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, server_default="0", unique=True),
        sa.Column("kind", sa.Text(), nullable=False, server_default=""),
        sqlite_autoincrement=True,
    )
    op.create_index("unindexed_by_kind", "unindexed", ["kind"])
