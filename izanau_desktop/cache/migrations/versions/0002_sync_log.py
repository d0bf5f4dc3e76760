"""Make the log of syncs."""

from __future__ import annotations

from alembic import op

from izanau_desktop.cache import schema

revision = "2"
down_revision = "1"


def upgrade() -> None:
    """Make its table."""
    schema.sync_log.create(op.get_bind())
