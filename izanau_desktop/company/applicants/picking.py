"""Choosing many rows of a list of any length, as lists do everywhere: what is chosen is known by ids, never by rows that are here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec
from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QObject,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView

from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.cache.reads.chosen import Chosen
from izanau_desktop.company.applicants.rows import ApplicantRows, RowsView

_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_OTHER: Final = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ROWS: Final = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_NOTHING: Final = QItemSelectionModel.SelectionFlag.NoUpdate
Move = QAbstractItemView.CursorAction
_MOVES: Final = {
    Qt.Key.Key_Up: Move.MoveUp,
    Qt.Key.Key_Down: Move.MoveDown,
    Qt.Key.Key_PageUp: Move.MovePageUp,
    Qt.Key.Key_PageDown: Move.MovePageDown,
    Qt.Key.Key_Home: Move.MoveHome,
    Qt.Key.Key_End: Move.MoveEnd,
}


class PickView(RowsView):
    """Rows of which many can be chosen. It moves the current row; `Picking` says which are chosen, by these gestures."""

    walked, everyone = Signal(), Signal()
    """One went to another row, with nothing held; all are wanted."""
    turned = Signal(int)
    """The row at a place is chosen, or no longer."""
    reached = Signal(int, bool)
    """A range is wanted up to a place; whether what was chosen before stays."""

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.is_picking = False
        """Whether the current row moves by a gesture that chooses."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses one; with Ctrl one more, with Shift all up to it."""
        held, place = event.modifiers(), self.rowAt(event.position().toPoint().y())
        self.is_picking = bool(held & (_CTRL | _SHIFT))
        super().mousePressEvent(event)
        self.is_picking = False
        if event.button() != Qt.MouseButton.LeftButton or place < 0:
            return
        if held & _SHIFT:
            self.reached.emit(place, bool(held & _CTRL))
        elif held & _CTRL:
            self.turned.emit(place)
        else:
            self.walked.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Rows are not chosen by drawing over them."""
        if not event.buttons():
            super().mouseMoveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and their like with Shift choose, with Ctrl they only move; Ctrl+Space chooses one more."""
        held, key = event.modifiers(), Qt.Key(event.key())
        if held & _OTHER or not self.model().rowCount():
            super().keyPressEvent(event)
        elif key in _MOVES and held & (_CTRL | _SHIFT):
            self._reach(key, held)
        elif key == Qt.Key.Key_Space and held == _CTRL:
            self.turned.emit(self.currentIndex().row())
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.everyone.emit()
        else:
            super().keyPressEvent(event)
            if key in _MOVES:
                self.walked.emit()

    def _reach(self, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.model().rowCount() - 1}
        index = (
            self.model().index(ends[key], 0) if key in ends else self.moveCursor(_MOVES[key], Qt.KeyboardModifier(0))
        )
        self.is_picking = True
        self.selectionModel().setCurrentIndex(index, _NOTHING)
        self.is_picking = False
        self.scrollTo(index)
        if held & _SHIFT:
            self.reached.emit(index.row(), bool(held & _CTRL))


