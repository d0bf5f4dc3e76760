"""The card that names what a profile still lacks before it may be shown, each with the way to its section."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from izanau_desktop.cache.reads import values
from izanau_desktop.shared.profile_view import clear
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, button, label


class LackingCard(Card):
    """Hidden while nothing is missing. `section(name)`: that section is to be filled in."""

    section = Signal(str)

    def __init__(self, language: str, told: str = "") -> None:
        super().__init__(tr("Your profile still lacks this"))
        self._language = language
        self._links = QVBoxLayout()
        self._links.setSpacing(2)
        self._first: QWidget | None = None
        self._shown: tuple[str, ...] = ()
        if told:
            self.add(label(told, "small"))
        self.body.addLayout(self._links)

    @property
    def first(self) -> QWidget:
        """What takes the focus where somebody is led here."""
        return self._first or self

    def show_missing(self, paths: Sequence[str]) -> None:
        """Name these fields of the profile; what is named already keeps its place and the focus."""
        self.setVisible(bool(paths))
        if tuple(paths) == self._shown:
            return
        self._shown = tuple(paths)
        clear(self._links)
        self._first = None
        for path in paths:
            words = values.path_words("profile", path, self._language)
            link = button(words, "link", deed=partial(self.section.emit, path.split(".", 1)[0]))
            link.setAccessibleName(tr("Fill in: {section}").format(section=words))
            self._links.addWidget(link)
            self._first = self._first or link
