"""One column of the board: a stage with its count, its cards, and a place where others can be dropped."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from izanau_desktop.cache.reads.applicants import ListRow, View
from izanau_desktop.cache.reads.filters import ENDED
from izanau_desktop.company.applicants.reading import Head, Looked
from izanau_desktop.company.applicants.rows import ApplicantRows
from izanau_desktop.company.board.cards import DRAGGED, CardDelegate, CardModel, CardsView, CardTold
from izanau_desktop.company.board.reading import Strip
from izanau_desktop.company.words import grouped
from izanau_desktop.look.style import wear
from izanau_desktop.look.tokens import SPACE
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Chip, EmptyState, label

_WIDE = 12.5
"""The least width, in heights of a line: it grows with the type."""


class StageColumn(QFrame):
    """`wanted(page)`: rows that are looked at and not here; `dropped(application)`: a card of another column came."""

    wanted, dropped, carried = Signal(int), Signal(str), Signal()

    def __init__(self, strip: Strip, language: str, *, may_move: bool) -> None:
        super().__init__()
        self.stage, self._language = strip.stage, language
        self.shown = View()
        self._told = CardTold(language)
        self.view, model = CardsView(), CardModel(self._told)
        model.setParent(self.view)
        empty = EmptyState("inbox", tr("Nobody here"))
        self.rows = ApplicantRows(self._told, empty, model, self.view, CardDelegate)
        self._delegate = self.view.itemDelegate()
        model.wanted.connect(self.wanted)
        self.view.setDragEnabled(may_move)
        self._may_move = may_move
        wear(self, "column")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, SPACE[1], 1, SPACE[1])
        layout.setSpacing(SPACE[0])
        layout.addWidget(self._head())
        layout.addWidget(self.rows, 1)
        self.setFocusProxy(self.rows)
        self._measure()

    def _head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(SPACE[2], 0, SPACE[2], 0)
        row.setSpacing(SPACE[1])
        self.name = label(self.stage.words.of(self._language), "strong")
        self.name.setWordWrap(True)
        self.count = Chip()
        row.addWidget(self.name, 1)
        row.addWidget(self.count, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()

    def _measure(self) -> None:
        self.setMinimumWidth(round(self.fontMetrics().height() * _WIDE))

    # --- what is shown ---

    def show_strip(self, strip: Strip, head: Head) -> None:
        """Show what was read; the current card stays, or the one that took its place becomes current."""
        self.stage, self._told.head = strip.stage, head
        self._told.ends = bool({strip.stage.id, strip.stage.status} & ENDED)
        same = strip.listing.view == self.shown
        self.shown = strip.listing.view
        self.setAcceptDrops(self._may_move and strip.is_of_job)
        number, place = strip.listing.total, self.rows.place
        self.name.setText(self.stage.words.of(self._language))
        self.count.set(grouped(number))
        spoken = tr("{stage}, {number}").format(
            stage=self.stage.words.of(self._language), number=tr("%n applicant(s)", None, number)
        )
        self.view.setAccessibleName(spoken)
        self.rows.show_listing(strip.listing, same=same)
        self.rows.model.retell()
        if number and not self.rows.current():
            self.rows.go(place if same and place >= 0 else 0)

    def looked(self, job: str, order: str) -> Looked:
        """What is looked at, for when the column is read anew; of another job or in another order the beginning."""
        looked = self.rows.looked()
        same = (self.shown.job, self.shown.sort) == (job, order)
        return looked if same else replace(looked, current="", place=-1, top=0)

    def show_page(self, view: View, number: int, rows: tuple[ListRow, ...]) -> None:
        """Show one more page, if it is of what is shown."""
        if view == self.shown:
            self.rows.model.add(number, rows)

    def set_here(self, *, here: bool) -> None:
        """Mark the current card, or do not: of all columns only the one that is worked in has one."""
        assert isinstance(self._delegate, CardDelegate)
        if self._delegate.is_here != here:
            self._delegate.is_here = here
            self.view.viewport().update()

    @property
    def card(self) -> ListRow | None:
        """The current card."""
        kept = self.rows.current()
        row = self.rows.model.row(self.rows.place) if kept else None
        return row if row is not None and row.id == kept else None

    def card_of(self, application: str) -> ListRow | None:
        """A card of this column by its application, if it is here."""
        return next((row for row in self.rows.model.here if row.id == application), None)

    # --- what is dropped ---

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A card of the board can be dropped here, unless it is from here."""
        carried = bytes(event.mimeData().data(DRAGGED).data()).decode()
        if carried and self.card_of(carried) is None:
            event.acceptProposedAction()
            wear(self, "column", tone="accent")
            self.carried.emit()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """The same everywhere in the column."""
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went on."""
        wear(self, "column")

    def dropEvent(self, event: QDropEvent) -> None:
        """It is to be at this stage."""
        wear(self, "column")
        event.acceptProposedAction()
        self.dropped.emit(bytes(event.mimeData().data(DRAGGED).data()).decode())
