"""The files that documents name: logos of companies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table, empty: no logo was ever sent before."""
    op.create_table(
        "files",
        sa.Column("owner", NAME, primary_key=True),
        sa.Column("hash", NAME, primary_key=True),
        sa.Column("media_type", NAME, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("stored", NAME, nullable=False),
    )
    op.create_index("ix_files_hash", "files", ["hash"])
    op.create_index("ix_files_stored", "files", ["stored"])
