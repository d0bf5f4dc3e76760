"""How often something may be asked: moving windows by address and by e-mail, counted in each process."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from math import ceil
from typing import Final

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from izanau_protocol import ambient
from izanau_protocol.problems import Refused, problem
from izanau_site.settings import Settings

NAMES: Final = ("all", "signup", "signin", "signin_from", "code", "mail", "invite", "contact")


class Limits:
    """The limits of the settings `limit_*`. Keys are hashed: no address stays in memory in the clear."""

    def __init__(self, settings: Settings) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._items: Mapping[str, RateLimitItem] = {name: parse(getattr(settings, f"limit_{name}")) for name in NAMES}

    def hit(self, name: str, key: str) -> None:
        """Count one deed. Raises Refused `too_many_requests` when the window is full."""
        item, hashed = self._items[name], hashlib.sha256(key.encode()).hexdigest()
        if not self._limiter.hit(item, name, hashed):
            free = self._limiter.get_window_stats(item, name, hashed).reset_time - ambient.now().timestamp()
            raise Refused(problem("too_many_requests", seconds=min(max(1, ceil(free)), item.get_expiry())))
