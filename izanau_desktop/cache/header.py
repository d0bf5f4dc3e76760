"""The small files beside the cache: the header (cache id, check value of the key, R18) and the commit number (R17)."""

from __future__ import annotations

import hashlib
import hmac
import os
from pathlib import Path

import msgspec

from izanau_desktop.cache.trouble import CacheTrouble
from izanau_desktop.folder import write_private
from izanau_protocol import ambient
from izanau_protocol.problems import problem


class Header(msgspec.Struct, frozen=True):
    """The header of a cache: which it is, and what its key must answer."""

    cache: str
    check: str
    format: int = 1


def check_of(key: bytes, cache: str) -> str:
    """The check value of a key: tells a wrong key from a broken file, and nothing of the key."""
    return hmac.new(key, f"izanau cache {cache}".encode(), hashlib.sha256).hexdigest()


def begin(path: Path, key: bytes) -> None:
    """Write the header of a new cache."""
    cache = ambient.new_id()
    write_private(path, msgspec.json.encode(Header(cache, check_of(key, cache))))


def verify(path: Path, key: bytes) -> None:
    """Raise CacheTrouble: `keychain_changed` where the key is not this cache's, `cache_damaged` for a broken header."""
    try:
        header = msgspec.json.decode(path.read_bytes(), type=Header)
    except (FileNotFoundError, IsADirectoryError, ValueError, RecursionError) as error:
        raise CacheTrouble(problem("cache_damaged")) from error
    if not hmac.compare_digest(header.check.encode(), check_of(key, header.cache).encode()):
        raise CacheTrouble(problem("keychain_changed"))


def read_commits(path: Path) -> int:
    """The commit number beside the cache; 0 where none was written, or its writing was cut."""
    try:
        return int(path.read_bytes() or b"0")
    except (OSError, ValueError):
        return 0


def write_commits(path: Path, number: int) -> None:
    """Note a commit, in place: twenty digits, so that no reader meets an empty file."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    try:
        os.write(handle, b"%020d" % number)
    finally:
        os.close(handle)
