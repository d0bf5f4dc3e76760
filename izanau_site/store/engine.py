"""Connecting to SQLite or PostgreSQL so that both keep the same promises: real transactions, foreign keys, bounded waits."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, TypeAlias

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_SECONDS: Final = 10
LOCK_SECONDS: Final = 5
STATEMENT_SECONDS: Final = 60
CONNECTION_SECONDS: Final = 10
"""How long a request waits for a line to the database that others hold."""
_AGAIN: Final = (
    *("40001", "40P01", "55P03", "23505"),
    *("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"),
)
"""Serialization failure, deadlock, lock time-out, and a key that another transaction took first."""
_PASSING: Final = (
    *("08", "53", "57P", "40001", "40P01", "55P03"),
    *("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN"),
)
"""What passes, by how the codes of PostgreSQL and the names of SQLite begin: no connection, no room, shutting down, and
another transaction in the way."""

_HISTORY: Final = "izanau_history"
"""Where a connection to PostgreSQL keeps which history of the server it met."""
_HISTORY_OF: Final = (
    "SELECT (SELECT system_identifier FROM pg_control_system()),"
    " ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int"
)
"""The system id, and the timeline as it is written on: that of the last checkpoint stays the old one for a while after
a failover."""

DatabaseFault: TypeAlias = DBAPIError | sqlite3.Error | PoolTimeout
FAULTS: Final = (DBAPIError, sqlite3.Error, PoolTimeout)
"""What every fault of the database and of the ledger's file is; the last where no connection came free in time."""


def connect(url: str, *, threads: int = 20) -> Engine:
    """An engine for `sqlite:///FILE` or `postgresql+psycopg://…`; a missing folder of a SQLite file is made."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(url, Path(parsed.database or ""), threads)
    options = f"-c lock_timeout={LOCK_SECONDS}s -c statement_timeout={STATEMENT_SECONDS}s -c timezone=UTC"
    engine = create_engine(
        parsed.set(drivername="postgresql+psycopg"),
        pool_size=threads,
        max_overflow=4,
        pool_timeout=CONNECTION_SECONDS,
        pool_pre_ping=True,
        # A standby is none to read from: what it lags behind was shown, and a line to it would outlive its promotion.
        connect_args={"options": options, "target_session_attrs": "read-write"},
    )

    @event.listens_for(engine, "connect")
    def meet(connection: psycopg.Connection[tuple[int, int]], record: ConnectionPoolEntry) -> None:
        found = connection.execute(_HISTORY_OF).fetchone()
        record.info[_HISTORY] = "/".join(map(str, found or ()))
        connection.rollback()

    return engine


def history_of(connection: Connection) -> str:
    """What tells one history of a PostgreSQL server from another: its system id and timeline; SQLite has none.

    A failover ends every line, so it is asked for once a line.
    """
    return str(connection.info.get(_HISTORY, ""))


def _sqlite(url: str, file: Path, threads: int) -> Engine:
    file.parent.mkdir(parents=True, exist_ok=True)
    # VACUUM copies all rows into a file of its own: not onto another disk, which may be small, or not encrypted.
    os.environ.setdefault("SQLITE_TMPDIR", str(file.parent))
    engine = create_engine(
        url,
        pool_size=threads,
        max_overflow=4,
        pool_timeout=CONNECTION_SECONDS,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # transactions begin below, not when the driver guesses
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("izanau_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextlib.contextmanager
def transaction(engine: Engine, *, write: bool = False) -> Iterator[Connection]:
    """One transaction: committed at its end, rolled back by an exception. SQLite takes its write lock at once."""
    with engine.connect().execution_options(izanau_write=write) as connection, connection.begin():
        yield connection


def passes(fault: DatabaseFault) -> bool:
    """Whether the database was out of reach or gave no way through, which is no fault of ours: a line to it that was ended,
    no room, a lock or a line that came too late."""
    if isinstance(fault, PoolTimeout) or (isinstance(fault, DBAPIError) and fault.connection_invalidated):
        return True
    code, born = code_of(fault), born_of(fault)
    if code or isinstance(born, sqlite3.Error):  # whose driver calls a table that is missing "operational" too
        return code.startswith(_PASSING)
    return isinstance(fault, OperationalError)


def code_of(fault: DatabaseFault) -> str:
    """The code that PostgreSQL gives a fault, or the name that SQLite does; empty where it came to neither."""
    born = born_of(fault)
    return getattr(born, "sqlstate", None) or getattr(born, "sqlite_errorname", None) or ""


def born_of(fault: DatabaseFault) -> BaseException | None:
    """The fault as the driver raised it."""
    return fault.orig if isinstance(fault, DBAPIError) else fault


def worth_another_try(fault: DatabaseFault) -> bool:
    """Whether the same transaction may go through when tried again: it met another one."""
    return code_of(fault).startswith(_AGAIN)
