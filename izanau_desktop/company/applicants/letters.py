"""Chooses one of the messages that the company prepared, in one of the languages that it has."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox

from izanau_desktop.cache.reads.templates import Prepared
from izanau_desktop.translation import tr
from izanau_protocol import codes


class Letters(QComboBox):
    """The letters, each with its language, and one line that stands for none of them."""

    def __init__(self, name: str, none: str, language: str, *, first: bool) -> None:
        """`none` is that line; it stands first, or last."""
        super().__init__()
        self.setAccessibleName(name)
        self._none, self._language, self._is_first = none, language, first
        self._letters: tuple[Prepared, ...] = ()

    def show_letters(self, letters: Sequence[Prepared]) -> None:
        """Offer these; the first line is chosen. With none to offer it hides."""
        self._letters = tuple(letters)
        self.clear()
        told = [(self._words(one), place) for place, one in enumerate(self._letters)]
        for words, place in [(self._none, -1), *told] if self._is_first else [*told, (self._none, -1)]:
            self.addItem(words, place)
        self.setCurrentIndex(0)
        self.setVisible(bool(letters))

    def letter(self) -> Prepared | None:
        """The one that is chosen."""
        place = self.currentData()
        return self._letters[place] if isinstance(place, int) and place >= 0 else None

    def choose(self, letter: Prepared | None) -> None:
        """Choose this one again, whatever it says by now, or none; where it is not offered, what is chosen stays."""
        told = [(one.template, one.language) for one in self._letters]
        wanted = (letter.template, letter.language) if letter is not None else None
        place = self.findData(-1 if wanted is None else told.index(wanted) if wanted in told else None)
        self.setCurrentIndex(place if place >= 0 else self.currentIndex())

    def _words(self, one: Prepared) -> str:
        if not one.language:
            return one.name
        spoken = codes.words("languages", one.language.split("-", 1)[0], self._language)
        return tr("{name} ({language})").format(name=one.name, language=spoken)
