"""When the data of an account cannot be opened: what, why, what now; nothing is thrown away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Paragraph, button, label
from izanau_protocol.problems import Problem


class TroublePage(QWidget):
    """A problem that keeps the desk from opening (keychain locked, cache damaged, key missing)."""

    def __init__(
        self, problem: Problem, language: str, again: Callable[[], object], other: Callable[[], object]
    ) -> None:
        super().__init__()
        self._try = again
        self.setAccessibleName(tr("Your data cannot be opened"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(80, 64, 80, 64)
        layout.setSpacing(12)
        layout.addWidget(label(tr("Your data cannot be opened"), "title"))
        layout.addWidget(Paragraph(problem.words(language)))
        layout.addWidget(Paragraph(problem.cure(language), "secondary"))
        row = QHBoxLayout()
        row.setSpacing(8)
        self._again = button(tr("Try &again"), "primary", deed=self._try_again)
        row.addWidget(self._again)
        row.addWidget(button(tr("Another &way in"), deed=other))
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(1)

    def _try_again(self) -> None:
        """Once: what comes of it takes the place of this page."""
        self._again.setEnabled(False)
        self._try()
