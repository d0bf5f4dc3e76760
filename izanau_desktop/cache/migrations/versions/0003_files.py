"""The files that documents name: logos of companies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "3"
down_revision = "2"


def upgrade() -> None:
    """Make the table; the logos that documents name already are fetched as soon as these change."""
    op.create_table(
        "file",
        sa.Column("hash", sa.Text(), primary_key=True, nullable=False, server_default=""),
        sa.Column("data", sa.LargeBinary(), nullable=True),
    )
