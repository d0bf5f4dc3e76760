"""Deletions of accounts and the devices that have yet to let go, for staff: by recipient, and of nobody whom (PRV-60)."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from izanau_desktop.background import Background
from izanau_desktop.commands import Commands
from izanau_desktop.desk import Desk
from izanau_desktop.shared import moments
from izanau_desktop.shared.column import ColumnPage
from izanau_desktop.shared.deeds import refusal
from izanau_desktop.shared.facts import Facts
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, Chip, EmptyState, Paragraph
from izanau_protocol import wire

NAMES = 18
"""Characters of the widest name of a fact."""


class ErasuresPage(ColumnPage):
    """Asks the site each time that it is shown: nothing of it is kept here."""

    def __init__(self, desk: Desk, background: Background, commands: Commands, language: str) -> None:
        told = tr(
            "Accounts that were deleted within a year, or are about to be, and the devices that have yet to let go."
        )
        super().__init__(tr("Erasures"), told, reads=True)
        self._desk, self._background, self._language = desk, background, language
        self._found: tuple[wire.Erasure, ...] | None = None
        self.notice.action.clicked.connect(self._ask)
        self.setFocusProxy(self.area)

    def showEvent(self, event: QShowEvent) -> None:
        """What is on screen is of now."""
        super().showEvent(event)
        self._ask()

    def _ask(self) -> None:
        self._background.ask(self._desk.erasures, self, self._show, self._failed, key="erasures")

    def _show(self, found: tuple[wire.Erasure, ...]) -> None:
        self.notice.set("")
        if found == self._found:
            return
        self._found = found
        self.begin()
        if not found:
            told = tr("Nobody deleted their account within a year.")
            self.parts.addWidget(EmptyState("shield", tr("No erasures"), told))
        for one in found:
            self.parts.addWidget(self._card(one))

    def _card(self, one: wire.Erasure) -> Card:
        when = moments.full(one.erased or one.begun, self._language)
        card = Card(
            tr("Erased {time}").format(time=when) if one.erased else tr("Deletion asked for {time}").format(time=when)
        )
        waited = tr("%n device(s) waited for", None, one.waiting)
        card.head.addWidget(Chip(waited, "warn") if one.waiting else Chip(tr("Arrived everywhere"), "ok"))
        pairs: list[tuple[str, QWidget]] = []
        if one.masked:
            pairs.append((tr("Account"), Paragraph(one.masked)))
        if not one.erased:
            pairs.append((tr("To be erased on"), Paragraph(moments.full(one.erases, self._language))))
        pairs += [(_recipient(held), Paragraph(self._told(held))) for held in one.recipients]
        if not one.recipients:
            pairs.append((tr("Devices"), Paragraph(tr("No device of anyone else was shown anything."))))
        card.add(Facts(pairs, NAMES))
        return card

    def _told(self, held: wire.Holding) -> str:
        """`1 of 3 devices have let go · 1 was ended · waited for since 14 Nov 10:24`."""
        told = [tr("{reached} of %n device(s) have let go", None, held.devices).format(reached=held.reached)]
        if held.ended:
            told.append(tr("%n ended, left to its lease", None, held.ended))
        if held.waiting:
            told.append(tr("waited for since {time}").format(time=moments.full(held.last, self._language)))
        return " · ".join(told)

    def _failed(self, error: Exception) -> None:
        self.notice.set(refusal(error, self._language), "warn", tr("Ask again"))


def _recipient(held: wire.Holding) -> str:
    if held.recipient == "support staff":
        return tr("Support staff")
    return held.recipient or tr("A company that is gone")
