"""The order of items: base-62 fractional indexes, so that a move writes one item and two devices rarely meet (sync.md R3)."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from izanau_protocol import ambient
from izanau_protocol.canonical import Body

DIGITS: Final = string.digits + string.ascii_uppercase + string.ascii_lowercase
"""In the order of their bytes, so that comparing text compares fractions."""
LONGEST: Final = 32
"""Over this, neighbours are renumbered."""
REFUSED: Final = 64
"""Over this, a position is no position."""

_BASE: Final = len(DIGITS)
_RANDOM: Final = 4
_STEP: Final = 2
"""Digits that appending and prepending count in: 3,844 steps before a position grows."""
_POSITION: Final = re.compile(r"[0-9A-Za-z]*[1-9A-Za-z]")


def is_position(text: object) -> bool:
    """Whether `text` may stand as a position: digits, no trailing zero (nothing fits before one), at most 64."""
    return isinstance(text, str) and len(text) <= REFUSED and _POSITION.fullmatch(text) is not None


def between(before: str | None, after: str | None) -> str:
    """A new position after `before` and before `after`; None is an open end. Raises ValueError if none fits between."""
    return _spread(before, after, 1)[0]


def ordered(items: Mapping[str, object]) -> list[str]:
    """The ids of a map of items by (position, id), bytewise; an item without a position comes first."""
    return sorted(items, key=lambda name: (position_of(items[name]), name))


def position_of(item: object) -> str:
    """The position an item holds; empty where it has none."""
    position = item.get("position") if isinstance(item, dict) else None
    return position if isinstance(position, str) else ""


def moved(items: Mapping[str, object], moving: str, before: str | None = None) -> Body:
    """The smallest patch of the map that puts `moving` (or a new item of that id) before another, or last.

    Where there is no room (equal, foreign or long positions) neighbours are renumbered in the same patch.
    """
    now = ordered(items)
    rest = [name for name in now if name != moving]
    at = rest.index(before) if before is not None and before != moving else len(rest)
    if before == moving or (moving in items and [*rest[:at], moving, *rest[at:]] == now and _strict(items, now)):
        return {}
    held = {name: position_of(items[name]) for name in rest}
    fresh = renumber([*rest[:at], moving, *rest[at:]], held, at)
    return {name: {"position": position} for name, position in fresh.items()}


def shifted(items: Mapping[str, object], moving: str, by: int, among: Sequence[str] | None = None) -> Body:
    """The patch that puts `moving` so many places earlier (`by` below zero) or later, `among` some of the items in their order or
    all; empty where that is beyond either end, or it is not among them."""
    order = ordered(items) if among is None else among
    at = order.index(moving) + by if moving in order else -1
    if not 0 <= at < len(order):
        return {}
    rest = [one for one in order if one != moving]
    return moved(items, moving, rest[at] if at < len(rest) else None)


def renumber(order: Sequence[str], held: Mapping[str, str], at: int) -> dict[str, str]:
    """New positions for the one at `at`, and for as few neighbours around it as it takes to have room."""
    spans = (
        (first, first + count)
        for count in range(1, len(order) + 1)
        for first in range(max(0, at - count + 1), min(at, len(order) - count) + 1)
    )
    return next(filter(None, (_placed(order, held, *span) for span in spans)))  # where all are there is room


def _placed(order: Sequence[str], held: Mapping[str, str], first: int, behind: int) -> dict[str, str]:
    """New positions for those from `first` to before `behind`; none where there is no room for them."""
    low = held[order[first - 1]] if first else None
    high = held[order[behind]] if behind < len(order) else None
    if not _room(low, high):
        return {}
    fresh = _spread(low, high, behind - first)
    fits = all(len(position) <= LONGEST for position in fresh)
    return dict(zip(order[first:behind], fresh, strict=True)) if fits else {}


def _strict(items: Mapping[str, object], order: Sequence[str]) -> bool:
    positions = [position_of(items[name]) for name in order]
    return all(map(is_position, positions)) and all(one < two for one, two in pairwise(positions))


def _room(low: str | None, high: str | None) -> bool:
    if any(end is not None and not is_position(end) for end in (low, high)):
        return False
    return low is None or high is None or low < high


def _spread(low: str | None, high: str | None, count: int) -> list[str]:
    """`count` positions in order between two ends, as short as the room allows, each with its random tail."""
    if not _room(low, high):
        raise ValueError("no position fits between these")
    digits = 1 if low is not None and high is not None else _STEP
    while True:
        bottom = -1 if low is None else _number(low, digits)
        top = _BASE**digits if high is None else _number(high, digits)
        if top - bottom > count:
            return [_spell(number, digits) + _tail() for number in _steps(bottom, top, count, low, high)]
        digits += 1


def _steps(bottom: int, top: int, count: int, low: str | None, high: str | None) -> list[int]:
    """Next to the one known end, where lists grow; else evenly over the room."""
    if low is not None and high is None:
        return [bottom + 1 + step for step in range(count)]
    if high is not None and low is None:
        return [top - count + step for step in range(count)]
    return [bottom + (step + 1) * (top - bottom) // (count + 1) for step in range(count)]


def _number(position: str, digits: int) -> int:
    number = 0
    for digit in position[:digits].ljust(digits, "0"):
        number = number * _BASE + DIGITS.index(digit)
    return number


def _spell(number: int, digits: int) -> str:
    spelled = ""
    for _ in range(digits):
        number, digit = divmod(number, _BASE)
        spelled = DIGITS[digit] + spelled
    return spelled


def _tail() -> str:
    """Four random digits, so that two devices that insert at one place differ; the last is no zero."""
    return ambient.random_text(_RANDOM - 1, DIGITS) + ambient.random_text(1, DIGITS[1:])
