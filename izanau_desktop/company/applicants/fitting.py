"""The card that says how an applicant fits the job: a line for each thing asked for, with a verdict before it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from izanau_desktop.look.tokens import Tone
from izanau_desktop.shared.profile_view import column
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, Chip, Paragraph
from izanau_protocol import codes
from izanau_protocol.fit import Item, Verdict
from izanau_protocol.reading import fit as reading

TONES: Final[dict[Verdict, Tone]] = {"fits": "ok", "check": "warn", "lacks": "danger"}
LOWER: Final = 2
"""Pixels that a verdict stands lower, since running text has a higher line."""


class FitCard(Card):
    """Shows what a job asks for and how the profile answers it."""

    def __init__(self, items: Sequence[Item], language: str) -> None:
        super().__init__(tr("Fit for this job"))
        self.add(*(_line(one, language) for one in reading.lines(items, language)))
        self._verdicts = self.findChildren(Chip)

    def showEvent(self, event: QShowEvent) -> None:
        """Every verdict is as wide as the widest, so that the words begin at one edge."""
        super().showEvent(event)
        for one in self._verdicts:
            one.ensurePolished()
        widest = max((one.sizeHint().width() for one in self._verdicts), default=0)
        for one in self._verdicts:
            one.setMinimumWidth(widest)


def _line(one: reading.Line, language: str) -> QWidget:
    """A verdict and its words, which assistive technology reads as one sentence."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    verdict, words = codes.words("fit", one.verdict, language), Paragraph(one.words)
    beside = QVBoxLayout()
    beside.setContentsMargins(0, LOWER, 0, 0)
    beside.addWidget(Chip(verdict, TONES[one.verdict]))
    beside.addStretch(1)
    row.addLayout(beside)
    row.addWidget(column(words), 1)
    made.setAccessibleName(tr("{verdict}: {words}").format(verdict=verdict, words=one.words))
    return made
