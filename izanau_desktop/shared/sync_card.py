"""The card that lets syncing rest: paused for an hour or until one resumes, and kept for networks that are not metered."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from izanau_desktop.background import Background, after
from izanau_desktop.cache import resting
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.resting import Rest
from izanau_desktop.desk import Desk
from izanau_desktop.shared import moments
from izanau_desktop.shared.deeds import refusal
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, Notice, Paragraph, button
from izanau_desktop.widgets.tick import Tick
from izanau_protocol import ambient

NOTHING: frozenset[str] = frozenset()
LATE = 100
"""Milliseconds after the end of a pause at which it is looked for."""


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
            tr("Only while the network is not metered"),
            tr("Your system says which networks are metered; a phone's is, most often."),
        )
        self.unmetered.toggled.connect(self._choose)
        self.notice = Notice()
        self.add(self.notice, self.told, foot, self.unmetered)
        self._ended = after(0, self, self._read, start=False)
        background.changed.connect(self._changed)
        self._show(Rest())
        self._read()

    def _changed(self, _kinds: object, _origin: object) -> None:
        self._read()

    def _read(self) -> None:
        self._background.ask(self._rest, self, self._show, self._failed, key="rest")

    def _rest(self) -> Rest:
        with self._desk.cache.file.read() as connection:
            return resting.read(connection)

    def _show(self, rest: Rest) -> None:
        self._offer(paused=rest.paused)
        self._follow(rest.until)
        until = moments.full(rest.until, self._language)
        told = tr("It goes on by itself, as long as this program is open.")
        if rest.paused:
            told = tr("Paused until {time}.").format(time=until) if until else tr("Paused until you resume it.")
        self.told.set_words(told)
        blocked = self.unmetered.box.blockSignals(True)  # noqa: FBT003 - Qt names no argument
        self.unmetered.box.setChecked(rest.unmetered)
        self.unmetered.box.blockSignals(blocked)

    def _offer(self, *, paused: bool) -> None:
        """The buttons that would do something; the keyboard goes from one that goes to the one that takes it back."""
        had_focus = self.window().focusWidget() in ((self.hour, self.long) if paused else (self.on,))
        self.on.setVisible(paused)
        self.hour.setVisible(not paused)
        self.long.setVisible(not paused)
        if had_focus:
            (self.on if paused else self.hour).setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self, until: str) -> None:
        """Look again once a pause has ended by itself."""
        end = moments.local(until)
        if end is None:
            self._ended.stop()
        else:
            self._ended.start(max(round((end - ambient.now()).total_seconds() * 1000), 0) + LATE)

    def _choose(self, on: bool) -> None:
        self._do(lambda connection: resting.keep_unmetered(connection, on=on))

    def _do(self, work: Callable[[Connection], None]) -> None:
        cache = self._desk.cache

        def run() -> frozenset[str]:
            cache.change(work)
            return NOTHING

        self._background.change(run, self, self._done, self._refused)

    def _done(self, _kinds: object) -> None:
        self.notice.hide()
        self._read()

    def _refused(self, error: Exception) -> None:
        """It stays as it was: say why, and show that."""
        self._failed(error)
        self._read()

    def _failed(self, error: Exception) -> None:
        self.notice.set(refusal(error, self._language), "danger")
