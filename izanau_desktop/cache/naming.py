"""How else a name is typed than it is written: without its gaps, apostrophes and hyphens, given name first, or that alone; with ae
for ä, and in Latin letters where it is written by its sounds (`romaji.py`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from izanau_desktop.cache import romaji
from izanau_protocol.text import fold, scripts

_EAST: Final = frozenset(("han", "hiragana", "katakana"))
_INNER: Final = re.compile(r"(?<=[^\W\d_])['’‘ʼ´`‐‑-](?=[^\W\d_])")
_EASTERN: Final = re.compile("[\u3005-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uffdc\U00020000-\U000323af]")
_HANGUL: Final = re.compile("[\uac00-\ud7a3\uffa0-\uffdc]")
_SYLLABLES: Final = range(2, 5)
"""Of a Korean name without a gap, whose first syllable is most often the family name."""
_PAIRS: Final = {"ä": "ae", "æ": "ae", "ö": "oe", "ø": "oe", "œ": "oe", "ü": "ue", "å": "aa", "þ": "th"}
"""Letters that are typed as two where a keyboard lacks them; typed as one, the fold of the name is found."""
_PAIRED: Final = str.maketrans({one: pair for letter, pair in _PAIRS.items() for one in (letter, letter.upper())})
_HAS_PAIRED: Final = re.compile(f"[{''.join(map(chr, _PAIRED))}]")


def spellings(name: str) -> Iterator[str]:
    """The other ways to type a name that the words of it as it is written do not find."""
    if name.isascii() and not _INNER.search(name):
        return
    plain = _INNER.sub("", name)
    if plain != name:
        yield plain
    if name.isascii():
        return
    if _HAS_PAIRED.search(name):
        yield from (one.translate(_PAIRED) for one in dict.fromkeys((name, plain)))
    if not _EASTERN.search(name):
        return
    words = name.split()
    if len(words) > 1 and scripts(name) <= _EAST:
        yield "".join(words)
        if len(words) == len(("family", "given")):
            yield "".join(reversed(words))
    for word in words if _HANGUL.search(name) else ():
        if len(fold(word)) in _SYLLABLES and scripts(word) == {"hangul"}:
            yield word[1:]
    yield from romaji.spellings(name)
