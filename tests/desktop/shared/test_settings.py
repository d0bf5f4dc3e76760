"""The settings as a whole page: each choice acts at once and is kept, and each role has the cards that are for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from izanau_desktop.preferences import Preferences
from izanau_desktop.shared.account_cards import PasswordCard, SignOutCard
from izanau_desktop.shared.keys_card import KeysCard
from izanau_desktop.shared.settings import SettingsPage
from izanau_desktop.widgets.plain import Card
from tests.desktop.company.scene import Scene
from tests.desktop.seeker.scene import SeekerScene

OF_ACCOUNT = (PasswordCard, SignOutCard)


def opened(scene: Scene, preferences: Preferences, qtbot: QtBot) -> SettingsPage:
    page = SettingsPage(scene.desk, scene.background, scene.commands, "en", preferences)
    qtbot.addWidget(page)
    page.resize(1000, 800)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.fixture
def page(scene: SeekerScene, preferences: Preferences, qtbot: QtBot) -> SettingsPage:
    return opened(scene, preferences, qtbot)


def choose(page: SettingsPage, name: str, words: str) -> None:
    """Choose in a box by keyboard."""
    (box,) = [one for one in page.findChildren(QComboBox) if one.accessibleName() == name]
    box.setCurrentIndex(box.findText(words))
    box.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(box, Qt.Key.Key_Space)
    popup = box.view()
    QTest.keyClick(popup, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("name", "words", "accessor", "value"),
    [
        ("Theme", "Dark", "theme", "dark"),
        ("Language", "日本語", "language", "ja"),
        ("Text size", "150 %", "scale", 1.5),
    ],
)
def test_each_choice_of_the_look_is_kept_at_once(
    page: SettingsPage, preferences: Preferences, tmp_path: Path, name: str, words: str, accessor: str, value: object
) -> None:
    choose(page, name, words)
    assert getattr(preferences, accessor) == value
    preferences.save()
    assert getattr(Preferences(tmp_path), accessor) == value


@pytest.mark.parametrize(
    ("name", "accessor", "value", "told"),
    [
        ("Theme", "theme", "dark", "Dark"),
        ("Language", "language", "ja", "日本語"),
        ("Text size", "scale", 1.25, "125 %"),
    ],
)
def test_choice_made_in_another_window_is_shown(
    page: SettingsPage, preferences: Preferences, name: str, accessor: str, value: object, told: str
) -> None:
    setattr(preferences, accessor, value)
    (box,) = [one for one in page.findChildren(QComboBox) if one.accessibleName() == name]
    assert box.currentText() == told


def test_letters_switched_off_in_another_window_are_shown_off(page: SettingsPage, preferences: Preferences) -> None:
    letters = page.findChildren(KeysCard)[0].letters
    assert letters.isChecked()
    preferences.letter_keys = False
    assert not letters.isChecked()


def test_settings_have_password_and_way_out(page: SettingsPage) -> None:
    assert all(len(page.findChildren(card)) == 1 for card in OF_ACCOUNT)
    assert all(card.accessibleName() for card in page.findChildren(Card))


def test_signing_out_from_the_list_leads_to_its_card(page: SettingsPage, scene: SeekerScene, qtbot: QtBot) -> None:
    scene.desk.contact("Hello", "other")
    page.accounts.ended.emit()
    card = page.findChildren(SignOutCard)[0]
    qtbot.waitUntil(card.anyway.isVisible)
    assert "only on this computer" in card.notice.text
