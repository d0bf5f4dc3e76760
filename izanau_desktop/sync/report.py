"""What a sync came to."""

from __future__ import annotations

import msgspec

from izanau_protocol.problems import Problem


class SyncReport(msgspec.Struct, frozen=True):
    """Counts of one sync; `problem` is what ended it early, `kinds` what pages should paint anew."""

    pushed: int = 0
    pulled: int = 0
    gone: int = 0
    conflicts: int = 0
    refused: int = 0
    requests: int = 0
    bytes_in: int = 0
    bytes_out: int = 0
    seconds: float = 0.0
    problem: Problem | None = None
    kinds: frozenset[str] = msgspec.field(default_factory=frozenset)
    retry_after: float = 0.0
    """Seconds that the site asked to be left alone for."""


class Tally(msgspec.Struct):
    """A report under way."""

    pushed: int = 0
    pulled: int = 0
    gone: int = 0
    conflicts: int = 0
    refused: int = 0
    policy_required: bool = False
    retry_after: float = 0.0
    kinds: set[str] = msgspec.field(default_factory=set)
