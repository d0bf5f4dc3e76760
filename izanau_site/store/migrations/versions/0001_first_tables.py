"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")
LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table."""
    for make in (
        _make_documents,
        _make_feed,
        _make_changed,
        _make_scopes,
        _make_pushes,
        _make_site,
        _make_accounts,
        _make_devices,
        _make_codes,
        _make_mails,
        _make_shown,
        _make_access,
        _make_pseudonyms,
    ):
        make()


def _make_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", NAME, nullable=False),
        sa.Column("kind", NAME, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("account", NAME, server_default="", nullable=False),
        sa.Column("company", NAME, server_default="", nullable=False),
        sa.Column("job", NAME, server_default="", nullable=False),
        sa.Column("about", NAME, server_default="", nullable=False),
        sa.Column("author", NAME, server_default="", nullable=False),
        sa.Column("state", NAME, server_default="", nullable=False),
        sa.Column("managed", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("created", NAME, nullable=False),
        sa.Column("written", NAME, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_documents_about_kind", "documents", ["about", "kind"], unique=False)
    op.create_index("ix_documents_account_kind", "documents", ["account", "kind"], unique=False)
    op.create_index("ix_documents_company_kind", "documents", ["company", "kind"], unique=False)
    op.create_index("ix_documents_job_kind", "documents", ["job", "kind"], unique=False)
    op.create_index("ix_documents_kind_state_created", "documents", ["kind", "state", "created"], unique=False)


def _make_feed() -> None:
    op.create_table(
        "feed",
        sa.Column("scope", NAME, nullable=False),
        sa.Column("id", NAME, nullable=False),
        sa.Column("kind", NAME, nullable=False),
        sa.Column("seq", LONG, nullable=False),
        sa.Column("since", LONG, nullable=False),
        sa.Column("lost", LONG, server_default="0", nullable=False),
        sa.Column("view", sa.LargeBinary(), nullable=True),
        sa.Column("cause", NAME, server_default="", nullable=False),
        sa.Column("views", NAME, nullable=False),
        sa.PrimaryKeyConstraint("scope", "id"),
        sa.UniqueConstraint("scope", "seq", name=op.f("uq_feed_scope_seq")),
    )
    op.create_index("ix_feed_id", "feed", ["id"], unique=False)
    op.create_index("ix_feed_kind_views", "feed", ["kind", "views"], unique=False)


def _make_changed() -> None:
    op.create_table(
        "changed",
        sa.Column("scope", NAME, nullable=False),
        sa.Column("id", NAME, nullable=False),
        sa.Column("seq", LONG, nullable=False),
        sa.Column("paths", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "id", "seq"),
    )


def _make_scopes() -> None:
    op.create_table(
        "scopes",
        sa.Column("scope", NAME, nullable=False),
        sa.Column("head", LONG, nullable=False),
        sa.Column("floor", LONG, server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("scope"),
    )


def _make_pushes() -> None:
    op.create_table(
        "pushes",
        sa.Column("account", NAME, nullable=False),
        sa.Column("push_id", NAME, nullable=False),
        sa.Column("parts", sa.LargeBinary(), nullable=False),
        sa.Column("at", NAME, nullable=False),
        sa.PrimaryKeyConstraint("account", "push_id"),
    )


def _make_site() -> None:
    op.create_table(
        "site",
        sa.Column("name", NAME, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def _make_accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", NAME, nullable=False),
        sa.Column("email_key", NAME, nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), server_default="", nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("group", NAME, nullable=False),
        sa.Column("role", NAME, nullable=False),
        sa.Column("company", NAME, server_default="", nullable=False),
        sa.Column("language", NAME, server_default="en", nullable=False),
        sa.Column("created", NAME, nullable=False),
        sa.Column("confirmed", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("policy_version", NAME, server_default="", nullable=False),
        sa.Column("paused", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("erases", NAME, server_default="", nullable=False),
        sa.Column("erased", NAME, server_default="", nullable=False),
        sa.Column("profile", NAME, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("profile", name=op.f("uq_accounts_profile")),
    )
    op.create_index("ix_accounts_company", "accounts", ["company"], unique=False)
    op.create_index("ix_accounts_email_key", "accounts", ["email_key"], unique=False)
    op.create_index("ix_accounts_erases", "accounts", ["erases"], unique=False)
    op.create_index("ix_accounts_name_key", "accounts", ["name_key"], unique=False)
    op.create_index(
        "uq_accounts_email_key_confirmed",
        "accounts",
        ["email_key"],
        unique=True,
        sqlite_where=sa.text("confirmed"),
        postgresql_where=sa.text("confirmed"),
    )


def _make_devices() -> None:
    op.create_table(
        "devices",
        sa.Column("id", NAME, nullable=False),
        sa.Column("account", NAME, nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("client", sa.Text(), server_default="", nullable=False),
        sa.Column("created", NAME, nullable=False),
        sa.Column("seen", NAME, nullable=False),
        sa.Column("ended", NAME, server_default="", nullable=False),
        sa.Column("access_hash", NAME, server_default="", nullable=False),
        sa.Column("access_expires", NAME, server_default="", nullable=False),
        sa.Column("refresh_hash", NAME, server_default="", nullable=False),
        sa.Column("refresh_expires", NAME, server_default="", nullable=False),
        sa.Column("family_hash", NAME, server_default="", nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_devices_access_hash"), "devices", ["access_hash"], unique=False)
    op.create_index(op.f("ix_devices_account"), "devices", ["account"], unique=False)
    op.create_index(op.f("ix_devices_family_hash"), "devices", ["family_hash"], unique=False)
    op.create_index(op.f("ix_devices_refresh_hash"), "devices", ["refresh_hash"], unique=False)


def _make_codes() -> None:
    op.create_table(
        "codes",
        sa.Column("hash", NAME, nullable=False),
        sa.Column("account", NAME, nullable=False),
        sa.Column("purpose", NAME, nullable=False),
        sa.Column("expires", NAME, nullable=False),
        sa.Column("used", NAME, server_default="", nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_index(op.f("ix_codes_account"), "codes", ["account"], unique=False)


def _make_mails() -> None:
    op.create_table(
        "mails",
        sa.Column("id", NAME, nullable=False),
        sa.Column("purpose", NAME, nullable=False),
        sa.Column("to", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=True),
        sa.Column("language", NAME, server_default="en", nullable=False),
        sa.Column("account", NAME, server_default="", nullable=False),
        sa.Column("created", NAME, nullable=False),
        sa.Column("not_before", NAME, nullable=False),
        sa.Column("sent", NAME, server_default="", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("error", sa.Text(), server_default="", nullable=False),
        sa.Column("headers", sa.Text(), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_mails_account"), "mails", ["account"], unique=False)
    op.create_index("ix_mails_sent_not_before", "mails", ["sent", "not_before"], unique=False)


def _make_shown() -> None:
    op.create_table(
        "shown",
        sa.Column("device", NAME, nullable=False),
        sa.Column("scope", NAME, nullable=False),
        sa.Column("seq", LONG, nullable=False),
        sa.Column("acknowledged", LONG, server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("device", "scope"),
    )


def _make_access() -> None:
    op.create_table(
        "access",
        sa.Column("number", LONG, autoincrement=True, nullable=False),
        sa.Column("at", NAME, nullable=False),
        sa.Column("actor", NAME, nullable=False),
        sa.Column("device", NAME, server_default="", nullable=False),
        sa.Column("deed", NAME, nullable=False),
        sa.Column("scope", NAME, server_default="", nullable=False),
        sa.Column("low", LONG, server_default="0", nullable=False),
        sa.Column("high", LONG, server_default="0", nullable=False),
        sa.Column("subject", NAME, server_default="", nullable=False),
        sa.Column("path", NAME, server_default="", nullable=False),
        sa.Column("reason", NAME, server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("seal", NAME, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_access_scope_number", "access", ["scope", "number"], unique=False)
    op.create_index("ix_access_subject_number", "access", ["subject", "number"], unique=False)


def _make_pseudonyms() -> None:
    op.create_table(
        "pseudonyms",
        sa.Column("subject", NAME, nullable=False),
        sa.Column("pseudonym", NAME, nullable=False),
        sa.PrimaryKeyConstraint("subject"),
        sa.UniqueConstraint("pseudonym", name=op.f("uq_pseudonyms_pseudonym")),
    )
