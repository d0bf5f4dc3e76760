"""Leaving an account for good: why, and the sentence on the first screen that says what became of its data."""

from __future__ import annotations

from enum import Enum

from izanau_desktop.translation import tr


class Why(Enum):
    """What happened to the account, or to its session on this computer."""

    SIGNED_OUT = "signed out"
    ERASED = "erased"
    ENDED = "ended from elsewhere"


def farewell(why: Why, kept: int = 0) -> str:
    """What is said on the first screen; `kept` things that were never sent stay on this computer."""
    if why is Why.ERASED:
        return tr(
            "Your account is deleted. Nothing of it is left at the site or on this computer; companies that you applied"
            " to lose it with their next sync."
        )
    if why is Why.SIGNED_OUT:
        return tr("You are signed out. Everything of this account was removed from this computer.")
    cause = tr("This computer was signed out: from another device, by a new password, or for safety.")
    left = (
        tr("%n thing(s) that were never sent are kept here, encrypted: sign in again to send them.", None, kept)
        if kept
        else tr("Everything of this account was removed from here; sign in, and it comes back.")
    )
    return f"{cause} {left}"
