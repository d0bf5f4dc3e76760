"""Texts that are held by language, as fields: a long one, and what one language of any text has in common."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from izanau_desktop.look.style import wear
from izanau_desktop.widgets.fields import BoundField, Parse
from izanau_desktop.widgets.prose import ProseEdit
from izanau_protocol.documents import Field


class ByLanguage(BoundField):
    """One language of a text: that of the interface, or the one that the object name says (`duties@ja`)."""

    tag = "en"

    def bind(self, field: Field, language: str) -> None:
        """Take words and bounds, and the language."""
        self.tag = self.objectName().partition("@")[2] or language
        super().bind(field, language)
        self._name, self._star = field.spec.words.of(language), " *" if field.spec.required else ""

    def names(self) -> tuple[str, ...]:
        """The field, whatever the language."""
        return (self.objectName().partition("@")[0],)

    def show_values(self, values: Mapping[str, object]) -> None:
        """Show the text of the language; another language's stands as a hint."""
        held = values[self.names()[0]]
        texts = held if isinstance(held, Mapping) else {}
        self.show_text(str(texts.get(self.tag, "")))
        others = [tag for tag in sorted(texts) if tag != self.tag]
        self._suggest(str(texts[others[0]]) if others else "")

    def values(self, parse: Parse) -> dict[str, object]:
        """The text under its language."""
        (name,), text = self.names(), self.text()
        return {name: {self.tag: parse(name, text) if text.strip() else None}}

    def name_language(self, language: str, gap: str = "") -> None:
        """Name the language beside the field's own name, and say what lacks; empty takes both away."""
        named = " · ".join(filter(None, (self._name, language)))
        words = " · ".join(filter(None, (named + self._star, gap)))
        if words == self.label.text():
            return
        self.label.setText(words)
        self.editor.setAccessibleName(words)
        wear(self.label, tone="warn" if gap else "")
        if language:
            self._suggest("")  # the other language stands beside it

    def _suggest(self, words: str) -> None:
        """What stands in the empty field."""
        raise NotImplementedError


class TextField(ByLanguage):
    """A long free text."""

    def _make(self) -> QWidget:
        self._prose = ProseEdit()
        self._prose.textChanged.connect(self._typed)
        return self._prose

    def text(self) -> str:
        return self._prose.toPlainText()

    def _suggest(self, words: str) -> None:
        self._prose.setPlaceholderText(words)

    def _put(self, text: str) -> None:
        self._prose.put(text)

    def _enter_moves_on(self) -> bool:
        return False
