"""The keychain as a window asks it: imported late, and asked for what it will need first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from izanau_desktop.vault import Keeper


def opened() -> Keeper:
    """The keychain of the system."""
    from izanau_desktop.vault import Vault

    return Vault()


def ask_ahead(folder: Path, keeper: Keeper) -> None:
    """The keychain answers while what reads the cache, the slowest to import, is imported."""
    from izanau_desktop.accounts import Accounts
    from izanau_desktop.vault import Vault

    entry = Accounts(folder).last()
    if entry is not None and isinstance(keeper, Vault):
        keeper.ahead(entry.folder, "key")
