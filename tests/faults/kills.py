"""A story is killed at one of its calls that change files, opened again, and judged."""

from __future__ import annotations

from tests.faults.asked import KILL_AFTER, KILL_BEFORE, KILL_TORN
from tests.faults.points import point
from tests.faults.runs import nursery

WAYS = (KILL_BEFORE, KILL_AFTER, KILL_TORN)


def case(number: int) -> int:
    """Kill at one call: before it, after it, or after half of what it writes; 0 where the story had fewer calls this time."""
    story, at, way = point(nursery(), number, WAYS)
    told = nursery().run(story, action=way, at=at)
    assert told.killed or not told.raised, f"{story} at {at}: {told.raised}\n{told.trace}"
    return int(told.killed)
