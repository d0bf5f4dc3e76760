"""A look at somebody from the table, by one key, and on in the table."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from izanau_desktop.company.applicants.page import ApplicantsPage
from tests.desktop.company.scene import Scene
from tests.desktop.keyboard import AtKeyboard, open_window


def test_space_shows_who_is_current_beside_the_table(
    scene: Scene, people: list[str], qtbot: QtBot, tmp_path: Path
) -> None:
    keyboard = AtKeyboard(scene, open_window(scene, "company", tmp_path, qtbot, "applicants"))
    page = keyboard.page("applicants", ApplicantsPage)
    qtbot.waitUntil(lambda: page.detail.opened is not None)
    rows = page.list.list
    keyboard.press(Qt.Key.Key_Space)
    assert (page.detail.isVisible(), rows.is_table) == (True, False)
    keyboard.press(Qt.Key.Key_G)
    assert not page.detail.isVisible()
    keyboard.press(Qt.Key.Key_J)
    qtbot.waitUntil(lambda: page.detail.opened is not None and page.detail.opened.applicant.row.id == people[1])
    qtbot.waitUntil(lambda: not scene.background._waiting)
    assert scene.desk.cache.local("seen", people[1]) is None, "nobody saw them yet"
    keyboard.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: scene.desk.cache.local("seen", people[1]) is not None)
    assert page.detail.isVisible()
    assert page.detail.opened is not None
    assert page.detail.opened.applicant.row.id == rows.current() == people[1]
    keyboard.press(Qt.Key.Key_Space)
    assert (page.detail.isVisible(), rows.is_table, keyboard.focus()) == (False, True, rows.view)
    page.toast.dismiss()
