"""The columns of the board beside one another, which of them is worked in, and the card that the focus follows."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from izanau_desktop.cache.reads.applicants import ListRow
from izanau_desktop.company.applicants.reading import Looked
from izanau_desktop.company.board.column import StageColumn
from izanau_desktop.company.board.reading import Shown, Strip
from izanau_desktop.look.style import wear
from izanau_desktop.look.tokens import SPACE
from izanau_desktop.translation import tr
from izanau_desktop.widgets.stops import hand_on


class Columns(QScrollArea):
    """`wanted(stage, page)`: rows that are not here; `dropped(application, stage)`; `asked(at)`: the menu of the card."""

    wanted, dropped, asked = Signal(str, int), Signal(str, str), Signal(QPoint)
    opened, entered = Signal(), Signal()

    def __init__(self, language: str, *, may_move: bool) -> None:
        super().__init__()
        self._language, self._may_move = language, may_move
        self.stages: dict[str, StageColumn] = {}
        self.here = ""
        """The stage whose column is worked in."""
        self._followed = ("", "")
        """An application and the stage at which it is to have the focus, once it is read there."""
        self.setAccessibleName(tr("Stages"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        strip = QWidget()
        wear(strip, "scrolled")
        self._row = QHBoxLayout(strip)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE[1])
        self.setWidget(strip)
        hand_on(self, lambda: self.stages.get(self.here))

    # --- what is shown ---

    def looked(self, job: str, order: str) -> Mapping[str, Looked]:
        """What is looked at in each column, for when it is read anew; of another job or in another order the beginning."""
        found = {stage: column.looked(job, order) for stage, column in self.stages.items()}
        application, stage = self._followed
        if application:
            found[stage] = replace(found.get(stage, Looked()), current=application, place=-1)
        return found

    def show_all(self, shown: Shown) -> None:
        """Show what was read; the focus stays in its column, or goes with the card that was moved."""
        self._arrange(shown)
        for strip in shown.strips:
            self.stages[strip.stage.id].show_strip(strip, shown.head)
        if not self._take_followed():
            self.enter(self.here if self._has_cards(self.here) else next(filter(self._has_cards, self.stages), ""))

    def _arrange(self, shown: Shown) -> None:
        """A column for each stage, in their order; those that are there stay."""
        wanted = [strip.stage.id for strip in shown.strips]
        for stage in [one for one in self.stages if one not in wanted]:
            column = self.stages.pop(stage)
            self._row.removeWidget(column)
            column.hide()
            column.deleteLater()
        for place, strip in enumerate(shown.strips):
            if strip.stage.id not in self.stages:
                self.stages[strip.stage.id] = self._made(strip)
            if self._row.indexOf(self.stages[strip.stage.id]) != place:
                self._row.insertWidget(place, self.stages[strip.stage.id], 1)
        self.stages = {stage: self.stages[stage] for stage in wanted}

    def _made(self, strip: Strip) -> StageColumn:
        column, stage = StageColumn(strip, self._language, may_move=self._may_move), strip.stage.id
        column.wanted.connect(lambda page: self.wanted.emit(stage, page))
        column.dropped.connect(lambda application: self.dropped.emit(application, stage))
        column.carried.connect(lambda: self.ensureWidgetVisible(column, 2 * SPACE[5], 0))
        column.rows.opened.connect(lambda _: self.opened.emit())
        column.view.crossed.connect(self._cross)
        column.view.asked.connect(self.asked)
        column.view.entered.connect(lambda: self.enter(stage))
        return column

    # --- where one is ---

    @property
    def card(self) -> ListRow | None:
        """The card that is worked on."""
        column = self.stages.get(self.here)
        return column.card if column is not None else None

    def card_of(self, application: str) -> ListRow | None:
        """A card by its application, if it is here."""
        found = (column.card_of(application) for column in self.stages.values())
        return next(filter(None, found), None)

    def enter(self, stage: str) -> None:
        """Work in a column."""
        self.here = stage
        for one, column in self.stages.items():
            column.set_here(here=one == stage)
        if stage:
            if self.hasFocus():  # there was no column yet
                self.stages[stage].setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(self.stages[stage], SPACE[1], 0)
        self.entered.emit()

    def focus(self) -> None:
        """Give the focus to the card that is worked on."""
        if self._has_cards(self.here):
            self.stages[self.here].view.setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, by: int) -> None:
        """The next or the previous card of the column."""
        if self._has_cards(self.here):
            self.stages[self.here].rows.step(by)

    def follow(self, application: str = "", stage: str = "") -> None:
        """Have the focus on a card once it is read at a stage; on none that is to come."""
        self._followed = (application, stage)

    def where(self) -> QPoint:
        """The middle of the card that is worked on, on the screen."""
        view = self.stages[self.here].view
        return view.viewport().mapToGlobal(view.visualRect(view.currentIndex()).center())

    def _has_cards(self, stage: str) -> bool:
        return stage in self.stages and self.stages[stage].rows.model.rowCount() > 0

    def _cross(self, by: int) -> None:
        """Into the next column that way where somebody is."""
        order = list(self.stages)
        at = order.index(self.here)
        ahead = order[at + 1 :] if by > 0 else list(reversed(order[:at]))
        beside = next(filter(self._has_cards, ahead), "")
        if beside:
            self.stages[beside].view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_followed(self) -> bool:
        application, stage = self._followed
        column = self.stages.get(stage)
        if not application or column is None or column.rows.current() != application:
            return False
        self._followed = ("", "")
        self.enter(stage)
        column.rows.select(application)
        self.focus()
        return True

    # --- where a card can go ---

    def targets(self) -> list[StageColumn]:
        """The stages of the job, in their order."""
        return [column for column in self.stages.values() if column.acceptDrops()]

    def beside(self, by: int) -> str:
        """The stage before or behind the one that is worked in; empty where there is none."""
        order = [column.stage.id for column in self.targets()]
        at = order.index(self.here) + by if self.here in order else -1
        return order[at] if 0 <= at < len(order) else ""

    def rejecting(self) -> str:
        """The stage that rejects, unless it is the one that is worked in."""
        found = (column.stage.id for column in self.targets() if column.stage.status == "rejected")
        return next((one for one in found if one != self.here), "")
