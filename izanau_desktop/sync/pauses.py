"""How long is waited before what failed is tried again: longer each time, within bounds, and never all at one moment."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import Final

from izanau_protocol import ambient

LEAST_ASKED: Final = 1.0
MOST_ASKED: Final = 300.0
"""Bounds of what a site may ask for by `Retry-After`, in seconds."""


class Pauses:
    """The pauses of one matter that is tried again and again: doubled from `first` to `most`, half of each by chance."""

    def __init__(self, first: float, most: float) -> None:
        self._first, self._most = first, most
        self.failures = 0

    def next(self) -> float:
        """It failed once more: so many seconds until the next try."""
        whole = min(self._most, self._first * 2.0 ** min(self.failures, 16))
        self.failures += 1
        return whole * (0.5 + 0.5 * ambient.fraction())

    def reached(self) -> None:
        """It went well: the next failure is the first again."""
        self.failures = 0


def asked_for(header: str, date: str = "") -> float:
    """Seconds that `Retry-After` asks for, within bounds; 0 where it asks for none. It gives seconds or a moment.

    A moment is counted from the `date` of the answer: the clock of this machine may be wrong (R16).
    """
    try:
        seconds = float(header) if header.strip().isdigit() else _until(header, date)
    except (ValueError, TypeError, OverflowError):  # rule: no moment at all, so nothing was asked for
        return 0.0
    return min(MOST_ASKED, max(LEAST_ASKED, seconds))


def _until(header: str, date: str) -> float:
    moment = parsedate_to_datetime(header)
    return float((moment - (parsedate_to_datetime(date) if date else ambient.now())).total_seconds())
