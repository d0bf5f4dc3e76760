"""A call of a story fails, once or from then on, or something runs out: told in words, nothing half, and on it goes after."""

from __future__ import annotations

import errno
from functools import cache
from typing import Final, NamedTuple

from tests.faults import limits
from tests.faults.asked import (
    CHANGES,
    COUNT,
    CREATE,
    FAIL_ON,
    FAIL_ONCE,
    MAP,
    MKDIR,
    OPEN,
    READ,
    SYNC,
    TRUNCATE,
    WRITE,
)
from tests.faults.points import spread, story_of
from tests.faults.runs import nursery


class Way(NamedTuple):
    """How something goes wrong."""

    action: int
    code: int
    mask: int


WAYS: Final = (
    Way(FAIL_ON, errno.ENOSPC, CREATE | WRITE | TRUNCATE | MKDIR),
    Way(FAIL_ONCE, errno.EIO, CHANGES | READ | OPEN),
    Way(FAIL_ON, errno.EIO, CHANGES | READ | OPEN),
    Way(FAIL_ONCE, errno.ENOSPC, CREATE | WRITE | TRUNCATE | MKDIR),
    Way(FAIL_ON, errno.EMFILE, OPEN | CREATE),
    Way(FAIL_ONCE, errno.EIO, SYNC),
    Way(FAIL_ONCE, errno.ENOMEM, MAP | OPEN | CREATE),
)
SCARCE: Final = {"room": (4096, 600_000), "size": (4096, 600_000), "handles": (0, 12), "memory": (0, 24_000)}
"""What runs out: from how little to how much there is of it (bytes, handles, kilobytes)."""
ALONE: Final = ("first", "edit", "rekey", "export", "leave")
"""The stories in which no site works in the same process, whose room and memory would run out too."""
SAID: Final = {
    "disk_full",
    "disk_failing",
    "folder_unusable",
    "file_unusable",
    "memory_full",
    "cache_busy",
}
"""What a person may be told then."""
_EACH: Final = 5
"""Every so-manieth case something runs out."""


@cache
def _calls(story: str, mask: int) -> int:
    """How many calls of these kinds a story makes."""
    nursery().template(story)
    return nursery().run(story, action=COUNT, mask=mask).count


def case(number: int) -> int:
    """Let one thing go wrong; 0 where the story came to its end without meeting it."""
    if number % _EACH == _EACH - 1:
        return _scarce(number // _EACH)
    story, own = story_of(number - number // _EACH)
    way = WAYS[own % len(WAYS)]
    at = spread(own // len(WAYS), _calls(story, way.mask)) + 1
    again = ("same", "new")[own // len(WAYS) % 2]
    told = nursery().run(story, action=way.action, at=at, code=way.code, mask=way.mask, again=again)
    _judge(f"{story}, {errno.errorcode[way.code]} at {at}", told.raised, told.trace, told.second)
    return int(told.count >= at)


def _scarce(number: int) -> int:
    kinds = tuple(SCARCE)
    kind, story = kinds[number % len(kinds)], ALONE[number // len(kinds) % len(ALONE)]
    if kind == "room" and not limits.may_mount():
        return 0  # such a disk is full by ENOSPC of the shim all the same; another case takes the place of this one
    least, most = SCARCE[kind]
    steps = 97
    amount = least + (most - least) * spread(number // len(kinds) // len(ALONE) + number, steps) // steps
    nursery().template(story)
    told = nursery().run(story, limit=f"{kind}:{amount}", again="new" if kind == "room" else "same")
    words = f"{story} with {kind} {amount}"
    raised = "" if kind == "memory" and told.raised == "MemoryError" else told.raised
    _judge(words, raised, told.trace, told.second)
    return 1


def _judge(words: str, raised: str, trace: str, second: str) -> None:
    code = raised.removeprefix("problem ")
    assert not raised or (code != raised and code in SAID), f"{words}: {raised}\n{trace}"
    assert not second, f"{words}: then, with nothing failing any more: {second}"
