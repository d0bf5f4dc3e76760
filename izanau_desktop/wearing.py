"""What all windows of a process wear: one set of preferences, one language, one look."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from izanau_desktop.look.theme import Theme
from izanau_desktop.preferences import Preferences
from izanau_desktop.translation import Translation


class Wearing(QObject):
    """What all windows of a process share: preferences, language, look."""

    def __init__(self, qt: QApplication, folder: Path) -> None:
        super().__init__(qt)
        self.preferences = Preferences(folder, self)
        self.translation = Translation(self)
        self.translation.use(self.preferences.language)
        self._theme = Theme(qt, self.preferences, folder)
        self._theme.use_language(self.translation.language)
        self.preferences.changed.connect(self._changed)

    def _changed(self, accessor: str) -> None:
        if accessor == "language":
            self.translation.use(self.preferences.language)
            self._theme.use_language(self.translation.language)
