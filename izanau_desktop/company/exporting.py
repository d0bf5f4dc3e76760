"""Writing applicants into a file: what a copy means, which applicants, and where to; nothing is written before all that."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QWidget

from izanau_desktop.cache import Cache
from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.cache.reads.common import text_in
from izanau_desktop.company.applicants.reading import head
from izanau_desktop.exporting import applicants
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, Paragraph, button, label
from izanau_protocol import codes, visibility
from izanau_protocol.problems import Refused


class ExportCard(Card):
    """`decided(file, format)` once somebody said where to."""

    decided = Signal(Path, str)

    def __init__(self, cache: Cache, language: str) -> None:
        super().__init__(tr("Write applicants into a file"))
        self._cache, self._language = cache, language
        self.view = View()
        self._table: tuple[str, ...] = ()
        self._which = label("", "secondary")
        self._which.setWordWrap(True)
        self.narrow = QCheckBox(tr("Only the &columns of the table"))
        self.narrow.toggled.connect(lambda _: self._which.setText(self._words()))
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        self.first = button(tr("CSV file…"), "", "download", lambda: self.ask("csv"))
        row.addWidget(self.first)
        row.addWidget(button(tr("Excel file…"), "", "download", lambda: self.ask("xlsx")))
        row.addStretch(1)
        self.add(Paragraph(applicants.DUTY.of(language)), self._which, self.narrow, foot)
        self.offer(self.view)

    def offer(self, view: View, table: Sequence[str] = ()) -> None:
        """Be ready to write the applicants of this view of the list, with the columns of its table alone unless told otherwise."""
        self.view, self._table = view, tuple(table)
        self.narrow.setChecked(bool(table))
        self.narrow.setVisible(bool(table))
        self._which.setText(self._words())

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are to be written; none: all that there are."""
        return self._table if self.narrow.isChecked() else ()

    def ask(self, form: str) -> None:
        """Ask for the file."""
        kinds = {"csv": tr("CSV (*.csv)"), "xlsx": tr("Excel (*.xlsx)")}
        name = tr("applicants") + f".{form}"
        dialog = QFileDialog(self, tr("Write applicants into a file"), name, kinds[form])
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(form)
        dialog.fileSelected.connect(lambda file: self.decided.emit(Path(file), form))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _words(self) -> str:
        job = self._cache.get("job", self.view.job) if self.view.job else None
        title = text_in(job.body.get("title"), self._language)[0] if job else ""
        named = head(self._cache, self.view.job).stage_names(self._language) if self.view.stages else {}
        stages = tr(", ").join(named.get(one, one) for one in self.view.stages)
        told = " · ".join(filter(None, (title, stages, self.view.query)))
        whole = tr("What is written: all applicants who did not withdraw.")
        which = tr("What is written: the applicants listed by {what}.").format(what=told) if told else whole
        names = (codes.words("applicant_column", one, self._language) for one in self.columns)
        columns = tr("Columns: ID, {columns}.").format(columns=tr(", ").join(names))
        return f"{which}\n{columns}" if self.columns else which


def may_export(role: str) -> bool:
    """Whether a role reads the applicants of the whole company, and may record a file of them."""
    try:
        applicants.columns_of(role)
    except Refused:
        return False
    return visibility.may_write("export", "rows", role)
