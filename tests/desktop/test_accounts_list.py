"""Several accounts on one computer: who they are, one window for each in turn, signing one out beside another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop import roster
from izanau_desktop.accounts import Accounts
from izanau_desktop.app import App
from izanau_desktop.background import Background
from izanau_desktop.desk import Desk
from izanau_desktop.lock import rule
from izanau_desktop.look.theme import Theme
from izanau_desktop.shared.accounts_list import AccountsCard
from izanau_desktop.vault import SessionVault
from izanau_protocol import ids
from izanau_protocol.problems import Refused
from tests.desktop.apps import end
from tests.desktop.residents import NOWHERE, SECRET, resident
from tests.keychain import Kept


@pytest.fixture(autouse=True)
def dressed(look: Theme) -> None:
    """In the look of the program, whatever another test left."""
    look.apply()


@pytest.fixture
def vault() -> Kept:
    return Kept()


@pytest.fixture
def app(qapp: QApplication, qtbot: QtBot, tmp_path: Path, vault: Kept) -> Iterator[App]:
    """Two people have accounts here; the one used last is open."""
    resident(tmp_path, vault, "Mori Ken", "agent")
    resident(tmp_path, vault, "Ana Prova", "seeker")
    made = App(qapp, tmp_path, NOWHERE)
    made.keeper = lambda: vault
    made.start()
    qtbot.waitUntil(lambda: made.desk is not None and made.syncing is not None, timeout=20_000)
    yield made
    end(made, qtbot)


def card(app: App, qtbot: QtBot, rows: int) -> AccountsCard:
    """The list, once it was read."""
    assert app._room is not None
    assert app._room.commands.run("app.accounts")
    assert app.window is not None
    found = app.window.findChildren(AccountsCard)[0]
    qtbot.waitUntil(lambda: len(found.rows) == rows)
    return found


def words(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel))


def press(widget: QWidget, name: str, qtbot: QtBot) -> None:
    """Press a button by keyboard, once it is on screen."""

    def there() -> list[QPushButton]:
        every = [one for one in widget.findChildren(QPushButton) if one.isVisible()]
        return [one for one in every if (one.accessibleName() or one.text()) == name]

    qtbot.waitUntil(lambda: len(there()) == 1)
    there()[0].setFocus()
    QTest.keyClick(there()[0], Qt.Key.Key_Space)


def test_list_names_person_role_site_and_who_is_open(app: App, qtbot: QtBot) -> None:
    shown = card(app, qtbot, 2)
    names = [row.accessibleName() for row in shown.rows.values()]
    assert names == [
        "Ana Prova, Job seeker · ana@mail.example · 127.0.0.1:1, open here",
        "Mori Ken, Support agent · mori@mail.example · 127.0.0.1:1",
    ]
    assert SECRET not in words(shown)


def test_switching_opens_the_other_and_keeps_the_first(app: App, qtbot: QtBot) -> None:
    press(card(app, qtbot, 2), "Switch to Mori Ken", qtbot)
    qtbot.waitUntil(lambda: app.desk is not None and app.desk.account.role == "agent", timeout=20_000)
    assert app.window is not None
    assert app.window.role == "support"
    press(card(app, qtbot, 2), "Switch to Ana Prova", qtbot)
    qtbot.waitUntil(lambda: app.desk is not None and app.desk.account.role == "seeker", timeout=20_000)


def test_other_account_is_signed_out_from_beside(app: App, qtbot: QtBot, vault: Kept) -> None:
    shown = card(app, qtbot, 2)
    other = next(folder for folder, row in shown.rows.items() if "Mori" in row.accessibleName())
    desk = Desk(Accounts(app.folder), next(e for e in Accounts(app.folder).every() if e.folder == other), vault)
    desk.edit("account", desk.account.id, {"language": "ja"})
    desk.shut()
    press(shown, "Sign out: Mori Ken", qtbot)
    qtbot.waitUntil(lambda: "1 thing" in shown.notice.text)
    assert (app.folder / other).exists()
    shown.notice.action.click()
    qtbot.waitUntil(lambda: len(shown.rows) == 1, timeout=20_000)
    assert not (app.folder / other).exists()
    assert vault.get(other, "refresh") == ""
    assert app.desk is not None
    assert app.desk.account.name == "Ana Prova"


@pytest.mark.parametrize("beside", [True, False])
def test_locked_account_is_opened_but_not_signed_out(app: App, qtbot: QtBot, vault: Kept, *, beside: bool) -> None:
    assert app.desk is not None
    other = next(entry for entry in Accounts(app.folder).every() if entry.folder != app.desk.owner)
    desk = Desk(Accounts(app.folder), other, vault)
    rule.note_locked(desk, locked=True)
    desk.shut()
    if not beside:
        app.first_screen()
    assert app.window is not None
    shown = card(app, qtbot, 2) if beside else app.window.findChildren(AccountsCard)[0]
    qtbot.waitUntil(lambda: len(shown.rows) == 2)
    assert "locked: open it to sign it out" in shown.rows[other.folder].accessibleName()
    assert [one.text() for one in shown.rows[other.folder].findChildren(QPushButton)] == [
        "Switch" if beside else "Open"
    ]
    with pytest.raises(Refused, match="account_locked"):
        roster.sign_out(Accounts(app.folder), other, vault, discard=True)
    assert vault.get(other.folder, "refresh") == SECRET
    press(shown, "Switch to Mori Ken" if beside else "Open: Mori Ken", qtbot)
    qtbot.waitUntil(lambda: app.locks.locked, timeout=20_000)


def test_account_of_this_session_only_is_listed_as_such(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, background: Background
) -> None:
    desk = Desk(Accounts(tmp_path), None, SessionVault(), NOWHERE)
    account = ids.natural_id("test", "account", "passing")
    desk.cache.set_note(account=account, group="seeker", role="seeker", email="passing@mail.example")
    shown = AccountsCard(Accounts(tmp_path), SessionVault, background, "en", desk)
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    qtbot.waitUntil(lambda: "for this session only" in words(shown))
    assert "passing@mail.example" in words(shown)
    desk.shut()


def test_first_screen_offers_the_accounts_of_this_computer(app: App, qtbot: QtBot) -> None:
    app.first_screen()
    assert app.window is not None
    found = app.window.findChildren(AccountsCard)[0]
    qtbot.waitUntil(lambda: len(found.rows) == 2 and found.isVisible())
    press(found, "Open: Ana Prova", qtbot)
    qtbot.waitUntil(lambda: app.desk is not None and app.desk.account.name == "Ana Prova", timeout=20_000)


def test_account_whose_key_is_gone_says_why(app: App, qtbot: QtBot, vault: Kept) -> None:
    shown = card(app, qtbot, 2)
    other = next(folder for folder, row in shown.rows.items() if "Mori" in row.accessibleName())
    vault.drop(other, "key")
    shown.read()
    qtbot.waitUntil(lambda: "Mori" not in words(shown))
    assert "key" in shown.rows[other].accessibleName()
    assert not [one for one in shown.rows[other].findChildren(QPushButton) if one.text() == "Switch"]


def test_account_whose_key_is_gone_is_removed_after_a_warning(app: App, qtbot: QtBot, vault: Kept) -> None:
    lost = next(entry for entry in Accounts(app.folder).every() if entry != Accounts(app.folder).last())
    vault.drop(lost.folder)
    shown = card(app, qtbot, 2)
    press(shown, "Remove from this computer: An account", qtbot)
    assert "never left this computer" in shown.notice.text
    assert (app.folder / lost.folder).exists()
    shown.notice.action.click()
    qtbot.waitUntil(lambda: len(shown.rows) == 1, timeout=20_000)
    assert not (app.folder / lost.folder).exists()
