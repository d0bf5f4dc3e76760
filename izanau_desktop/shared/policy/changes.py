"""What changed in a text, to be seen and heard: each passage says whether it is new or gone, and colour only repeats it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from izanau_desktop.shared.profile_view import clear
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, Chip, Paragraph
from izanau_protocol.difference import Passage


class ChangesCard(Card):
    """A summary, and the passages that went and came in the order of reading."""

    def __init__(self) -> None:
        super().__init__(tr("What changed"))
        self.summary = Paragraph("")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self.add(self.summary)
        self.body.addLayout(self._rows)

    def show_changes(self, summary: str, passages: Sequence[Passage]) -> None:
        """Show another set of changes; a card without any is hidden."""
        self.summary.set_words(summary)
        self.summary.setVisible(bool(summary))
        clear(self._rows)
        changed = [one for one in passages if one.change != "kept"]
        for one in changed:
            self._rows.addWidget(_row(one))
        self.setVisible(bool(summary or changed))


def _row(passage: Passage) -> QWidget:
    """`+ New` or `- Removed` before the words: the mark is a sign, a word, and only then a colour."""
    new = passage.change == "added"
    told = tr("+ New") if new else tr("− Removed")
    words = Paragraph(_plain(passage.text), "" if new else "secondary")
    spoken = tr("New: {text}") if new else tr("Removed: {text}")
    words.setAccessibleName(spoken.format(text=words.words))
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    mark = Chip(told, "ok" if new else "danger")
    beside = QVBoxLayout()
    beside.addWidget(mark)
    beside.addStretch(1)
    row.addLayout(beside)
    row.addWidget(words, 1)
    return line


def _plain(text: str) -> str:
    """Markdown as a reader says it: no marks of headings, emphasis and escapes."""
    lines = (line.lstrip("# ").replace("**", "").replace("\\", "").strip() for line in text.splitlines())
    return "\n".join(filter(None, lines))
