"""The model of a rich list: a tuple of frozen rows, set anew as a whole after each change of the cache."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from izanau_desktop.look.tokens import Tone

ROW = int(Qt.ItemDataRole.UserRole) + 1
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Row:
    """What one row says; `accessible` are its words for assistive technology, put together from the rest if empty."""

    id: str
    title: str
    subtitle: str = ""
    meta: str = ""
    chip: str = ""
    tone: Tone = "neutral"
    initials: str = ""
    accessible: str = ""
    unread: bool | None = None
    """Whether it was not looked at yet; None in lists where that means nothing."""

    @property
    def words(self) -> str:
        """All that the row says, as text."""
        return self.accessible or ", ".join(part for part in (self.title, self.subtitle, self.chip, self.meta) if part)


class RowModel(QAbstractListModel):
    """The rows of one list; `set_rows` touches as little as it can, so that views keep their place."""

    def __init__(self, rows: tuple[Row, ...] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._places = {row.id: place for place, row in enumerate(rows)}

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows shown."""
        return self._rows

    def set_rows(self, rows: tuple[Row, ...]) -> None:
        """Show other rows; where the ids stay as they were only the rows that differ are painted anew."""
        if [row.id for row in rows] == [row.id for row in self._rows]:
            old, self._rows = self._rows, rows
            for place, (before, after) in enumerate(zip(old, rows, strict=True)):
                if before != after:
                    self.dataChanged.emit(self.index(place), self.index(place))
            return
        self.beginResetModel()
        self._rows = rows
        self._places = {row.id: place for place, row in enumerate(rows)}
        self.endResetModel()

    def place_of(self, identifier: str) -> int:
        """Where the row of this id stands, or -1."""
        return self._places.get(identifier, -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows; rows have no children."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words for assistive technology under the display and accessible roles, the row itself under ROW."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return row.words
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.title
        return None


def initials(name: str) -> str:
    """What stands in the round: two letters of a Latin name, one sign of any other."""
    words = name.split()
    if not words:
        return ""
    if ord(words[0][0]) >= 0x2E80:
        return words[0][0]
    return words[0][0] + (words[1][0] if len(words) > 1 else "")
