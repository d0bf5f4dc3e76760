"""What can go wrong with the cache file: one table from the driver's codes to Problems that a person can mend."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import sqlcipher3.dbapi2 as driver

from izanau_protocol.problems import Refused, problem

_CODES: Final = {
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_IOERR: "disk_full",
    sqlite3.SQLITE_CORRUPT: "cache_damaged",
    sqlite3.SQLITE_NOTADB: "cache_damaged",
    sqlite3.SQLITE_CANTOPEN: "folder_unusable",
    sqlite3.SQLITE_READONLY: "folder_unusable",
    sqlite3.SQLITE_PERM: "folder_unusable",
}
_WORDS: Final = {
    "disk is full": "disk_full",
    "disk i/o": "disk_full",
    "malformed": "cache_damaged",
    "not a database": "cache_damaged",
    "unable to open": "folder_unusable",
    "readonly": "folder_unusable",
}


class CacheTrouble(Refused):
    """The cache cannot be used as it is; its problem says why and what would do."""


def code_of(error: BaseException) -> str:
    """The code of the Problem that an error of the driver stands for; empty where it is a bug of ours."""
    if isinstance(error, OSError):
        return "disk_full" if error.errno == errno.ENOSPC else "folder_unusable"
    known = _CODES.get(getattr(error, "sqlite_errorcode", -1) & 0xFF)
    if known:
        return known
    words = str(error).lower()
    return next((code for said, code in _WORDS.items() if said in words), "")


@contextmanager
def told() -> Iterator[None]:
    """Turn errors of the driver that a person can mend into CacheTrouble; leave bugs as they are."""
    try:
        yield
    except Exception as error:
        cause = getattr(error, "orig", None) or error  # the driver's own, which SQLAlchemy wraps
        code = code_of(cause) if isinstance(cause, driver.Error | OSError) else ""
        if not code:
            raise
        values = {"reason": str(getattr(cause, "strerror", "") or cause)} if code == "folder_unusable" else {}
        raise CacheTrouble(problem(code, **values)) from error
