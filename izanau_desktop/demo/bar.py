"""The demo bar: mailbox, another role beside this one, going offline, starting over. It is in no other mode."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QStyle, QStyleOptionButton, QWidget

from izanau_desktop.commands import plain
from izanau_desktop.look import icons
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Chip, button
from izanau_desktop.widgets.pushbutton import APART

MARGIN, GAP = 12, 8


class DemoBar(QWidget):
    """One line above the window; where its words have no room, icons stand for them, with the same names and keys."""

    mailbox = Signal()
    opened_as = Signal(str)
    offline = Signal(bool)
    start_over = Signal()

    def __init__(self, *, is_offline: bool) -> None:
        super().__init__()
        self.setAccessibleName(tr("Demo bar"))
        self._words: dict[QPushButton, str] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 6, MARGIN, 6)
        row.setSpacing(GAP)
        self._chip = Chip(tr("Demo"), "accent")
        row.addWidget(self._chip)
        row.addWidget(self._button(tr("&Mailbox"), "mail", self.mailbox.emit))
        as_ = self._button(tr("&Open as…"), "users")
        as_.setMenu(self._roles(as_))
        row.addWidget(as_)
        self._offline = self._button(tr("Go o&ffline"), "wifi-off")
        self._offline.setCheckable(True)
        self._offline.setChecked(is_offline)
        self._offline.toggled.connect(self._toggled)
        row.addWidget(self._offline)
        row.addStretch(1)
        row.addWidget(self._button(tr("Start o&ver"), "rotate-ccw", self.start_over.emit))
        self._toggled(is_offline, tell=False)

    def minimumSizeHint(self) -> QSize:
        """Room for the icons, so that the bar never keeps the window from being narrow."""
        return QSize(self._needed(folded=True), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """Room for the words."""
        return QSize(self._needed(folded=False), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another size of type wants other room."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.updateGeometry()
            self._fit()

    def _button(self, words: str, icon: str, deed: Callable[[], object] | None = None) -> QPushButton:
        made = button(words, "quiet", icon, deed)
        self._words[made] = words
        return made

    def _roles(self, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        roles = (
            ("seeker", tr("A job &seeker"), "user-round"),
            ("company", tr("A &company's HR"), "building-2"),
            ("staff", tr("Support s&taff"), "life-buoy"),
            ("anew", tr("Someone &new"), "user-plus"),
        )
        for role, words, icon in roles:
            menu.addAction(icons.icon(icon, "text2"), words, lambda role=role: self.opened_as.emit(role))
        return menu

    def _fit(self) -> None:
        folded = self._needed(folded=False) > self.width()
        for one, words in self._words.items():
            told = "" if folded else words
            if one.text() != told:
                one.setText(told)
                one.setShortcut(QKeySequence.mnemonic(words))
            one.setAccessibleName(plain(words))
            one.setToolTip(plain(words) if folded else "")

    def _needed(self, *, folded: bool) -> int:
        buttons = [_width(one, "" if folded else words) for one, words in self._words.items()]
        chip = self._chip.sizeHint().width()
        return 2 * MARGIN + chip + sum(buttons) + GAP * (len(buttons) + 1)

    def _toggled(self, on: bool, *, tell: bool = True) -> None:
        self._words[self._offline] = tr("Go on&line") if on else tr("Go o&ffline")
        self.updateGeometry()
        self._fit()
        if tell:
            self.offline.emit(on)


def _width(button: QPushButton, words: str) -> int:
    """What a button would take with these words, as Qt reckons it."""
    option = QStyleOptionButton()
    option.initFrom(button)
    option.text, option.icon, option.iconSize = words, button.icon(), button.iconSize()
    inside = QSize(button.iconSize().width(), button.iconSize().height())
    style = button.style()
    if words:
        text = button.fontMetrics().size(int(Qt.TextFlag.TextShowMnemonic), words)
        apart = 4 + button.fontMetrics().horizontalAdvance(APART)
        inside = QSize(inside.width() + apart + text.width(), max(inside.height(), text.height()))
    if button.menu() is not None:
        option.features |= QStyleOptionButton.ButtonFeature.HasMenu
        inside += QSize(style.pixelMetric(QStyle.PixelMetric.PM_MenuButtonIndicator, option, button), 0)
    return style.sizeFromContents(QStyle.ContentsType.CT_PushButton, option, inside, button).width()
