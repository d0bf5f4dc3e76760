"""What changed between two versions of a text, by its lines: what stays, what is new, what went."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Literal

import msgspec

Change = Literal["kept", "added", "removed"]


class Passage(msgspec.Struct, frozen=True):
    """Lines that stand together and share one fate."""

    change: Change
    text: str


def changed(old_text: str, new_text: str) -> tuple[Passage, ...]:
    """The passages of both texts in reading order; at each place what went stands before what came.

    Empty lines and runs of space say nothing, so that a text that was only set anew has not changed.
    """
    old, new = _lines(old_text), _lines(new_text)
    matcher = SequenceMatcher(None, [_said(line) for line in old], [_said(line) for line in new], autojunk=False)
    found: list[Passage] = []
    for fate, i1, i2, j1, j2 in matcher.get_opcodes():
        if fate == "equal":
            found.append(Passage("kept", "\n".join(new[j1:j2])))
            continue
        sides: tuple[tuple[Change, list[str]], ...] = (("removed", old[i1:i2]), ("added", new[j1:j2]))
        found += [Passage(change, "\n".join(lines)) for change, lines in sides if lines]
    return tuple(found)


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def _said(line: str) -> str:
    return " ".join(line.split())
