"""What is asked of the parent of the runs, and what it answers."""

from __future__ import annotations

from typing import Any, Final

import msgspec

COUNT, KILL_BEFORE, KILL_AFTER, KILL_TORN, FAIL_ONCE, FAIL_ON = range(6)
"""What the shim does (`shim.c`)."""
OPEN, CREATE, WRITE, SYNC, TRUNCATE, UNLINK, RENAME, MKDIR, READ, MAP = (1 << bit for bit in range(10))
"""The kinds of calls that the shim tells apart."""
CHANGES: Final = CREATE | WRITE | SYNC | TRUNCATE | UNLINK | RENAME | MKDIR


class Request(msgspec.Struct):
    """One deed of a story: `prepare` its folder, `run` it in a copy, `check` what a run left."""

    deed: str
    story: str
    root: str
    template: str = ""
    action: int = COUNT
    at: int = 0
    code: int = 0
    mask: int = CHANGES
    limit: str = ""
    log: str = ""
    again: str = ""
    """Whether the story is run a second time with nothing failing any more: in the `same` process, or a `new` one."""
    acknowledged: list[dict[str, Any]] = []


class Told(msgspec.Struct):
    """What came of it: what the run acknowledged, how it ended, how many calls it made."""

    acknowledged: list[dict[str, Any]] = []
    killed: bool = False
    raised: str = ""
    trace: str = ""
    second: str = ""
    count: int = 0
