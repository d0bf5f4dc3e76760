"""Leaving an account for good: noted first, then its keys and its folder go; what a kill left is finished at the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from izanau_protocol.problems import Refused

if TYPE_CHECKING:
    from izanau_desktop.accounts import Accounts, Entry
    from izanau_desktop.vault import Keeper


def wipe(accounts: Accounts, entry: Entry, keeper: Keeper) -> None:
    """Remove an account from this machine. Raises VaultTrouble where its keys cannot be dropped; its data are gone then."""
    try:
        accounts.end(entry)
    except Refused:  # rule: a full disk takes no note; what goes makes room
        accounts.clear(entry)
    try:
        keeper.drop(entry.folder)
    except BaseException:
        accounts.clear(entry)
        raise  # the entry stays, so that its keys are dropped at the next start
    accounts.remove(entry)


def finished(accounts: Accounts, keeper: Keeper) -> Accounts:
    """These accounts, once what was left for good before is wiped to its end, as far as the system lets it.

    Raises VaultTrouble of a keychain that does not answer: whoever goes on would wait for it again.
    """
    from izanau_desktop.vault import VaultTrouble

    for entry in accounts.ended():
        try:
            wipe(accounts, entry, keeper)
        except (VaultTrouble, OSError) as trouble:  # keys wait for a keychain that opens, files for who holds them
            if isinstance(trouble, VaultTrouble) and trouble.state == "silent":
                raise
    return accounts
