"""Asks why a record is to be opened; the look is logged with it."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Signal

from izanau_desktop.shared.asking_card import AskingCard
from izanau_desktop.support.why import Why
from izanau_desktop.translation import tr


class Look(msgspec.Struct, frozen=True):
    """A record that is to be opened, and why."""

    kind: str
    id: str
    reason: str
    text: str


class LookCard(AskingCard):
    """`decided(Look)` opens the record."""

    decided = Signal(object)

    def __init__(self, language: str) -> None:
        super().__init__(
            tr("Why do you open this record?"),
            tr("Your look is logged with this reason, and its owner can see it."),
            tr("Open the record"),
        )
        self._kind = self._id = ""
        self.why = Why("look_reason", tr("In words"), language)
        self.why.entered.connect(self.finish)
        self.add(self.why, self.foot())

    def ask(self, kind: str, identity: str, reason: str = "", text: str = "") -> None:
        """Begin anew for a record."""
        self._kind, self._id = kind, identity
        self.why.put(reason, text)

    def finish(self) -> None:
        """Open, or say what is missing."""
        told = self.why.read()
        if told is not None:
            self.decided.emit(Look(self._kind, self._id, *told))
