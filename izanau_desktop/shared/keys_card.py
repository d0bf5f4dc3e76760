"""The keys of the commands: a command is chosen, keys are pressed, and a clash is said before it happens."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QKeySequenceEdit, QLineEdit, QWidget

from izanau_desktop.commands import Commands
from izanau_desktop.preferences import Preferences
from izanau_desktop.translation import tr
from izanau_desktop.widgets.fieldrow import FieldRow
from izanau_desktop.widgets.plain import Card, button
from izanau_desktop.widgets.search import clearable

PORTABLE = QKeySequence.SequenceFormat.PortableText
NATIVE = QKeySequence.SequenceFormat.NativeText


class KeysCard(Card):
    """Switches the single letters off (WCAG 2.1.4) and gives commands other keys."""

    def __init__(self, commands: Commands, role: str, preferences: Preferences) -> None:
        super().__init__(tr("Keyboard shortcuts"))
        self._commands, self._role, self._preferences = commands, role, preferences
        self.letters = QCheckBox(tr("Single letters act in lists (&J, K, E …)"))
        self.letters.setChecked(preferences.letter_keys)
        self.letters.toggled.connect(lambda on: setattr(preferences, "letter_keys", on))
        self.choice = QComboBox()
        self.choice.activated.connect(lambda _: self._show())
        self.keys = QKeySequenceEdit()
        self.keys.setMaximumSequenceLength(1)
        self._name_clearing()
        self.keys.editingFinished.connect(self._take)
        self.row = FieldRow(tr("&Keys of this command"), self.keys)
        self.shipped = button(tr("Re&set to default"), "quiet", deed=self._reset)
        self.none = button(tr("No ke&ys"), "quiet", deed=lambda: self._set(""))
        foot = QWidget()
        line = QHBoxLayout(foot)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.shipped)
        line.addWidget(self.none)
        line.addStretch(1)
        self.add(self.letters, FieldRow(tr("&Command"), self.choice), self.row, foot)
        commands.changed.connect(self._follow)  # pages bring theirs when they are first opened
        preferences.changed.connect(self._set_elsewhere)
        self._fill()

    def choose(self, command: str) -> None:
        """Choose a command by its id."""
        self.choice.setCurrentIndex(max(0, self.choice.findData(command)))
        self._show()

    def _set_elsewhere(self, accessor: str) -> None:
        """Show what is in force, whoever set it: another window of this process has settings too."""
        if accessor == "letter_keys":
            self.letters.setChecked(self._preferences.letter_keys)

    def _name_clearing(self) -> None:
        line = self.keys.findChild(QLineEdit)
        assert isinstance(line, QLineEdit)
        clearable(line)

    def _follow(self) -> None:
        listed = {str(self.choice.itemData(place)) for place in range(self.choice.count())}
        if listed != {one.id for one in self._commands.for_role(self._role) if one.place != "hidden"}:
            self._fill()

    def _fill(self) -> None:
        kept = self.choice.currentData()
        self.choice.clear()
        for command in self._commands.for_role(self._role):
            if command.place != "hidden":
                keys = QKeySequence.fromString(self._commands.shortcut(command.id), PORTABLE).toString(NATIVE)
                self.choice.addItem(f"{command.label}  ({keys})" if keys else command.label, command.id)
        self.choice.setCurrentIndex(max(0, self.choice.findData(kept)))
        self._show()

    def _show(self) -> None:
        command = self.choice.currentData()
        keys = self._commands.shortcut(command) if command else ""
        self.keys.setKeySequence(QKeySequence.fromString(keys, PORTABLE))
        self.row.set_problem("")

    def _take(self) -> None:
        self._set(self.keys.keySequence().toString(PORTABLE))

    def _set(self, keys: str) -> None:
        """Give the chosen command these keys, unless another command of the same page has them."""
        command = str(self.choice.currentData() or "")
        if not command or keys == self._commands.shortcut(command):
            return
        clash = self._clash(command, keys) if keys else ""
        if clash:
            self.row.set_problem(
                tr("These keys belong to “{command}”. Take them away there first.").format(command=clash)
            )
            return
        self._preferences.set_shortcut(command, keys)
        self._fill()

    def _reset(self) -> None:
        command = self.choice.currentData()
        if command:
            self._preferences.set_shortcut(str(command), None)
            self._fill()

    def _clash(self, command: str, keys: str) -> str:
        """The words of a command with these keys that can be given at the same time: of the same page, or of the frame."""
        page = command.split(".", 1)[0]
        frame = ("app", "frame", "go")
        for other in self._commands.for_role(self._role):
            group = other.id.split(".", 1)[0]
            near = group == page or group in frame or page in frame
            taken = keys in {self._commands.shortcut(other.id), *self._commands.letters(other.id)}
            if other.id != command and near and taken:
                return other.label
        return ""
