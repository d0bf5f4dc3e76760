"""Kana in Latin letters, as people type the sounds of a name: after Hepburn or Kunrei, a long vowel as one, as two, or with an h."""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Final

_KANA: Final = re.compile("[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")
_HIRAGANA: Final = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_WORD: Final = re.compile(r"(?<![^\W_])[ぁ-ゖー]+(?![^\W_])")
_SOUND: Final = re.compile(".[ぁぃぅぇぉゃゅょ]?")
_VARIED: Final = re.compile("[んっーうお]")
"""Only a word with one of these is written in several ways after Hepburn."""
_OTHERWISE: Final = re.compile("[しちつふじぢ]")
"""Only a word with one of these is written otherwise after Kunrei."""
_MOST: Final = 24
"""So many ways to write a word at most; of one that has more, those that write all its long vowels alike."""

_VOWELS: Final = "aiueo"
_ROWS: Final = """
-あいうえお kかきくけこ sさしすせそ tたちつてと nなにぬねの hはひふへほ mまみむめも rらりるれろ gがぎぐげご zざじずぜぞ dだぢづでど bばびぶべぼ
pぱぴぷぺぽ wわゐうゑを
"""
_SMALL: Final = dict(zip("ぁぃぅぇぉ", _VOWELS, strict=True))
_GLIDES: Final = {"ゃ": "ya", "ゅ": "yu", "ょ": "yo"}
_ALONE: Final = {
    "や": "ya",
    "ゆ": "yu",
    "よ": "yo",
    "う": "u",
    "を": "o",
    "づ": "zu",
    "ゔ": "vu",
    "ゎ": "wa",
    "ゕ": "ka",
    "ゖ": "ke",
}
_HEPBURN: Final = {"し": "shi", "ち": "chi", "つ": "tsu", "ふ": "fu", "じ": "ji", "ぢ": "ji"}
_KUNREI: Final = {"ぢ": "zi"}
_LONG: Final = {
    "うo": ("", "u", "h"),
    "おo": ("", "o", "h"),
    "ーo": ("", "o", "u", "h"),
    "うu": ("", "u"),
    "ーu": ("", "u"),
}
"""How a sound is written behind the vowel that it makes long."""


def spellings(name: str) -> Iterator[str]:
    """The words of a name that are written in kana, in Latin letters."""
    if not _KANA.search(name):
        return
    hepburn, kunrei = _tables()
    for word in _WORD.findall(unicodedata.normalize("NFKC", name).translate(_HIRAGANA)):
        sounds = _SOUND.findall(word)
        found = _written(word, sounds, hepburn)
        if _OTHERWISE.search(word):
            found = [*found, *_written(word, sounds, kunrei)]
        yield from dict.fromkeys(filter(None, found))


def _written(word: str, sounds: Sequence[str], table: Mapping[str, str]) -> list[str]:
    if not _VARIED.search(word):
        return ["".join([table.get(sound, "") for sound in sounds])]
    ways = _ways(sounds, table)
    if math.prod(map(len, ways)) <= _MOST:
        return ["".join(one) for one in product(*ways)]
    return ["".join(way[min(place, len(way) - 1)] for way in ways) for place in range(max(map(len, ways)))]


def _ways(sounds: Sequence[str], table: Mapping[str, str]) -> list[tuple[str, ...]]:
    """How each sound is written. `vowel`: the last letter of the one before, which may be long by this one."""
    ways: list[tuple[str, ...]] = []
    vowel = ""
    for place, sound in enumerate(sounds, 1):
        if sound in "んっーうお":
            behind = table.get(sounds[place], "") if place < len(sounds) else ""
            found = (
                _nasal(behind) if sound == "ん" else _doubled(behind) if sound == "っ" else _long(sound, vowel, behind)
            )
            if found:
                ways.append(found)
                vowel = ""
                continue
        written = table.get(sound, "")
        ways.append((written,))
        vowel = written[-1:]
    return ways


def _long(sound: str, vowel: str, behind: str) -> tuple[str, ...]:
    """How a sound is written that only makes the vowel before it long; nothing where it is a sound of its own."""
    if not vowel:
        return ("",) if sound == "ー" else ()
    ways = _LONG.get(sound + vowel, ("", vowel) if sound == "ー" else ())
    return ways[:-1] if ways[-1:] == ("h",) and behind and behind[0] in _VOWELS else ways


def _nasal(behind: str) -> tuple[str, ...]:
    if not behind:
        return ("n",)
    return ("n", "m") if behind[0] in "bmp" else ("n", "n'") if behind[0] in "aiueoy" else ("n",)


def _doubled(behind: str) -> tuple[str, ...]:
    return ("t", "c") if behind.startswith("ch") else (behind[:1],)


@functools.cache
def _tables() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Each sound after Hepburn, and after Kunrei, which are one for sounds of other languages: てぃ ti, ふぁ fa, うぃ wi, くぁ kwa."""
    rows = [(row[0].strip("-"), zip(row[1:], _VOWELS, strict=True)) for row in _ROWS.split()]
    plain = {kana: f"{first}{vowel}" for first, row in rows for kana, vowel in row}
    hepburn, kunrei = {**plain, **_ALONE, **_HEPBURN}, {**plain, **_ALONE, **_KUNREI}
    foreign = {
        kana + small: (written[:-1] or "w") + ("w" if kana in "くぐ" else "") + vowel
        for kana, written in hepburn.items()
        for small, vowel in _SMALL.items()
    }
    return {**hepburn, **_SMALL, **foreign, **_glided(hepburn)}, {**kunrei, **_SMALL, **foreign, **_glided(kunrei)}


def _glided(table: Mapping[str, str]) -> dict[str, str]:
    """Sounds with a small ya, yu or yo: きゃ kya, しゃ sha."""
    return {
        kana + small: written[:-1] + (glide[1:] if written in ("shi", "chi", "ji") else glide)
        for kana, written in table.items()
        for small, glide in _GLIDES.items()
    }
