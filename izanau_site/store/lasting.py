"""Faults that last: each is told at once, and then after pauses that grow, however often what failed is tried again."""

from __future__ import annotations

import logging
from collections.abc import Hashable, Mapping
from typing import Any, Final, NamedTuple

from izanau_protocol import ambient

_FIRST: Final = 3600.0
_LONGEST: Final = 86400.0


class _Told(NamedTuple):
    """A fault that was told: its kind, when it is told again, and how long it is silent after that."""

    kind: type[Exception]
    due: float
    pause: float


class Lasting:
    """What one process told of faults that last; a start tells each anew."""

    def __init__(self) -> None:
        self._told: dict[Hashable, _Told] = {}

    def tell(self, log: logging.Logger, event: str, what: Hashable, fault: Exception, told: Mapping[str, Any]) -> None:
        """Log a fault of something, unless the same one was told not long ago."""
        known, now = self._told.get(what), ambient.monotonic()
        if known is not None and known.kind is type(fault):
            if now < known.due:
                return
            pause = min(2 * known.pause, _LONGEST)
        else:
            pause = _FIRST
        self._told[what] = _Told(type(fault), now + pause, pause)
        log.error(event, exc_info=fault, extra={"told": dict(told)})

    def end(self, what: Hashable) -> None:
        """It went well: what fails there next is news."""
        self._told.pop(what, None)
