"""An account that is open for its session only: its window asks before unsent things go with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from izanau_desktop.accounts import Accounts
from izanau_desktop.app import App
from izanau_desktop.desk import Desk
from izanau_desktop.look.theme import Theme
from izanau_desktop.vault import SessionVault
from izanau_protocol import ids

NOWHERE = "http://127.0.0.1:9"
"""The discard port: nothing listens there."""


@pytest.fixture
def app(qapp: QApplication, qtbot: QtBot, tmp_path: Path, look: Theme) -> Iterator[App]:
    """A seeker who signed in for this session only, at the window, without network."""
    look.apply()
    made = App(qapp, tmp_path, NOWHERE)
    made.first_screen()
    desk = Desk(Accounts(tmp_path), None, SessionVault(), NOWHERE)
    desk.cache.set_note(
        account=ids.natural_id("test", "account", "0"), group="seeker", role="seeker", email="me@a.example"
    )
    desk.look_up()
    made.enter(desk)
    yield made
    made.end()
    assert made.window is not None
    made.window.may_close = lambda: True
    made.window.close()
    made.window.deleteLater()
    with qtbot.waitSignal(made.destroyed):
        made.deleteLater()


def question(app: App) -> QMessageBox | None:
    """What is asked now."""
    assert app.window is not None
    return next((one for one in app.window.findChildren(QMessageBox) if one.isVisible()), None)


def press(app: App, words: str) -> None:
    box = question(app)
    assert box is not None
    found: list[QAbstractButton] = [one for one in box.buttons() if one.text().replace("&", "") == words]
    found[0].click()


def edit(app: App) -> None:
    assert app.desk is not None
    app.desk.edit_profile({"hobbies": {"en": "Choir"}})


def test_window_closes_at_once_where_nothing_would_be_lost(app: App) -> None:
    assert app.window is not None
    assert app.window.close()
    assert question(app) is None


def test_unsent_things_are_asked_about_and_lost_only_at_a_word(app: App, qtbot: QtBot) -> None:
    edit(app)
    window = app.window
    assert window is not None
    assert not window.close()
    box = question(app)
    assert box is not None
    assert "1 thing would be lost" in box.text()
    press(app, "Stay")
    assert window.isVisible()
    app.first_screen("sign_in")  # another way to end the session
    assert app.desk is not None
    press(app, "Lose it")
    qtbot.waitUntil(lambda: app.desk is None)


def test_sending_that_fails_says_why_and_keeps_the_window(app: App, qtbot: QtBot) -> None:
    edit(app)
    window = app.window
    assert window is not None
    assert not window.close()
    press(app, "Send and go on")
    qtbot.waitUntil(
        lambda: (box := question(app)) is not None and "out of reach" in box.informativeText(), timeout=20_000
    )
    assert window.isVisible()
    press(app, "Lose it")
    qtbot.waitUntil(lambda: not window.isVisible())


def test_session_leaves_no_place_and_no_role_in_the_preferences(app: App, tmp_path: Path) -> None:
    assert app.window is not None
    app.window.go("settings")
    app.window.close()
    app.preferences.save()
    kept = tmp_path / "preferences.ini"
    assert not kept.exists() or "seeker" not in kept.read_text("utf-8")
    assert Accounts(tmp_path).every() == ()
