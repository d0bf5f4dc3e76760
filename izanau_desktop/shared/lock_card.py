"""The card of the settings that speaks of the lock: after how long, and the PIN that opens it."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from izanau_desktop.background import Background
from izanau_desktop.desk import Desk
from izanau_desktop.lock import pin, rule
from izanau_desktop.shared.account_cards import AccountCard
from izanau_desktop.translation import tr
from izanau_desktop.widgets.fieldrow import FieldRow
from izanau_desktop.widgets.plain import Paragraph, button


class LockCard(AccountCard):
    """Sets minutes and PIN; both hold for every window of this account on this computer."""

    def __init__(self, desk: Desk, background: Background, language: str) -> None:
        super().__init__(tr("Lock"), desk, background, language)
        self.add(
            Paragraph(
                tr(
                    "This window shows other people's records, so it locks when nobody uses it, and with Ctrl+L. The PIN opens"
                    " it without the network, also when the program starts; without one the account's password is asked."
                ),
                "secondary",
            )
        )
        self.minutes = QComboBox()
        for one in rule.MINUTES:
            self.minutes.addItem(tr("%n minute(s)", None, one), one)
        self.minutes.activated.connect(lambda _: self._choose(int(self.minutes.currentData())))
        self.add(FieldRow(tr("Lock a&fter"), self.minutes))
        self.first = self.field(tr("New PIN, si&x characters or more"), secret=True)
        self.again = self.field(tr("The same a&gain"), secret=True)
        self.put = button(tr("Set the &PIN"), deed=self.submit)
        self.away = button(tr("Remove the P&IN"), "quiet", deed=self._remove)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.put)
        row.addWidget(self.away)
        row.addStretch(1)
        self.add(foot)
        self.again.returnPressed.connect(self.submit)
        background.ask(
            lambda: (rule.minutes(desk), rule.has_pin(desk)), self, lambda told: self._show(*told), key="lock"
        )

    def submit(self) -> None:
        """Set the PIN, if it was typed twice alike."""
        wanted, desk = self.first.text(), self.desk
        if wanted != self.again.text():
            self.notice.set(tr("The two are not alike. Type the PIN twice."), "danger")
            return

        def work() -> None:
            pin.set_pin(desk.vault, desk.owner, wanted)
            rule.note_pin(desk, there=True)

        self.background.change(work, self, lambda _: self._done(tr("The PIN is set."), there=True), self.failed)

    def _remove(self) -> None:
        desk = self.desk

        def work() -> None:
            pin.forget_pin(desk.vault, desk.owner)
            rule.note_pin(desk, there=False)

        self.background.change(work, self, lambda _: self._done(tr("The PIN is removed."), there=False), self.failed)

    def _choose(self, minutes: int) -> None:
        desk = self.desk
        self.background.change(lambda: rule.set_minutes(desk, minutes), self, None, self.failed)

    def _show(self, minutes: int, there: bool) -> None:
        self.minutes.setCurrentIndex(self.minutes.findData(minutes))
        self.away.setVisible(there)

    def _done(self, words: str, *, there: bool) -> None:
        self.first.clear()
        self.again.clear()
        self.away.setVisible(there)
        self.told(words)
