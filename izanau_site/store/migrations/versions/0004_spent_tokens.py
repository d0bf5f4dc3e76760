"""The refresh token that a device spent last, good once more until it is known that the answer arrived."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the column; sessions go on as they are."""
    op.add_column("devices", sa.Column("spent_hash", NAME, server_default="", nullable=False))
