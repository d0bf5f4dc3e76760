"""What is left of a deleted document says whom it spoke of, so that conflicts about it are found. Of those before nothing is known."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "remains",
        sa.Column("id", NAME, primary_key=True),
        sa.Column("kind", NAME, nullable=False),
        sa.Column("account", NAME, nullable=False),
        sa.Column("company", NAME, nullable=False),
        sa.Column("job", NAME, nullable=False),
        sa.Column("about", NAME, nullable=False),
    )
    op.create_index("ix_remains_account", "remains", ["account"])
    op.create_index("ix_remains_about", "remains", ["about"])
