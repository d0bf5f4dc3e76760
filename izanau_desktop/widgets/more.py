"""A button that holds the deeds of a page that are done more seldom, so that those beside it are few."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QSizePolicy

from izanau_desktop.commands import Commands
from izanau_desktop.look import icons
from izanau_desktop.translation import tr
from izanau_desktop.widgets.pushbutton import PushButton


class MoreButton(PushButton):
    """Opens a menu of commands, each with its key; what cannot be done now is not in it."""

    def __init__(self, commands: Commands, *ids: str) -> None:
        super().__init__(tr("More…"))
        self._commands, self._ids = commands, ids
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.menu_of_deeds = QMenu(self)
        self.menu_of_deeds.setAccessibleName(tr("More deeds"))
        self.clicked.connect(self._open)
        commands.changed.connect(self._refresh)
        self._refresh()

    def drop(self, menu: QMenu) -> None:
        """Open a menu below this button: its own, or what one of its deeds goes on to ask."""
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _refresh(self) -> None:
        self.setEnabled(any(self._can(one) for one in self._ids))

    def _can(self, command: str) -> bool:
        return command in self._commands and self._commands[command].condition()

    def _open(self) -> None:
        self.menu_of_deeds.clear()
        for one in filter(self._can, self._ids):
            self.menu_of_deeds.addAction(self._action(one))
        self.drop(self.menu_of_deeds)

    def _action(self, command: str) -> QAction:
        known, keys = self._commands[command], QKeySequence.fromString(self._commands.shortcut(command))
        shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
        made = QAction("\t".join(filter(None, (known.words(), shown))), self.menu_of_deeds)
        if known.icon:
            made.setIcon(icons.icon(known.icon))
        made.triggered.connect(partial(self._commands.run, command))
        return made
