"""How the window says that syncing rests: in the line of state, with the reason and the way out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from izanau_desktop.cache import cursors, resting
from izanau_desktop.frame.sync import SyncState
from izanau_desktop.shared.sync_card import SyncCard
from izanau_desktop.sync import elect, indexer
from izanau_desktop.syncing import Syncing
from izanau_protocol import ambient
from izanau_protocol.problems import Refused, problem
from tests.desktop.seeker.scene import SeekerScene


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
    qtbot.waitUntil(lambda: "you resume" not in card.told.words)
    assert card.told.words.startswith("Paused until ")
    card.on.click()
    line.no_longer_says("paused")
    qtbot.waitUntil(card.hour.isVisible)  # its timer waits for the end of the pause until it has heard of this too


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


def test_line_says_how_far_the_first_pull_and_the_search_behind_it_are(
    scene: SeekerScene, line: Line, qtbot: QtBot
) -> None:
    cache, folder = scene.desk.cache, scene.desk.folder
    assert folder is not None
    working = elect.Lock(folder / indexer.LOCK)
    assert working.take()  # another process is at the index
    scene.put("jobs", "job", ambient.new_id(), {"title": {"en": "Cook"}}, later=True)
    begun = cache.change(lambda connection: cursors.begin(connection, "jobs", 200))
    scene.background.changed.emit(frozenset(), None)
    assert "0 % fetched" in line.comes_to_say("fetched").words
    cursor = cache.change(lambda connection: cursors.move(connection, begun, 71, 200))
    scene.background.changed.emit(frozenset(), None)
    state = line.comes_to_say("65 % fetched")
    assert (state.leads, "newest is fetched first" in state.detail) == ("sync_log", True)
    cache.change(lambda connection: cursors.move(connection, cursor, 0, 200))
    scene.background.changed.emit(frozenset(), None)
    assert "All is listed" in line.comes_to_say("0 of 1 searchable so far").detail
    cache.change(resting.pause)
    scene.background.changed.emit(frozenset(), None)
    line.comes_to_say("Syncing is paused · 0 of 1 searchable so far")
    working.free()
    cache.change(resting.resume)
    line.no_longer_says("searchable")


def shown(scene: SeekerScene, qtbot: QtBot) -> SyncCard:
    card = SyncCard(scene.desk, scene.background, "en")
    qtbot.addWidget(card)
    card.activateWindow()
    with qtbot.waitExposed(card):
        card.show()
    return card


def test_full_disk_is_said_and_the_tick_shows_what_holds(
    scene: SeekerScene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = shown(scene, qtbot)

    def full(_work: object) -> None:
        raise Refused(problem("disk_full"))

    with monkeypatch.context() as patched:
        patched.setattr(scene.desk.cache, "change", full)
        card.unmetered.box.click()
        qtbot.waitUntil(lambda: "no room left" in card.notice.text)
        qtbot.waitUntil(lambda: not card.unmetered.box.isChecked())
    card.unmetered.box.click()
    qtbot.waitUntil(card.notice.isHidden)
    assert card.unmetered.box.isChecked()


def test_pause_that_ended_by_itself_stands_there_no_longer(scene: SeekerScene, qtbot: QtBot) -> None:
    card = shown(scene, qtbot)
    card.hour.click()
    qtbot.waitUntil(card.on.isVisible)
    scene.desk.cache.change(lambda connection: resting.pause(connection, 0.0003))
    scene.background.changed.emit(frozenset(), None)
    qtbot.waitUntil(card.hour.isVisible)
    assert "goes on by itself" in card.told.words


def test_keyboard_stays_at_the_pause(scene: SeekerScene, qtbot: QtBot) -> None:
    card = shown(scene, qtbot)
    card.long.setFocus()
    QTest.keyClick(card.long, Qt.Key.Key_Space)
    qtbot.waitUntil(card.on.isVisible)
    assert card.focusWidget() is card.on
    QTest.keyClick(card.on, Qt.Key.Key_Space)
    qtbot.waitUntil(card.hour.isVisible)
    assert card.focusWidget() is card.hour
    card.long.setFocus()
    scene.background.changed.emit(frozenset(), None)
    qtbot.waitUntil(lambda: scene.background.wait(0))
    assert card.focusWidget() is card.long
