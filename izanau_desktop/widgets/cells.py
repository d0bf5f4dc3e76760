"""The model of a table: rows of frozen cells under fixed heads, set anew as a whole.

Not Qt's model of standard items: when Qt frees such a model, PySide may look at an item's wrapper that is freed already,
and the program falls over (seen with PySide 6.11, closing a dialog).
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Cell:
    """What one cell shows."""

    text: str
    icon: QIcon | None = None
    tip: str = ""


Cells = tuple[tuple[Cell, ...], ...]
"""Rows of a table, each with a cell for every column."""


class CellModel(QAbstractTableModel):
    """The cells of one table."""

    def __init__(self, heads: tuple[str, ...], rows: Cells = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads, self._rows = heads, rows

    @property
    def rows(self) -> Cells:
        """The rows shown."""
        return self._rows

    def set_rows(self, rows: Cells) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows; cells have no children."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns; cells have no children."""
        return 0 if parent is not None and parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words above a column; rows have none."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words, the icon, and what is said of it under the pointer."""
        if not index.isValid():
            return None
        cell = self._rows[index.row()][index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.DecorationRole:
                return cell.icon
            case Qt.ItemDataRole.ToolTipRole:
                return cell.tip or None
            case _:
                return None
