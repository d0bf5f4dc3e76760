"""Waiting for a condition: the only place of the driver that lets time pass."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeVar

SECONDS = 30.0
"""How long a condition is waited for when nothing else is said; reached only when something is broken."""

_PAUSE = 0.03

T = TypeVar("T")


class TooLateError(AssertionError):
    """A condition did not come true within its deadline."""


def _idle(seconds: float) -> None:
    threading.Event().wait(seconds)


def wait_until(
    condition: Callable[[], T | None],
    what: str | Callable[[], str],
    seconds: float = SECONDS,
    pause: Callable[[float], object] = _idle,
) -> T:
    """Return the first true result of ``condition``; after ``seconds`` raise TooLateError telling ``what`` was waited for.

    ``pause`` lets at most that many seconds pass between two looks; it may return sooner when there is news.
    """
    deadline = time.monotonic() + seconds
    while True:
        result = condition()
        if result:
            return result
        if time.monotonic() > deadline:
            said = what if isinstance(what, str) else what()
            raise TooLateError(f"not within {seconds:g} s: {said}")
        pause(_PAUSE)
