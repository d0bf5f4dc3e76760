"""The card of the other applications of a person to the company: job, stage, when; each leads there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from izanau_desktop.cache.reads.common import text_in
from izanau_desktop.cache.reads.others import OtherRow
from izanau_desktop.shared import moments
from izanau_desktop.translation import tr
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.plain import Card, Chip, button, label


class OthersCard(Card):
    """Shows them; `chosen(id)` wants one opened."""

    chosen = Signal(str)

    def __init__(self, rows: Sequence[OtherRow], language: str) -> None:
        super().__init__(tr("Other applications to your company"))
        self.add(*(self._line(one, language) for one in rows))

    def _line(self, one: OtherRow, language: str) -> QWidget:
        made = QWidget()
        flow = FlowLayout(made, 8, 2)
        title = text_in(one.job_title, language)[0] or tr("a job that is gone")
        stage = tr("Withdrawn") if one.withdrawn else one.stage_words.of(language)
        when = moments.day(one.applied, language) if one.applied else tr("not synced yet")
        opens = button(title.replace("&", "&&"), "link", deed=lambda: self.chosen.emit(one.id))
        opens.setAccessibleName(tr("Open the application: {job}, {stage}").format(job=title, stage=stage))
        flow.addWidget(opens)
        flow.addWidget(Chip(stage))
        flow.addWidget(label(when, "secondary"))
        return made
