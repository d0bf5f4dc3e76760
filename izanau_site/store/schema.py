"""The tables of the site, each column with whether it is personal: documents, feeds, accounts, devices, looks, mails."""

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

PERSONAL: Final = {"personal": True}
"""What a column is marked with that says something of a person, in words or as a hash of them (PRV-59)."""
PLAIN: Final = {"personal": False}
"""Ids, codes, times, numbers and hashes of chance. A column without a mark fails a test."""

documents: Final = Table(
    "documents",
    metadata,
    Column("id", Name, primary_key=True, info=PLAIN),
    Column("kind", Name, nullable=False, info=PLAIN),
    Column("body", LargeBinary, nullable=False, info=PERSONAL),
    Column("account", Name, nullable=False, server_default="", info=PLAIN),  # whom it speaks of
    Column("company", Name, nullable=False, server_default="", info=PLAIN),
    Column("job", Name, nullable=False, server_default="", info=PLAIN),
    Column("about", Name, nullable=False, server_default="", info=PLAIN),  # the document that it speaks of
    Column("author", Name, nullable=False, server_default="", info=PLAIN),  # the member of staff who made a mend
    Column(
        "owner", Name, nullable=False, server_default="", info=PLAIN
    ),  # the membership that has taken an application
    Column("state", Name, nullable=False, server_default="", info=PLAIN),
    Column("managed", Boolean, nullable=False, server_default="0", info=PLAIN),  # a job that has hiring managers
    Column("created", Name, nullable=False, info=PLAIN),
    Column("written", Name, nullable=False, info=PLAIN),
    Index("ix_documents_account_kind", "account", "kind"),
    Index("ix_documents_about_kind", "about", "kind"),
    Index("ix_documents_job_kind", "job", "kind"),
    Index("ix_documents_company_kind", "company", "kind"),
    Index("ix_documents_kind_state_created", "kind", "state", "created"),
    Index(
        "ix_documents_taken",
        "owner",
        "kind",
        "written",
        sqlite_where=text("owner <> ''"),
        postgresql_where=text("owner <> ''"),
    ),
)

remains: Final = Table(  # whom deleted documents of companies spoke of, and where: conflicts about them outlive them
    "remains",
    metadata,
    Column("id", Name, primary_key=True, info=PLAIN),
    Column("kind", Name, nullable=False, info=PLAIN),
    Column("account", Name, nullable=False, index=True, info=PLAIN),
    Column("company", Name, nullable=False, info=PLAIN),
    Column("job", Name, nullable=False, info=PLAIN),
    Column("about", Name, nullable=False, index=True, info=PLAIN),
)

feed: Final = Table(
    "feed",
    metadata,
    Column("scope", Name, primary_key=True, info=PLAIN),
    Column("id", Name, primary_key=True, info=PLAIN),
    Column("kind", Name, nullable=False, info=PLAIN),
    Column("seq", Long, nullable=False, info=PLAIN),
    Column("since", Long, nullable=False, info=PLAIN),  # seq with which the document last appeared or went
    Column(
        "lost", Long, nullable=False, server_default="0", info=PLAIN
    ),  # seq with which the view last lost a field (R8)
    Column("view", LargeBinary, info=PERSONAL),  # canonical bytes; NULL is gone
    Column("cause", Name, nullable=False, server_default="", info=PLAIN),
    Column("views", Name, nullable=False, info=PLAIN),  # version of the kind's views by which it was made (R5)
    UniqueConstraint("scope", "seq"),
    Index("ix_feed_id", "id"),
    Index("ix_feed_kind_views", "kind", "views"),
    Index("ix_feed_gone", "scope", "seq", sqlite_where=text("view IS NULL"), postgresql_where=text("view IS NULL")),
)

changed: Final = Table(  # what each entry did, so that a push of other paths is not stale (R11), and so that it is
    # known who was shown what (PRV-52): entries that others read stay here when their tombstone was collected
    "changed",
    metadata,
    Column("scope", Name, primary_key=True, info=PLAIN),
    Column("id", Name, primary_key=True, info=PLAIN),
    Column("seq", Long, primary_key=True, info=PLAIN),
    Column("paths", Text, nullable=False, info=PLAIN),  # that it changed; empty where the view appeared or went
    Column("at", Name, nullable=False, server_default="", info=PLAIN),
    Column("event", Name, nullable=False, server_default="", info=PLAIN),  # what took the view away; empty: it is there
    Column("device", Name, nullable=False, server_default="", info=PLAIN),  # whose push it was; ended, it names nobody
    Index("ix_changed_id", "id"),
)

