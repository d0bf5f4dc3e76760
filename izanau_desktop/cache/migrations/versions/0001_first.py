"""Make the tables of the first release."""

from __future__ import annotations

from alembic import op

from izanau_desktop.cache import schema

revision = "1"
down_revision = None
LATER = ("sync_log", "file", "unindexed", "applicant", "labelled", "standing", "search_applicant")
"""Tables that later revisions make."""


def upgrade() -> None:
    """Make them as they stand today; a later revision that changes one changes whatever it finds."""
    schema.create(op.get_bind(), without=LATER)
