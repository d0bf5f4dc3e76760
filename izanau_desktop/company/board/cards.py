"""A card of the board: what it says of an applicant, how it is painted, and how it is dragged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem

from izanau_desktop.cache.reads.applicants import ListRow
from izanau_desktop.company import words
from izanau_desktop.company.applicants.columns import Told
from izanau_desktop.company.applicants.model import ApplicantModel, Index
from izanau_desktop.company.applicants.rows import RowsView
from izanau_desktop.look import fonts
from izanau_desktop.look.style import wear
from izanau_desktop.look.tokens import FOCUS, SPACE, Tokens, tokens_of
from izanau_desktop.shared import moments
from izanau_desktop.translation import tr
from izanau_desktop.widgets.richlist import ELIDE, WEIGHTS, RowDelegate, paint_chip, small_font
from izanau_desktop.widgets.rows import ROW, Row
from izanau_protocol.reading.profile import short_level
from izanau_protocol.rules import ENTRY
from izanau_protocol.rules.filtered import LATE

DRAGGED: Final = "application/x-izanau-application"
"""What is carried is the id of an application, and nothing that another program could read a person from."""
_PAD, _AROUND, _BETWEEN, _ROUND = 10, SPACE[0], SPACE[0], 6
State = QStyle.StateFlag


class CardTold(Told):
    """Says of an applicant what stands on a card; `ends`: whether its stage is one at which nobody waits for the company."""

    ends = False

    def row(self, row: ListRow) -> Row:
        """Name or code, headline, Japanese, and for how long they are at this stage; who waits too long is late, in words."""
        name = words.called(row.name, row.code, self.language)
        waited = moments.days_since(row.since) if row.since else 0
        chip = words.days(row.since) if waited else tr("today")
        late = not self.ends and waited >= LATE.days
        told = tr("{days}, late") if row.stage == ENTRY else tr("{days}, stalled")
        chip = told.format(days=chip) if late else chip
        level = short_level(row.level, self.language)
        japanese = tr("Japanese {level}").format(level=level) if row.level else ""
        japanese = tr("native Japanese") if row.level == "native" else japanese
        headline = " · ".join(
            filter(None, (words.taken(row, self.head), words.labels(row), row.headline.partition(" · ")[0]))
        )
        here = tr("at this stage: {days}").format(days=chip)
        spoken = ", ".join(filter(None, (name, headline, japanese, here)))
        # beside the longer chip of who is late only the level has room
        second, third = (headline, level if late else japanese) if headline else (japanese, "")
        return Row(row.id, name, second, third, chip, "warn" if late else "neutral", accessible=spoken)


class CardModel(ApplicantModel):
    """The applicants of a stage, who can be dragged to another."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Each card can be taken."""
        known = super().flags(index)
        return known | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else known

    def mimeTypes(self) -> list[str]:
        """An application by its id."""
        return [DRAGGED]

    def supportedDragActions(self) -> Qt.DropAction:
        """A card goes elsewhere; it is never copied."""
        return Qt.DropAction.MoveAction

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """What is carried of the card."""
        carried = QMimeData()
        row = self.row(indexes[0].row()) if indexes else None
        if row is not None:
            carried.setData(DRAGGED, row.id.encode())
        return carried


class CardsView(RowsView):
    """The cards of a column. `crossed(by)`: the column beside is wanted; `asked(at)`: the menu; `entered`: it has the focus."""

    crossed, asked, entered = Signal(int), Signal(QPoint), Signal()

    def __init__(self) -> None:
        super().__init__()
        wear(self, "cards")
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right lead to the columns beside."""
        ways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() not in ways:
            super().keyPressEvent(event)
        elif not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.crossed.emit(ways[Qt.Key(event.key())])
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of a card, by the mouse or by its key."""
        place = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).center()
        if self.indexAt(place).isValid():
            self.asked.emit(self.viewport().mapToGlobal(place))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """This column is the one that is worked in."""
        super().focusInEvent(event)
        self.entered.emit()


class CardDelegate(RowDelegate):
    """Paints a card from the tokens; `is_here`: its column is the one that is worked in, so its current card is marked."""

    is_here = False

    @staticmethod
    def height(option: QStyleOptionViewItem, *, rich: bool = True) -> int:
        """Three lines, the last of them a chip, and what is around."""
        upper, lower = QFontMetrics(option.font).height(), QFontMetrics(small_font(option.font)).height()
        return upper + 2 * lower + 6 + 3 * _BETWEEN + 2 * _PAD + 2 * _AROUND

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The card, its three lines, and the ring of the focus."""
        row: Row = index.data(ROW)
        tokens = tokens_of(option.palette)
        focused = bool(option.state & State.State_HasFocus)
        marked = self.is_here and bool(option.state & State.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = FOCUS if focused else 1
        card = option.rect.adjusted(2 * _AROUND, _AROUND, -2 * _AROUND, -_AROUND)
        painter.setPen(QPen(QColor(tokens.accent if marked else tokens.border), edge))
        painter.setBrush(QColor(tokens.accent_soft if marked else tokens.surface))
        painter.drawRoundedRect(card, _ROUND, _ROUND)
        self._lines(painter, option, card.adjusted(_PAD, _PAD, -_PAD, -_PAD), row, tokens)
        painter.restore()

    @staticmethod
    def _lines(painter: QPainter, option: QStyleOptionViewItem, box: QRect, row: Row, tokens: Tokens) -> None:
        small = small_font(option.font)
        strong = fonts.sized(option.font, fonts.pixels(option.font), WEIGHTS[row.unread])
        upper, lower = QFontMetrics(strong), QFontMetrics(small)
        first = box.top() + upper.ascent()
        second = box.top() + upper.height() + _BETWEEN + lower.ascent()
        painter.setFont(strong)
        painter.setPen(QColor(tokens.text))
        painter.drawText(box.left(), first, upper.elidedText(row.title, ELIDE, box.width()))
        painter.setFont(small)
        painter.setPen(QColor(tokens.text2))
        painter.drawText(box.left(), second, lower.elidedText(row.subtitle, ELIDE, box.width()))
        if not row.chip:
            return
        middle = box.bottom() - (lower.height() + 6) // 2
        width = lower.horizontalAdvance(row.chip) + 18
        paint_chip(painter, box.left() + width, middle, row.chip, row.tone, small, tokens)
        painter.setPen(QColor(tokens.text2))
        left = max(box.left() + width + SPACE[1], box.right() - lower.horizontalAdvance(row.meta))
        told = lower.elidedText(row.meta, ELIDE, box.right() - left + 1)
        painter.drawText(left, middle - lower.height() // 2 + lower.ascent(), told)
