"""Texts of other programs made plain: HTML becomes its words, dates become months, `until now` is seen."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

from izanau_protocol import dates

_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:[a-zA-Z]+|#\d+);")
_BLOCKS: Final = frozenset({"p", "br", "div", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4"})
_HIDDEN: Final = frozenset({"script", "style"})
_NOW: Final = frozenset(
    {"", "present", "now", "current", "currently", "today", "ongoing", "until now", "to date", "to present"}
    | {"現在", "至今", "在職中", "在学中", "現在に至る"}
)
_ISO: Final = re.compile(r"(\d{4}-\d{2})(?:-\d{2})?(?:T.*)?")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Blocks begin a line; scripts and styles are no words."""
        self._hidden += tag in _HIDDEN
        if tag in _BLOCKS:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Words go on after a script."""
        self._hidden = max(0, self._hidden - (tag in _HIDDEN))

    def handle_data(self, data: str) -> None:
        """Words."""
        if not self._hidden:
            self.found.append(data)


def prose(text: str) -> str:
    """A text without HTML; Markdown stays, since it reads as text."""
    if not _TAG.search(text):
        return text.strip()
    reader = _Words()
    reader.feed(text)
    reader.close()
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]*\n[ \t]*", "\n", "".join(reader.found))).strip()


def is_now(value: object) -> bool:
    """Whether the end of a period says that there is none yet."""
    return value is None or (isinstance(value, str) and value.strip().casefold() in _NOW)


def month(text: str) -> str:
    """The month of a date as people and programs write it; the text itself where none can be read."""
    found = _ISO.fullmatch(text.strip())
    if found:
        return found[1]
    day = dates.day(text)
    return (day[:7] if day else dates.month(text)) or text
