"""Whose window locks by itself, and after how long: set for each account, kept in its own encrypted cache."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from izanau_desktop.cache.local import SETTINGS

if TYPE_CHECKING:
    from izanau_desktop.cache import Cache
    from izanau_desktop.desk import Desk

MINUTES: Final = (5, 10, 15, 30, 60)
"""What can be chosen; never is no choice: who hires or helps has other people's records on screen."""
DEFAULT: Final = 15
_LOCKING: Final = ("company", "staff")
_MINUTES, _LOCKED, _PIN = "lock_minutes", "locked", "pin"


def applies(desk: Desk) -> bool:
    """Whether this account's window locks: a company's, and that of support staff."""
    return bool(desk.account.id) and desk.account.group in _LOCKING


def is_shut(cache: Cache) -> bool:
    """Whether an account that no window has open is opened by its PIN or password alone; told by its cache."""
    kept = (cache.local(SETTINGS, _LOCKED), cache.local(SETTINGS, _PIN))
    return cache.note("group") in _LOCKING and True in kept


def minutes(desk: Desk) -> int:
    """Minutes without a key or a click after which the window locks."""
    kept = desk.cache.local(SETTINGS, _MINUTES)
    return kept if isinstance(kept, int) and kept in MINUTES else DEFAULT


def set_minutes(desk: Desk, wanted: int) -> None:
    """Lock after so many minutes from now on."""
    desk.cache.set_local(SETTINGS, _MINUTES, wanted)


def is_locked(desk: Desk) -> bool:
    """Whether a window of this account was locked and not opened since, in whichever process."""
    return desk.cache.local(SETTINGS, _LOCKED) is True


def note_locked(desk: Desk, *, locked: bool) -> None:
    """Have every window of the account lock, and the next one that is opened; or let them be."""
    desk.cache.set_local(SETTINGS, _LOCKED, True if locked else None)


def has_pin(desk: Desk) -> bool:
    """Whether a PIN was set; told by the cache, since the keychain may take its time."""
    return desk.cache.local(SETTINGS, _PIN) is True


def note_pin(desk: Desk, *, there: bool) -> None:
    """Note that there is a PIN, or none any more."""
    desk.cache.set_local(SETTINGS, _PIN, True if there else None)


def is_due(desk: Desk) -> bool:
    """Whether a window of this account begins locked: where there is a PIN, or it was locked when it ended."""
    return applies(desk) and not desk.welcomed and (has_pin(desk) or is_locked(desk))
