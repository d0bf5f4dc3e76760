"""What people were told about the end of what is kept, and when an account was last used."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table, empty, and the column: an account of before counts from its devices, or from its beginning."""
    op.create_table(
        "notices",
        sa.Column("rule", NAME, primary_key=True),
        sa.Column("subject", NAME, primary_key=True),
        sa.Column("account", NAME, nullable=False),
        sa.Column("basis", NAME, nullable=False),
        sa.Column("due", NAME, nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
    )
    op.create_index("ix_notices_account", "notices", ["account"])
    op.add_column("accounts", sa.Column("seen", NAME, nullable=False, server_default=""))
