"""The registry of commands, and the window that is made from it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.commands import Command, Commands, is_letter
from izanau_desktop.frame.finder import CommandFinder
from izanau_desktop.preferences import Preferences
from izanau_desktop.translation import Translation, tr
from izanau_desktop.widgets.commandbutton import CommandButton
from izanau_desktop.widgets.richlist import RichList
from izanau_desktop.widgets.rows import Row
from izanau_desktop.widgets.search import SearchBox
from izanau_desktop.window import Place, SyncState, Window


class Page(QWidget):
    """A page with a list, a search box and places to type."""

    def __init__(self) -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        self.search, self.list = SearchBox("Search"), RichList("Rows")
        self.line, self.prose = QLineEdit(), QPlainTextEdit()
        self.list.set_rows((Row("1", "One"), Row("2", "Two")))
        for part in (self.search, self.list, self.line, self.prose):
            whole.addWidget(part)
        self.setFocusProxy(self.list)


class Scene:
    """A window of a company with two places and one letter's deed."""

    def __init__(self, qtbot: QtBot, preferences: Preferences) -> None:
        self.done: list[str] = []
        self.made: list[str] = []
        self.possible = True
        self.commands = Commands(own_keys=preferences.shortcut)
        self.commands.register(
            Command("advance", lambda: tr("&Advance"), "", "E", callback=lambda: self.done.append("advance"),
                    condition=lambda: self.possible),
            Command("staff.only", lambda: "Mend", roles=frozenset({"support"})),
        )  # fmt: skip
        places = [self.place(name) for name in "ab"]
        self.window = Window("company", self.commands, places, preferences, "Alpha")
        qtbot.addWidget(self.window)
        self.window.open_first()
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.qtbot = qtbot

    def place(self, name: str) -> Place:
        return Place(name, lambda: name.title(), "users", lambda: self.make(name))

    def make(self, name: str) -> QWidget:
        self.made.append(name)
        return Page()

    @property
    def page(self) -> Page:
        page = self.window.page(self.window.place)
        assert isinstance(page, Page)
        return page

    def focus(self, widget: QWidget) -> QWidget:
        widget.setFocus()
        self.qtbot.waitUntil(widget.hasFocus)
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused

    @property
    def finder(self) -> CommandFinder:
        found = self.window.findChild(CommandFinder)
        assert found is not None
        return found

    def action(self, words: str) -> QAction:
        menus = [action.menu() for action in self.window.menuBar().actions()]
        actions = [action for menu in menus if isinstance(menu, QMenu) for action in menu.actions()]
        return next(action for action in actions if action.text().split("\t")[0] == words)


@pytest.fixture
def scene(qtbot: QtBot, preferences: Preferences) -> Iterator[Scene]:
    made = Scene(qtbot, preferences)
    yield made
    made.window.close()


def test_an_id_twice_is_refused() -> None:
    commands = Commands()
    commands.register(Command("a", lambda: "A"))
    with pytest.raises(ValueError, match="two commands"):
        commands.register(Command("a", lambda: "B"))


def test_a_command_is_not_run_against_its_condition() -> None:
    done: list[int] = []
    commands = Commands()
    commands.register(Command("a", lambda: "A", condition=lambda: False, callback=lambda: done.append(1)))
    assert not commands.run("a")
    assert not commands.run("unknown")
    assert done == []


def test_a_role_gets_its_own_commands_only(scene: Scene) -> None:
    assert "staff.only" not in [command.id for command in scene.commands.for_role("company")]
    assert "staff.only" in [command.id for command in scene.commands.for_role("support")]


@pytest.mark.parametrize(("keys", "letter"), [("E", True), ("Shift+E", True), ("?", True), ("Space", True), ("F1", False),
                                              ("Ctrl+K", False), ("Esc", False), ("", False)])  # fmt: skip
def test_letters_are_told_from_other_keys(keys: str, letter: bool) -> None:
    assert is_letter(keys) is letter


def test_a_letter_acts_while_the_list_has_focus(scene: Scene) -> None:
    QTest.keyClick(scene.focus(scene.page.list), Qt.Key.Key_E)
    assert scene.done == ["advance"]


def test_typing_a_letter_never_acts(scene: Scene) -> None:
    for field in (scene.page.line, scene.page.prose):
        QTest.keyClick(scene.focus(field), Qt.Key.Key_E)
    with scene.qtbot.waitSignal(scene.page.search.searched):
        QTest.keyClick(scene.focus(scene.page.search), Qt.Key.Key_E)
    assert scene.done == []
    assert scene.page.line.text() == "e"


def test_composing_never_acts(scene: Scene) -> None:
    for field in (scene.page.line, scene.page.prose):
        focused = scene.focus(field)
        QApplication.sendEvent(focused, QInputMethodEvent("e", []))
        QTest.keyClick(focused, Qt.Key.Key_E, Qt.KeyboardModifier.NoModifier)
    assert scene.done == []


