"""When the data of an account cannot be opened: what, why, what now; nothing is thrown away."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Paragraph, button, label
from izanau_protocol.problems import Problem


class TroublePage(QWidget):
    """A problem that keeps the desk from opening (keychain locked, cache damaged, key missing)."""

    again = Signal()
    other = Signal()

    def __init__(self, problem: Problem, language: str) -> None:
        super().__init__()
        self.setAccessibleName(tr("Your data cannot be opened"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(80, 64, 80, 64)
        layout.setSpacing(12)
        layout.addWidget(label(tr("Your data cannot be opened"), "title"))
        layout.addWidget(Paragraph(problem.words(language)))
        layout.addWidget(Paragraph(problem.cure(language), "secondary"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(button(tr("Try &again"), "primary", deed=self.again.emit))
        row.addWidget(button(tr("Another &way in"), deed=self.other.emit))
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(1)