files: Final = Table(  # what documents name by its hash: the logo of a company, shown with its public page
    "files",
    metadata,
    Column("owner", Name, primary_key=True, info=PLAIN),  # the company; the same bytes of another one are kept apart
    Column("hash", Name, primary_key=True, index=True, info=PLAIN),  # SHA-256
    Column("media_type", Name, nullable=False, info=PLAIN),
    Column("data", LargeBinary, nullable=False, info=PLAIN),
    Column("stored", Name, nullable=False, index=True, info=PLAIN),  # when it was last sent
)

scopes: Final = Table(
    "scopes",
    metadata,
    Column("scope", Name, primary_key=True, info=PLAIN),
    Column("head", Long, nullable=False, info=PLAIN),
    Column("floor", Long, nullable=False, server_default="0", info=PLAIN),
)

pushes: Final = Table(
    "pushes",
    metadata,
    Column("account", Name, primary_key=True, info=PLAIN),
    Column("push_id", Name, primary_key=True, info=PLAIN),
    Column("parts", LargeBinary, nullable=False, info=PLAIN),
    Column("at", Name, nullable=False, info=PLAIN),
)

shown: Final = Table(
    "shown",
    metadata,
    Column("device", Name, primary_key=True, info=PLAIN),
    Column("scope", Name, primary_key=True, info=PLAIN),
    Column("seq", Long, nullable=False, info=PLAIN),  # the highest that was shown (R13)
    Column("acknowledged", Long, nullable=False, server_default="0", info=PLAIN),  # tombstones applied up to (R8)
    Index("ix_shown_scope", "scope"),
)

access: Final = Table(
    "access",
    metadata,
    Column("number", Long, primary_key=True, autoincrement=True, info=PLAIN),
    Column("at", Name, nullable=False, info=PLAIN),
    Column("actor", Name, nullable=False, info=PLAIN),  # a random pseudonym, as is the subject: see `pseudonyms`
    Column("device", Name, nullable=False, server_default="", info=PLAIN),
    Column("deed", Name, nullable=False, info=PLAIN),  # page, find, look, mend, approve, export, erase, write
    Column("scope", Name, nullable=False, server_default="", info=PLAIN),
    Column("low", Long, nullable=False, server_default="0", info=PLAIN),
    Column("high", Long, nullable=False, server_default="0", info=PLAIN),
    Column("head", Long, nullable=False, server_default="0", info=PLAIN),  # of the scope when the page was read
    Column("subject", Name, nullable=False, server_default="", info=PLAIN),
    Column(
        "path", Name, nullable=False, server_default="", info=PERSONAL
    ),  # path and text: hidden by the subject's key
    Column("reason", Name, nullable=False, server_default="", info=PLAIN),
    Column("text", Text, nullable=False, server_default="", info=PERSONAL),
    Column("seal", Name, nullable=False, server_default="", info=PLAIN),  # hash over the row and the seal before it
    Index("ix_access_subject_number", "subject", "number"),
    Index("ix_access_scope_number", "scope", "number"),
)

pseudonyms: Final = Table(
    "pseudonyms",
    metadata,
    Column(
        "subject", Name, primary_key=True, info=PLAIN
    ),  # the id of a document or account; its erasure deletes the row
    Column("pseudonym", Name, nullable=False, unique=True, info=PLAIN),
    Column("key", Name, nullable=False, server_default="", info=PLAIN),  # of what the log says of it
)

