"""What the pages of the start share: a column with a title, a form, problems beside its fields, and a deed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from izanau_desktop.look import fonts
from izanau_desktop.look.style import wear
from izanau_desktop.look.tokens import BODY
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Notice, Paragraph, button, label, scrolled
from izanau_protocol.problems import Problem, Refused

WIDTH = 560
"""Widest column at 100 %, in pixels: boxes to tick, which break no lines, fit it at every size of type."""


class AskingPage(QWidget):
    """A page that asks for a few things and then does one deed. Subclasses give the form and read it."""

    back = Signal()

    def __init__(self, title: str, text: str, deed: str, language: str) -> None:
        super().__init__()
        self.language = language
        self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        page = QWidget()
        wear(page, "scrolled")
        outer.addWidget(scrolled(page))
        sides = QHBoxLayout(page)
        frame = QFrame()
        frame.setMaximumWidth(round(WIDTH * fonts.pixels(self.font()) / BODY))
        frame.setMinimumWidth(320)
        sides.addStretch(1)
        sides.addWidget(frame, 6)
        sides.addStretch(1)
        self.column = QVBoxLayout(frame)
        self.column.setContentsMargins(0, 32, 0, 32)
        self.column.setSpacing(12)
        self.column.addWidget(label(title, "title"))
        if text:
            self.column.addWidget(Paragraph(text, "secondary"))
        self.notice = Notice("", "danger")
        self.notice.hide()
        self.column.addWidget(self.notice)
        self.form = QWidget()
        self.column.addWidget(self.form)
        self.deed = button(deed, "primary", deed=self.submit)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.addWidget(self.deed)
        self.away = button(tr("&Back"), "quiet", deed=self.back.emit)
        self.foot.addWidget(self.away)
        self.foot.addStretch(1)
        self.column.addLayout(self.foot)
        self.column.addStretch(1)

    def submit(self) -> None:
        """Do the deed with what was entered."""
        raise NotImplementedError

    def ready(self) -> None:
        """Make fields talk to assistive technology and Enter do the deed; called once the form is set up."""
        layout = self.form.layout()
        if layout is not None:
            layout.setSpacing(4)
        for of in self.form.findChildren(QLabel):
            if of.objectName().endswith("_label"):
                of.setContentsMargins(0, 10, 0, 0)  # a label belongs to the field below it
        for field in self.form.findChildren(QLineEdit):
            buddy = self.form.findChild(QLabel, f"{field.objectName()}_label")
            if buddy is not None:
                field.setAccessibleName(buddy.text().replace("&", ""))
            field.returnPressed.connect(self.submit)

    def busy(self, *, on: bool) -> None:
        """While the site is asked the deed waits; all else stays usable."""
        self.deed.setEnabled(not on)
        if on:
            self.clear()

    def clear(self) -> None:
        """Take all problems away."""
        self.notice.hide()
        for problem in self.form.findChildren(QLabel):
            if problem.objectName().endswith("_problem"):
                problem.hide()

    def show_error(self, error: Exception) -> None:
        """A problem beside its field, or in the notice; anything else is a bug and says so."""
        self.busy(on=False)
        if not isinstance(error, Refused):
            raise error
        for problem in error.problems:
            self._show(problem)

    def _show(self, problem: Problem) -> None:
        words = problem.with_cure(self.language)
        name = {"": "", "name.full": "name", "agree_policy": "policy"}.get(problem.field, problem.field)
        place = self.form.findChild(QLabel, f"{name}_problem") if name else None
        if place is None:
            self.notice.set(words, "danger")
            self.notice.show()
            return
        place.setText(words)
        place.show()
        field = self.form.findChild(QWidget, name)
        if field is not None:
            field.setAccessibleDescription(words)
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def fields(self, form: Any, names: tuple[str, ...]) -> Mapping[str, str]:
        """What was typed, by name."""
        return {name: getattr(form, name).text().strip() for name in names}
