"""Indexes that a first pull touches in few places: documents by id once, lists by time and as their rows came; what is
gone has one of its own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "5"
down_revision = "4"

_SHOWN = {
    "shown_by_at": ("kind", "at"),
    "shown_by_about": ("kind", "about", "at"),
    "shown_by_other": ("kind", "other", "at"),
    "shown_by_state": ("kind", "state", "at"),
    "shown_by_about_state": ("kind", "about", "state", "at"),
}


def upgrade() -> None:
    """Make the table of documents anew with all its rows, and the indexes of what is shown."""
    op.rename_table("document", "older")
    op.create_table(
        "document",
        *(sa.Column(name, sa.Text(), nullable=False, server_default="") for name in ("scope", "kind", "id")),
        sa.Column("seq", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("base", sa.LargeBinary(), nullable=True),
        sa.Column("mine", sa.LargeBinary(), nullable=True),
        sa.Column("gone", sa.Text(), nullable=False, server_default=""),
        sa.Column("listed", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("id", "kind", "scope"),
    )
    op.execute(
        "INSERT INTO document(scope, kind, id, seq, base, mine, gone, listed)"
        " SELECT scope, kind, id, seq, base, mine, gone, listed FROM older ORDER BY rowid"
    )
    op.drop_table("older")
    op.create_index("document_by_gone", "document", ["scope"], sqlite_where=sa.text("gone <> ''"))
    op.create_index("document_by_scope", "document", ["scope", "kind"])
    for name, over in _SHOWN.items():
        op.drop_index(name, "shown")
        op.create_index(name, "shown", list(over))
