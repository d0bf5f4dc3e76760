"""Opening the cache of an account with its key from the keychain; where there is none yet, one process begins it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from izanau_desktop import mending
from izanau_desktop.cache import Cache, CacheTrouble, file
from izanau_desktop.sync import elect
from izanau_desktop.vault import Keeper
from izanau_protocol import ambient
from izanau_protocol.problems import problem

LOCK: Final = "begin.lock"
_KEY_BYTES: Final = 32


def cache_of(folder: Path | None, vault: Keeper, owner: str) -> Cache:
    """The cache of a folder; without one: memory of this process. Raises CacheTrouble for what cannot be opened.

    Of two processes that begin it one waits for the other: else each would make a key of its own.
    """
    if folder is None:
        return Cache(None)
    if file.exists(folder):
        return mending.opened(folder, _key_of(folder, vault, owner))
    with elect.holding(folder / LOCK) as held:
        if not held:
            raise CacheTrouble(problem("cache_busy"))
        return mending.opened(folder, _key_of(folder, vault, owner))


def _key_of(folder: Path, vault: Keeper, owner: str) -> bytes:
    """The key of a cache; a new one only where there is no cache: never a new key over an old file (R18)."""
    kept = vault.get(owner, "key")
    if kept:
        return bytes.fromhex(kept)
    if file.exists(folder):
        raise CacheTrouble(problem("cache_key_missing"))
    key = ambient.secret_bytes(_KEY_BYTES)
    vault.put(owner, "key", key.hex())
    return key
