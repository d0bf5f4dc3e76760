"""What a text should rather not say, beneath where it is typed: the words, what to write instead, why and by which law."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from izanau_desktop.look.tokens import SMALL
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Glyph, announce, label
from izanau_protocol import rules
from izanau_protocol.text import sentences

Told = tuple[str, str]
"""What was found with what to write instead, and the reason with its law."""


class Hints(QWidget):
    """Hidden while there is nothing to say; nothing is refused because of it."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.told: tuple[Told, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 2, 0, 0)
        self._column.setSpacing(6)
        self.hide()

    def show_findings(self, findings: Sequence[rules.Finding]) -> None:
        """Say these; words that want the same are named together."""
        told = _told(findings, self._language)
        if told == self.told:
            return
        is_more = len(told) > len(self.told)
        self.told = told
        while (item := self._column.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.hide()
                part.deleteLater()
        for one in told:
            self._column.addWidget(_entry(*one))
        words = sentences(*(instead for instead, _ in told))
        self.setAccessibleName(words)
        self.setVisible(bool(told))
        if is_more:
            announce(self, words)


def quoted(words: str) -> str:
    """The words that were found, in the marks of the language."""
    return tr("“{words}”").format(words=words)


def _told(findings: Sequence[rules.Finding], language: str) -> tuple[Told, ...]:
    grouped: dict[tuple[str, str], list[str]] = {}
    for one in findings:
        words = grouped.setdefault((one.kind, one.instead.of(language)), [])
        if one.words not in words:
            words.append(one.words)
    return tuple(
        (
            tr("{words} ({kind}): {instead}").format(
                words=tr(", ").join(map(quoted, words)), kind=rules.reasons()[kind].name.of(language), instead=instead
            ),
            tr("{why} Source: {law}.").format(
                why=rules.reasons()[kind].why.of(language), law=rules.reasons()[kind].law.of(language)
            ),
        )
        for (kind, instead), words in grouped.items()
    )


def _entry(instead: str, why: str) -> QWidget:
    entry = QWidget()
    row = QHBoxLayout(entry)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(Glyph("triangle-alert", "warn", SMALL + 2), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(1)
    column.addWidget(label(instead, "hint"))
    column.addWidget(label(why, "small"))
    row.addLayout(column, 1)
    return entry
