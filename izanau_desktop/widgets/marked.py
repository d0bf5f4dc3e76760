"""Running text in which it is marked what was put in and what was taken out: by a line under or through it, and by colour."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from izanau_desktop.look.tokens import Tokens, tokens_of
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Paragraph
from izanau_protocol.difference import Passage

_GAP = "\u2009"


class MarkedText(Paragraph):
    """Passages as one text; assistive technology hears in words what is marked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._passages: tuple[Passage, ...] = ()
        super().__init__("", "", parent)

    def set_passages(self, passages: Sequence[Passage]) -> None:
        """Show these; what went is shown too, where it stood."""
        self._passages = tuple(passages)
        self.set_words("".join(one.text for one in passages if one.change != "removed"))
        self.setAccessibleName(spoken(passages))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme, whose colours stand in the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._passages:
            self._lay_out()

    def _markup(self) -> list[str]:
        """The passages as paragraphs of HTML: a line break ends a paragraph wherever it stands."""
        tokens = tokens_of(self.palette())
        whole, before = "", "kept"
        for one in self._passages:
            # Air between what went and what came in its place, so that they do not read as one word.
            is_beside = before != "kept" and one.change != "kept" and not whole.endswith("\n")
            whole += (_GAP if is_beside else "") + _dressed(one, tokens)
            before = one.change
        return whole.split("\n")


def spoken(passages: Sequence[Passage]) -> str:
    """The text as it is read aloud."""
    words = {"kept": "{text}", "added": tr("[added: {text}]"), "removed": tr("[removed: {text}]")}
    return "".join(words[one.change].format(text=one.text) for one in passages)


def _dressed(one: Passage, tokens: Tokens) -> str:
    """Each line of a passage on its own, so that no mark runs over the end of a paragraph."""
    styles = {
        "kept": "",
        "added": f"color:{tokens.ok}; background-color:{tokens.ok_soft}; text-decoration:underline",
        "removed": f"color:{tokens.danger}; background-color:{tokens.danger_soft}; text-decoration:line-through",
    }
    style = styles[one.change]
    lines = (html.escape(line) for line in one.text.split("\n"))
    return "\n".join(f'<span style="{style}">{line}</span>' if style and line else line for line in lines)
