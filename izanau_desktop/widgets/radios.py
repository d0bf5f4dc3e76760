"""One of a few choices by keyboard: arrows move and choose, a choice's number chooses it at once."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QWidget

from izanau_desktop.widgets.flow import FlowLayout

KEYPAD = Qt.KeyboardModifier.KeypadModifier
_NUMBERED = 10
"""A number of two digits is no key."""
_LEAST = 120
"""Pixels below which words are not cut."""
ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


class Radios(QWidget):
    """Radio buttons that flow; `clicked` when the person chose. At first none is chosen, so that none is by accident."""

    clicked = Signal()

    def __init__(self, choices: Mapping[str, str], name: str) -> None:
        """`choices` are words by code."""
        super().__init__()
        self.setAccessibleName(name)
        self._flow = FlowLayout(self, 12, 0)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QRadioButton] = {}
        self._choices: dict[str, str] = {}
        self.offer(choices)

    def offer(self, choices: Mapping[str, str]) -> None:
        """Other choices, in their order; the first nine have a number."""
        if list(choices.items()) == list(self._choices.items()):
            return
        chosen, self._choices = self.chosen(), dict(choices)
        for one in self.buttons.values():
            self._group.removeButton(one)
        self._flow.clear()
        self.buttons = {}
        for number, (code, words) in enumerate(choices.items(), 1):
            made = _Radio(f"{number}  {words}" if number < _NUMBERED else words)
            made.setAccessibleName(words)
            made.clicked.connect(self.clicked)
            made.setChecked(code == chosen)
            self.buttons[code] = made
            self._group.addButton(made)
            self._flow.addWidget(made)

    def chosen(self) -> str:
        """The code of the choice, or empty."""
        return next((code for code, one in self.buttons.items() if one.isChecked()), "")

    def choose(self, wanted: str) -> None:
        """Choose by code; empty for none."""
        self._group.setExclusive(False)
        for code, one in self.buttons.items():
            one.setChecked(code == wanted)
        self._group.setExclusive(True)

    def focus(self) -> None:
        """Take the focus to the choice, or to the first."""
        code = self.chosen()
        first = self.buttons[code] if code else next(iter(self.buttons.values()))
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A number chooses."""
        number = int(event.text()) if event.text().isdecimal() and not event.modifiers() & ~KEYPAD else 0
        if 1 <= number <= len(self.buttons):
            wanted = list(self.buttons.values())[number - 1]
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)
            wanted.click()
        else:
            super().keyPressEvent(event)


class _Radio(QRadioButton):
    """Chooses whom an arrow leads to; Qt does so only once one of the group is chosen. Words too long for the place end in
    dots, and are told whole beside."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._show(words)

    def sizeHint(self) -> QSize:
        """For all of the words, whatever is shown of them."""
        hint = super().sizeHint()
        return QSize(hint.width() + self._advance(self._words) - self._advance(self._shown), hint.height())

    def minimumSizeHint(self) -> QSize:
        """As narrow as a place may be; Qt wants room for all of the words."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), _LEAST), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as there is room for."""
        super().resizeEvent(event)
        room = self.width() - (self.sizeHint().width() - self._advance(self._words)) + 1  # letters end between pixels
        self._show(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        now = self.window().focusWidget()
        if event.key() in ARROWS and isinstance(now, _Radio) and not now.isChecked():
            now.click()

    def _advance(self, words: str) -> int:
        return self.fontMetrics().horizontalAdvance(words)

    def _show(self, words: str) -> None:
        self._shown = words
        self.setText(words.replace("&", "&&"))  # what people write names no key
        self.setToolTip("" if words == self._words else self._words)
