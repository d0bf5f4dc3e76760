"""The bar above the rows while several are chosen: how many, and what can be done to all of them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from izanau_desktop.commands import Commands
from izanau_desktop.company.words import grouped
from izanau_desktop.look.style import wear
from izanau_desktop.translation import tr
from izanau_desktop.widgets.commandbutton import CommandButton
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.more import MoreButton
from izanau_desktop.widgets.plain import announce, button, label

OFTEN, SELDOM = ("advance", "reject"), ("stage", "labels", "take", "give")
"""The deeds that have a button of their own, and those that stand in a menu beside them: the list is narrow."""


class ChosenBar(QFrame):
    """Its buttons are the commands of the page, which mean all that are chosen now. `released` lets go of them."""

    everyone, released = Signal(), Signal()

    def __init__(self, commands: Commands) -> None:
        super().__init__()
        wear(self, "top")
        self.setAccessibleName(tr("Chosen applicants"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(6)
        self._count = label("", "strong")
        self.all = button("", "link", deed=self.everyone.emit)
        self.none = button(tr("Let go"), "link", deed=self.released.emit)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._count)
        row.addWidget(self.all)
        row.addStretch(1)
        row.addWidget(self.none)
        deeds = QWidget()
        flow = FlowLayout(deeds)
        self.buttons = {name: CommandButton(commands, f"applicants.{name}") for name in OFTEN}
        self.more = MoreButton(commands, *(f"applicants.{name}" for name in SELDOM))
        for made in (*self.buttons.values(), self.more):
            flow.addWidget(made)
        layout.addWidget(head)
        layout.addWidget(deeds)
        self.hide()

    @property
    def text(self) -> str:
        """How many are chosen, in words."""
        return self._count.text()

    def show_many(self, many: int, listed: int, left: int = 0, *, more: bool) -> None:
        """Say how many of a list are chosen, and of how many it has `left`; `more`: it is longer than is known yet."""
        told = tr("over {number} chosen") if more and many >= listed else tr("{number} chosen")
        told = told.format(number=grouped(many))
        if left:
            told = tr("{chosen}, {left} no longer in this list").format(chosen=told, left=grouped(left))
        if told != self._count.text():
            self._count.setText(told)
            announce(self, told)
        every = tr("Choose all that were found") if more else tr("Choose all {number}").format(number=grouped(listed))
        self.all.setText(every)
        self.all.setVisible(many < listed)
        self.show()
