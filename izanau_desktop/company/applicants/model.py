"""The model of a list of applicants, however long: rows near what is looked at are here, the others are asked for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from izanau_desktop.cache.reads.applicants import ListRow
from izanau_desktop.company.applicants.columns import COLUMNS, Told
from izanau_desktop.company.applicants.reading import PAGE
from izanau_desktop.widgets.rows import ROW, Row
from izanau_protocol import codes

Index = QModelIndex | QPersistentModelIndex
KEPT: Final = 24
"""Pages that stay here, those that were looked at last."""
_AHEAD: Final = PAGE // 4
"""So near to the end of a page the next one is asked for."""


class ApplicantModel(QAbstractTableModel):
    """Rows by their place. `wanted(page)`: a page that is looked at, or about to be, and not here."""

    wanted = Signal(int)

    def __init__(self, told: Told, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.told = told
        self._total = 0
        self._pages: OrderedDict[int, tuple[ListRow, ...]] = OrderedDict()
        self._asked: set[int] = set()
        self._painted: dict[str, Row] = {}

    def show(self, total: int, pages: Mapping[int, tuple[ListRow, ...]]) -> None:
        """Show another list. Where the same stand in the same places, only what differs is painted anew."""
        same = total == self._total and all(
            [row.id for row in rows] == [row.id for row in self._pages.get(number, ())]
            for number, rows in pages.items()
        )
        if not same:
            self.beginResetModel()
        self._total = total
        self._pages = OrderedDict(sorted(pages.items()))
        self._asked.clear()
        self._painted.clear()
        if not same:
            self.endResetModel()
        elif total:
            self.dataChanged.emit(self.index(0, 0), self.index(total - 1, len(COLUMNS) - 1))

    def add(self, number: int, rows: tuple[ListRow, ...]) -> None:
        """A page came."""
        self._asked.discard(number)
        self._pages[number] = rows
        while len(self._pages) > KEPT:
            for row in self._pages.popitem(last=False)[1]:
                self._painted.pop(row.id, None)
        first, last = number * PAGE, min(number * PAGE + len(rows), self._total) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))

    def grow(self, total: int) -> None:
        """There are as many, as it turned out: rows come at the end, or none is there behind a place."""
        if total > self._total:
            self.beginInsertRows(QModelIndex(), self._total, total - 1)
            self._total = total
            self.endInsertRows()
        elif total < self._total:
            self.beginRemoveRows(QModelIndex(), total, self._total - 1)
            self._total = total
            self.endRemoveRows()

    def retell(self) -> None:
        """What rows say changed, not which they are."""
        self._painted.clear()
        if self._total:
            self.dataChanged.emit(self.index(0, 0), self.index(self._total - 1, len(COLUMNS) - 1))

    def seen(self, identity: str) -> None:
        """An applicant was looked at on this machine."""
        place = self.place_of(identity)
        if place >= 0:
            from msgspec.structs import replace

            number, at = divmod(place, PAGE)
            rows = self._pages[number]
            self._pages[number] = (*rows[:at], replace(rows[at], unread=False), *rows[at + 1 :])
            self._painted.pop(identity, None)
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(COLUMNS) - 1))

    def row(self, place: int) -> ListRow | None:
        """The row at a place; None where it is not here (yet), which asks for it."""
        number, at = divmod(place, PAGE)
        rows = self._pages.get(number)
        if rows is None:
            self._ask(number)
            return None
        self._pages.move_to_end(number)
        if at >= PAGE - _AHEAD and place + _AHEAD < self._total:
            self._ask(number + 1)
        elif at < _AHEAD and number:
            self._ask(number - 1)
        return rows[at] if at < len(rows) else None

    def is_here(self, place: int) -> bool:
        """Whether the row at a place is here; none is asked for."""
        return place // PAGE in self._pages

    def place_of(self, identity: str) -> int:
        """Where an applicant stands among the rows that are here; -1 where they are not among them."""
        return next((place for place, row in self.placed() if row.id == identity), -1)

    def placed(self) -> Iterator[tuple[int, ListRow]]:
        """The rows that are here, in the order of the list, each with its place."""
        for number in sorted(self._pages):
            for at, row in enumerate(self._pages[number]):
                yield number * PAGE + at, row

    @property
    def here(self) -> Sequence[ListRow]:
        """The rows that are here, in the order of the list."""
        return [row for _, row in self.placed()]

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows; rows have no children."""
        return 0 if parent is not None and parent.isValid() else self._total

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns there can be."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell; all that the row says under ROW, and to assistive technology in its first cell."""
        if not index.isValid():
            return None
        row = self.row(index.row())
        if row is None:
            return Row("", "") if role == ROW else "…" if role == Qt.ItemDataRole.DisplayRole else None
        if role == ROW:
            return self._row(row)
        column = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row, self.told)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._row(row).words if index.column() == 0 else column.text(row, self.told)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.text(row, self.told)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The names of the columns; beside the pointer what stands in each, in full."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].name()
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole:
            return codes.words("applicant_column", COLUMNS[section].id, self.told.language)
        return None

    def _row(self, row: ListRow) -> Row:
        if row.id not in self._painted:
            self._painted[row.id] = self.told.row(row)
        return self._painted[row.id]

    def _ask(self, number: int) -> None:
        if number not in self._asked and number not in self._pages:
            self._asked.add(number)
            self.wanted.emit(number)
