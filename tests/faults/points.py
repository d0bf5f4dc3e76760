"""The points of the stories as numbers: any first few of them lie evenly over all, and all of them are all there are."""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd
from typing import Final

from tests.faults.runs import Nursery
from tests.faults.stories import STORIES

_EVENLY: Final = 0.6180339887


def story_of(number: int) -> tuple[str, int]:
    """The story of a case, and which of its own it is."""
    names = tuple(STORIES)
    return names[number % len(names)], number // len(names)


def spread(number: int, total: int) -> int:
    """The number-th of `total` things, in an order that skips about them evenly and meets each once."""
    step = max(1, round(total * _EVENLY))
    while gcd(step, total) != 1:
        step += 1
    return number * step % total


def point(nursery: Nursery, number: int, ways: Sequence[int]) -> tuple[str, int, int]:
    """The story, the call and the way of a case."""
    story, own = story_of(number)
    calls = nursery.template(story)[1]
    chosen = spread(own, calls * len(ways))
    return story, chosen // len(ways) + 1, ways[chosen % len(ways)]
