"""Three-way merge of long texts by lines: automatic only where the two edits lie apart and the result is stable."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple


class Change(NamedTuple):
    """Lines `start` to `end` of the base give way to `lines`."""

    start: int
    end: int
    lines: tuple[str, ...]


def merge_lines(base: str, mine: str, theirs: str) -> str | None:
    """Both edits in one text, or None where they meet (or merging once more would not settle: sync.md R14)."""
    merged = _merge(base, mine, theirs)
    if merged is None:
        return None
    stable = _merge(base, merged, theirs) == merged == _merge(base, mine, merged)
    return merged if stable else None


def keep_both(base: str, mine: str, theirs: str) -> str:
    """One text with the lines of both: where the edits meet, mine first, then theirs, no line of a meeting twice."""
    here, there = _changes(base, mine), _changes(base, theirs)
    old, result, at = base.split("\n"), [], 0
    while here or there:
        start = min(change.start for change in (*here[:1], *there[:1]))
        end = start
        ours: list[Change] = []
        others: list[Change] = []
        while True:  # gather the changes that meet
            if here and here[0].start <= end:
                ours.append(here.pop(0))
                end = max(end, ours[-1].end)
            elif there and there[0].start <= end:
                others.append(there.pop(0))
                end = max(end, others[-1].end)
            else:
                break
        result += old[at:start]
        one, two = _played(old, ours, start, end), _played(old, others, start, end)
        result += _union(one, two) if ours and others else one if ours else two
        at = end
    return "\n".join([*result, *old[at:]])


def _merge(base: str, mine: str, theirs: str) -> str | None:
    if mine == theirs or base == theirs:
        return mine
    if base == mine:
        return theirs
    changes = sorted({*_changes(base, mine), *_changes(base, theirs)})
    lines = base.split("\n")
    if any(one.end >= two.start for one, two in pairwise(changes)):
        return None
    return "\n".join(_played(lines, changes, 0, len(lines)))


def _changes(base: str, text: str) -> list[Change]:
    new = text.split("\n")
    matcher = SequenceMatcher(None, base.split("\n"), new, autojunk=False)
    return [Change(i1, i2, tuple(new[j1:j2])) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal"]


def _played(old: list[str], changes: list[Change], start: int, end: int) -> list[str]:
    """The base's lines from `start` to `end` with these changes made."""
    result: list[str] = []
    for change in changes:
        result += old[start : change.start]
        result += change.lines
        start = change.end
    return result + old[start:end]


def _union(one: list[str], two: list[str]) -> list[str]:
    return one + [line for line in two if line not in one]
