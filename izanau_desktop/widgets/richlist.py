"""The rich list: rows of 68 px with initials, two lines, time and a chip, an empty state, place and selection kept."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from izanau_desktop.look import fonts
from izanau_desktop.look.tokens import BODY, FOCUS, ROW_RICH, SMALL, Tokens, Tone, tokens_of
from izanau_desktop.widgets.plain import EmptyState
from izanau_desktop.widgets.rows import ROW, Row, RowModel

AVATAR, EDGE, GAP, BAR, DOT = 38, 16, 12, 3, 7
WEIGHTS = {True: QFont.Weight.Bold, False: QFont.Weight.Normal, None: QFont.Weight.DemiBold}
"""Of a title, by whether its row is unread: weight tells it, and a dot; never colour alone."""
ELIDE = Qt.TextElideMode.ElideRight
State = QStyle.StateFlag


def paint_chip(painter: QPainter, right: int, middle: int, text: str, tone: Tone, font: QFont, tokens: Tokens) -> int:
    """Paint a chip that ends at `right`; answers where it begins."""
    ink, ground = tokens.tone(tone)
    metrics = QFontMetrics(font)
    height = metrics.height() + 6
    width = metrics.horizontalAdvance(text) + 18
    box = QRectF(right - width, middle - height / 2, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(box, height / 2, height / 2)
    painter.setPen(QColor(ink))
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return round(box.left())


class RowDelegate(QStyledItemDelegate):
    """Paints a row from the tokens; its words reach assistive technology through the model."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The height of a rich row, more when type is enlarged or the script is tall."""
        row: Row = index.data(ROW)
        return QSize(240, self.height(option, rich=row is None or bool(row.subtitle)))

    @staticmethod
    def height(option: QStyleOptionViewItem, *, rich: bool = True) -> int:
        """The height of a row, with a second line or without."""
        lines = QFontMetrics(option.font).height() + QFontMetrics(small_font(option.font)).height()
        return max(ROW_RICH if rich else 44, lines + 28)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ground, avatar, texts, hairline, focus ring."""
        row: Row = index.data(ROW)
        tokens = tokens_of(option.palette)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option.rect, state, tokens)
        left = option.rect.left() + EDGE
        if row.initials:
            self._avatar(
                painter, QRect(left, option.rect.center().y() - AVATAR // 2, AVATAR, AVATAR), row, option, tokens
            )
            left += AVATAR + GAP
        painter.setPen(QPen(QColor(tokens.border), 1))
        painter.drawLine(left, option.rect.bottom(), option.rect.right(), option.rect.bottom())
        self._texts(painter, option, left, row, tokens)
        if state & State.State_HasFocus:
            painter.setPen(QPen(QColor(tokens.accent), FOCUS))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
        painter.restore()

    @staticmethod
    def _ground(painter: QPainter, rect: QRect, state: QStyle.StateFlag, tokens: Tokens) -> None:
        if state & State.State_Selected:
            painter.fillRect(rect, QColor(tokens.accent_soft))
            painter.fillRect(QRect(rect.left(), rect.top(), BAR, rect.height()), QColor(tokens.accent))
        elif state & State.State_MouseOver:
            painter.fillRect(rect, QColor(tokens.window))

    @staticmethod
    def _avatar(painter: QPainter, box: QRect, row: Row, option: QStyleOptionViewItem, tokens: Tokens) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.raised))
        painter.drawEllipse(box)
        painter.setPen(QColor(tokens.text2))
        painter.setFont(fonts.sized(option.font, fonts.pixels(option.font), QFont.Weight.DemiBold))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, row.initials)

    @staticmethod
    def _texts(painter: QPainter, option: QStyleOptionViewItem, left: int, row: Row, tokens: Tokens) -> None:
        strong = fonts.sized(option.font, fonts.pixels(option.font), WEIGHTS[row.unread])
        small = small_font(option.font)
        right = option.rect.right() - EDGE
        upper, lower = QFontMetrics(strong).height(), QFontMetrics(small).height()
        free = option.rect.height() - upper - lower if row.subtitle else option.rect.height() - upper
        top = option.rect.top() + (round(free * 0.4) if row.subtitle else free // 2)
        under = option.rect.bottom() - round(free * 0.4) - lower
        chip_left = right
        if row.chip:
            tall = under + lower // 2 if row.subtitle else option.rect.center().y()
            chip_ground = (
                tokens if not option.state & State.State_Selected or row.tone != "accent" else _on_selection(tokens)
            )
            chip_left = paint_chip(painter, right, tall, row.chip, row.tone, small, chip_ground) - GAP
        # By the baseline: a rectangle would clip what a fallback font draws above or below the first font's line.
        first, second = top + QFontMetrics(strong).ascent(), under + QFontMetrics(small).ascent()
        meta = QFontMetrics(small).horizontalAdvance(row.meta)
        painter.setFont(small)
        painter.setPen(QColor(tokens.text2))
        painter.drawText(right - meta, first, row.meta)
        width = chip_left - left
        painter.drawText(left, second, QFontMetrics(small).elidedText(row.subtitle, ELIDE, width))
        painter.setFont(strong)
        painter.setPen(QColor(tokens.text))
        width = (right if row.subtitle else chip_left) - meta - GAP - left
        painter.drawText(left, first, QFontMetrics(strong).elidedText(row.title, ELIDE, width))
        if row.unread:
            middle = QPointF(option.rect.left() + BAR + (EDGE - BAR) / 2, top + upper / 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawEllipse(middle, DOT / 2, DOT / 2)


def small_font(font: QFont) -> QFont:
    """The font of the second line, with figures of one width."""
    return fonts.tabular(fonts.sized(font, fonts.pixels(font) * SMALL / BODY))


def _on_selection(tokens: Tokens) -> Tokens:
    return replace(tokens, accent_soft=tokens.surface)


class _View(QListView):
    """The list itself: Enter opens, Esc leaves, the rest is Qt's."""

    opened, left = Signal(), Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc mean the same on every system; letters are left to the commands."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.text() and event.text().isprintable() and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)


