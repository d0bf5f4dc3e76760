"""Moves one applicant to a stage with a message that goes out with it, a prepared one or one's own words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QComboBox, QWidget

from izanau_desktop.background import Background
from izanau_desktop.cache.reads.company import Applicant
from izanau_desktop.cache.reads.templates import Prepared, prepared
from izanau_desktop.company.applicants import written
from izanau_desktop.company.applicants.lettered import Lettered
from izanau_desktop.company.applicants.reading import Opened, default_stage
from izanau_desktop.desk import Desk
from izanau_desktop.offers import Deed
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import button, foot, label
from izanau_protocol import rules, visibility

if TYPE_CHECKING:
    from izanau_desktop.company.applicants.panels import Panels

ByStage = Mapping[str, Sequence[Prepared]]
"""What may be written, by the stage to which it leads."""


class Moving(Lettered):
    """Where to, and what goes out. Enter moves (in the message Ctrl+Enter), Esc goes back; `decided(stage, message)`."""

    def __init__(self, language: str) -> None:
        goes = tr("It goes out with the move, after the ten seconds in which you can undo both.")
        super().__init__(tr("Move with a message"), language, written.MOVE, goes)
        self._by_stage: ByStage = {}
        self.stages = QComboBox()
        self.stages.setAccessibleName(tr("To the stage"))
        self.stages.activated.connect(self._lead)
        self._move = button(tr("Move"), "primary", deed=self.finish)
        buttons = foot(self._move, button(tr("Cancel"), "quiet", deed=self.cancelled.emit))
        to, what = label(tr("To the stage"), "small"), label(self.letters.accessibleName(), "small")
        self.add(to, self.stages, what, self.letters, self._told, self.message, self.moved, self.problem, buttons)

    def ask(
        self, now: str, stages: Sequence[rules.StageRow], letters: ByStage, drafts: Mapping[str, str], first: str
    ) -> None:
        """Begin anew, with what may be written; `now` is where they are, and `first` the stage that is most likely meant."""
        self.keep()
        self.begin(now)
        self._by_stage = letters
        self.stages.clear()
        for row in stages:
            self.stages.addItem(row.words.of(self._language), row.id)
        self.stages.setCurrentIndex(max(0, self.stages.findData(first)))
        self._offer(drafts)
        empty = self.letters.letter() is not None and not self.message.toPlainText()
        (self.message if empty else self.stages).setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Move with what is written, or say what is wrong with it."""
        self.keep()
        stage = self.stages.currentData()
        if (text := self.text()) is not None and self._is_agreed(stage):
            self.decided.emit(stage, text)

    def forget(self) -> None:
        """Hold nothing any more of what may be written, or was, to who was asked about."""
        super().forget()
        self._by_stage = {}

    def _lead(self) -> None:
        """Another stage, which a message may name: the same message stays, as it is prepared or was written for that one."""
        self.keep()
        chosen = self.letters.letter()
        self._offer(self._written)
        self.letters.choose(chosen)

    def _offer(self, drafts: Mapping[str, str]) -> None:
        stage = self.stages.currentData()
        self._place = written.leading_to(stage)
        self.offer(self._by_stage[stage], drafts)


class Leading(QObject):
    """Looks up for who is open where they can be moved to, and what may be written with that."""

    def __init__(
        self,
        desk: Desk,
        background: Background,
        parent: QWidget,
        opened: Callable[[], Opened | None],
        failed: Callable[[Exception], object],
    ) -> None:
        super().__init__(parent)
        self._desk, self._background, self._opened, self._failed = desk, background, opened, failed

    def deed(self, panels: Callable[[], Panels]) -> Deed:
        """Whether it may be done, and asking for it in these panels."""
        return self._may, lambda: self._ask(panels())

    def _may(self) -> bool:
        """Whether this role moves and writes, and there is another stage."""
        opened, role = self._opened(), self._desk.account.role
        may = visibility.may_write("application", "stage", role) and visibility.may_write("message", "text", role)
        return may and opened is not None and not opened.applicant.row.withdrawn and bool(_reached(opened))

    def _ask(self, panels: Panels) -> None:
        opened, desk = self._opened(), self._desk
        if opened is None:
            return
        stages, one = _reached(opened), opened.applicant

        def work() -> ByStage:
            return {row.id: _offered(desk, one, row.id) for row in stages}

        def show(letters: ByStage) -> None:
            now = self._opened()
            if now is None or _for_whom(now.applicant) != _for_whom(one):
                return  # somebody else is open by now, or they are hidden, whom what was looked up may name
            panels.close_all()  # what is being written is kept, and is the newest
            drafts = written.newest(desk, one.row.id, now.drafts, now.names)
            following = opened.next_stage
            first = following.id if following is not None else ""
            panels.open_moving(one.row.stage, stages, letters, drafts, first)

        self._background.ask(work, self, show, self._failed, key="leading")


def moved(opened: Opened, language: str) -> str:
    """Which colleague moved somebody to the stage where they are, in words; empty where none did."""
    step = next(reversed(opened.applicant.trail), None)
    stage = opened.applicant.row.stage
    if step is None or step.stage != stage or step.by is None or step.by.member == opened.marks.own:
        return ""
    words = next((row.words for row in opened.stages if row.id == stage), default_stage(stage))
    member = step.by.name or tr("a former member")
    return tr("Meanwhile moved to {stage} by {member}.").format(stage=words.of(language), member=member)


def _for_whom(one: Applicant) -> tuple[str, str, str]:
    """What the messages that may be written hang on."""
    return one.row.id, one.row.stage, one.row.code


def _offered(desk: Desk, one: Applicant, stage: str) -> tuple[Prepared, ...]:
    """What may be written to somebody who comes to a stage: in their language first, and one's own words last."""
    found = [each for use in ("advance", "other") for each in prepared(desk.cache, one, use, stage=stage)]
    own = Prepared(written.OWN, tr("Own words"), "", "", is_theirs=True)
    return (*sorted(found, key=lambda each: not each.is_theirs), own)


def _reached(opened: Opened) -> list[rules.StageRow]:
    """The stages that somebody can be moved to without a reason."""
    return [row for row in opened.stages if row.id != opened.applicant.row.stage and row.status != "rejected"]
