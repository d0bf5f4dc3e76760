"""Connecting to SQLite or PostgreSQL so that both keep the same promises: real transactions, foreign keys, bounded waits."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

BUSY_SECONDS: Final = 10
LOCK_SECONDS: Final = 5
STATEMENT_SECONDS: Final = 60
_AGAIN: Final = frozenset({"40001", "40P01", "55P03", "23505"})
"""Serialization failure, deadlock, lock time-out, and a key that another transaction took first."""
_PASSING: Final = ("08", "53", "57P", "40001", "40P01", "55P03")
"""What passes of PostgreSQL's codes: no connection, no room, shutting down, and another transaction in the way."""
_PASSING_OF_SQLITE: Final = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN")


def connect(url: str, *, threads: int = 20) -> Engine:
    """An engine for `sqlite:///FILE` or `postgresql+psycopg://…`; a missing folder of a SQLite file is made."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(url, parsed.database or "", threads)
    options = f"-c lock_timeout={LOCK_SECONDS}s -c statement_timeout={STATEMENT_SECONDS}s -c timezone=UTC"
    return create_engine(
        parsed.set(drivername="postgresql+psycopg"),
        pool_size=threads,
        max_overflow=4,
        pool_pre_ping=True,
        connect_args={"options": options},
    )


def _sqlite(url: str, file: str, threads: int) -> Engine:
    if not file:
        raise ValueError("the site needs a SQLite file: one in memory would be another one for each thread")
    Path(file).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        pool_size=threads,
        max_overflow=4,
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


DatabaseFault = DBAPIError
"""What every fault of the database is."""


def passes(fault: DatabaseFault) -> bool:
    """Whether the database was out of reach or gave no way through, which is no fault of ours: a line to it that was ended,
    no room, a lock that came too late."""
    if fault.connection_invalidated:
        return True
    if isinstance(fault.orig, sqlite3.Error):  # here every fault is "operational", a table that is missing too
        return name_of(fault).startswith(_PASSING_OF_SQLITE)
    state = state_of(fault)
    return state.startswith(_PASSING) if state else isinstance(fault, OperationalError)


def state_of(fault: DatabaseFault) -> str:
    """The code that PostgreSQL gives a fault; empty where it came to none."""
    return getattr(fault.orig, "sqlstate", None) or ""


def name_of(fault: DatabaseFault) -> str:
    """The name that SQLite gives a fault; empty where it came from the driver alone, as of a connection that was closed."""
    return getattr(fault.orig, "sqlite_errorname", "")


def worth_another_try(fault: DatabaseFault) -> bool:
    """Whether the same transaction may go through when tried again: it met another one."""
    state = state_of(fault)
    if state:
        return state in _AGAIN
    if isinstance(fault, IntegrityError):
        return "UNIQUE" in str(fault.orig)
    return isinstance(fault, OperationalError) and "locked" in str(fault.orig)
