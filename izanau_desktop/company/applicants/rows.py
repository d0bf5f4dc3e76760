"""The rows of the review desk on the screen, as a list with two lines a row or as a table: place and selection kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStackedLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from izanau_desktop.company.applicants.columns import COLUMNS, Told
from izanau_desktop.company.applicants.model import ApplicantModel
from izanau_desktop.company.applicants.reading import Listing, Looked
from izanau_desktop.look import fonts
from izanau_desktop.look.style import wear
from izanau_desktop.look.tokens import BODY, ROW_TABLE
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import EmptyState
from izanau_desktop.widgets.richlist import RowDelegate

_SELECT: Final = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_NARROWEST: Final = 60
_AT_FIRST: Final = tuple(column.id for column in COLUMNS if column.shown)


class ApplicantRows(QFrame):
    """`selected(id)` follows the current row, `opened(id)` Enter or a double click, `left` Esc, `sorted(id)` a press on a head."""

    selected, opened, left, sorted = Signal(str), Signal(str), Signal(), Signal(str)
    awaited = Signal()
    """A row became current that is not here yet: who it is comes with it."""
    arranged = Signal()
    """Another width, choice or order of columns is to be remembered."""

    def __init__(
        self,
        told: Told,
        empty: EmptyState,
        model: ApplicantModel | None = None,
        view: RowsView | None = None,
        delegate: type[RowDelegate] = RowDelegate,
    ) -> None:
        super().__init__()
        self.model = model or ApplicantModel(told, self)
        self.view = view or RowsView()
        self.view.setModel(self.model)
        self.view.setAccessibleName(tr("Applicants"))
        self._rich, self._plain = delegate(self.view), QStyledItemDelegate(self.view)
        self.empty = empty
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)  # the first is shown, and whatever Qt shows it measures at once
        self._stack.addWidget(self.view)
        self._kept, self._place = "", -1
        self.is_awaited = False
        """Whether the current row is still to come: nobody is looked at until then."""
        self.is_table = False
        self._columns = _AT_FIRST
        self._widths = {column.id: column.width for column in COLUMNS}
        """In pixels, in type that is not enlarged: with larger type columns are wider."""
        self._grown = 1.0
        self.view.selectionModel().currentRowChanged.connect(lambda current, _: self._moved(current))
        self.model.dataChanged.connect(self._came)
        self.view.doubleClicked.connect(lambda _: self._open())
        self.view.opened.connect(self._open)
        self.view.left.connect(self.left)
        self.view.restyled.connect(self._restyle)
        head = self.view.horizontalHeader()
        head.sectionClicked.connect(lambda place: self.sorted.emit(COLUMNS[place].sort))
        head.sectionResized.connect(lambda *_: self.arranged.emit() if self.is_table else None)
        head.sectionMoved.connect(lambda *_: self._reorder())
        self._is_placing = False
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._dress()

    # --- how it looks ---

    def set_table(self, *, table: bool) -> None:
        """Show the rows as a table, or as a list."""
        if table != self.is_table:
            looked, self._widths = self.looked(), self.widths
            self.is_table = table
            self._dress()
            self._scroll(looked.top)

    def choose(self, columns: Iterable[str], widths: Mapping[str, int]) -> None:
        """Which columns the table has, in what order, and how wide they are; the name always stands first."""
        known = {column.id for column in COLUMNS}
        self._columns = tuple(one for one in dict.fromkeys(("name", *columns)) if one in known)
        self._widths |= {name: max(_NARROWEST, width) for name, width in widths.items() if name in known}
        self._dress()

    def toggle(self, column: str) -> None:
        """Put a column there, at the end, or take it away."""
        rest = [one for one in self._columns if one != column]
        self.choose(rest if column in self._columns else [*rest, column], self.widths)
        self.arranged.emit()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the table has, in their order."""
        return self._columns

    @property
    def widths(self) -> dict[str, int]:
        """How wide the columns of the table are."""
        if self.is_table:
            shown = [(place, column.id) for place, column in enumerate(COLUMNS) if column.id in self._columns]
            self._widths |= {name: round(self.view.columnWidth(place) / self._grown) for place, name in shown}
        return dict(self._widths)

    def _restyle(self) -> None:
        """With type of another size columns are to be as wide as it wants, too."""
        if self._growth() == self._grown:
            self._measure()
        else:
            self._widths = self.widths
            self._dress()

    def _growth(self) -> float:
        return fonts.pixels(self.view.font()) / BODY

    def show_order(self, sort: str, *, down: bool) -> None:
        """Mark the column by which the list is sorted."""
        place = next((at for at, column in enumerate(COLUMNS) if column.sort == sort), -1)
        way = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        self.view.horizontalHeader().setSortIndicator(place, way)

    def _dress(self) -> None:
        view, head, self._grown = self.view, self.view.horizontalHeader(), self._growth()
        head.setVisible(self.is_table)
        with QSignalBlocker(head):
            for place, column in enumerate(COLUMNS):
                view.setColumnHidden(place, place > 0 if not self.is_table else column.id not in self._columns)
            stretch = QHeaderView.ResizeMode.Interactive if self.is_table else QHeaderView.ResizeMode.Stretch
            head.setSectionResizeMode(0, stretch)
            for place, column in enumerate(COLUMNS if self.is_table else ()):
                view.setColumnWidth(place, round(self._widths[column.id] * self._grown))
        if self.is_table:
            self._place_columns()
        view.setItemDelegate(self._plain if self.is_table else self._rich)
        self._measure()

    def _place_columns(self) -> None:
        """Columns stand in their order; Qt moves the cells itself, so the head must be heard."""
        head, ids = self.view.horizontalHeader(), [column.id for column in COLUMNS]
        self._is_placing = True
        for place, column in enumerate(self._columns):
            head.moveSection(head.visualIndex(ids.index(column)), place)
        self._is_placing = False

    def _reorder(self) -> None:
        """A column was drawn to another place."""
        if not self._is_placing:
            head = self.view.horizontalHeader()
            placed = [COLUMNS[head.logicalIndex(place)].id for place in range(len(COLUMNS))]
            self._columns = tuple(one for one in placed if one in self._columns)
            self.arranged.emit()

    def _measure(self) -> None:
        option = self.view.option()
        height = max(ROW_TABLE, option.fontMetrics.height() + 14)
        if not self.is_table:
            height = self._rich.height(option)
        self.view.verticalHeader().setDefaultSectionSize(height)

    # --- what is shown ---

    def looked(self) -> Looked:
        """What is on the screen now."""
        height = (
            max(1, self.view.rowHeight(0)) if self.model.rowCount() else self.view.verticalHeader().defaultSectionSize()
        )
        top = max(0, self.view.rowAt(0))
        return Looked(self._kept, self._place, top, self.view.viewport().height() // height + 2)

    def show_listing(self, listing: Listing, *, same: bool) -> None:
        """Show a list; `same`: it is the one that was shown, read anew, so what is looked at stays where it is."""
        offset = self._offset() if same else None
        with QSignalBlocker(self.view.selectionModel()):
            self.model.show(listing.total, listing.pages)
        self._show_rows(some=listing.total > 0)
        if listing.place >= 0:
            self._place = listing.place
            self._make_current(listing.place)
            height = self.view.verticalHeader().defaultSectionSize()
            if offset is not None:
                self.view.verticalScrollBar().setValue(listing.place * height - offset)
            else:
                self._scroll(listing.top)
        else:
            self._scroll(listing.top)
            if self._kept:
                self.leave()

    def leave(self) -> None:
        """Nobody is current any more."""
        self._kept, self._place, self.is_awaited = "", -1, False
        self.view.selectionModel().clear()
        self.selected.emit("")

    def refuse(self) -> None:
        """Show nobody."""
        self.model.show(0, {})
        self._kept, self._place, self.is_awaited = "", -1, False
        self._show_rows(some=False)

    def _show_rows(self, *, some: bool) -> None:
        """Show the view or the empty state. Whoever has the focus here keeps it: Qt would give it to the next it finds."""
        had = self.window().focusWidget() in (self, self.view)
        self.setFocusProxy(self.view if some else None)  # type: ignore[arg-type] # Qt takes none, its stubs do not
        self._stack.setCurrentWidget(self.view if some else self.empty)
        if had:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- the current row ---

    def current(self) -> str:
        """The id of the current row, or empty."""
        return self._kept

    @property
    def place(self) -> int:
        """Where the current row stood last; below zero where there was none."""
        return self._place

    def select(self, identifier: str) -> bool:
        """Make a row that is here current and bring it into view; says whether it is here."""
        place = self.model.place_of(identifier)
        if place >= 0:
            self.go(place)
        return place >= 0

    def go(self, place: int) -> None:
        """Make the row at a place current and bring it into view."""
        count = self.model.rowCount()
        if count:
            at = min(max(place, 0), count - 1)
            self._make_current(at)
            self.view.scrollTo(self.model.index(at, 0))

    def step(self, by: int) -> None:
        """Move the current row, as J and K do."""
        self.go(self.view.currentIndex().row() + by if self.view.currentIndex().isValid() else 0)

    def _make_current(self, place: int) -> None:
        self.view.selectionModel().setCurrentIndex(self.model.index(place, 0), _SELECT)

    def _moved(self, current: QModelIndex) -> None:
        row = self.model.row(current.row()) if current.isValid() else None
        was, self.is_awaited = self.is_awaited, row is None and current.isValid() and current.row() != self._place
        if self.is_awaited:
            self.awaited.emit()
        if row is not None:
            self._place = current.row()
        if row is not None and (was or row.id != self._kept):
            self._kept = row.id
            self.selected.emit(row.id)

    def _came(self, first: QModelIndex, last: QModelIndex) -> None:
        """The row that was made current before it was here may have come."""
        self.view.viewport().update()  # Qt leaves it where it finds that nothing of the range is in sight: of hidden columns, too
        current = self.view.currentIndex()
        if current.isValid() and first.row() <= current.row() <= last.row():
            self._moved(current)

    def _open(self) -> None:
        if self._kept:
            self.opened.emit(self._kept)

    def _offset(self) -> int | None:
        return None if self._place < 0 else self.view.visualRect(self.model.index(self._place, 0)).top()

    def _scroll(self, top: int) -> None:
        self.view.verticalScrollBar().setValue(top * self.view.verticalHeader().defaultSectionSize())


class RowsView(QTableView):
    """The rows themselves: Enter opens, Esc leaves, Home and End lead to the first and last row; the rest is Qt's."""

    opened, left = Signal(), Signal()
    restyled = Signal()
    """It has another font, or may have."""

    def __init__(self) -> None:
        super().__init__()
        wear(self, "rows")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(20)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsMovable(True)
        self.horizontalHeader().setFirstSectionMovable(False)
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that mean the same on every system; letters are left to the commands."""
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.model().rowCount() - 1}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in ends and not event.modifiers():
            self.setCurrentIndex(self.model().index(ends[Qt.Key(event.key())], 0))
        elif event.text() and event.text().isprintable() and not event.modifiers() & ~_SHIFT:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Tell whose rows have to be measured anew."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.restyled.emit()

    def option(self) -> QStyleOptionViewItem:
        """How rows are to be painted: the font above all."""
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        return option
