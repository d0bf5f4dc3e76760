"""A box that stays as the person left it: a way to look at a page, for this machine."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QCheckBox

from izanau_desktop.commands import Commands
from izanau_desktop.preferences import Preferences


class Switch(QCheckBox):
    """Its words and its key are those of a command that turns it; the window that shows it has it `remember` its state."""

    def __init__(self, name: str, commands: Commands, command: str) -> None:
        super().__init__()
        self._name, self._commands, self._command = name, commands, command
        commands.changed.connect(self._refresh)
        self._refresh()

    def remember(self, preferences: Preferences) -> None:
        """Stand as last time, and keep how it is put from now on."""
        self.setChecked(preferences.switch(self._name))
        self.toggled.connect(lambda on: preferences.set_switch(self._name, on=on))

    def _refresh(self) -> None:
        if self._command in self._commands:
            words = self._commands[self._command].label
            keys = QKeySequence.fromString(self._commands.shortcut(self._command))
            self.setText("  ".join(filter(None, (words, keys.toString(QKeySequence.SequenceFormat.NativeText)))))
            self.setAccessibleName(words)
