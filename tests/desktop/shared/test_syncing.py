"""How the window says that syncing rests: in the line of state, with the reason and the way out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.cache import resting
from izanau_desktop.frame.sync import SyncState
from izanau_desktop.shared.sync_card import SyncCard
from izanau_desktop.syncing import Syncing
from tests.desktop.seeker.scene import SeekerScene

Show = Callable[[QWidget], None]


class Line:
    """What the line of state says."""

    def __init__(self, scene: SeekerScene, qtbot: QtBot) -> None:
        self.states: list[SyncState] = []
        self._qtbot = qtbot
        self.syncing = Syncing(scene.desk, scene.background)
        self.syncing.state.connect(self.states.append)

    def no_longer_says(self, words: str) -> None:
        self._qtbot.waitUntil(lambda: bool(self.states) and words not in self.states[-1].words)

    def comes_to_say(self, words: str) -> SyncState:
        self._qtbot.waitUntil(lambda: any(words in one.words for one in self.states[-1:]))
        return self.states[-1]


@pytest.fixture
def line(scene: SeekerScene, qtbot: QtBot) -> Iterator[Line]:
    made = Line(scene, qtbot)
    yield made
    shiboken6.delete(made.syncing)


def test_line_says_that_syncing_is_paused_and_what_would_do(scene: SeekerScene, line: Line, qtbot: QtBot) -> None:
    card = SyncCard(scene.desk, scene.background, "en")
    qtbot.addWidget(card)
    card.show()
    card.long.click()
    state = line.comes_to_say("Syncing is paused")
    assert (state.tone, state.leads, state.rests, "Sync now" in state.detail) == ("neutral", "sync_log", True, True)
    qtbot.waitUntil(card.on.isVisible)
    card.hour.setVisible(True)
    card.hour.click()
    line.comes_to_say("Syncing is paused until ")
    qtbot.waitUntil(lambda: card.told.words.startswith("Paused until "))
    card.on.click()
    line.no_longer_says("paused")


def test_line_says_that_a_metered_network_is_left_alone(scene: SeekerScene, line: Line, qtbot: QtBot) -> None:
    card = SyncCard(scene.desk, scene.background, "en")
    qtbot.addWidget(card)
    card.unmetered.box.click()
    line.syncing.network.tell(there=True, metered=True)
    assert "metered" in line.comes_to_say("Waits for a network").detail
    line.syncing.network.tell(there=True, metered=False)
    line.no_longer_says("Waits for")
    with scene.desk.cache.file.read() as connection:
        assert resting.read(connection).unmetered
