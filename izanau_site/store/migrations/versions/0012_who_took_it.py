"""A document notes the membership that has taken it, so that what a member had taken is found when they leave."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the column; nobody had taken anything before."""
    op.add_column("documents", sa.Column("owner", NAME, server_default="", nullable=False))
