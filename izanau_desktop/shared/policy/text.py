"""The policy as a text to be read: it takes the keyboard, scrolls, and opens no link."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QTextBrowser

from izanau_desktop.translation import tr

LINE_HEIGHT: Final = {"ja": 112.0}
"""Per cent of what the fonts give, by language, 118 of all others: 1.6 and 1.4 times the size of type (look)."""
LEAST: Final = 460
"""Pixels that are shown at least, where nothing else is said."""


class PolicyText(QTextBrowser):
    """Shows a text in Markdown, in all the height that there is."""

    def __init__(self, language: str, least: int = LEAST) -> None:
        super().__init__()
        self._language = language
        self.setAccessibleName(tr("Privacy policy"))
        self.setOpenLinks(False)
        self.setMinimumHeight(least)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self.setMarkdown(text)
        _set_to_be_read(self.document(), LINE_HEIGHT.get(self._language, 118.0))


def _set_to_be_read(document: QTextDocument, line_height: float) -> None:
    """Give a long text air, and headings that stay below the page's own."""
    plain = QTextCharFormat()
    plain.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
    plain.setFontWeight(QFont.Weight.DemiBold)
    block = document.begin()
    while block.isValid():
        cursor, form = QTextCursor(block), block.blockFormat()
        form.setLineHeight(line_height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        form.setBottomMargin(8)
        cursor.setBlockFormat(form)
        if form.headingLevel():
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.mergeCharFormat(plain)
        block = block.next()
