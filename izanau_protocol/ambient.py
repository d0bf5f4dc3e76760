"""The one source of time, randomness and ids, so that tests can rule them."""

from __future__ import annotations

import contextlib
import math
import os
import random
import secrets
import string
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

ITEM_ALPHABET: Final = string.digits + string.ascii_lowercase
ITEM_LENGTH: Final = 10
CLOCK_FILE: Final = "IZANAU_TEST_CLOCK"
"""The variable that names a file with the seconds by which the clock of a process is moved, for tests of real processes."""


class Rule:
    """What rules time and chance inside `ruled`: a clock that stands until advanced, and a seeded source."""

    def __init__(self, now: datetime | None, seed: int | str | None) -> None:
        if now is not None and now.tzinfo is None:
            raise ValueError("a ruled clock needs a time zone")
        self.now = now.astimezone(UTC) if now is not None else None
        self.chance = random.Random(seed) if seed is not None else None  # noqa: S311 - tests and demo data only
        self.began = math.floor(time.monotonic())
        self.passed = timedelta()
        self.set_by = timedelta()
        """By how much somebody set the clock: `now` follows, `monotonic` does not."""
        self.lock = threading.Lock()

    def advance(self, seconds: float) -> None:
        """Let time pass: `now` and `monotonic` move together, forth or back."""
        with self.lock:
            self.passed += timedelta(seconds=seconds)


_rules: list[Rule] = []


@contextlib.contextmanager
def ruled(now: datetime | None = None, seed: int | str | None = None) -> Iterator[Rule]:
    """Rule time, chance or both in every thread until left; what is not given stays real. The innermost counts."""
    rule = Rule(now, seed)
    _rules.append(rule)
    try:
        yield rule
    finally:
        _rules.remove(rule)


def _chance() -> random.Random:
    """The seeded source of the innermost rule that has one; else the system's, which no seed reaches."""
    return next((rule.chance for rule in reversed(_rules) if rule.chance is not None), secrets.SystemRandom())


def moved() -> timedelta:
    """By how much the file of `IZANAU_TEST_CLOCK` moves the clock; it is read anew at each call, so a test can let time pass.

    It gives nobody a power that setting the machine's clock does not give; a clock that goes back closes a lease (R16).
    A bundle that people install takes no notice of it.
    """
    file = os.environ.get(CLOCK_FILE)
    if not file or getattr(sys, "frozen", False):
        return timedelta()
    return timedelta(seconds=float(Path(file).read_text(encoding="utf-8")))


def now() -> datetime:
    """This moment, aware, in UTC."""
    for rule in reversed(_rules):
        if rule.now is not None:
            return rule.now + rule.passed + rule.set_by
    passed = sum((rule.passed for rule in _rules), moved())
    return datetime.now(UTC) + passed


def timestamp(**later: float) -> str:
    """This moment, or the one after a span of time (`hours=72`; `days=-90` is before), as `spelled` writes it."""
    return spelled(now() + timedelta(**later))


def spelled(moment: datetime) -> str:
    """A moment in UTC as RFC 3339 with milliseconds: `2026-01-31T09:00:00.000Z`."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def today() -> date:
    """The calendar day in UTC."""
    return now().date()


def monotonic() -> float:
    """Seconds of a clock that no one sets; a rule's `advance` and the file of a test move it too. It stands with a clock
    that stands."""
    for rule in reversed(_rules):
        if rule.now is not None:
            return rule.began + rule.passed.total_seconds()
    return time.monotonic() + sum((rule.passed for rule in _rules), moved()).total_seconds()


def new_id() -> str:
    """A new UUIDv4, as whoever creates a document gives it (sync.md R1)."""
    return str(uuid.UUID(int=_chance().getrandbits(128), version=4))


def item_id() -> str:
    """A new id of an item in a body: 10 random characters of `[a-z0-9]`."""
    return random_text(ITEM_LENGTH, ITEM_ALPHABET)


def random_text(length: int, alphabet: str) -> str:
    """`length` characters, each drawn from `alphabet`."""
    return "".join(_chance().choices(alphabet, k=length))


def fraction() -> float:
    """A random number from 0 up to 1."""
    return _chance().random()


def secret(nbytes: int = 32) -> str:
    """A secret of `nbytes` random bytes as URL-safe text, from the system's source unless a test rules it."""
    for rule in reversed(_rules):
        if rule.chance is not None:
            alphabet = string.ascii_letters + string.digits + "-_"
            return "".join(rule.chance.choices(alphabet, k=-(-nbytes * 4 // 3)))
    return secrets.token_urlsafe(nbytes)


def secret_bytes(nbytes: int = 32) -> bytes:
    """`nbytes` random bytes for a key, from the system's source unless a test rules it."""
    return _chance().randbytes(nbytes)
