"""The demo's first screen: whom to be."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from izanau_desktop.shared.deeds import refusal
from izanau_desktop.start.first import Way
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Notice, Paragraph, label


class ChooserPage(QWidget):
    """Offers the roles of the demo; `chosen(role)` is seeker, company, staff or anew."""

    chosen = Signal(str)

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.setAccessibleName(tr("Who do you want to be?"))
        sides = QHBoxLayout(self)
        sides.addStretch(1)
        column = QVBoxLayout()
        column.setContentsMargins(24, 40, 24, 40)
        column.setSpacing(16)
        sides.addLayout(column, 8)
        sides.addStretch(1)
        column.addWidget(label(tr("Who do you want to be?"), "title"))
        column.addWidget(
            Paragraph(
                tr("Everything here is made up and stays on this computer. Other roles can be opened beside this one."),
                "secondary",
            )
        )
        self._notice = Notice("", "danger")
        self._notice.hide()
        column.addWidget(self._notice)
        self._known = QVBoxLayout()
        column.addLayout(self._known)
        ways = (
            Way("user-round", tr("A job &seeker"), tr("A profile that is nearly done, three applications, a message."), lambda: self.chosen.emit("seeker"), primary=True),
            Way("building-2", tr("A &company's HR"), tr("A job with 1,500 applicants to go through."), lambda: self.chosen.emit("company")),
            Way("life-buoy", tr("Support s&taff"), tr("Requests to answer, records to mend."), lambda: self.chosen.emit("staff")),
            Way("user-plus", tr("Sign up &anew"), tr("From the policy to the first application; mails arrive in the mailbox above."), lambda: self.chosen.emit("anew")),
        )  # fmt: skip
        grid = QGridLayout()
        grid.setSpacing(12)
        for place, way in enumerate(ways):
            grid.addWidget(way, place // 2, place % 2)
        column.addLayout(grid)
        column.addStretch(1)
        self.first = ways[0].button

    def show_error(self, error: Exception) -> None:
        """Say what kept the role from being opened."""
        self._notice.set(refusal(error, self._language), "danger")
        self._notice.show()

    def offer(self, known: QWidget) -> None:
        """Offer who signed up anew in an earlier demo, above all roles."""
        self._known.addWidget(known)

    def say(self, words: str) -> None:
        """Say what happened before."""
        self._notice.set(words, "ok")
