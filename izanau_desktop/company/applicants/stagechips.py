"""The chips above the list: each stage with how many of what is listed are at it, pressed to see these alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.company import words
from izanau_desktop.company.applicants.reading import Head
from izanau_desktop.look.style import wear
from izanau_desktop.translation import tr
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.plain import button
from izanau_desktop.widgets.stops import lead_through


class StageChips(QWidget):
    """`toggled(stage, on)` asks for a stage, or for it no more (the withdrawn have none); `more`, the last one, opens the other filters."""

    toggled = Signal(str, bool)

    def __init__(self, language: str, offer: Callable[[], object]) -> None:
        super().__init__()
        self._language = language
        self._flow = FlowLayout(self, 6)
        self.more = button(tr("+ Filter"), "chip", deed=offer)
        self._flow.addWidget(self.more)
        self._shown: tuple[tuple[str, str, bool], ...] = ()

    def show_stages(self, head: Head, view: View, searched: Mapping[str, int] | None) -> None:
        """Show the stages where somebody is; `searched`: how many of what is searched, where that was counted."""
        told = (
            {stage: words.grouped(many) for stage, many in head.counts.items()}
            if searched is None
            else {stage: words.counted(many) for stage, many in searched.items()}
        )
        wanted = tuple(
            (stage, f"{name}  {told.get(stage, '0')}", stage in view.stages)
            for stage, name in head.standing_names(self._language).items()
            if head.counts.get(stage) or stage in view.stages
        )
        if view.withdrawn:
            wanted += (("", tr("Withdrawn too"), True),)
        if wanted == self._shown:
            return
        kept = next((chip.objectName() for chip in self.chips() if chip.hasFocus()), None)
        self._shown = wanted
        self._flow.removeWidget(self.more)
        self._flow.clear()
        for stage, text, on in wanted:
            chip = self._chip(stage, text, on)
            self._flow.addWidget(chip)
            if kept == stage:
                chip.setFocus()
        self._flow.addWidget(self.more)
        lead_through(self.chips(), self.more)

    def chips(self) -> list[QPushButton]:
        """The chips of the stages in their order."""
        found = (self._flow.itemAt(at).widget() for at in range(self._flow.count()))
        return [widget for widget in found if isinstance(widget, QPushButton) and widget is not self.more]

    def _chip(self, stage: str, text: str, on: bool) -> QPushButton:
        chip = button(f"{text} ×" if on else text, "chip", deed=lambda: self.toggled.emit(stage, not on))
        chip.setObjectName(stage)
        chip.setCheckable(True)
        chip.setChecked(on)
        chip.setAccessibleName(tr("Only the stage {stage}").format(stage=text) if stage else text)
        wear(chip, tone="accent" if on else "neutral")
        return chip
