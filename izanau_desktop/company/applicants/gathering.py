"""What stands beside the list while several are chosen and nothing is asked: what they are, and what can be done to all of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from izanau_desktop.background import Background
from izanau_desktop.cache import Cache
from izanau_desktop.cache.reads.chosen import Chosen
from izanau_desktop.cache.reads.gathered import Gathered, gathered
from izanau_desktop.commands import Commands
from izanau_desktop.company.applicants.many import ManyPanel, Told
from izanau_desktop.company.applicants.telling import Telling
from izanau_desktop.translation import tr
from izanau_desktop.widgets.commandbutton import CommandButton
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.plain import Card

DEEDS = ("advance", "stage", "reject", "labels", "take", "give")


class Overview(Card):
    """The counts of those who are chosen, and under them the deeds with their keys."""

    def __init__(self, commands: Commands, telling: Telling) -> None:
        super().__init__(tr("Who they are"))
        self._telling = telling
        self.lines = Told()
        self._deeds = QWidget()
        flow = FlowLayout(self._deeds)
        for name in DEEDS:
            flow.addWidget(CommandButton(commands, f"applicants.{name}"))
        self.add(self.lines, self._deeds)

    def show_gathered(self, found: Gathered) -> None:
        """Say what they are."""
        self.lines.show_lines(tuple(self._telling.gathered(found)))


class Gathering(QObject):
    """Counts whoever is chosen, off the UI thread, each time that these are others."""

    def __init__(
        self,
        cache: Cache,
        background: Background,
        panel: ManyPanel,
        overview: Overview,
        failed: Callable[[Exception], object],
    ) -> None:
        super().__init__(panel)
        self._cache, self._background, self._overview, self._failed = cache, background, overview, failed
        panel.put_overview(overview)

    def count(self, chosen: Chosen) -> None:
        """These are chosen now."""
        cache = self._cache
        self._background.ask(
            lambda: gathered(cache, chosen), self, self._overview.show_gathered, self._failed, key="gathered"
        )
