"""The PIN of an account on this machine: only what proves it lies in the keychain, with how often it was wrong."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

import msgspec

from izanau_desktop.vault import PIN, Keeper
from izanau_protocol import ambient
from izanau_protocol.problems import Refused, problem

LEAST: Final = 6
TRIES: Final = 10
"""Wrong ones in a row after which the PIN is no more."""
_FREE: Final = 3
"""Wrong ones that cost no waiting; each further one doubles it."""
_WAIT: Final = 15


class _Kept(msgspec.Struct, frozen=True):
    verifier: str
    wrong: int = 0
    until: str = ""
    """Until when no PIN is looked at."""


def set_pin(vault: Keeper, owner: str, pin: str) -> None:
    """Set the PIN. Raises Refused `weak_pin`, VaultTrouble."""
    steps = {ord(after) - ord(before) for before, after in pairwise(pin)}
    if len(pin) < LEAST or steps in ({0}, {1}, {-1}):
        raise Refused(problem("weak_pin", least=LEAST))
    from argon2 import PasswordHasher  # seldom needed, so not before it is

    _keep(vault, owner, _Kept(PasswordHasher().hash(pin)))


def forget_pin(vault: Keeper, owner: str) -> None:
    """Have no PIN any more. Raises VaultTrouble."""
    vault.drop(owner, PIN)


def check(vault: Keeper, owner: str, pin: str) -> None:
    """Do nothing if it is the PIN. Raises Refused `pin_wrong`, `pin_later`, `pin_gone`, VaultTrouble.

    A try counts before it is looked at: ending the program wins none.
    """
    from argon2 import PasswordHasher
    from argon2.exceptions import VerifyMismatchError

    kept = _kept(vault, owner)
    if kept.until and (seconds := _seconds(kept.until)) > 0:
        raise Refused(problem("pin_later", seconds=seconds))
    wrong = kept.wrong + 1
    _keep(vault, owner, _Kept(kept.verifier, wrong, _next_time(wrong)))
    try:
        PasswordHasher().verify(kept.verifier, pin)
    except VerifyMismatchError:
        if wrong >= TRIES:
            forget_pin(vault, owner)
            raise Refused(problem("pin_gone")) from None
        raise Refused(problem("pin_wrong", left=TRIES - wrong)) from None
    _keep(vault, owner, _Kept(kept.verifier))


def _kept(vault: Keeper, owner: str) -> _Kept:
    try:
        return msgspec.json.decode(vault.get(owner, PIN), type=_Kept)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise Refused(problem("pin_gone")) from None


def _keep(vault: Keeper, owner: str, kept: _Kept) -> None:
    vault.put(owner, PIN, msgspec.json.encode(kept).decode())


def _next_time(wrong: int) -> str:
    if wrong <= _FREE:
        return ""
    return (ambient.now() + timedelta(seconds=_WAIT * 2 ** (wrong - _FREE - 1))).isoformat()


def _seconds(until: str) -> int:
    return round((datetime.fromisoformat(until) - ambient.now()).total_seconds())
