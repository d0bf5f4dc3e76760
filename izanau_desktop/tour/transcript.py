"""What a story leaves: a line and a picture for each step; a step is done when window and command both say so."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from .seat import Seat


class Transcript:
    """Counts the steps of one story and writes them down as they come."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number = 0
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / "transcript.txt"
        self._file.write_text("", encoding="utf-8")

    def step(
        self, words: str, seat: Seat, deed: Callable[[], object], seen: Callable[[], object], told: Callable[[], object]
    ) -> None:
        """Do a deed, see its result in the window, take a picture, and hear the same from the command."""
        self._number += 1
        began = time.monotonic()
        try:
            deed()
            seen()
            self._picture(words, seat)
            seat.until(told, f"the command telling the result of: {words}")
        except BaseException as error:
            self._picture(f"failed {words}", seat)
            self._tell(f"FAILED {self._number:2}  {seat.who}: {words}\n{type(error).__name__}: {error}")
            raise
        self._tell(f"ok {self._number:2}  {seat.who}: {words}  ({time.monotonic() - began:.1f} s)")

    def _picture(self, words: str, seat: Seat) -> None:
        name = re.sub(r"[^a-z0-9]+", "-", f"{seat.who} {words}".lower()).strip("-")
        seat.hands.picture(self._folder / f"{self._number:02}-{name}.png")

    def _tell(self, line: str) -> None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
        with self._file.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
