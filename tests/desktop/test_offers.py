"""The commands of every page are known before it is made: in palette, menus and the page of keys, as the page has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.commands import Commands
from izanau_desktop.frame.finder import CommandFinder
from izanau_desktop.look.theme import Theme
from izanau_desktop.places import Room, places_of
from izanau_desktop.preferences import Preferences
from izanau_desktop.seeker.jobs import JobsPage
from izanau_desktop.seeker.profile.page import ProfilePage
from izanau_desktop.translation import Translation
from izanau_desktop.window import Window
from tests.desktop.company.scene import Scene
from tests.desktop.seeker.scene import SeekerScene, company, job

Make = Callable[[str], Window]


@pytest.fixture
def scene(tmp_path: Path, look: Theme) -> Iterator[SeekerScene]:
    look.apply()
    made = SeekerScene(tmp_path / "seeker")
    company(made)
    job(made, 20)
    yield made
    made.close()


@pytest.fixture
def window(scene: SeekerScene, preferences: Preferences, qtbot: QtBot) -> Iterator[Window]:
    """The window of a seeker, at the settings: no page but that is made."""
    made = framed(scene, "seeker", preferences)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.go("settings")
    yield made
    made.close()


def framed(scene: Scene, role: str, preferences: Preferences) -> Window:
    commands = Commands(own_keys=preferences.shortcut)
    room = Room(
        scene.background, commands, preferences, "en", lambda _: None, lambda _: None, lambda _: None, scene.desk
    )
    return Window(role, commands, places_of(role, room), preferences)


def found(window: Window) -> dict[str, str]:
    """The words of the palette, each with where it leads."""
    finder = window.findChild(CommandFinder)
    assert finder is not None
    model = finder.table.model()
    told = {str(model.index(row, 0).data()): str(model.index(row, 1).data()) for row in range(model.rowCount())}
    finder.reject()
    return told


def choose(window: Window, words: str) -> None:
    window.show_palette()
    finder = window.findChild(CommandFinder)
    assert finder is not None
    QTest.keyClicks(finder.field, words)
    QTest.keyClick(finder.field, Qt.Key.Key_Return)


def menu_words(window: Window, title: str) -> list[str]:
    """What a menu offers, those of its inner menus too."""
    menus = [action.menu() for action in window.menuBar().actions() if action.text().replace("&", "") == title]
    told: list[str] = []
    for menu in menus:
        assert isinstance(menu, QMenu)
        for one in menu.findChildren(QMenu):
            told += [f"{one.title()} > {action.text()}" for action in one.actions() if action.isEnabled()]
    return [one.replace("&", "").split("\t")[0] for one in told]


def test_palette_offers_pages_that_were_never_opened(window: Window) -> None:
    window.show_palette()
    offered = found(window)
    assert offered["Add work experience"] == "Profile"
    assert offered["Apply"] == "Jobs"
    assert "Next job" not in offered
    assert window.page("jobs") is None


def test_menus_offer_pages_that_were_never_opened(window: Window) -> None:
    assert "Jobs > Apply" in menu_words(window, "Actions")
    assert "Profile > Add work experience" in menu_words(window, "Edit")
    assert window.page("jobs") is None


def test_page_of_keys_lists_keys_of_pages_never_opened(window: Window) -> None:
    window.show_keys()
    assert found(window)["Next job"] == "Jobs"


def test_chosen_command_opens_its_page_and_is_done_there(window: Window, qtbot: QtBot) -> None:
    choose(window, "work exp")
    assert window.place == "profile"
    page = window.page("profile")
    assert isinstance(page, ProfilePage)
    qtbot.waitUntil(lambda: page._view.section == "work" and any(card.is_open for card in page._view._cards))


def test_command_of_a_page_opened_before_leads_back_to_it(window: Window, qtbot: QtBot) -> None:
    window.go("profile")
    window.go("settings")
    choose(window, "Add a language")
    page = window.page("profile")
    assert isinstance(page, ProfilePage)
    qtbot.waitUntil(lambda: window.place == "profile" and page._view.section == "languages")


def test_deed_on_a_row_never_seen_only_opens_its_page(window: Window, qtbot: QtBot) -> None:
    choose(window, "Apply")
    page = window.page("jobs")
    assert isinstance(page, JobsPage)
    qtbot.waitUntil(lambda: page.pane.detail is not None)
    assert page._stack.currentWidget() is page.pane


def test_keys_of_a_page_act_only_while_it_is_open(window: Window, qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.place == "settings"
    window.go("profile")
    page = window.page("profile")
    assert isinstance(page, ProfilePage)
    qtbot.waitUntil(lambda: page.contents.list.currentRow() >= 0)
    page.contents.list.setCurrentRow(7)
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any(card.is_open for card in page._view._cards))


def letters(words: list[str]) -> list[str]:
    """The letters that are underlined in these words."""
    return [found[1].upper() for one in words if (found := re.search(r"&(\w)", one))]


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("role", ["seeker", "company"])
def test_each_letter_of_a_menu_and_of_the_settings_is_underlined_once(
    role: str, language: str, tmp_path: Path, preferences: Preferences, qtbot: QtBot, look: Theme
) -> None:
    look.apply()
    translation = Translation()
    translation.use(language)
    made = Scene(tmp_path, "company", "owner") if role == "company" else SeekerScene(tmp_path)
    window = framed(made, role, preferences)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.go("settings")
    page = window.page("settings")
    assert page is not None
    shown = [one for one in page.findChildren(QWidget) if one.isVisible()]
    told = letters([one.text() for one in shown if isinstance(one, QAbstractButton | QLabel)])
    assert len(told) > 12
    assert sorted(told) == sorted(set(told))
    for menu in window.menuBar().findChildren(QMenu):
        told = letters([action.text() for action in menu.actions()])
        assert sorted(told) == sorted(set(told)), menu.title()
    window.close()
    made.close()
    translation.use("en")


@pytest.mark.parametrize("role", ["seeker", "company", "support"])
def test_declared_commands_are_those_that_pages_register(
    role: str, tmp_path: Path, preferences: Preferences, qtbot: QtBot, look: Theme
) -> None:
    groups = {"company": ("company", "owner"), "support": ("staff", "support")}
    made = Scene(tmp_path / role, *groups[role]) if role in groups else SeekerScene(tmp_path / role)
    window = framed(made, role, preferences)
    qtbot.addWidget(window)
    places = {place.id for place in window.places}
    declared = {one.id: one for one in window.commands if one.page in places}
    for place in window.places:
        page: QWidget = place.make()
        qtbot.addWidget(page)
    registered = {one.id: one for one in window.commands if one.page in places}
    assert set(registered) == set(declared)
    for identity, one in registered.items():
        told = declared[identity]
        assert one is not told, identity
        assert (one.label, one.icon, one.shortcut, one.second, one.place, one.roles) == (
            (told.label, told.icon, told.shortcut, told.second, told.place, told.roles)
        ), identity
    window.close()
    made.close()
