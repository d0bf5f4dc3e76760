"""The navigation of a role: its places with icon, words and a count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from izanau_desktop.commands import Command
from izanau_desktop.look import fonts, icons
from izanau_desktop.look.style import wear
from izanau_desktop.look.tokens import BODY, FOCUS, ICON, RADIUS_CONTROL, SPACE, tokens_of
from izanau_desktop.translation import tr

Index = QModelIndex | QPersistentModelIndex
EDGE, GAP = 10, 10
PLACE = int(Qt.ItemDataRole.UserRole) + 1
LEAST_WIDTH = 188


@dataclass(frozen=True)
class Place:
    """A place of the window: `make` is called when it is first shown; `words` each time, to follow the language."""

    id: str
    words: Callable[[], str]
    icon: str
    make: Callable[[], QWidget]
    commands: tuple[Command, ...] = ()
    """What its page offers, known before that is made."""
    listed: bool = True
    """Whether the navigation lists it; else something of the frame leads there."""


class PlaceModel(QAbstractListModel):
    """The places, each with how many things wait there."""

    def __init__(self, places: tuple[Place, ...], parent: Navigation) -> None:
        super().__init__(parent)
        self.places = places
        self.counts: dict[str, int] = {}

    def rowCount(self, parent: Index | None = None) -> int:
        """How many places."""
        return 0 if parent is not None and parent.isValid() else len(self.places)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words, and for assistive technology the words with the count."""
        place = self.places[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return place.words()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            count = self.counts.get(place.id)
            return tr("{place}, {count}").format(place=place.words(), count=count) if count else place.words()
        return place if role == PLACE else None

    def count_words(self, place: str) -> str:
        """The count as people of this language write it."""
        count = self.counts.get(place)
        return QLocale().toString(count) if count else ""


class PlaceDelegate(QStyledItemDelegate):
    """Paints a place: a soft round ground when it is open, a ring when it has the focus."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as its words, icon and count."""
        model = index.model()
        words = QFontMetrics(_strong(option.font)).horizontalAdvance(str(index.data()))
        count = model.count_words(index.data(PLACE).id) if isinstance(model, PlaceModel) else ""
        tail = QFontMetrics(option.font).horizontalAdvance(count) + GAP if count else 0
        height = max(33, QFontMetrics(option.font).height() + 12)
        return QSize(EDGE + _icon(option.font) + GAP + words + tail + EDGE, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, icon, words, count, ring."""
        tokens, state = tokens_of(option.palette), option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        box = option.rect.adjusted(1, 1, -1, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = state & QStyle.StateFlag.State_HasFocus
        painter.setPen(QPen(QColor(tokens.accent), FOCUS) if ring else Qt.PenStyle.NoPen)
        hovered = state & QStyle.StateFlag.State_MouseOver
        painter.setBrush(QColor(tokens.accent_soft if chosen else tokens.window if hovered else tokens.raised))
        painter.drawRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)
        ink = tokens.text if chosen else tokens.text2
        place: Place = index.data(PLACE)
        size = _icon(option.font)
        icons.paint(painter, place.icon, ink, QRect(box.left() + EDGE, box.center().y() - size // 2 + 1, size, size))
        left = box.left() + EDGE + size + GAP
        painter.setPen(QColor(ink))
        painter.setFont(_strong(option.font) if chosen else option.font)
        text = box.adjusted(left - box.left(), 0, -EDGE, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, str(index.data()))
        model = index.model()
        if isinstance(model, PlaceModel):
            painter.setFont(fonts.tabular(option.font))
            painter.drawText(
                text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, model.count_words(place.id)
            )
        painter.restore()


class Navigation(QListView):
    """The list of places; `picked(id)` when one is opened."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        wear(self, "nav")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setItemDelegate(PlaceDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._places = PlaceModel((), self)

    def set_places(self, places: tuple[Place, ...]) -> None:
        """Show these places."""
        self._places = PlaceModel(places, self)
        self.setModel(self._places)
        self.selectionModel().currentChanged.connect(self._moved)
        self.refit()

    def set_count(self, place: str, count: int | None) -> None:
        """Say how many things wait at a place; none or 0 shows nothing."""
        self._places.counts[place] = count or 0
        self._places.dataChanged.emit(self._places.index(0), self._places.index(self._places.rowCount() - 1))
        self.refit()

    def open(self, place: str) -> None:
        """Mark a place as the one that is open; none where it is not listed."""
        with QSignalBlocker(self.selectionModel()):
            self.setCurrentIndex(QModelIndex())
        self.viewport().update()
        for row, known in enumerate(self._places.places):
            if known.id == place:
                self.setCurrentIndex(self._places.index(row))

    def refit(self) -> None:
        """Take the width of the widest place: fixed columns clip the other language."""
        self.scheduleDelayedItemsLayout()
        self.setFixedWidth(max(LEAST_WIDTH, self.sizeHintForColumn(0) + SPACE[0]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters are left to the commands."""
        if event.text() and event.text().isprintable() and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _moved(self, current: QModelIndex, previous: QModelIndex) -> None:
        if current.isValid():
            self.picked.emit(current.data(PLACE).id)


def _strong(font: QFont) -> QFont:
    return fonts.sized(font, fonts.pixels(font), QFont.Weight.DemiBold)


def _icon(font: QFont) -> int:
    return round(ICON * fonts.pixels(font) / BODY)
