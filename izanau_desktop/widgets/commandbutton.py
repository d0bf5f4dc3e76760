"""A button that belongs to a command: its words, its key and its condition come from the registry."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QSizePolicy, QWidget

from izanau_desktop.commands import Commands
from izanau_desktop.look import icons
from izanau_desktop.look.style import wear
from izanau_desktop.translation import tr
from izanau_desktop.widgets.pushbutton import PushButton


class CommandButton(PushButton):
    """Runs one command; the key stands on it, the accessible name is the words alone."""

    def __init__(self, commands: Commands, command: str, look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._commands, self._command = commands, command
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._further = ""
        self._ink = "on_accent" if look == "primary" else "text2"
        wear(self, look)
        self.clicked.connect(lambda: commands.run(command))
        commands.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Bring words, key and condition up to date."""
        if self._command not in self._commands:
            self.setEnabled(False)
            return
        known = self._commands[self._command]
        keys = QKeySequence.fromString(self._commands.shortcut(self._command))
        shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
        words = f"{known.label} → {self._further}" if self._further else known.label
        self.setText(f"{words}  {shown}" if shown else words)
        self.setAccessibleName(known.label)
        self.setToolTip(known.label)
        if known.icon:
            self.setIcon(icons.icon(known.icon, self._ink))
        self.setEnabled(known.condition())

    def lead_to(self, words: str) -> None:
        """Say where the deed leads as things are; the name stays the command's."""
        self._further = words
        self.refresh()
        self.setToolTip(tr("To: {stage}").format(stage=words) if words else "")
        self.setAccessibleDescription(self.toolTip())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
        super().changeEvent(event)