class Picking(QObject):
    """Who is chosen. `ranging(view, first, last)` where a range is to be read."""

    changed, counted, walked = Signal(), Signal(), Signal()
    """Others are chosen; the same are, of a list that was read anew; nobody is, and one went on to another row."""
    ranging = Signal(object, int, int)

    def __init__(self, rows: ApplicantRows, view: PickView, shown: Callable[[], View]) -> None:
        super().__init__(rows)
        self._rows, self._view, self._shown = rows, view, shown
        self.chosen = Chosen()
        self._anchor, self._place = "", 0
        """Where a range begins: the application that was chosen last by itself, and where it stands."""
        self._kept: frozenset[str] = frozenset()
        """What stays beside the range that is being read."""
        self._is_reading = False
        self._left: frozenset[str] = frozenset()
        """Those known by name whom the list found no more when it was read last."""
        view.walked.connect(self.clear)
        view.turned.connect(self._turn)
        view.reached.connect(self._reach)
        view.everyone.connect(self.everyone)
        rows.left.connect(self.clear)
        rows.selected.connect(self._moved)
        rows.model.dataChanged.connect(lambda *_: self._show() if self.is_on else None)

    @property
    def is_on(self) -> bool:
        """Whether others are chosen than the current row alone, which always is."""
        ids = self.chosen.ids
        return self.chosen.view is not None or (bool(ids) and ids != {self._rows.current()})

    @property
    def seen_in(self) -> View:
        """The list in which one sees who is chosen: of another nobody stays."""
        return self.chosen.view or self._shown()

    @property
    def many(self) -> int:
        """How many who are chosen the list still finds, as far as its length is known."""
        return self.still.many(self._rows.model.rowCount())

    @property
    def still(self) -> Chosen:
        """Who is chosen, without those whom the list finds no more."""
        return msgspec.structs.replace(self.chosen, ids=self.chosen.ids - self._left)

    @property
    def left(self) -> int:
        """How many who are chosen the list finds no more: nothing will be done to them."""
        return 0 if self.chosen.view is not None else len(self.chosen.ids & self._left)

    def miss(self, left: frozenset[str]) -> None:
        """Take up whom the list finds no more of those who were chosen; who is back counts again."""
        self._left = left

    def everyone(self) -> None:
        """All that the list finds, of whom few need be here."""
        if self._rows.model.rowCount():
            self._choose(Chosen(view=self._shown()))

    def clear(self) -> None:
        """Let go of all but the current row, which a range begins at from now on."""
        was, self.chosen, self._is_reading = self.chosen, Chosen(), False
        self._left = frozenset()  # another list may find them
        self._moved(self._rows.current())
        if was != self.chosen:
            self._show()
            self.changed.emit()
        else:
            self.walked.emit()

    def listed(self, before: View | None) -> None:
        """The list was read anew: of other filters nobody stays chosen, in another order everybody does."""
        now = self._shown()
        if before is None or msgspec.structs.replace(before, sort=now.sort, down=now.down) != now:
            self.clear()
        elif self.chosen.view is not None:
            self.chosen = Chosen(self.chosen.ids, now)
        place = self._rows.model.place_of(self._anchor)
        self._place = place if place >= 0 else self._place
        if self.is_on:
            self._show()
            self.counted.emit()

    def take(self, chosen: Chosen) -> None:
        """Choose these, as a deed leaves them."""
        self._choose(chosen)

    def take_range(self, view: View, ids: tuple[str, ...]) -> None:
        """A range was read."""
        if view == self._shown() and self._is_reading:
            self._choose(Chosen(self._kept | frozenset(ids)))

    def _moved(self, application: str) -> None:
        is_alone = self.chosen == Chosen() and not self._is_reading and not self._view.is_picking
        if is_alone and application:  # also of a row that came long after it was made current
            self._anchor, self._place = application, self._rows.place
        if self.chosen != Chosen():  # where only one is chosen, it matters who is current
            self.changed.emit()

    def _turn(self, place: int) -> None:
        row = self._rows.model.row(place)
        if row is None:
            return
        before = self.chosen if self.is_on else Chosen(frozenset(filter(None, (self._anchor,))))
        self._anchor, self._place = row.id, place
        self._choose(before.turned(row.id))

    def _reach(self, place: int, keep: bool) -> None:
        first, last = sorted((self._place, place))
        self._kept = self.chosen.ids if keep and self.chosen.view is None else frozenset()
        model = self._rows.model
        if all(model.is_here(at) for at in range(first, last + 1)):
            found = (model.row(at) for at in range(first, last + 1))
            self._choose(Chosen(self._kept | {row.id for row in found if row is not None}))
        else:
            self._is_reading = True
            self.ranging.emit(self._shown(), first, last)

    def _choose(self, chosen: Chosen) -> None:
        self.chosen, self._is_reading = chosen, False
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        """Mark the rows that are here; those that come later are marked as they come."""
        model, index, marked = self._rows.model, self._rows.model.index, QItemSelection()
        if not self.is_on:
            current = self._view.currentIndex()
            marked.select(current, current)
        elif self.chosen.view is not None and not self.chosen.ids:
            marked.select(index(0, 0), index(model.rowCount() - 1, 0))
        else:
            for first, last in _runs([at for at, row in model.placed() if self.chosen.has(row.id)]):
                marked.select(index(first, 0), index(last, 0))
        self._view.selectionModel().select(marked, _ROWS)


def _runs(places: list[int]) -> list[tuple[int, int]]:
    """Places, in their order, as runs from first to last."""
    found: list[tuple[int, int]] = []
    for at in places:
        if found and found[-1][1] == at - 1:
            found[-1] = (found[-1][0], at)
        else:
            found.append((at, at))
    return found
