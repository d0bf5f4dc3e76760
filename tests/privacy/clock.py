"""A clock for started programs that a test moves: the file of `IZANAU_TEST_CLOCK`."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path


class Clock:
    """Programs started with `env` live by this clock; it goes on by itself, and `advance` lets time pass at once."""

    def __init__(self, file: Path) -> None:
        self._file, self._passed = file, timedelta()
        self.env = {"IZANAU_TEST_CLOCK": str(file)}
        self._write()

    def advance(self, **span: float) -> None:
        """Let time pass (`days=91`, `hours=1`), or go back where it is less than nothing."""
        self._passed += timedelta(**span)
        self._write()

    def now(self) -> datetime:
        """What the programs take for now."""
        return datetime.now(UTC) + self._passed

    def _write(self) -> None:
        """Put the new content in place of the old one, so that a program never reads half of it."""
        new = self._file.with_suffix(".new")
        new.write_text(str(self._passed.total_seconds()), encoding="utf-8")
        os.replace(new, self._file)  # noqa: PTH105 - said as what it is: one step
