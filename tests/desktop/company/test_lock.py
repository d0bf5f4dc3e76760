"""The window of HR locks and opens again, and hides people's records while the lease does not hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from izanau_desktop.app import App
from izanau_desktop.cache import lease
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.lock import pin, rule
from izanau_desktop.lock.page import LockPage
from izanau_desktop.lock.veil import LeasePage
from izanau_desktop.shared.accounts_list import AccountsCard
from izanau_desktop.shut import DeskShutError
from izanau_desktop.start.gate import Gate
from izanau_protocol import ambient, wire
from izanau_protocol.problems import Refused
from tests.desktop.apps import end
from tests.desktop.company.scene import NOWHERE, applicant, company, job
from tests.keychain import Kept

PIN = "84620957"
HOUR, DAY = 3600.0, 86400.0


class Desktop:
    """One window of the company, with one applicant, and no network."""

    def __init__(self, app: App, bot: QtBot) -> None:
        self.app, self.bot = app, bot

    def begin(self) -> None:
        """Open the window and wait for its desk."""
        self.app.start()
        self.bot.waitUntil(lambda: self.app.desk is not None, timeout=20_000)

    def see(self, kind: type[QWidget]) -> QWidget:
        """Wait for such a widget on screen."""
        self.bot.waitUntil(lambda: any(one.isVisible() for one in self.all(kind)), timeout=20_000)
        return next(one for one in self.all(kind) if one.isVisible())

    @staticmethod
    def all(kind: type[QWidget]) -> list[QWidget]:
        return [one for one in QApplication.allWidgets() if isinstance(one, kind)]

    def words(self) -> str:
        """All that any widget of the process holds in words, on screen or behind it."""
        found = [
            one.text() for kind in (QLabel, QLineEdit) for one in QApplication.allWidgets() if isinstance(one, kind)
        ]
        names = [f"{one.accessibleName()} {one.windowTitle()}" for one in QApplication.allWidgets()]
        return "\n".join([*found, *names])

    def show_applicant(self) -> None:
        page = self.see(ApplicantsPage)
        assert isinstance(page, ApplicantsPage)
        self.bot.waitUntil(lambda: page.detail.opened is not None, timeout=20_000)
        self.bot.waitUntil(lambda: "person1@mail.example" in self.words())

    def enter(self, secret: str) -> LockPage:
        page = self.see(LockPage)
        assert isinstance(page, LockPage)
        page.secret.setText(secret)
        page.submit()
        self.bot.waitUntil(lambda: not isValid(page) or not page.isVisible() or page.deed.isEnabled(), timeout=20_000)
        return page


@pytest.fixture
def vault() -> Kept:
    return Kept()


@pytest.fixture
def desktop(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, vault: Kept, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desktop]:
    monkeypatch.setattr("tests.desktop.company.scene.Kept", lambda: vault)
    scene = company(tmp_path)
    scene.desk.cache.set_note(applicants_job="*", last_sync=ambient.timestamp())
    applicant(scene, job(scene), 1)
    scene.close()
    app = App(qapp, tmp_path, NOWHERE)
    app.preferences.theme = "light"
    app.preferences.set_last_place("company", "applicants")
    app.keeper = lambda: vault
    yield Desktop(app, qtbot)
    end(app, qtbot)


def test_lock_leaves_no_widget_with_anything_of_anybody(desktop: Desktop) -> None:
    desktop.begin()
    desktop.show_applicant()
    assert desktop.app.window is not None
    desktop.app.window.show_keys()
    assert desktop.app.window.commands.run("app.lock")
    page = desktop.see(LockPage)
    desktop.bot.waitUntil(lambda: len(desktop.all(ApplicantsPage)) == 0)
    assert desktop.all(QDialog) == []
    assert "person1@mail.example" not in desktop.words()
    assert page.window().windowTitle() == "Locked - Izanau"
    assert not any(one.id.startswith("applicants.") for one in desktop.app.window.commands)


def test_pin_opens_offline_where_one_was(desktop: Desktop, vault: Kept) -> None:
    desktop.begin()
    desktop.show_applicant()
    desk = desktop.app.desk
    assert desk is not None
    pin.set_pin(vault, desk.owner, PIN)
    rule.note_pin(desk, there=True)
    desktop.app.locks.lock()
    page = desktop.enter("11111111")
    assert "9 tries" in page.notice.text
    desktop.enter(PIN)
    desktop.show_applicant()
    assert not rule.is_locked(desk)


def test_locked_window_begins_locked_and_pin_locks_each_start(desktop: Desktop, tmp_path: Path, vault: Kept) -> None:
    desktop.begin()
    desktop.show_applicant()
    desk = desktop.app.desk
    assert desk is not None
    desktop.app.locks.lock()
    desktop.bot.waitUntil(lambda: rule.is_locked(desk), timeout=20_000)
    desktop.app.put_away(QWidget())
    desktop.app.start()
    page = desktop.see(LockPage)
    assert isinstance(page, LockPage)
    assert page.password.isHidden(), "without a PIN the password is asked at once"
    assert desktop.all(ApplicantsPage) == []


def test_lock_page_leads_to_another_account_and_the_locked_one_stays(desktop: Desktop, vault: Kept) -> None:
    desktop.begin()
    desktop.show_applicant()
    desk, app = desktop.app.desk, desktop.app
    assert desk is not None
    assert desk.entry is not None
    desk.edit("account", desk.account.id, {"language": "ja"})
    vault.put(desk.owner, "refresh", "kept")
    app.locks.lock()
    page = desktop.see(LockPage)
    assert isinstance(page, LockPage)
    page.away.click()
    shown = desktop.see(AccountsCard)
    assert isinstance(shown, AccountsCard)
    desktop.bot.waitUntil(lambda: len(shown.rows) == 1)
    desktop.bot.waitUntil(lambda: app.background.wait(0))
    with pytest.raises(DeskShutError):
        desk.cache.note("email")
    assert "Sign out" not in [one.text() for one in shown.findChildren(QPushButton)]
    assert vault.get(desk.owner, "refresh") == "kept"
    next(one for one in shown.findChildren(QPushButton) if one.text() == "Open").click()
    desktop.see(LockPage)
    again = app.desk
    assert again is not None
    assert again is not desk
    assert again.only_here().waiting


def test_locked_session_in_memory_cannot_be_left_or_lost(desktop: Desktop) -> None:
    desktop.begin()
    desktop.show_applicant()
    app = desktop.app
    assert app.desk is not None
    app.desk.edit("account", app.desk.account.id, {"language": "ja"})
    kept, app.desk.entry = app.desk.entry, None
    app.locks.lock()
    page = desktop.see(LockPage)
    assert isinstance(page, LockPage)
    assert page.away.isHidden()
    assert app.window is not None
    assert not app.window.commands.run("app.switch")
    assert not app.window.close()
    (box,) = app.window.findChildren(QMessageBox)
    assert "&Lose it" not in [one.text() for one in box.buttons()]
    box.reject()
    app.desk.entry = kept


def test_nobody_for_the_set_minutes_locks(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    with ambient.ruled() as time:
        desktop.begin()
        desktop.show_applicant()
        desk = desktop.app.desk
        assert desk is not None
        rule.set_minutes(desk, 5)
        time.advance(4 * 60)
        desktop.app.locks._look()
        desktop.bot.waitUntil(lambda: desktop.app.background.wait(0))
        assert not desktop.app.locks.locked
        assert desktop.app.window is not None
        QTest.keyClick(desktop.app.window.windowHandle(), Qt.Key.Key_Shift)
        desktop.app.locks._idle.touched()
        time.advance(4 * 60)
        desktop.app.locks._look()
        desktop.bot.waitUntil(lambda: desktop.app.background.wait(0))
        assert not desktop.app.locks.locked
        time.advance(61)
        desktop.app.locks._look()
        desktop.see(LockPage)


def test_lease_takes_records_off_the_window_and_gives_them_back(desktop: Desktop) -> None:
    with ambient.ruled() as time:
        desktop.begin()
        desktop.show_applicant()
        desk = desktop.app.desk
        assert desk is not None
        time.advance(wire.LEASE_HOURS * HOUR + 60)
        desktop.bot.waitUntil(lambda: desktop.app.syncing is not None, timeout=20_000)
        assert desktop.app.syncing is not None
        desktop.app.syncing._look()
        desktop.see(LeasePage)
        window = desktop.app.window
        assert window is not None
        for place in ("day", "applicants", "board", "messages", "activity", "conflicts"):
            window.go(place)
            desktop.see(LeasePage)
        window.go("applicants")
        desktop.bot.waitUntil(lambda: "person1@mail.example" not in desktop.words())
        with pytest.raises(Refused):
            desk.cache.list("conflict")
        desk.cache.set_note(last_sync=ambient.timestamp(), clock=ambient.timestamp())
        desktop.app.syncing._look()
        desktop.show_applicant()


def test_session_that_the_site_does_not_know_takes_records_off_and_leads_to_the_sign_in(desktop: Desktop) -> None:
    desktop.begin()
    desktop.show_applicant()
    desk = desktop.app.desk
    assert desk is not None
    lease.heard(desk.cache.file, "not_signed_in")
    desktop.bot.waitUntil(lambda: desktop.app.syncing is not None, timeout=20_000)
    assert desktop.app.syncing is not None
    desktop.app.syncing._look()
    page = desktop.see(LeasePage)
    assert isinstance(page, LeasePage)
    desktop.bot.waitUntil(lambda: "person1@mail.example" not in desktop.words())
    assert "The site does not know that you are signed in on this computer" in desktop.words()
    page.sync.click()
    assert isinstance(desktop.see(Gate), Gate)
    desktop.bot.waitUntil(lambda: desktop.app.desk is None, timeout=20_000)


def test_window_says_that_records_were_removed_for_want_of_a_sync(desktop: Desktop) -> None:
    with ambient.ruled() as time:
        desktop.begin()
        desktop.show_applicant()
        time.advance(wire.PURGE_DAYS * 24 * HOUR + 60)
        desktop.bot.waitUntil(lambda: desktop.app.syncing is not None, timeout=20_000)
        assert desktop.app.syncing is not None
        desktop.app.syncing._look()
        desktop.see(LeasePage)
        desktop.bot.waitUntil(lambda: "The records of people were removed from this computer" in desktop.words())


def test_wrong_pins_cost_time_and_then_the_pin(vault: Kept) -> None:
    with ambient.ruled() as time:
        pin.set_pin(vault, "somebody", PIN)
        codes = []
        for _ in range(pin.TRIES + 6):
            with pytest.raises(Refused) as refused:
                pin.check(vault, "somebody", "wrong one")
            codes.append(refused.value.problems[0].code)
            if codes[-1] == "pin_later":
                with pytest.raises(Refused):
                    pin.check(vault, "somebody", PIN)  # not even the right one is looked at
                time.advance(2 * HOUR)
        assert codes[:4] == ["pin_wrong"] * 4
        assert codes[4] == "pin_later"
        assert codes[-1] == "pin_gone"
        assert codes.count("pin_wrong") == pin.TRIES - 1


@pytest.mark.parametrize("weak", ["12345", "123456", "000000", "fedcba"])
def test_pin_that_is_easily_guessed_is_refused(vault: Kept, weak: str) -> None:
    with pytest.raises(Refused) as refused:
        pin.set_pin(vault, "somebody", weak)
    assert refused.value.problems[0].code == "weak_pin"
    assert vault.get("somebody", "pin") == ""
