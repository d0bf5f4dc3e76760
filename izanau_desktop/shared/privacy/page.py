"""The privacy centre as a page: an index at the left, one reading column of matters; each is read when it is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from izanau_desktop.background import Background, after
from izanau_desktop.commands import EVERYONE, Commands
from izanau_desktop.desk import Desk
from izanau_desktop.look import fonts, icons
from izanau_desktop.look.style import wear
from izanau_desktop.look.tokens import BODY, ICON
from izanau_desktop.shared.column import ColumnPage
from izanau_desktop.shared.privacy.agreed import AgreedCard
from izanau_desktop.shared.privacy.audience import AudienceCard
from izanau_desktop.shared.privacy.card import Around, PrivacyCard
from izanau_desktop.shared.privacy.devices import DevicesCard
from izanau_desktop.shared.privacy.disclosed import DisclosedCard
from izanau_desktop.shared.privacy.erasing import ErasureCard
from izanau_desktop.shared.privacy.held import HeldCard
from izanau_desktop.shared.privacy.kept import KeptCard
from izanau_desktop.shared.privacy.pausing import PauseCard
from izanau_desktop.shared.privacy.purposes import PurposesCard
from izanau_desktop.shared.privacy.removal import RemovalCard
from izanau_desktop.shared.privacy.seen import SeenCard
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import EmptyState
from izanau_desktop.widgets.toast import Toast
from izanau_desktop.widgets.turns import Turns

WIDTH, BESIDE_NAMES, ROW = 200, 72, 32
"""Pixels: the index at least, what icon and margins take beside its names, a line of it at least."""
NEAR: Final = 48
"""Pixels below the upper edge within which a matter counts as the one that is read."""


class Matter(Protocol):
    """A kind of card: what the index says of it, and how it is made."""

    icon: str
    called: Callable[[], str]

    def __call__(self, around: Around) -> PrivacyCard:
        """The card."""


class PrivacyPage(ColumnPage):
    """All about one's own data. `left(why)`: the account is left for good."""

    left = Signal(object)

    def __init__(self, desk: Desk, background: Background, commands: Commands, language: str) -> None:
        index = Index()
        text = tr("What is held about you, who sees it and why; and how you change, take away or end it.")
        super().__init__(tr("Privacy"), text, index, reads=True)
        self.index = index
        self._background, self._commands = background, commands
        self._turns = Turns(self)
        self._matters = _matters(desk)
        self._around = Around(desk, background, commands, language, self._turns)
        self.cards: list[PrivacyCard] = []
        self.toast = Toast(self)
        for told in (self.toast.told, self.toast.gone):
            told.connect(commands.reconsider)
        commands.register(self.toast.command("privacy", EVERYONE))
        if not self._matters:
            self.parts.addWidget(self._nobody())
        self.parts.addStretch(1)
        self.index.show_matters(self._matters)
        self.index.picked.connect(lambda place: self.lead(self._card(place)))
        self.index.entered.connect(lambda place: enter(self._card(place)))
        self.area.verticalScrollBar().valueChanged.connect(lambda _: self._follow())
        background.changed.connect(self._changed)
        if self._matters:
            self.setFocusProxy(self.index)

    @property
    def is_building(self) -> bool:
        """Whether a card or a line of one is still to be made."""
        return self._turns.is_building

    def showEvent(self, event: QShowEvent) -> None:
        """Read every matter, one after the other: another window, a command or a sync may have changed it."""
        super().showEvent(event)
        for card in self.cards:
            card.read()
        if not self.cards:
            self._turns.begin(self._build())

    def _build(self) -> Iterator[None]:
        """Make the cards, in turns: all at once they would hold what is typed and pressed meanwhile."""
        for place, kind in enumerate(self._matters):
            card = kind(self._around)
            card.undoable.connect(self.toast.tell)
            if isinstance(card, ErasureCard):
                card.left.connect(self.left)
                card.opened.connect(partial(after, 0, self, partial(self.lead, card)))
            self.cards.append(card)
            self.parts.insertWidget(place, card)
            card.show()
            card.read()
            yield

    def _card(self, place: int) -> PrivacyCard:
        """The card of a matter, made at once where its turn has not come."""
        if place >= len(self.cards):
            self._turns.finish()
        return self.cards[place]

    def lead(self, card: PrivacyCard) -> None:
        """Bring a matter to the upper edge."""
        self.index.mark(self.cards.index(card))
        inside = self.area.widget()
        top = card.mapTo(inside, card.rect().topLeft()).y() if inside is not None else 0
        self.area.verticalScrollBar().setValue(top - NEAR // 2)

    def _follow(self) -> None:
        """The index marks the matter that is read."""
        bar, inside = self.area.verticalScrollBar(), self.area.widget()
        if inside is None or not self.cards:
            return
        tops = [card.mapTo(inside, card.rect().topLeft()).y() for card in self.cards]
        passed = [place for place, top in enumerate(tops) if top <= bar.value() + NEAR]
        at_end = bar.value() == bar.maximum() and self.index.current() > (passed[-1] if passed else 0)
        if not at_end:  # the last ones never reach the upper edge: what was picked stays marked
            self.index.mark(passed[-1] if passed else 0)

    def _changed(self, kinds: frozenset[str], _origin: object) -> None:
        if self.isVisible():
            for card in self.cards:
                if card.kinds & kinds:
                    card.read()

    def _nobody(self) -> QWidget:
        """Without an account."""
        told = tr("You have no account, so no site holds anything about you. What you write stays on this computer.")
        empty = EmptyState("shield", tr("Nothing is held about you"), told, tr("Sign up…"))
        empty.clicked.connect(lambda: self._commands.run("app.signup"))
        return empty


def _matters(desk: Desk) -> tuple[Matter, ...]:
    """The matters that concern an account of this group."""
    group = desk.account.group if desk.account.id else ""
    everyone, seekers = ("seeker", "company", "staff"), ("seeker",)
    matters: tuple[tuple[Matter, tuple[str, ...]], ...] = (
        (AudienceCard, everyone),
        (SeenCard, everyone),
        (DisclosedCard, seekers),
        (AgreedCard, everyone),
        (PurposesCard, seekers),
        (DevicesCard, everyone),
        (RemovalCard, seekers),
        (HeldCard, everyone),
        (KeptCard, everyone),
        (PauseCard, seekers),
        (ErasureCard, everyone),
    )
    return tuple(kind for kind, groups in matters if group in groups)


def enter(card: QWidget) -> None:
    """Take the focus to the first thing of a matter that can be used."""
    for one in card.findChildren(QWidget):
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            one.setFocus(Qt.FocusReason.TabFocusReason)
            return


class Index(QFrame):
    """The names of the matters; `picked(place)` as one goes through them, `entered(place)` with Enter."""

    picked, entered = Signal(int), Signal(int)

    def __init__(self) -> None:
        super().__init__()
        wear(self, "list")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 24, 8, 12)
        self.list = QListWidget()
        wear(self.list, "sections")
        self.list.setAccessibleName(tr("Matters of privacy"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self.list)
        self.list.currentRowChanged.connect(self.picked)
        self.list.itemActivated.connect(lambda _: self.entered.emit(self.current()))
        self.setFocusProxy(self.list)

    def show_matters(self, matters: Sequence[Matter]) -> None:
        """List these, or hide where there is none."""
        for one in matters:
            self.list.addItem(QListWidgetItem(icons.icon(one.icon, "text2"), one.called()))
        self.setVisible(bool(matters))
        self._fit()
        self.mark(0)

    def current(self) -> int:
        """The place that is marked."""
        return self.list.currentRow()

    def mark(self, place: int) -> None:
        """Mark one without leading to it."""
        with QSignalBlocker(self.list):
            self.list.setCurrentRow(place)

    def changeEvent(self, event: QEvent) -> None:
        """The names stand in full at every size of type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "list"):
            self._fit()

    def _fit(self) -> None:
        metrics, scale = self.list.fontMetrics(), fonts.pixels(self.list.font()) / BODY
        self.list.setIconSize(QSize(round(ICON * scale), round(ICON * scale)))
        names = [self.list.item(row).text() for row in range(self.list.count())]
        for row in range(len(names)):
            self.list.item(row).setSizeHint(QSize(0, max(ROW, metrics.height() + 16)))
        widest = max(map(metrics.horizontalAdvance, names), default=0)
        self.setFixedWidth(round(max(WIDTH, widest + BESIDE_NAMES * scale)))