accounts: Final = Table(
    "accounts",
    metadata,
    Column("id", Name, primary_key=True, info=PLAIN),
    Column(
        "email_key", Name, nullable=False, info=PERSONAL
    ),  # unique among the confirmed ones only: sign-up tells nobody
    Column("email", Text, nullable=False, info=PERSONAL),
    Column("name", Text, nullable=False, info=PERSONAL),
    Column(
        "name_key", Text, nullable=False, server_default="", info=PERSONAL
    ),  # folded, for staff who look for a person
    Column("password_hash", Text, nullable=False, info=PERSONAL),
    Column("group", Name, nullable=False, info=PLAIN),
    Column("role", Name, nullable=False, info=PLAIN),
    Column("company", Name, nullable=False, server_default="", info=PLAIN),
    Column("language", Name, nullable=False, server_default="en", info=PLAIN),
    Column("created", Name, nullable=False, info=PLAIN),
    Column("confirmed", Boolean, nullable=False, server_default="0", info=PLAIN),
    Column("policy_version", Name, nullable=False, server_default="", info=PLAIN),
    Column("paused", Boolean, nullable=False, server_default="0", info=PLAIN),
    Column("erases", Name, nullable=False, server_default="", info=PLAIN),
    Column(
        "erased", Name, nullable=False, server_default="", info=PLAIN
    ),  # since when it is kept from everybody, for a line of the ledger that could not be carried out (`aside`)
    Column(
        "bounced", Name, nullable=False, server_default="", info=PLAIN
    ),  # since when mails to the address count as lost
    Column("seen", Name, nullable=False, server_default="", info=PLAIN),  # when a device was last, of those that went
    Column("profile", Name, nullable=False, unique=True, info=PLAIN),
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
    Column("id", Name, primary_key=True, info=PLAIN),
    Column("account", Name, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True, info=PLAIN),
    Column("name", Text, nullable=False, server_default="", info=PERSONAL),
    Column("client", Text, nullable=False, server_default="", info=PERSONAL),
    Column("created", Name, nullable=False, info=PLAIN),
    Column("seen", Name, nullable=False, info=PLAIN),
    Column("ended", Name, nullable=False, server_default="", info=PLAIN),
    Column("access_hash", Name, nullable=False, server_default="", index=True, info=PLAIN),
    Column("access_expires", Name, nullable=False, server_default="", info=PLAIN),
    Column("refresh_hash", Name, nullable=False, server_default="", index=True, info=PLAIN),
    Column("refresh_expires", Name, nullable=False, server_default="", info=PLAIN),
    Column(
        "spent_hash", Name, nullable=False, server_default="", info=PLAIN
    ),  # the refresh before, until its answer was used
    Column(
        "family_hash", Name, nullable=False, server_default="", index=True, info=PLAIN
    ),  # knows the device by an old refresh too
)

codes: Final = Table(
    "codes",
    metadata,
    Column("hash", Name, primary_key=True, info=PLAIN),
    Column("account", Name, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True, info=PLAIN),
    Column("purpose", Name, nullable=False, info=PLAIN),
    Column("expires", Name, nullable=False, info=PLAIN),
    Column("used", Name, nullable=False, server_default="", info=PLAIN),
)

invitations: Final = Table(  # who is asked into a company: the account waits for its owner's password until then
    "invitations",
    metadata,
    Column("account", Name, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, info=PLAIN),
    Column("company", Name, nullable=False, index=True, info=PLAIN),
    Column("jobs", Text, nullable=False, server_default="[]", info=PLAIN),  # that a hiring manager will see, as JSON
    Column("by", Name, nullable=False, info=PLAIN),  # the membership of who invited
    Column("made", Name, nullable=False, info=PLAIN),
)

mails: Final = Table(
    "mails",
    metadata,
    Column("id", Name, primary_key=True, info=PLAIN),
    Column("purpose", Name, nullable=False, info=PLAIN),
    Column("to", Text, nullable=False, info=PERSONAL),
    Column("subject", Text, nullable=False, info=PERSONAL),
    Column("text", Text, nullable=False, info=PERSONAL),
    Column("language", Name, nullable=False, server_default="en", info=PLAIN),
    Column("account", Name, nullable=False, server_default="", index=True, info=PLAIN),
    Column(
        "about", Name, nullable=False, server_default="", info=PLAIN
    ),  # the letter whose text this mail carries, or the hours that it tells of
    Column("created", Name, nullable=False, info=PLAIN),
    Column("not_before", Name, nullable=False, info=PLAIN),
    Column("sent", Name, nullable=False, server_default="", info=PLAIN),
    Column("failed", Name, nullable=False, server_default="", info=PLAIN),  # given up: refused for good, or too often
    Column("attempts", Integer, nullable=False, server_default="0", info=PLAIN),
    Column("error", Text, nullable=False, server_default="", info=PLAIN),
    Column("headers", Text, nullable=False, server_default="{}", info=PERSONAL),
    Index("ix_mails_waiting", "sent", "failed", "purpose", "not_before"),
)

