"""Edits of what others read wait for more while their section is open, and go once it is left (docs/sync.md)."""

from __future__ import annotations

from PySide6.QtCore import QObject

from izanau_desktop.background import Background
from izanau_desktop.desk import Desk


class HeldEdits:
    """What was edited in the section that is open."""

    def __init__(self, desk: Desk, background: Background, page: QObject) -> None:
        self._desk, self._background, self._page = desk, background, page
        self._edited: set[tuple[str, str]] = set()

    def add(self, kind: str, identity: str) -> None:
        """A document was edited."""
        self._edited.add((kind, identity))

    def leave(self) -> None:
        """The section is left."""
        for kind, identity in self._edited:
            self._leave(kind, identity)
        self._edited.clear()

    def _leave(self, kind: str, identity: str) -> None:
        cache = self._desk.cache
        self._background.change(lambda: cache.left(kind, identity), self._page, None, _no_matter, origin=self._page)


def _no_matter(_error: Exception) -> None:
    """A hold that cannot be ended ends by itself."""
