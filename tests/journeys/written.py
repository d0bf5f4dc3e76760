"""What the processes of a run wrote beside their data (logs, terminals, notes of crashes), searched for what may not be there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

_PLACES: set[Path] = set()


def noted(*places: Path) -> None:
    """Files and folders that a process of this run writes to."""
    _PLACES.update(places)


def files() -> Iterator[Path]:
    """All that was written there and is still kept."""
    for place in sorted(_PLACES):
        if place.is_dir():
            yield from (file for file in sorted(place.rglob("*")) if file.is_file())
        elif place.is_file():
            yield place


def leaks(words: Iterable[str]) -> list[str]:
    """The words that stand in any of them, in any case of letters, each with the file and the line."""
    wanted = sorted({word.casefold() for word in words if word})
    found = []
    for file in files():
        text = file.read_text(encoding="utf-8", errors="replace").casefold()
        for word in wanted:
            at = text.find(word)
            if at >= 0:
                line = text[text.rfind("\n", 0, at) + 1 :].splitlines()[0]
                found.append(f"{word} in {file}: {line[:400]}")
    return found
