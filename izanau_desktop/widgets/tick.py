"""A box to tick whose words break lines, which those of Qt's own do not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from izanau_desktop.look.style import wear
from izanau_desktop.widgets.plain import Paragraph, label


class Tick(QWidget):
    """The box, its words, and a small line beneath; a press on the words is one on the box. `toggled(on)` as of the box."""

    toggled = Signal(bool)

    def __init__(self, words: str, small: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox()
        wear(self.box, "bare")
        self.box.setAccessibleName(words)
        self.box.toggled.connect(self.toggled)
        self._words, self._small = _Pressed(words, self.box), label("", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        told = QVBoxLayout()
        told.setContentsMargins(0, 4, 0, 0)
        told.setSpacing(2)
        told.addWidget(self._words)
        told.addWidget(self._small)
        row.addLayout(told, 1)
        self.setFocusProxy(self.box)
        self.say(small)

    @property
    def words(self) -> str:
        """What the box stands for."""
        return self._words.words

    def say(self, small: str) -> None:
        """What stands in the small line; empty hides it."""
        self._small.setText(small)
        self._small.setVisible(bool(small))
        self.box.setAccessibleDescription(small)


class _Pressed(Paragraph):
    """Words that pass a press on to their box."""

    def __init__(self, words: str, box: QCheckBox) -> None:
        super().__init__(words)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)  # in a line that is as high as the box the words stay beside it
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setBuddy(box)
        self._box = box

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Press the box."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._box.setFocus(Qt.FocusReason.MouseFocusReason)
            self._box.click()
