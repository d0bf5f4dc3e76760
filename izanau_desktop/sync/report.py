"""What a sync came to."""

from __future__ import annotations

from collections.abc import Callable

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
    stopped: bool = False
    """Whether it was stopped between two pages or batches; the next sync goes on there."""


class Stopped(Exception):  # noqa: N818 - reads as what happened
    """Whoever hears of each page and batch wants no further one for now: what was done stays, and the next sync goes on there."""


class Tally(msgspec.Struct):
    """A report under way."""

    pushed: int = 0
    pulled: int = 0
    gone: int = 0
    conflicts: int = 0
    refused: int = 0
    policy_required: bool = False
    barred: Problem | None = None
    """Why a file did not get through, as past a firewall: only what names it waits, and the sync went on."""
    stumbles: int = 0
    """Pushes that the site stumbles over, each found alone."""
    retry_after: float = 0.0
    stopped: bool = False
    idle: str | None = None
    """The etag since which nothing moved, in a sync that had nothing to do."""
    let_go: str = ""
    """As of when all that went at the site has gone here too; empty while a listing is to show what that is."""
    kinds: set[str] = msgspec.field(default_factory=set)


Turned = Callable[[Tally], object]
"""Hears of each page once it is written, and of each batch of pushes once its answers are; may raise Stopped."""


def unheard(_tally: Tally) -> None:
    """Nobody hears of the pages, and nothing stops them."""
