"""Mail by purpose: letters, what was mailed to whom, links that end a purpose, and mails that came back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_MOST = 12
"""How often a mail was tried until now."""


def upgrade() -> None:
    """Add tables and columns; what was tried too often counts as given up. HTML is made when a mail leaves."""
    op.add_column("accounts", _text("bounced"))
    with op.batch_alter_table("mails") as mails:
        mails.add_column(_text("about"))
        mails.add_column(_text("failed"))
        mails.drop_column("html")
        mails.drop_index("ix_mails_sent_not_before")
        mails.create_index("ix_mails_waiting", ["sent", "failed", "purpose", "not_before"])
    table = sa.table("mails", *map(sa.column, ("sent", "failed", "attempts", "not_before")))
    over = sa.update(table).where(table.c.sent == "", table.c.attempts >= _MOST)
    op.get_bind().execute(over.values(failed=table.c.not_before))
    op.create_table("letters", _key("id"), _plain("made"), sa.Column("words", sa.Text(), nullable=False))
    op.create_table("mailed", _account(primary_key=True), _key("purpose"), _key("about"), _plain("at"))
    op.create_index("ix_mailed_purpose_about", "mailed", ["purpose", "about"])
    op.create_table("unsubscribes", _key("hash"), _account(), _plain("purpose"), _plain("made"))
    op.create_index("ix_unsubscribes_account", "unsubscribes", ["account"])
    op.create_index("ix_unsubscribes_made", "unsubscribes", ["made"])
    op.create_table("bounces", _key("mail"), _account(), _plain("at"), _plain("status"))
    op.create_index("ix_bounces_account", "bounces", ["account"])


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, NAME, server_default="", nullable=False)


def _plain(name: str) -> sa.Column[str]:
    return sa.Column(name, NAME, nullable=False)


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, NAME, primary_key=True, nullable=False)


def _account(*, primary_key: bool = False) -> sa.Column[str]:
    owner = sa.ForeignKey("accounts.id", ondelete="CASCADE")
    return sa.Column("account", NAME, owner, primary_key=primary_key, nullable=False)