def test_letters_can_be_switched_off(scene: Scene, preferences: Preferences) -> None:
    preferences.letter_keys = False
    QTest.keyClick(scene.focus(scene.page.list), Qt.Key.Key_E)
    assert scene.done == []


def test_a_command_can_get_another_letter(scene: Scene, preferences: Preferences) -> None:
    preferences.set_shortcut("advance", "X")
    focused = scene.focus(scene.page.list)
    QTest.keyClick(focused, Qt.Key.Key_E)
    assert scene.done == []
    QTest.keyClick(focused, Qt.Key.Key_X)
    assert scene.done == ["advance"]
    assert "\tX" in scene.action("&Advance").text()


def test_slash_and_ctrl_f_find(scene: Scene) -> None:
    QTest.keyClick(scene.focus(scene.page.list), Qt.Key.Key_Slash)
    assert scene.page.search.field.hasFocus()
    scene.focus(scene.page.list)
    QTest.keyClick(scene.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    scene.qtbot.waitUntil(scene.page.search.field.hasFocus)


def test_pages_are_made_when_first_shown(scene: Scene) -> None:
    assert scene.made == ["a"]
    QTest.keyClick(scene.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    scene.qtbot.waitUntil(lambda: scene.window.place == "b")
    scene.window.go("a")
    scene.window.go("b")
    assert scene.made == ["a", "b"]


def test_no_page_is_made_by_key_before_the_desk_is_there(qtbot: QtBot, preferences: Preferences) -> None:
    commands, made = Commands(), list[str]()

    def make() -> QWidget:
        made.append("a")
        return QWidget()

    window = Window("company", commands, [Place("a", lambda: "A", "users", make)], preferences)
    qtbot.addWidget(window)
    commands.run("go.a")
    assert made == []
    window.open_first()
    assert made == ["a"]


def test_the_palette_finds_and_runs_a_command(scene: Scene) -> None:
    scene.window.show_palette()
    finder = scene.finder
    QTest.keyClicks(finder.field, "advan")
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    assert scene.done == ["advance"]


def test_the_page_of_keys_lists_what_cannot_be_done_now(scene: Scene) -> None:
    scene.possible = False
    scene.window.show_keys()
    finder = scene.finder
    words = [finder.table.model().index(row, 0).data() for row in range(finder.table.model().rowCount())]
    assert "Advance" in words
    finder.reject()


def test_a_button_shows_its_key_and_its_condition(scene: Scene) -> None:
    button = CommandButton(scene.commands, "advance", "primary", scene.page)
    assert button.text() == "Advance  E"
    assert button.accessibleName() == "Advance"
    scene.possible = False
    scene.commands.reconsider()
    assert not button.isEnabled()
    assert not scene.action("&Advance").isEnabled()


def test_sync_state_has_a_name_and_is_hidden_without_words(scene: Scene) -> None:
    assert not scene.window.form.sync.isVisible()
    scene.window.set_sync_state(SyncState("3 changes waiting", "warn", "Offline"))
    assert scene.window.form.sync.accessibleName() == "3 changes waiting"
    assert scene.window.form.sync.isVisible()
    with scene.qtbot.waitSignal(scene.window.sync_clicked):
        scene.window.form.sync.click()


def test_counts_stand_in_the_navigation_and_are_spoken(scene: Scene) -> None:
    scene.window.set_count("b", 1500)
    index = scene.window.form.navigation.model().index(1, 0)
    assert "1500" in str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def test_the_demo_bar_comes_and_goes(scene: Scene) -> None:
    bar = QLabel()
    scene.window.set_top_bar(bar)
    assert bar.isVisible()
    scene.window.set_top_bar(None)
    assert not scene.window.form.top.isVisible()


def test_place_and_geometry_are_remembered(qtbot: QtBot, preferences: Preferences, tmp_path: Path) -> None:
    first = Scene(qtbot, preferences)
    first.window.go("b")
    first.window.resize(900, 620)
    first.window.close()
    again = Scene(qtbot, Preferences(tmp_path))
    assert again.window.place == "b"
    assert again.window.size() == first.window.size()
    again.window.close()


def test_menus_and_hints_follow_the_language(scene: Scene) -> None:
    translation = Translation()
    translation.use("ja")
    try:
        scene.qtbot.waitUntil(lambda: any("ファイル" in action.text() for action in scene.window.menuBar().actions()))
        assert "コマンド" in scene.window.form.hints.text()
    finally:
        translation.use("en")


@pytest.mark.parametrize(("words", "label"), [("&Note…", "Note…"), ("メモ(&N)…", "メモ…"), ("A && B", "A & B")])
def test_a_label_has_no_mnemonic(words: str, label: str) -> None:
    assert Command("a", lambda: words).label == label


def test_preferences_that_make_no_sense_are_ignored(tmp_path: Path) -> None:
    (tmp_path / "preferences.ini").write_text("[look]\ntheme=pink\nscale=900\n")
    read = Preferences(tmp_path)
    assert (read.theme, read.scale, read.letter_keys) == ("system", 1.0, True)
