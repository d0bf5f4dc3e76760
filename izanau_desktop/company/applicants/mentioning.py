"""The colleagues who can be mentioned in a note: behind an `@` those stand under the field whose names begin so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from izanau_desktop.translation import tr
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.plain import button
from izanau_desktop.widgets.prose import ProseEdit
from izanau_protocol.text import fold

_BEGUN: Final = re.compile(r"[@＠]([^@＠\n]{0,40})$")
"""The sign as Japanese keyboards have it, too."""
MOST: Final = 6
"""So many are offered at once; a letter more leaves fewer."""


class Mentioning(QWidget):
    """Tab leads from the field to the names, Enter or Space takes one, and the writing goes on behind it."""

    def __init__(self, edit: ProseEdit) -> None:
        super().__init__()
        self._edit, self._team = edit, tuple[str, ...]()
        self._offered: tuple[str, ...] = ()
        self.setAccessibleName(tr("Mention a colleague"))
        self._flow = FlowLayout(self, 6)
        edit.textChanged.connect(self._look)
        edit.cursorPositionChanged.connect(self._look)
        self.hide()

    def show_team(self, names: Iterable[str]) -> None:
        """Who works at the company."""
        self._team = tuple(filter(None, names))

    def take(self, name: str) -> None:
        """Write a name in the place of what was begun."""
        cursor, before = self._before()
        begun = _BEGUN.search(before)
        if begun is not None:
            cursor.insertText(f"{before[: begun.start()]}@{name} ")
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _before(self) -> tuple[QTextCursor, str]:
        """What stands in the line before the cursor, selected."""
        cursor = self._edit.textCursor()
        cursor.clearSelection()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
        return cursor, cursor.selectedText()

    def _look(self) -> None:
        begun = _BEGUN.search(self._before()[1])
        sought = fold(begun[1]) if begun is not None else ""
        fitting = [one for one in self._team if begun is not None and _fits(one, sought)]
        if tuple(fitting[:MOST]) != self._offered:
            self._offered = tuple(fitting[:MOST])
            self._flow.clear()
            for name in self._offered:
                chip = button(f"@{name}".replace("&", "&&"), "chip", deed=partial(self.take, name))
                chip.setAccessibleName(tr("Mention {name}").format(name=name))
                self._flow.addWidget(chip)
        self.setVisible(bool(self._offered))


def _fits(name: str, sought: str) -> bool:
    """Whether a name, or a later part of it, begins so."""
    whole = fold(name)
    return any(whole[at:].startswith(sought) for at in (0, *(one.end() for one in re.finditer(r"\s+", whole))))
