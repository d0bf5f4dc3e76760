"""One virtual time for all machines; each may have a clock of its own that is wrong by so much."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import timedelta

from izanau_protocol.ambient import Rule

TICK = 0.125
"""Times are multiples of this, which floats hold exactly: what is due is due in every run alike."""


class Clock:
    """Moves the rule of `ambient` to the time of the machine that is at work."""

    def __init__(self, rule: Rule) -> None:
        self._rule, self._wrong = rule, 0.0
        self.time = 0.0

    def pass_(self, seconds: float) -> None:
        """Let time pass everywhere."""
        self.time += round(seconds / TICK) * TICK
        self._set()

    @contextlib.contextmanager
    def of(self, wrong: float) -> Iterator[None]:
        """What goes on inside goes on at a machine whose clock is wrong by so many seconds."""
        before, self._wrong = self._wrong, wrong
        self._set()
        try:
            yield
        finally:
            self._wrong = before
            self._set()

    def _set(self) -> None:
        self._rule.passed, self._rule.set_by = timedelta(seconds=self.time), timedelta(seconds=self._wrong)
