"""Menus and keys of a window, made from its commands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu

from izanau_desktop.commands import Command, Commands, Menu, is_letter
from izanau_desktop.look import icons
from izanau_desktop.translation import tr

PORTABLE = QKeySequence.SequenceFormat.PortableText
ROLES = {
    "preferences": QAction.MenuRole.PreferencesRole,
    "quit": QAction.MenuRole.QuitRole,
    "about": QAction.MenuRole.AboutRole,
}
# Where commands with a role of the system stand on systems that have no application menu.
HOME: dict[Menu, Menu] = {"preferences": "edit", "quit": "file", "about": "help"}


class Menus(QObject):
    """Builds the menus of a role anew whenever the commands change, and gives letters their deed."""

    def __init__(
        self, window: QMainWindow, commands: Commands, role: str, letters_act: Callable[[], bool] = lambda: True
    ) -> None:
        super().__init__(window)
        self._window, self._commands, self._role, self._letters_act = window, commands, role, letters_act
        self._actions: dict[str, QAction] = {}
        self._built: tuple[tuple[str, str, str], ...] = ()
        commands.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Bring menus, keys and conditions up to date; menus are only built anew when words or keys differ."""
        shown = self._commands.for_role(self._role)
        built = tuple((command.id, command.words(), self._commands.shortcut(command.id)) for command in shown)
        if built != self._built:
            self._built = built
            self._build(shown)
        for command in shown:
            self._actions[command.id].setEnabled(command.condition())

    def press(self, event: QKeyEvent) -> bool:
        """Do what a letter means; called with keys that no widget wanted, so never while something is being typed."""
        focus = QApplication.focusWidget()
        if not self._letters_act() or (
            focus is not None and focus.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        ):
            return False
        pressed = QKeySequence(event.keyCombination()).toString(PORTABLE)
        if not is_letter(pressed):
            return False
        # "?" is Shift and another key on most keyboards; a capital letter stays a key of its own.
        meant = {pressed} if event.text().isalpha() else {pressed, pressed.removeprefix("Shift+")}
        for command in self._commands.for_role(self._role):
            if self._commands.letters(command.id) & meant and self._commands.run(command.id):
                return True
        return False

    def _build(self, shown: tuple[Command, ...]) -> None:
        bar = self._window.menuBar()
        bar.clear()
        for action in self._actions.values():
            self._window.removeAction(action)
            action.deleteLater()
        self._actions = {}
        menus: dict[Menu, QMenu] = {}
        for place, words in _menus():
            menus[place] = bar.addMenu(words)
            menus[place].aboutToShow.connect(self.refresh)
        for command in shown:
            action = self._actions[command.id] = self._action(command)
            if command.place == "hidden":
                self._window.addAction(action)
            else:
                menus[HOME.get(command.place, command.place)].addAction(action)
        for menu in menus.values():
            menu.menuAction().setVisible(not menu.isEmpty())

    def _action(self, command: Command) -> QAction:
        action = QAction(command.words(), self._window)
        action.setMenuRole(ROLES.get(command.place, QAction.MenuRole.NoRole))
        if command.icon:
            action.setIcon(icons.icon(command.icon))
        keys = self._commands.shortcut(command.id)
        if is_letter(keys):
            # Shown, but not a shortcut of Qt: those act in check boxes and buttons of a form, too.
            action.setText(command.words() + "\t" + keys)
        elif keys:
            action.setShortcut(QKeySequence.fromString(keys, PORTABLE))
        identifier = command.id
        action.triggered.connect(lambda: self._commands.run(identifier))
        return action


def _menus() -> list[tuple[Menu, str]]:
    return [
        ("file", tr("&File")),
        ("edit", tr("&Edit")),
        ("go", tr("&Go")),
        ("deed", tr("&Actions")),
        ("view", tr("&View")),
        ("help", tr("&Help")),
    ]
