"""What a sync came to."""

from __future__ import annotations

from dataclasses import dataclass, field

from izanau_protocol.problems import Problem


@dataclass(frozen=True)
class SyncReport:
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
    kinds: frozenset[str] = field(default_factory=frozenset)


@dataclass
class Tally:
    """A report under way."""

    pushed: int = 0
    pulled: int = 0
    gone: int = 0
    conflicts: int = 0
    refused: int = 0
    policy_required: bool = False
    kinds: set[str] = field(default_factory=set)
