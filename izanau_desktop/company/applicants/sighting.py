"""What waits until it was on the screen: an applicant, their messages, and notes that mention the person at this desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from izanau_desktop.background import Background
from izanau_desktop.cache import Cache
from izanau_desktop.cache.reads.common import mark_seen
from izanau_desktop.company.applicants.reading import Opened
from izanau_desktop.shared.deeds import deed
from izanau_desktop.shared.facts import Facts

_LEAST: Final = 24
"""Pixels of an entry, or all of it, that are in sight when it counts as seen: about a line."""


class Entry(Facts):
    """One of them: `sighted(id)` once enough of it is on the screen."""

    sighted = Signal(str)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt paints what is in sight alone."""
        super().paintEvent(event)
        if self.visibleRegion().boundingRect().height() >= min(_LEAST, self.height()):
            self.sighted.emit(self.objectName())


class Sighting(QObject):
    """Notes on this machine what was seen, each once; `told(id)` marks the row of an applicant."""

    def __init__(
        self,
        cache: Cache,
        background: Background,
        page: QWidget,
        told: Callable[[str], object],
        failed: Callable[[Exception], object],
    ) -> None:
        super().__init__(page)
        self._cache, self._background = cache, background
        self._told, self._failed = told, failed
        self._known: set[str] = set()
        self._waiting: set[str] = set()
        self._is_noting = False
        self._looked_at: Opened | None = None

    def look(self, opened: Opened) -> None:
        """The applicant is on the screen, as they were read: noted once, though it may be said again."""
        if opened.applicant.row.unread and opened is not self._looked_at:
            self._looked_at = opened
            self._keep((opened.applicant.row.id,))  # of no kind: only this row shows it
            self._told(opened.applicant.row.id)

    def see(self, identity: str) -> None:
        """A message or a note is in sight."""
        if identity not in self._known:
            self._known.add(identity)
            self._waiting.add(identity)
            self._note()

    def _note(self) -> None:
        """Note the first at once, and together what comes into sight meanwhile."""
        if self._waiting and not self._is_noting:
            seen, self._waiting, self._is_noting = tuple(self._waiting), set(), True
            self._keep(seen, "message", "note")

    def _keep(self, seen: tuple[str, ...], *kinds: str) -> None:
        cache = self._cache
        work = deed(lambda: mark_seen(cache, *seen), *kinds)
        self._background.change(work, self, lambda _: self._kept(), self._not_kept, origin=self)

    def _kept(self) -> None:
        self._is_noting = False
        self._note()

    def _not_kept(self, error: Exception) -> None:
        self._is_noting = False
        self._failed(error)
