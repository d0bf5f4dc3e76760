"""The tables of the cache, each column with whether it is personal (PRV-59), and the statements that make them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, PrimaryKeyConstraint, Table, Text, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from izanau_desktop.cache.connection import Statements
from izanau_desktop.cache.meta import REVISION
from izanau_desktop.cache.parts import PARTS

metadata: Final = MetaData()


def _text(name: str, *, personal: bool = False, **more: Any) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="", info={"personal": personal}, **more)


def _number(name: str, **more: Any) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0", info={"personal": False}, **more)


def _bytes(name: str) -> Column[bytes | None]:
    return Column(name, LargeBinary, nullable=True, info={"personal": True})


document: Final = Table(
    "document",
    metadata,
    _text("scope"),
    _text("kind"),
    _text("id"),
    _number("seq"),
    _bytes("base"),  # the site's view; NULL: not there, or gone
    _bytes("mine"),  # what the person sees where it differs; empty: deleted here
    _text("gone"),  # the cause, where a tombstone is all that is left (R7)
    _number("listed"),  # the walk that saw it last: not listed in a whole walk = deleted
    PrimaryKeyConstraint("id", "kind", "scope"),
    Index("document_by_gone", "scope", sqlite_where=text("gone <> ''")),
    Index("document_by_scope", "scope", "kind"),
)
"""One row per scope, kind and id. Ids come in no order, so each index by them costs a page of the file for each row of a
first pull: there is one. In the one of what is gone stands nothing that is there: a pull does not write to it."""

shown: Final = Table(
    "shown",
    metadata,
    Column("number", Integer, primary_key=True, info={"personal": False}),
    _text("kind"),
    _text("id"),
    _text("scope"),
    _number("pending"),
    _text("about"),
    _text("other"),
    _text("state"),
    _text("at"),
    Index("shown_by_id", "kind", "id", unique=True),
    Index("shown_by_at", "kind", "at"),
    Index("shown_by_about", "kind", "about", "at"),
    Index("shown_by_other", "kind", "other", "at"),
    Index("shown_by_state", "kind", "state", "at"),
    Index("shown_by_about_state", "kind", "about", "state", "at", sqlite_where=text("state <> ''")),
)
"""One row per document that pages show: its widest scope, and what lists filter and sort by. What is the same in a column
stands by its number, which SQLite puts at the end of each index: rows that lack a time are appended, not spread by their ids."""

facet: Final = Table(
    "facet",
    metadata,
    _number("number", primary_key=True),
    _text("name", primary_key=True),
    _text("value", primary_key=True, personal=True),
    Index("facet_by_value", "name", "value", "number"),
)
"""What lists are filtered by beside the columns of `shown`."""

_THERE: Final = text("withdrawn = 0")

applicant: Final = Table(
    "applicant",
    metadata,
    Column("number", Integer, primary_key=True, info={"personal": False}),
    _text("id", unique=True),
    _text("job"),
    _text("seeker"),
    _text("applied"),
    _text("stage"),
    _text("since"),
    _number("withdrawn"),
    _text("name", personal=True),
    _text("sort", personal=True),
    _text("headline", personal=True),
    _text("residence", personal=True),
    _text("level", personal=True),
    _number("japanese"),
    _number("months"),
    _number("current"),
    _text("visa", personal=True),
    _text("expires", personal=True),
    _number("fit"),
    _text("turns", personal=True),
    _text("owner"),
    _number("hidden"),
    Index("applicant_by_job_hidden", "job", "hidden"),
    Index("applicant_by_withdrawn", "withdrawn", sqlite_where=_THERE),
    Index("applicant_by_owner_since", "owner", "since", sqlite_where=_THERE),
    Index("applicant_by_stage", "stage", sqlite_where=_THERE),
    Index("applicant_by_job", "job", sqlite_where=_THERE),
    Index("applicant_by_job_stage", "job", "stage", sqlite_where=_THERE),
)
"""One row per application to the company, as the review desk lists it (`applicants.py`). Its number is the moment of the
application, so that every index, and that of the words, has the newest at its end."""

labelled: Final = Table(
    "labelled",
    metadata,
    _text("label", primary_key=True, personal=True),
    _number("number", primary_key=True),
    Index("labelled_by_number", "number"),
)
"""The labels of applicants, folded as search folds them."""

standing: Final = Table(
    "standing",
    metadata,
    _text("job", primary_key=True),
    _text("stage", primary_key=True),
    _number("many"),
)
"""How many applicants of each job are at each stage, without the withdrawn: a list says its length before it is read."""

unindexed: Final = Table(
    "unindexed",
    metadata,
    Column("place", Integer, primary_key=True, autoincrement=True, info={"personal": False}),
    _number("number", unique=True),
    _text("kind"),
    Index("unindexed_by_kind", "kind"),
    sqlite_autoincrement=True,
)
"""The rows of `shown` whose words the index does not hold yet, first come first; no place is ever given twice."""

cursor: Final = Table(
    "cursor",
    metadata,
    _text("scope", primary_key=True),
    _number("low"),
    _number("high"),
    _number("seen"),
    _number("acked"),
    _number("walk"),
)
"""How far each scope was read: all from `low` to `high`; `low` 0 means whole (R7)."""

outbox: Final = Table(
    "outbox",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True, info={"personal": False}),
    _text("id", unique=True),
    _text("push_id"),
    _text("state"),
    _text("deed"),
    _text("not_before"),
    _text("created"),
    _text("settled"),
    _text("needs"),
    _text("problem", personal=True),
    _text("epoch"),  # whose seqs the bases are, fixed with the parts (R9)
    Index("outbox_by_state", "state", "number"),
    Index("outbox_by_push", "push_id"),
    sqlite_autoincrement=True,
)
"""The pushes: waiting, sent (push_id and parts fixed, R9), refused, settled (kept for the backup window, R12)."""

part: Final = Table(
    "part",
    metadata,
    _number("push", primary_key=True),
    _number("place", primary_key=True),
    _text("kind"),
    _text("id"),
    _text("scope"),
    _number("base_seq"),
    _bytes("base"),  # the site's view under it, once sent; kept when settled: a restored site may ask for a merge (R12)
    _bytes("patch"),
    Index("part_by_document", "id", "kind", "scope"),
)
"""The parts of each push."""

overlay: Final = Table(
    "overlay",
    metadata,
    _text("conflict", primary_key=True),
    _text("kind"),
    _text("id"),
    _text("scope"),
    _text("path"),
    _bytes("mine"),
    Index("overlay_by_document", "id", "kind"),
)
"""What stays visible here, unsent, until its conflict is settled."""

undo: Final = Table(
    "undo",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True, info={"personal": False}),
    _text("group"),
    _text("side"),
    _text("kind"),
    _text("id"),
    _text("scope"),
    _bytes("back"),
    _bytes("forth"),
    Index("undo_by_group", "group", "side", "number"),
    Index("undo_by_document", "id", "kind"),
    sqlite_autoincrement=True,
)
"""Steps back and forth of a group of edits, most often a document."""

local: Final = Table(
    "local",
    metadata,
    _text("shelf", primary_key=True),
    _text("key", primary_key=True),
    _bytes("value"),
)
"""What never leaves this machine: papers, saved, seen, drafts, settings."""

sync_log: Final = Table(
    "sync_log",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True, info={"personal": False}),
    _text("at"),
    _text("last"),
    _number("times"),
    _text("cause"),
    _number("pushed"),
    _number("pulled"),
    _number("gone"),
    _number("conflicts"),
    _number("refused"),
    _number("requests"),
    _number("bytes_in"),
    _number("bytes_out"),
    _number("milliseconds"),
    _text("problem"),
    sqlite_autoincrement=True,
)
"""The last syncs: counts, codes and times only, since a person may send it to support."""

file: Final = Table("file", metadata, _text("hash", primary_key=True), _bytes("data"))
"""What documents name by its hash (`files.py`); NULL: to be fetched, empty: the site does not have it."""

meta: Final = Table("meta", metadata, _text("name", primary_key=True), _text("value"))
"""About the cache itself: the number of commits, epoch, versions, times of the lease."""

_SEARCH: Final = (
    "CREATE VIRTUAL TABLE search USING fts5(text, kind, prefix='1 2 3', "
    "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* Co' tokenchars '+#._'\")"
)


_OF_APPLICANT: Final = (
    f"CREATE VIRTUAL TABLE search_applicant USING fts5({', '.join(PARTS)}, prefix='1 2 3', "
    "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* Co' tokenchars '+#._'\")"
)


def create(connection: Statements, *, without: Collection[str] = ()) -> None:
    """Make all tables in an empty cache, as the migrations would; `without` those that a later one makes."""
    for table in metadata.sorted_tables:
        if table.name not in without:
            indexes = sorted(table.indexes, key=lambda index: str(index.name))
            made: list[CreateTable | CreateIndex] = [CreateTable(table), *map(CreateIndex, indexes)]
            for statement in made:
                connection.exec_driver_sql(str(statement.compile(dialect=sqlite.dialect())))
    for name, index in (("search", _SEARCH), ("search_applicant", _OF_APPLICANT)):
        if name not in without:
            connection.exec_driver_sql(index)
    connection.exec_driver_sql(f"PRAGMA user_version = {REVISION}")
