"""The card that lets syncing rest: paused for an hour or until one resumes, and kept for networks that are not metered."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from izanau_desktop.background import Background
from izanau_desktop.cache import resting
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.resting import Rest
from izanau_desktop.desk import Desk
from izanau_desktop.shared import moments
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, Paragraph, button
from izanau_desktop.widgets.tick import Tick

NOTHING: frozenset[str] = frozenset()


class SyncCard(Card):
    """Shows whether syncing rests, and lets it rest or go on, for every window of this account on this computer."""

    def __init__(self, desk: Desk, background: Background, language: str) -> None:
        super().__init__(tr("Syncing"))
        self._desk, self._background, self._language = desk, background, language
        self.told = Paragraph("", "secondary")
        self.hour = button(tr("Pause for an &hour"), deed=lambda: self._do(lambda c: resting.pause(c, 1.0)))
        self.long = button(tr("Pause until I &resume"), deed=lambda: self._do(resting.pause))
        self.on = button(tr("&Resume"), icon="play", deed=lambda: self._do(resting.resume))
        foot = QWidget()
        line = QHBoxLayout(foot)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for one in (self.on, self.hour, self.long):
            line.addWidget(one)
        line.addStretch(1)
        self.unmetered = Tick(
            tr("Only while the network is not metered"), tr("As the system says it: a phone's, most often.")
        )
        self.unmetered.toggled.connect(self._choose)
        self.add(self.told, foot, self.unmetered)
        background.changed.connect(self._changed)
        self._show(Rest())
        self._read()

    def _changed(self, _kinds: object, _origin: object) -> None:
        self._read()

    def _read(self) -> None:
        self._background.ask(self._rest, self, self._show, key="rest")

    def _rest(self) -> Rest:
        with self._desk.cache.file.read() as connection:
            return resting.read(connection)

    def _show(self, rest: Rest) -> None:
        self.on.setVisible(rest.paused)
        self.hour.setVisible(not rest.paused)
        self.long.setVisible(not rest.paused)
        until = moments.full(rest.until, self._language)
        told = tr("It goes on by itself, as long as this program is open.")
        if rest.paused:
            told = tr("Paused until {time}.").format(time=until) if until else tr("Paused until you resume it.")
        self.told.set_words(told)
        blocked = self.unmetered.box.blockSignals(True)  # noqa: FBT003 - Qt names no argument
        self.unmetered.box.setChecked(rest.unmetered)
        self.unmetered.box.blockSignals(blocked)

    def _choose(self, on: bool) -> None:
        self._do(lambda connection: resting.keep_unmetered(connection, on=on))

    def _do(self, work: Callable[[Connection], None]) -> None:
        cache = self._desk.cache

        def run() -> frozenset[str]:
            cache.change(work)
            return NOTHING

        self._background.change(run, self, lambda _: self._read())
