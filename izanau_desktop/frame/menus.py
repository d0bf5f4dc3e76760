"""Menus and keys of a window, made from its commands; those of other pages stand below, in a menu of their place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu

from izanau_desktop.commands import Command, Commands, Menu, is_letter
from izanau_desktop.look import icons
from izanau_desktop.translation import tr

PORTABLE = QKeySequence.SequenceFormat.PortableText
NATIVE = QKeySequence.SequenceFormat.NativeText
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
        self._menus: list[QMenu] = []
        self._built: tuple[tuple[str, str, str, str], ...] = ()
        commands.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Bring menus, keys and conditions up to date; menus are only built anew when words or keys differ."""
        shown = self._commands.for_role(self._role)
        commands = self._commands
        built = tuple((one.id, one.words(), commands.shortcut(one.id), commands.leads_to(one.id)) for one in shown)
        if built != self._built:
            self._built = built
            self._build(shown)
        for command in shown:
            self._offer(self._actions[command.id], command)

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
        bar.clear()  # the menus themselves stay the bar's children
        for menu in self._menus:
            menu.deleteLater()
        for action in self._actions.values():
            self._window.removeAction(action)
            action.deleteLater()
        self._actions = {}
        menus: dict[Menu, QMenu] = {}
        for place, words in _menus():
            menus[place] = bar.addMenu(words)
            menus[place].aboutToShow.connect(self.refresh)
        far: dict[tuple[Menu, str], QMenu] = {}
        for command in shown:
            action = self._actions[command.id] = self._action(command)
            home, leads = HOME.get(command.place, command.place), self._commands.leads_to(command.id)
            if command.place == "hidden":
                self._window.addAction(action)
            elif leads:
                if (home, leads) not in far:
                    far[home, leads] = QMenu(self._commands[f"go.{leads}"].words(), menus[home])
                far[home, leads].addAction(action)
            elif self._commands.is_near(command.id):
                menus[home].addAction(action)
        for above in dict.fromkeys(above for above, _ in far):
            menus[above].addSeparator()
        for (above, _), menu in far.items():
            menus[above].addMenu(menu)
        for menu in menus.values():
            menu.menuAction().setVisible(not menu.isEmpty())
        self._menus = list(menus.values())

    def _action(self, command: Command) -> QAction:
        action = QAction(command.words(), self._window)
        action.setMenuRole(ROLES.get(command.place, QAction.MenuRole.NoRole))
        if command.icon:
            action.setIcon(icons.icon(command.icon))
        identifier = command.id
        action.triggered.connect(lambda: self._commands.choose(identifier))
        return action

    def _offer(self, action: QAction, command: Command) -> None:
        """Let it be chosen where that does or leads to something; its keys act only where it can be done at once."""
        keys, now = self._commands.shortcut(command.id), command.condition()
        action.setEnabled(now or self._commands.can(command.id))
        acts = now and not is_letter(keys)  # a letter is no shortcut of Qt: those act in check boxes and buttons, too
        shown = QKeySequence.fromString(keys, PORTABLE)
        action.setShortcut(shown if acts else QKeySequence())
        words = command.words()
        action.setText(words if acts or not keys else f"{words}\t{shown.toString(NATIVE)}")


def _menus() -> list[tuple[Menu, str]]:
    return [
        ("file", tr("&File")),
        ("edit", tr("&Edit")),
        ("go", tr("&Go")),
        ("deed", tr("&Actions")),
        ("view", tr("&View")),
        ("help", tr("&Help")),
    ]
