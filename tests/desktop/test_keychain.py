"""What a window says of a keychain that does not open: each state in its own words, a way to stop and a way on, nothing lost."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring.errors
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop import keychain, questions
from izanau_desktop.accounts import Accounts
from izanau_desktop.app import App
from izanau_desktop.keychain import KeychainNotice
from izanau_desktop.look.theme import Theme
from izanau_desktop.shared.accounts_list import AccountsCard
from izanau_desktop.start.trouble import TroublePage
from izanau_desktop.switching import switch
from izanau_desktop.syncing import Syncing
from izanau_desktop.vault import Vault
from izanau_desktop.window import Window
from izanau_protocol.problems import problem
from tests.desktop.apps import end
from tests.desktop.residents import NOWHERE, resident
from tests.keychain import Chain

LATE = 20_000
LOCKED = keyring.errors.KeyringLocked("Failed to unlock the collection!")


class Computer:
    """A window of a computer that two people use, and its keychain."""

    def __init__(self, app: App, chain: Chain, qtbot: QtBot) -> None:
        self.app, self.chain, self._qtbot = app, chain, qtbot

    @property
    def window(self) -> QWidget:
        assert self.app.window is not None
        return self.app.window

    def start(self) -> None:
        """Open the window."""
        self.app.start()

    def syncs(self) -> Syncing:
        """Have the desk that is open sync once more, from where that waits for the keychain."""
        self._qtbot.waitUntil(lambda: self.app.syncing is not None, timeout=LATE)
        syncing = self.app.syncing
        assert syncing is not None
        self.chain.answers.clear()
        syncing.now()
        self._qtbot.waitUntil(lambda: questions.waited() > 0, timeout=LATE)
        return syncing

    def asks(self) -> KeychainNotice:
        """What the window says while it waits for the keychain, once it says so."""
        self._qtbot.waitUntil(lambda: self.window.findChild(KeychainNotice) is not None, timeout=LATE)
        found = self.window.findChild(KeychainNotice)
        assert found is not None
        assert "It may wait for your answer in another window." in found.text
        return found

    def says(self, code: str) -> None:
        """Wait for the page that tells of a problem, in its own words."""
        told = problem(code)
        self._qtbot.waitUntil(lambda: self.window.findChild(TroublePage) is not None, timeout=LATE)
        heard = [one.accessibleName() for one in self.window.findChildren(QLabel)]
        assert told.words("en") in heard
        assert told.cure("en") in heard
        assert self.window.findChild(KeychainNotice) is None

    def press(self, name: str) -> None:
        """Press a button, once it is there."""

        def there() -> list[QPushButton]:
            every = [one for one in self.window.findChildren(QPushButton) if one.isVisible()]
            return [one for one in every if (one.accessibleName() or one.text().replace("&", "")) == name]

        self._qtbot.waitUntil(lambda: len(there()) == 1, timeout=LATE)
        there()[0].click()

    def opens(self, name: str) -> None:
        """Wait for the desk of somebody."""
        self._qtbot.waitUntil(lambda: self.app.desk is not None and self.app.whose() == name, timeout=LATE)
        assert self.window.findChild(KeychainNotice) is None


@pytest.fixture
def computer(qapp: QApplication, qtbot: QtBot, look: Theme, tmp_path: Path) -> Iterator[Computer]:
    """Ana was here last."""
    look.apply()
    chain = Chain()
    vault = Vault(backend=chain, patience=math.inf)
    resident(tmp_path, vault, "Mori Ken", "agent")
    resident(tmp_path, vault, "Ana Prova", "seeker")
    app = App(qapp, tmp_path, NOWHERE)
    app.keeper = lambda: vault
    app.keychain.long = 0.2
    yield Computer(app, chain, qtbot)
    chain.answers.set()
    end(app, qtbot)


@pytest.mark.parametrize(
    ("error", "screen", "code"),
    [
        (LOCKED, "", "keychain_locked"),
        (LOCKED, ":1", "keychain_dismissed"),
        (keyring.errors.NoKeyringError(), ":1", "no_keychain"),
    ],
    ids=["locked", "dismissed", "absent"],
)
def test_keychain_that_refuses_says_why_and_opens_once_it_does(
    computer: Computer, error: Exception, screen: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", screen)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr("izanau_desktop.vault.sys.platform", "linux")
    computer.chain.error = error
    computer.start()
    computer.says(code)
    computer.chain.error = None
    computer.press("Try again")
    computer.opens("Ana Prova")


def by_button(computer: Computer) -> None:
    computer.press("Stop waiting")


def by_key(computer: Computer) -> None:
    QTest.keyClick(computer.window, Qt.Key.Key_Escape)


@pytest.mark.parametrize("stop", [by_button, by_key])
def test_stuck_keychain_is_left_and_opens_once_it_answers(computer: Computer, stop: Callable[[Computer], None]) -> None:
    computer.chain.answers.clear()
    computer.start()
    computer.asks()
    stop(computer)
    computer.says("keychain_silent")
    computer.press("Try again")
    computer.asks()
    computer.chain.answers.set()
    computer.opens("Ana Prova")


def test_stuck_keychain_leaves_the_other_ways_in(computer: Computer, qtbot: QtBot) -> None:
    computer.chain.answers.clear()
    computer.start()
    computer.asks()
    computer.press("Stop waiting")
    computer.says("keychain_silent")
    computer.press("Another way in")
    computer.asks()
    computer.press("Stop waiting")
    [shown] = computer.window.findChildren(AccountsCard)
    qtbot.waitUntil(lambda: len(shown.rows) == 2, timeout=LATE)
    told = problem("keychain_silent").words("en")
    assert all(told in row.accessibleName() for row in shown.rows.values())
    qtbot.waitUntil(lambda: computer.app.background.wait(0))  # nothing is asked anew by itself
    assert computer.window.findChild(KeychainNotice) is None
    computer.chain.answers.set()
    shown.rows[Accounts(computer.app.folder).every()[0].folder].findChildren(QPushButton)[0].click()
    computer.press("Open: Mori Ken")
    computer.opens("Mori Ken")


def test_stopped_switch_tried_again_opens_who_was_wanted(computer: Computer) -> None:
    computer.start()
    computer.opens("Ana Prova")
    computer.chain.answers.clear()
    switch(computer.app, Accounts(computer.app.folder).every()[1])
    computer.asks()
    computer.press("Stop waiting")
    computer.says("keychain_silent")
    computer.chain.answers.set()
    computer.press("Try again")
    computer.opens("Mori Ken")


def test_keychain_that_answers_soon_is_not_mentioned(computer: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    mentioned = list[str]()

    class Mentioned(KeychainNotice):
        def __init__(self, window: Window) -> None:
            super().__init__(window)
            mentioned.append(self.text)

    monkeypatch.setattr(keychain, "KeychainNotice", Mentioned)
    computer.app.keychain.long = keychain.LONG
    computer.start()
    computer.opens("Ana Prova")
    assert mentioned == []


def test_window_closes_although_the_keychain_is_stuck(computer: Computer) -> None:
    computer.chain.answers.clear()
    computer.start()
    computer.asks()
    computer.app.end()
    assert computer.app.background.wait(0)
    assert not computer.chain.answers.is_set()


@pytest.mark.parametrize("stop", [by_button, by_key])
def test_sync_that_waits_for_the_keychain_says_so_and_stops(
    computer: Computer, qtbot: QtBot, stop: Callable[[Computer], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("izanau_desktop.syncing.LOOK", 3600.0)  # nothing else is worked at meanwhile
    computer.start()
    computer.opens("Ana Prova")
    syncing = computer.syncs()
    computer.asks()
    stop(computer)
    qtbot.waitUntil(lambda: problem("keychain_silent").words("en") in syncing.problem_words, timeout=LATE)


def test_window_closes_although_its_sync_waits_for_the_keychain(computer: Computer) -> None:
    computer.start()
    computer.opens("Ana Prova")
    computer.syncs()
    computer.app.end()
    assert questions.waited() == 0
    assert not computer.chain.answers.is_set()
