"""What changed between two versions of a text, by its lines or its words: what stays, what is new, what went."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final, Literal

import msgspec

Change = Literal["kept", "added", "removed"]


class Passage(msgspec.Struct, frozen=True):
    """Lines, or words, that stand together and share one fate."""

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


def marked(old_text: str, new_text: str) -> tuple[Passage, ...]:
    """The new text word by word, with what went of the old one where it stood: every character of both is in a passage."""
    old, new = old_text.splitlines(keepends=True), new_text.splitlines(keepends=True)
    found: list[Passage] = []
    for fate, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        before, after = "".join(old[i1:i2]), "".join(new[j1:j2])
        found += [Passage("kept", after)] if fate == "equal" else _words(before, after)
    joined: list[Passage] = []
    for one in found:
        if joined and joined[-1].change == one.change:
            joined[-1] = Passage(one.change, joined[-1].text + one.text)
        else:
            joined.append(one)
    return tuple(joined)


_WORD: Final = re.compile(r"[぀-ヿ㐀-鿿々]|[^\W぀-ヿ㐀-鿿々]+|\s+|[^\w\s]")
"""A word, a space, a mark; of Japanese each character, since nothing stands between its words."""
_ALIKE: Final = 0.4
"""Passages less alike than this have not been edited but written anew."""
_MOST: Final = 4000
"""Words of one passage that are compared one by one: comparing takes the square of them."""


def _words(before: str, after: str) -> list[Passage]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    whole: tuple[tuple[Change, str], ...] = (("removed", before), ("added", after))
    if max(len(old), len(new)) > _MOST:
        return [Passage(change, text) for change, text in whole if text]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return [Passage(change, text) for change, text in whole if text]
    found: list[Passage] = []
    for fate, i1, i2, j1, j2 in matcher.get_opcodes():
        if fate == "equal":
            found.append(Passage("kept", "".join(new[j1:j2])))
            continue
        sides: tuple[tuple[Change, str], ...] = (("removed", "".join(old[i1:i2])), ("added", "".join(new[j1:j2])))
        found += [Passage(change, text) for change, text in sides if text]
    return found
