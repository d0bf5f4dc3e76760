"""What a certificate of erasure says, and the devices that may still hold something of who was erased."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")
LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make both tables, empty: of erasures before nothing is known but what the ledger says."""
    op.create_table(
        "erasures",
        sa.Column("id", NAME, primary_key=True),
        sa.Column("account", NAME, nullable=False, server_default=""),
        sa.Column("token_hash", NAME, nullable=False, server_default=""),
        sa.Column("masked", NAME, nullable=False, server_default=""),
        sa.Column("begun", NAME, nullable=False),
        sa.Column("erased", NAME, nullable=False, server_default=""),
        sa.Column("cleared", sa.Text(), nullable=False, server_default="{}"),
    )
    op.create_index("ix_erasures_account", "erasures", ["account"])
    op.create_index("ix_erasures_token_hash", "erasures", ["token_hash"])
    op.create_table(
        "recalls",
        sa.Column("number", LONG, primary_key=True, autoincrement=True),
        sa.Column("erasure", NAME, sa.ForeignKey("erasures.id", ondelete="CASCADE"), nullable=False),
        sa.Column("device", NAME, nullable=False, server_default=""),
        sa.Column("scope", NAME, nullable=False),
        sa.Column("recipient", NAME, nullable=False),
        sa.Column("seq", LONG, nullable=False),
        sa.Column("sent", NAME, nullable=False),
        sa.Column("reached", NAME, nullable=False, server_default=""),
    )
    op.create_index("ix_recalls_erasure", "recalls", ["erasure"])
    op.create_index("ix_recalls_device_scope", "recalls", ["device", "scope"])
