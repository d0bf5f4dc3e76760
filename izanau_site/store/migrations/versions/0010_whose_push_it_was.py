"""A change notes the device whose push it was, so that a conflict can say who wrote theirs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the column; of what changed before nobody is told."""
    op.add_column("changed", sa.Column("device", NAME, server_default="", nullable=False))