class RichList(QFrame):
    """A list of rows, or its empty state. `selected(id)` follows the current row, `opened(id)` Enter or a double click."""

    selected, opened, left = Signal(str), Signal(str), Signal()

    def __init__(self, name: str, empty: EmptyState | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = RowModel(parent=self)
        self.view = _View()
        self.view.setModel(self.model)
        self.view.setItemDelegate(RowDelegate(self.view))
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.empty = empty or EmptyState("inbox", "")
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self._kept = ""
        self.set_name(name)
        self._stack.setCurrentWidget(self.empty)
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.view.doubleClicked.connect(lambda _: self._open())
        self.view.opened.connect(self._open)
        self.view.left.connect(self.left)

    def set_name(self, name: str) -> None:
        """The name that assistive technology says."""
        self.view.setAccessibleName(name)

    def set_rows(self, rows: tuple[Row, ...]) -> None:
        """Show other rows; the row that was current stays current and where it was on the screen."""
        kept, offset = self._kept, self._offset()
        self.model.set_rows(rows)
        self._show_rows(bool(rows))
        place = self.model.place_of(kept)
        if place >= 0:
            self.view.setCurrentIndex(self.model.index(place))
            if offset is not None:
                bar = self.view.verticalScrollBar()
                now = self._offset()
                bar.setValue(bar.value() + ((now if now is not None else offset) - offset))
        self.view.viewport().update()
        if kept and place < 0:
            self._kept = ""
            self.selected.emit("")

    def _show_rows(self, some: bool) -> None:
        """Show the view or the empty state. Whoever has the focus here keeps it: Qt would give it to the next it finds.

        While there are no rows the list itself has it, and no stop of Tab: so letters act, and the first row takes over.
        """
        had = self.window().focusWidget() in (self, self.view)
        self.setFocusProxy(self.view if some else None)  # type: ignore[arg-type] # Qt takes none, its stubs do not
        self._stack.setCurrentWidget(self.view if some else self.empty)
        if had:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def current(self) -> str:
        """The id of the current row, or empty."""
        return self._kept

    def select(self, identifier: str) -> bool:
        """Make a row current and bring it into view; says whether there is one."""
        place = self.model.place_of(identifier)
        if place >= 0:
            self.view.setCurrentIndex(self.model.index(place))
            self.view.scrollTo(self.model.index(place))
        return place >= 0

    def step(self, by: int) -> None:
        """Move the current row, as J and K do."""
        count = self.model.rowCount()
        if count:
            place = min(max(self.model.place_of(self._kept) + by, 0), count - 1)
            self.select(self.model.rows[place].id)

    def _offset(self) -> int | None:
        place = self.model.place_of(self._kept)
        return None if place < 0 else self.view.visualRect(self.model.index(place)).top()

    def _moved(self, current: QModelIndex, previous: QModelIndex) -> None:
        row = current.data(ROW) if current.isValid() else None
        if row is not None and row.id != self._kept:
            self._kept = row.id
            self.selected.emit(row.id)

    def _open(self) -> None:
        if self._kept:
            self.opened.emit(self._kept)
