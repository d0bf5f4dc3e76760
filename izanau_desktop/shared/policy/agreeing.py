"""The box that says that a policy was read and agreed to, never ticked before, beside words that wrap."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from izanau_desktop.look.style import wear
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import label


class Agreeing(QWidget):
    """The box and its words; `toggled(bool)`."""

    toggled = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.box = QCheckBox()
        wear(self.box, "bare")
        self.box.toggled.connect(self.toggled)
        self._words = label("")
        self._words.setBuddy(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.setFocusProxy(self.box)
        self.name_version("")

    def name_version(self, version: str) -> None:
        """Say which version is meant, once it is known."""
        if version:
            told = tr("I have read the privacy policy (version %1) and &agree to it").replace("%1", version)
        else:
            told = tr("I have read the privacy policy and &agree to it")
        self._words.setText(told)
        self.box.setAccessibleName(told.replace("&", ""))

    def given(self) -> bool:
        """Whether the box is ticked."""
        return self.box.isChecked()

    def withdraw(self) -> None:
        """Take the tick away: another text is shown."""
        self.box.setChecked(False)
