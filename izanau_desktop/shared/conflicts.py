"""Conflicts side by side: what was there, mine, theirs; one is taken, or both, and the matter is settled everywhere."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from izanau_desktop.background import Background
from izanau_desktop.cache.reads import common, values
from izanau_desktop.cache.reads.common import ConflictRow
from izanau_desktop.commands import Commands
from izanau_desktop.desk import Desk
from izanau_desktop.shared import moments
from izanau_desktop.shared.column import WaitingPage
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, EmptyState, Paragraph, button, label
from izanau_protocol.merge import Take


class ConflictsPage(WaitingPage):
    """Lists the conflicts that wait for an answer."""

    def __init__(self, desk: Desk, background: Background, commands: Commands, language: str) -> None:
        super().__init__(
            desk,
            background,
            language,
            tr("Conflicts"),
            tr("The same field was changed here and elsewhere. Choose which to keep; nothing is lost until then."),
        )

    def _read(self) -> None:
        self._background.ask(lambda: common.open_conflicts(self._desk.cache), self, self._show, key="conflicts")

    def _show(self, rows: tuple[ConflictRow, ...]) -> None:
        self.begin()
        if not rows:
            told = tr("If the same field is changed here and elsewhere, you choose here which words stay.")
            self.parts.addWidget(EmptyState("circle-check", tr("No conflicts"), told))
        self.intro.setVisible(bool(rows))
        for row in rows:
            self.parts.addWidget(self._card(row))

    def _card(self, row: ConflictRow) -> Card:
        card = Card(values.path_words(row.kind, row.path, self._language))
        where = " · ".join(filter(None, (row.device, moments.full(row.at, self._language))))
        card.add(label(where, "small"))
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(16)
        wrote = (tr("Theirs"), row.who, moments.full(row.when, self._language) if row.when else "")
        sides = ((tr("Before"), row.base), (tr("Mine"), row.mine), (" · ".join(filter(None, wrote)), row.theirs))
        for column, (name, value) in enumerate(sides):
            grid.addWidget(label(name, "small"), 0, column)
            grid.addWidget(Paragraph(values.words(row.kind, row.path, value, self._language)), 1, column)
            grid.setColumnStretch(column, 1)
        card.add(table)
        foot = QWidget()
        line = QHBoxLayout(foot)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(button(tr("Take mine"), deed=lambda: self._settle(row, "mine")))
        line.addWidget(button(tr("Take theirs"), deed=lambda: self._settle(row, "theirs")))
        if row.can_keep_both:
            line.addWidget(button(tr("Keep both"), "quiet", deed=lambda: self._settle(row, "both")))
        line.addStretch(1)
        card.add(foot)
        return card

    def _settle(self, row: ConflictRow, take: Take) -> None:
        self._do(lambda: self._desk.cache.resolve(row.id, take), "conflict", row.kind)
