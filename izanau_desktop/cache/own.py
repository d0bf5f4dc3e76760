"""Which of the transactions of a cache, which are numbered one after the other, were written by this process."""

from __future__ import annotations

import threading
from collections import deque
from typing import Final

_KEPT: Final = 64
"""Numbers that are remembered: more than are written here between the reading of the last one and the counting."""


class Own:
    """Counts what is written here, so that what other processes wrote is told from it at any moment."""

    def __init__(self) -> None:
        self._gate = threading.Lock()
        self._many = 0
        self._last: deque[int] = deque(maxlen=_KEPT)

    def begin(self, number: int) -> None:
        """This one is about to be committed."""
        with self._gate:
            self._last.append(number)
            self._many += 1

    def undo(self, number: int) -> None:
        """It was not committed; whoever writes next takes its number."""
        with self._gate:
            self._last.remove(number)
            self._many -= 1

    def until(self, number: int) -> int:
        """How many were written up to this one, whatever was begun since."""
        with self._gate:
            return self._many - sum(one > number for one in self._last)
