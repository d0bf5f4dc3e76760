"""A field of a plain form: label above, the field, the problem in words beneath, and who sees what is typed."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from izanau_desktop.look.style import wear
from izanau_desktop.look.tokens import SMALL
from izanau_desktop.widgets.plain import Glyph, announce, label


class FieldRow(QWidget):
    """Holds one field; names it for assistive technology and keeps its problem beside it.

    `words` may hold a mnemonic ("&E-mail"); `sees` says which audience sees what is typed here.
    """

    def __init__(
        self, words: str, field: QWidget, sees: str = "", parent: QWidget | None = None, *, required: bool = False
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._required = required
        self.label = QLabel()
        self.label.setBuddy(field)
        wear(self.label, "small")
        self._sees, self._eye = self._line("eye", "text2", "small")
        self._problem, self._words = self._line("circle-alert", "danger", "problem")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        for part in (self.label, field, self._problem, self._sees):
            whole.addWidget(part)
        self.setFocusProxy(field)
        self.set_words(words, sees)
        self.set_problem("")

    @property
    def problem(self) -> str:
        """The problem shown, or empty."""
        return self._words.text()

    def set_words(self, words: str, sees: str = "") -> None:
        """Name the field, and say who sees it."""
        self.label.setText(words + (" *" if self._required else ""))
        self.field.setAccessibleName(words.replace("&", ""))
        self._eye.setText(sees)
        self._sees.setVisible(bool(sees))
        self._describe()

    def set_problem(self, words: str) -> None:
        """Say what is wrong and what would do; empty takes it away."""
        if words and words != self.problem:
            announce(self.field, words)
        self._words.setText(words)
        self._problem.setVisible(bool(words))
        wear(self.field.focusProxy() or self.field, wrong="true" if words else "false")
        self._describe()

    def _describe(self) -> None:
        self.field.setAccessibleDescription(" ".join(part for part in (self.problem, self._eye.text()) if part))

    @staticmethod
    def _line(icon: str, ink: str, look: str) -> tuple[QWidget, QLabel]:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        words = label("", look)
        row.addWidget(Glyph(icon, ink, SMALL + 2))
        row.addWidget(words, 1)
        return line, words
