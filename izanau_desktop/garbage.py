"""Looks for cyclic garbage in the UI thread alone: a widget that another thread frees takes Qt down with it."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject

from izanau_desktop.background import after

PAUSE = 1_000
"""Milliseconds between two looks at the counts."""
THRESHOLDS = (5_000, 10, 20)
"""Objects made, then younger generations looked through, after which a generation is looked through."""


class Garbage(QObject):
    """Takes over from Python's own collector, which runs in whatever thread makes the next object."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        # What importing made stays to the end; without it the oldest generation is small and quickly looked through.
        gc.freeze()
        self._next = after(PAUSE, self, self.look)

    def look(self) -> None:
        """Collect the oldest generation that is due."""
        due = [age for age, (count, most) in enumerate(zip(gc.get_count(), THRESHOLDS, strict=True)) if count > most]
        if due:
            gc.collect(due[-1])
        self._next.start()
