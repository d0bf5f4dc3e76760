"""The last syncs, to read, to copy, and to send to support: when, why, how much, what went wrong; nothing of what moved."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from izanau_desktop.background import Background
from izanau_desktop.cache.reads import syncs
from izanau_desktop.cache.synclog import Sync
from izanau_desktop.commands import Commands
from izanau_desktop.desk import Desk
from izanau_desktop.frame.sync import SyncState
from izanau_desktop.look import icons
from izanau_desktop.shared import moments
from izanau_desktop.shared.deeds import refusal
from izanau_desktop.shared.sync_card import SyncCard
from izanau_desktop.translation import tr
from izanau_desktop.widgets.cells import Cell, CellModel
from izanau_desktop.widgets.plain import Notice, Paragraph, button, label
from izanau_desktop.widgets.stops import hand_on

ROOM = 14
"""Pixels around the words of a cell."""
MOST = 6_000
"""Characters of the log that a request to support takes, beside what the person writes."""
WHEN, WHY, CAME, TOOK = range(4)
_NARROW = (WHEN, WHY, TOOK)


class SyncLogPage(QWidget):
    """How sync stands, and what it did lately. `handed_on(text)`: the person wants to write to support with the log."""

    handed_on = Signal(str)

    def __init__(self, desk: Desk, background: Background, commands: Commands, language: str) -> None:
        super().__init__()
        self.setAccessibleName(tr("Sync log"))
        self._desk, self._background, self._language = desk, background, language
        self._found: tuple[Sync, ...] | None = None
        self.state = Notice("")
        self.state.hide()
        self.polls = Paragraph(
            tr(
                "The site cannot say at once what is new, since something on the way cuts its line: it is looked at now and then."
            ),
            "secondary",
        )
        self.polls.hide()
        self.rest = SyncCard(desk, background, language)
        self.only = QCheckBox(tr("Only pro&blems"))
        self.only.toggled.connect(self._read)
        self.table = _Table()
        self.rows = self.table.rows
        hand_on(self, self.table)
        self.table.selectionModel().currentRowChanged.connect(self._tell)
        self.detail = Paragraph("", "secondary")
        self.copied = button(tr("&Copy"), icon="copy", deed=self._copy)
        self.send = button(tr("Send to supp&ort…"), icon="send", deed=self._hand_on)
        self.send.setVisible(desk.account.group != "staff")
        self._lay_out()

    def explain(self, state: SyncState) -> None:
        """Say how sync stands, and read what it did."""
        self.state.set(state.told, state.tone)
        self.polls.setVisible(state.polls)
        if self.isVisible():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        """What is on screen is of now."""
        super().showEvent(event)
        self._read()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(28, 24, 28, 28)
        whole.setSpacing(12)
        whole.addWidget(label(tr("Sync log"), "title"))
        told = tr(
            "What was exchanged with the site lately. It holds counts, times and problems only: nothing of what was sent or received, so you can hand it on."
        )
        whole.addWidget(Paragraph(told, "secondary"))
        whole.addWidget(self.state)
        whole.addWidget(self.polls)
        whole.addWidget(self.rest)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.only)
        line.addStretch(1)
        line.addWidget(self.copied)
        line.addWidget(self.send)
        whole.addLayout(line)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.detail)

    def _read(self) -> None:
        problems, cache = self.only.isChecked(), self._desk.cache
        self._background.ask(lambda: syncs.read(cache, problems=problems), self, self._show, self._failed, key="syncs")

    def _failed(self, error: Exception) -> None:
        self.state.set(refusal(error, self._language), "danger")

    def _show(self, found: tuple[Sync, ...]) -> None:
        if found == self._found:
            return
        current = self._current()
        self._found = found
        self.rows.set_rows(tuple(self._row(one) for one in found))
        self.table.fit()
        place = next((row for row, one in enumerate(found) if current and one.number == current.number), 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(self.rows.index(place, 0), flags)
        for deed in (self.copied, self.send):
            deed.setEnabled(bool(found))
        self._tell()

    def _row(self, one: Sync) -> tuple[Cell, ...]:
        came = syncs.outcome(one, self._language)
        again = syncs.often(one, self._language, moments.full(one.last, self._language))
        told = f"{came} · {again}" if again else came
        wrong = icons.icon("circle-alert", "danger") if one.problem or one.refused else None
        return (
            Cell(moments.full(one.at, self._language)),
            Cell(syncs.cause(one, self._language)),
            Cell(told, wrong, tip=told),
            Cell(syncs.took(one, self._language)),
        )

    def _current(self) -> Sync | None:
        row, found = self.table.currentIndex().row(), self._found or ()
        return found[row] if 0 <= row < len(found) else None

    def _tell(self) -> None:
        """The selected one in full, below the table."""
        one = self._current()
        if one is None:
            self.detail.set_words(tr("Nothing to show."))
            return
        parts = [syncs.outcome(one, self._language), syncs.numbers(one, self._language)]
        self.detail.set_words(" · ".join(parts) + (f" [{one.problem}]" if one.problem else ""))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(syncs.as_text(self._found or (), self._language))

    def _hand_on(self) -> None:
        self.handed_on.emit(syncs.as_text(self._found or (), self._language, MOST))


class _Table(QTableView):
    """When, why, what came of it, how long it took; the narrow columns are as wide as their widest words."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = CellModel((tr("When"), tr("Why"), tr("What came of it"), tr("Took")), parent=self)
        self.setModel(self.rows)
        self.setAccessibleName(tr("Last syncs"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        head.setHighlightSections(False)
        for column in _NARROW:
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(CAME, QHeaderView.ResizeMode.Stretch)
        self.fit()

    def fit(self) -> None:
        """Lay columns and rows out anew."""
        metrics, head = self.fontMetrics(), self.horizontalHeader()
        self.verticalHeader().setDefaultSectionSize(metrics.height() + ROOM)
        for column in _NARROW:
            words = {row[column].text for row in self.rows.rows}
            widest = max((metrics.horizontalAdvance(text) for text in words), default=0)
            self.setColumnWidth(column, max(widest + 2 * ROOM, head.sectionSizeHint(column)))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the type that is worn."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "rows"):
            self.fit()
