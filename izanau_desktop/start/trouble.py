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
        self._ways = (
            button(tr("Try &again"), "primary", deed=self._try_again),
            button(tr("Another &way in"), deed=other),
        )
        for way in self._ways:
            row.addWidget(way)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(1)

    def _try_again(self) -> None:
        """Once, and nothing else meanwhile: what comes of it takes the place of whatever the window shows then."""
        for way in self._ways:
            way.setEnabled(False)
        self._try()
