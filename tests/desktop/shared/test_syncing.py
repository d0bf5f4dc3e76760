"""How the window says that syncing rests: in the line of state, with the reason and the way out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtNetwork import QNetworkInformation
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from izanau_desktop.cache import cursors, resting
from izanau_desktop.frame.sync import SyncState
from izanau_desktop.shared.sync_card import SyncCard
from izanau_desktop.sync import elect, indexer
from izanau_desktop.sync.report import SyncReport
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


class System(QObject):
    """In the place of what the system says of the network, which no test may cut."""

    Reachability = QNetworkInformation.Reachability
    reachabilityChanged, isMeteredChanged = Signal(Reachability), Signal(bool)  # noqa: N815 - Qt's names
    is_known = True

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__()
        self._now, self._metered = self.Reachability.Online, False
        monkeypatch.setattr("izanau_desktop.network.QNetworkInformation", self)

    def loadDefaultBackend(self) -> bool:  # noqa: N802 - Qt's name
        return self.is_known

    def instance(self) -> System:
        return self

    def reachability(self) -> QNetworkInformation.Reachability:
        return self._now

    def isMetered(self) -> bool:  # noqa: N802 - Qt's name
        return self._metered

    def say(self, now: QNetworkInformation.Reachability, *, metered: bool = False) -> None:
        """It is so from now on."""
        changed = (self._now is not now, self._metered != metered)
        self._now, self._metered = now, metered
        if changed[0]:
            self.reachabilityChanged.emit(now)
        if changed[1]:
            self.isMeteredChanged.emit(metered)


@pytest.fixture
def system(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> System:
    return System(monkeypatch)


@pytest.fixture
def causes(scene: SeekerScene, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Why each sync began; none gets through while the system says that there is no network."""
    begun = list[str]()

    def sync(*, cause: str, **_: object) -> SyncReport:
        begun.append(cause)
        return SyncReport(problem=problem("offline"))

    monkeypatch.setattr(scene.desk, "sync", sync)
    return begun


@pytest.fixture
def standing() -> Iterator[None]:
    """A clock that stands, so that no pause ends by itself."""
    with ambient.ruled(now=ambient.now()):
        yield


@pytest.mark.usefixtures("standing")
def test_network_that_the_system_says_is_back_is_used_at_once(
    system: System, causes: list[str], line: Line, qtbot: QtBot
) -> None:
    backs = list[int]()
    line.syncing.network.back.connect(lambda: backs.append(1))
    for number, away in enumerate((System.Reachability.Disconnected, System.Reachability.Local), 1):
        qtbot.waitUntil(lambda n=number: len(causes) == n)  # type: ignore[misc]  # bound at once
        system.say(away)
        assert len(causes) == number
        system.say(System.Reachability.Online)
    qtbot.waitUntil(lambda: len(causes) == 3)
    system.say(System.Reachability.Site)  # it was not away
    assert (causes, len(backs)) == (["begun", "network", "network"], 2)
    line.comes_to_say("Offline since ")


def test_metered_network_is_left_alone_before_the_first_sync(
    scene: SeekerScene, system: System, causes: list[str], request: pytest.FixtureRequest, qtbot: QtBot
) -> None:
    scene.desk.cache.change(lambda connection: resting.keep_unmetered(connection, on=True))
    system.say(System.Reachability.Online, metered=True)
    line: Line = request.getfixturevalue("line")
    driver = line.syncing._driver
    assert driver is not None
    qtbot.waitUntil(lambda: driver.resting)
    assert (line.comes_to_say("Waits for a network").rests, causes) == (True, [])
    system.say(System.Reachability.Online)
    qtbot.waitUntil(lambda: bool(causes))
    line.no_longer_says("Waits for")
    system.say(System.Reachability.Online, metered=True)
    qtbot.waitUntil(lambda: driver.resting)


def test_system_that_says_nothing_holds_no_sync_up(
    scene: SeekerScene, system: System, causes: list[str], request: pytest.FixtureRequest, qtbot: QtBot
) -> None:
    scene.desk.cache.change(lambda connection: resting.keep_unmetered(connection, on=True))
    system.is_known = False
    system.say(System.Reachability.Disconnected, metered=True)
    line: Line = request.getfixturevalue("line")
    qtbot.waitUntil(lambda: bool(causes))
    assert not line.syncing.network.metered


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
