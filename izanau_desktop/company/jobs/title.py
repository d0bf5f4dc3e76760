"""A job's title: a text held by language that takes one line."""

from __future__ import annotations

from izanau_desktop.widgets.fields import LineField
from izanau_desktop.widgets.texts import ByLanguage


class TitleField(ByLanguage, LineField):
    """One line in one language."""

    def _suggest(self, words: str) -> None:
        self._line.setPlaceholderText(words)
