"""What can go wrong with the cache file: one table from the driver's codes to Problems that a person can mend."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import sqlcipher3.dbapi2 as driver

from izanau_desktop.files import FULL, reason_of
from izanau_protocol.problems import Refused, problem

_ROOM: Final = 65_536
"""Bytes: with fewer left on a disk, what cannot be written there cannot be written for lack of room."""
_CODES: Final = {
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_IOERR: "disk_failing",
    sqlite3.SQLITE_NOMEM: "memory_full",
    sqlite3.SQLITE_CORRUPT: "cache_damaged",
    sqlite3.SQLITE_NOTADB: "cache_damaged",
    sqlite3.SQLITE_CANTOPEN: "folder_unusable",
    sqlite3.SQLITE_READONLY: "folder_unusable",
    sqlite3.SQLITE_PERM: "folder_unusable",
    sqlite3.SQLITE_BUSY: "cache_busy",
    sqlite3.SQLITE_LOCKED: "cache_busy",
}
_WORDS: Final = {
    "disk is full": "disk_full",
    "disk i/o": "disk_failing",
    "out of memory": "memory_full",
    "malformed": "cache_damaged",
    "not a database": "cache_damaged",
    "unable to open": "folder_unusable",
    "readonly": "folder_unusable",
    "locked": "cache_busy",
}
_ERRNO: Final = {
    **dict.fromkeys(FULL, "disk_full"),
    errno.EIO: "disk_failing",
    errno.ENOMEM: "memory_full",
}


class CacheTrouble(Refused):
    """The cache cannot be used as it is; its problem says why and what would do."""


class OlderCache(CacheTrouble):
    """Commits are missing: the newest of what was written here is gone (R17)."""


def code_of(error: BaseException) -> str:
    """The code of the Problem that an error of the driver stands for; empty where it is a bug of ours."""
    if isinstance(error, MemoryError):
        return "memory_full"
    if isinstance(error, OSError):
        return _ERRNO.get(error.errno or 0, "folder_unusable")
    known = _CODES.get(getattr(error, "sqlite_errorcode", -1) & 0xFF)
    if known:
        return known
    words = str(error).lower()
    return next((code for said, code in _WORDS.items() if said in words), "")


@contextmanager
def told(folder: Path | None = None) -> Iterator[None]:
    """Turn errors of the driver that a person can mend into CacheTrouble; leave bugs as they are.

    SQLite says of many a write that fails only that it failed: whether there is room left in `folder` tells why.
    """
    try:
        yield
    except Exception as error:
        cause = getattr(error, "orig", None) or error  # the driver's own, which SQLAlchemy wraps
        known = isinstance(cause, driver.Error | sqlite3.Error | OSError | MemoryError)
        code = code_of(cause) if known else ""
        if not code:
            raise
        if code in ("disk_failing", "folder_unusable") and isinstance(cause, driver.Error) and _is_full(folder):
            code = "disk_full"
        values = {"reason": reason_of(cause)} if code == "folder_unusable" else {}
        raise CacheTrouble(problem(code, **values)) from error


def _is_full(folder: Path | None) -> bool:
    try:
        return folder is not None and shutil.disk_usage(folder).free < _ROOM
    except OSError:
        return False
