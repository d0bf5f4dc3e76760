"""A job's title: a text held by language that takes one line."""

from __future__ import annotations

from collections.abc import Mapping

from izanau_desktop.widgets.fields import LineField, Parse
from izanau_protocol.documents import Field


class TitleField(LineField):
    """One line in the language of the interface; another language's stands as a hint."""

    def bind(self, field: Field, language: str) -> None:
        """Remember the language."""
        self._language = language
        super().bind(field, language)

    def show_values(self, values: Mapping[str, object]) -> None:
        """Show the text of the language."""
        held = values[self.objectName()]
        texts = held if isinstance(held, Mapping) else {}
        self.show_text(str(texts.get(self._language, "")))
        others = [str(texts[tag]) for tag in sorted(texts) if tag != self._language]
        self._line.setPlaceholderText(others[0] if others else "")

    def values(self, parse: Parse) -> dict[str, object]:
        """The text under its language."""
        text = self.text()
        return {self.objectName(): {self._language: parse(self.objectName(), text) if text.strip() else None}}