letters: Final = Table(  # newsletters, each once however many read it
    "letters",
    metadata,
    Column("id", Name, primary_key=True, info=PLAIN),  # a hash of its words
    Column("made", Name, nullable=False, info=PLAIN),
    Column("words", Text, nullable=False, info=PLAIN),  # subject and text by language, as JSON
)

mailed: Final = Table(  # what a person was mailed for a purpose that they chose, so that none comes twice or too often
    "mailed",
    metadata,
    Column("account", Name, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, info=PLAIN),
    Column("purpose", Name, primary_key=True, info=PLAIN),
    Column("about", Name, primary_key=True, info=PLAIN),  # the letter; empty where only the moment counts
    Column("at", Name, nullable=False, info=PLAIN),
    Index("ix_mailed_purpose_about", "purpose", "about"),
)

unsubscribes: Final = Table(  # the secrets in the links that end a purpose without signing in
    "unsubscribes",
    metadata,
    Column("hash", Name, primary_key=True, info=PLAIN),
    Column("account", Name, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True, info=PLAIN),
    Column("purpose", Name, nullable=False, info=PLAIN),
    Column("made", Name, nullable=False, index=True, info=PLAIN),
)

bounces: Final = Table(  # mails that came back for good
    "bounces",
    metadata,
    Column("mail", Name, primary_key=True, info=PLAIN),
    Column("account", Name, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True, info=PLAIN),
    Column("at", Name, nullable=False, info=PLAIN),
    Column("status", Name, nullable=False, info=PLAIN),
)

erasures: Final = Table(  # of each deletion of an account what its certificate says; nothing that names anyone
    "erasures",
    metadata,
    Column("id", Name, primary_key=True, info=PLAIN),
    # Whose, while the grace lasts; empty afterwards.
    Column("account", Name, nullable=False, server_default="", index=True, info=PLAIN),
    # Of the address of the certificate.
    Column("token_hash", Name, nullable=False, server_default="", index=True, info=PLAIN),
    # The e-mail address with all but its outlines hidden.
    Column("masked", Name, nullable=False, server_default="", info=PERSONAL),
    Column("begun", Name, nullable=False, info=PLAIN),
    Column("erased", Name, nullable=False, server_default="", info=PLAIN),
    Column("cleared", Text, nullable=False, server_default="{}", info=PLAIN),  # how much went, by store
)

recalls: Final = Table(  # the devices that may hold something of a person, and whether they have let go of it (PRV-60)
    "recalls",
    metadata,
    Column("number", Long, primary_key=True, autoincrement=True, info=PLAIN),
    Column("erasure", Name, ForeignKey("erasures.id", ondelete="CASCADE"), nullable=False, info=PLAIN),
    Column("device", Name, nullable=False, server_default="", info=PLAIN),  # empty: its own account was erased since
    Column("scope", Name, nullable=False, info=PLAIN),
    Column("recipient", Name, nullable=False, info=PLAIN),  # the id of a company, or `staff`
    Column("seq", Long, nullable=False, info=PLAIN),  # the tombstones stand at most here
    Column("sent", Name, nullable=False, info=PLAIN),  # since when they wait for the device
    Column("reached", Name, nullable=False, server_default="", info=PLAIN),
    Index("ix_recalls_erasure", "erasure"),
    Index("ix_recalls_device_scope", "device", "scope"),
)

notices: Final = Table(  # what people were told about the end of what is kept
    "notices",
    metadata,
    Column("rule", Name, primary_key=True, info=PLAIN),
    Column("subject", Name, primary_key=True, info=PLAIN),  # an application, or an account
    Column("account", Name, nullable=False, info=PLAIN),  # who was told
    Column("basis", Name, nullable=False, info=PLAIN),  # when it was due by the rule as it was told
    Column("due", Name, nullable=False, info=PLAIN),  # when it goes
    Column("before", Integer, nullable=False, info=PLAIN),  # the days before that of the last notice
    Index("ix_notices_account", "account"),
)

site: Final = Table(  # epoch, id of the ledger, counters
    "site",
    metadata,
    Column("name", Name, primary_key=True, info=PLAIN),
    Column("value", Text, nullable=False, info=PLAIN),
)
