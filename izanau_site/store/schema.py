"""The tables of the site: documents and their feeds, accounts and devices, what was shown to whom, and mails to send."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata: Final = MetaData(
    naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s"}
)

Name: Final = String().with_variant(String(collation="C"), "postgresql")
"""Ids, scopes, codes and times: compared by their bytes on every database."""
Long: Final = BigInteger().with_variant(Integer(), "sqlite")

documents: Final = Table(
    "documents",
    metadata,
    Column("id", Name, primary_key=True),
    Column("kind", Name, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("account", Name, nullable=False, server_default=""),  # whom it speaks of
    Column("company", Name, nullable=False, server_default=""),
    Column("job", Name, nullable=False, server_default=""),
    Column("about", Name, nullable=False, server_default=""),  # the document that it speaks of
    Column("author", Name, nullable=False, server_default=""),  # the member of staff who made a mend
    Column("state", Name, nullable=False, server_default=""),
    Column("managed", Boolean, nullable=False, server_default="0"),  # a job that has hiring managers
    Column("created", Name, nullable=False),
    Column("written", Name, nullable=False),
    Index("ix_documents_account_kind", "account", "kind"),
    Index("ix_documents_about_kind", "about", "kind"),
    Index("ix_documents_job_kind", "job", "kind"),
    Index("ix_documents_company_kind", "company", "kind"),
    Index("ix_documents_kind_state_created", "kind", "state", "created"),
)

feed: Final = Table(
    "feed",
    metadata,
    Column("scope", Name, primary_key=True),
    Column("id", Name, primary_key=True),
    Column("kind", Name, nullable=False),
    Column("seq", Long, nullable=False),
    Column("since", Long, nullable=False),  # seq with which the document last appeared or went
    Column("lost", Long, nullable=False, server_default="0"),  # seq with which the view last lost a field (R8)
    Column("view", LargeBinary),  # canonical bytes; NULL is gone
    Column("cause", Name, nullable=False, server_default=""),
    Column("views", Name, nullable=False),  # version of the kind's views by which it was made (R5)
    UniqueConstraint("scope", "seq"),
    Index("ix_feed_id", "id"),
    Index("ix_feed_kind_views", "kind", "views"),
)

changed: Final = Table(  # which paths of a view an entry changed, so that a push of other paths is not stale (R11)
    "changed",
    metadata,
    Column("scope", Name, primary_key=True),
    Column("id", Name, primary_key=True),
    Column("seq", Long, primary_key=True),
    Column("paths", Text, nullable=False),
)

scopes: Final = Table(
    "scopes",
    metadata,
    Column("scope", Name, primary_key=True),
    Column("head", Long, nullable=False),
    Column("floor", Long, nullable=False, server_default="0"),
)

pushes: Final = Table(
    "pushes",
    metadata,
    Column("account", Name, primary_key=True),
    Column("push_id", Name, primary_key=True),
    Column("parts", LargeBinary, nullable=False),
    Column("at", Name, nullable=False),
)

shown: Final = Table(
    "shown",
    metadata,
    Column("device", Name, primary_key=True),
    Column("scope", Name, primary_key=True),
    Column("seq", Long, nullable=False),  # the highest that was shown (R13)
    Column("acknowledged", Long, nullable=False, server_default="0"),  # tombstones applied up to (R8)
)

access: Final = Table(
    "access",
    metadata,
    Column("number", Long, primary_key=True, autoincrement=True),
    Column("at", Name, nullable=False),
    Column("actor", Name, nullable=False),  # a random pseudonym, as is the subject: see `pseudonyms`
    Column("device", Name, nullable=False, server_default=""),
    Column("deed", Name, nullable=False),  # page, find, look, mend, approve
    Column("scope", Name, nullable=False, server_default=""),
    Column("low", Long, nullable=False, server_default="0"),
    Column("high", Long, nullable=False, server_default="0"),
    Column("subject", Name, nullable=False, server_default=""),
    Column("path", Name, nullable=False, server_default=""),  # path and text: hidden by the subject's key
    Column("reason", Name, nullable=False, server_default=""),
    Column("text", Text, nullable=False, server_default=""),
    Column("seal", Name, nullable=False, server_default=""),  # hash over the row and the seal before it
    Index("ix_access_subject_number", "subject", "number"),
    Index("ix_access_scope_number", "scope", "number"),
)

pseudonyms: Final = Table(
    "pseudonyms",
    metadata,
    Column("subject", Name, primary_key=True),  # the id of a document or account; its erasure deletes the row
    Column("pseudonym", Name, nullable=False, unique=True),
    Column("key", Name, nullable=False, server_default=""),  # of what the log says of it
)

accounts: Final = Table(
    "accounts",
    metadata,
    Column("id", Name, primary_key=True),
    Column("email_key", Name, nullable=False),  # unique among the confirmed ones only: sign-up tells nobody
    Column("email", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False, server_default=""),  # folded, for staff who look for a person
    Column("password_hash", Text, nullable=False),
    Column("group", Name, nullable=False),
    Column("role", Name, nullable=False),
    Column("company", Name, nullable=False, server_default=""),
    Column("language", Name, nullable=False, server_default="en"),
    Column("created", Name, nullable=False),
    Column("confirmed", Boolean, nullable=False, server_default="0"),
    Column("policy_version", Name, nullable=False, server_default=""),
    Column("paused", Boolean, nullable=False, server_default="0"),
    Column("erases", Name, nullable=False, server_default=""),
    Column("erased", Name, nullable=False, server_default=""),
    Column("profile", Name, nullable=False, unique=True),
    Index("ix_accounts_email_key", "email_key"),
    Index(
        "uq_accounts_email_key_confirmed",
        "email_key",
        unique=True,
        sqlite_where=text("confirmed"),
        postgresql_where=text("confirmed"),
    ),
    Index("ix_accounts_company", "company"),
    Index("ix_accounts_erases", "erases"),
    Index("ix_accounts_name_key", "name_key"),
)

devices: Final = Table(
    "devices",
    metadata,
    Column("id", Name, primary_key=True),
    Column("account", Name, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", Text, nullable=False, server_default=""),
    Column("client", Text, nullable=False, server_default=""),
    Column("created", Name, nullable=False),
    Column("seen", Name, nullable=False),
    Column("ended", Name, nullable=False, server_default=""),
    Column("access_hash", Name, nullable=False, server_default="", index=True),
    Column("access_expires", Name, nullable=False, server_default=""),
    Column("refresh_hash", Name, nullable=False, server_default="", index=True),
    Column("refresh_expires", Name, nullable=False, server_default=""),
    Column("spent_hash", Name, nullable=False, server_default=""),  # the refresh before, until its answer was used
    Column(
        "family_hash", Name, nullable=False, server_default="", index=True
    ),  # knows the device by an old refresh too
)

codes: Final = Table(
    "codes",
    metadata,
    Column("hash", Name, primary_key=True),
    Column("account", Name, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("purpose", Name, nullable=False),
    Column("expires", Name, nullable=False),
    Column("used", Name, nullable=False, server_default=""),
)

mails: Final = Table(
    "mails",
    metadata,
    Column("id", Name, primary_key=True),
    Column("purpose", Name, nullable=False),
    Column("to", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("html", Text),
    Column("language", Name, nullable=False, server_default="en"),
    Column("account", Name, nullable=False, server_default="", index=True),
    Column("created", Name, nullable=False),
    Column("not_before", Name, nullable=False),
    Column("sent", Name, nullable=False, server_default=""),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("error", Text, nullable=False, server_default=""),
    Column("headers", Text, nullable=False, server_default="{}"),
    Index("ix_mails_sent_not_before", "sent", "not_before"),
)

site: Final = Table(  # epoch, id of the ledger, counters
    "site",
    metadata,
    Column("name", Name, primary_key=True),
    Column("value", Text, nullable=False),
)
