"""Who is asked into a company and has not come yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table, empty: nobody was ever invited before."""
    op.create_table(
        "invitations",
        sa.Column("account", NAME, sa.ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("company", NAME, nullable=False),
        sa.Column("jobs", sa.Text(), nullable=False, server_default="[]"),
        sa.Column("by", NAME, nullable=False),
        sa.Column("made", NAME, nullable=False),
    )
    op.create_index("ix_invitations_company", "invitations", ["company"])
