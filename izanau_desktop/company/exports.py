"""Files of applicants: writing one, and the duty to delete from its copies who left since (PRV-63)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from izanau_desktop import offers
from izanau_desktop.background import Background
from izanau_desktop.cache.reads import exports as reads
from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.cache.reads.exports import ExportRow, Owed
from izanau_desktop.commands import Commands
from izanau_desktop.company.exporting import ExportCard, may_export
from izanau_desktop.desk import Desk
from izanau_desktop.exporting import applicants
from izanau_desktop.shared import moments
from izanau_desktop.shared.column import ColumnPage
from izanau_desktop.shared.deeds import Done, deed, refusal
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, Chip, EmptyState, Paragraph, button, label
from izanau_desktop.widgets.toast import Toast
from izanau_protocol import codes

KINDS = frozenset({"export", "membership"})


class Wrote(msgspec.Struct, frozen=True):
    """A file that was written, and that its record changed."""

    rows: int
    kinds: frozenset[str] = frozenset({"export"})


class ExportsPage(ColumnPage):
    """Says first what a copy means; lists the files, those with rows to delete at the top."""

    def __init__(self, desk: Desk, background: Background, commands: Commands, language: str) -> None:
        super().__init__(tr("Exports"), tr("Files of applicants that your company wrote, and what is owed of them."))
        self._desk, self._background, self._commands, self._language = desk, background, commands, language
        self._rows: tuple[ExportRow, ...] | None = None
        self.toast = Toast(self)
        self.toast.gone.connect(commands.reconsider)
        self.card = ExportCard(desk.cache, language)
        self.card.decided.connect(self.write)
        self._may = may_export(desk.account.role)
        self.card.setVisible(self._may)
        self.above(self.card)
        deeds = offers.bound(
            offers.EXPORTS,
            csv=(self._may_write, lambda: self.card.ask("csv")),
            xlsx=(self._may_write, lambda: self.card.ask("xlsx")),
        )
        commands.register(*deeds, self.toast.command("exports", offers.COMPANY))
        self.setFocusProxy(self.card.first)
        background.changed.connect(self._changed)
        self._read()

    def offer(self, view: View, columns: Sequence[str] = ()) -> None:
        """Be ready to write the applicants of this view of the list, and of its table these columns."""
        self.card.offer(view, columns)
        self.card.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def write(self, file: Path, form: str) -> None:
        """Write the file, once it is recorded."""
        desk, view, language, columns = self._desk, self.card.view, self._language, self.card.columns

        def work() -> Wrote:
            return Wrote(applicants.write(desk, file, form, language, view, columns).rows)

        def done(wrote: Wrote) -> None:
            self.notice.set("")
            self.toast.tell(tr("%n applicant(s) written into {file}", None, wrote.rows).format(file=file.name))

        self._background.change(work, self, done, self._failed)

    def _may_write(self) -> bool:
        return self.isVisible() and self._may

    # --- what was written ---

    def _changed(self, kinds: frozenset[str], _origin: object) -> None:
        if kinds & KINDS:
            self._read()

    def _read(self) -> None:
        cache = self._desk.cache
        self._background.ask(lambda: reads.exports(cache), self, self._show, self._failed, key="exports")

    def _show(self, rows: tuple[ExportRow, ...]) -> None:
        if rows == self._rows:
            return
        self._rows = rows
        self.begin()
        if not rows:
            told = tr("Nobody of your company wrote applicants into a file.")
            self.parts.addWidget(EmptyState("download", tr("No exports"), told))
        for one in rows:
            self.parts.addWidget(self._card(one))

    def _card(self, row: ExportRow) -> Card:
        card = Card(row.file)
        if row.owed:
            card.head.addWidget(Chip(tr("%n row(s) to delete", None, len(row.owed)), "danger"))
        elif row.pending:
            card.head.addWidget(Chip(tr("Waiting"), "warn"))
        by = row.by.name or tr("a former member") if row.by is not None else ""
        when = moments.full(row.at, self._language) or tr("not synced yet")
        told = (when, tr("%n applicant(s)", None, row.count), by)
        card.add(label(" · ".join(filter(None, told)), "small"))
        if row.cleared:
            card.add(label(tr("%n row(s) were deleted from its copies", None, row.cleared), "small"))
        if row.owed:
            card.add(Paragraph(tr("This file holds people who left. Delete their rows from every copy of it:")))
        for owed in row.owed:
            card.add(self._owed(row, owed))
        return card

    def _owed(self, row: ExportRow, owed: Owed) -> QWidget:
        frame = QWidget()
        line = QHBoxLayout(frame)
        line.setContentsMargins(0, 0, 0, 0)
        why = codes.words("left_cause", owed.cause, self._language)
        when = moments.full(owed.at, self._language)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(Paragraph(tr("Row {row}").format(row=owed.row)))
        told.addWidget(label(f"{why} · {when}", "small"))
        line.addLayout(told, 1)
        if self._may:
            done = button(tr("Deleted"), deed=partial(self._deleted, row.id, owed.key))
            done.setAccessibleName(tr("Row {row} was deleted from every copy").format(row=owed.row))
            line.addWidget(done, 0, Qt.AlignmentFlag.AlignTop)
        return frame

    def _deleted(self, export: str, key: str) -> None:
        desk = self._desk

        def told(done: Done) -> None:
            if done.outbox:
                self.toast.tell(tr("Noted as deleted"), self._undo_of(done.outbox))
                self._commands.reconsider()

        self._background.change(deed(lambda: desk.copies_deleted(export, key), "export"), self, told, self._failed)

    def _undo_of(self, outbox: str) -> Callable[[], None]:
        cache = self._desk.cache

        def undo() -> None:
            work = deed(lambda: "yes" if cache.drop(outbox) else "", "export")
            self._background.change(work, self, self._undone, self._failed)

        return undo

    def _undone(self, done: Done) -> None:
        self.toast.tell(tr("Taken back") if done.outbox else tr("Too late: it was sent already."))

    def _failed(self, error: Exception) -> None:
        self.notice.set(refusal(error, self._language), "danger")
