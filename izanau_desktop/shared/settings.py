"""Settings: how it looks, the accounts of this computer, syncing, keys, name, e-mail address and password, signing out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QSizePolicy, QWidget

from izanau_desktop.background import Background
from izanau_desktop.commands import Commands
from izanau_desktop.desk import Desk
from izanau_desktop.lock import rule
from izanau_desktop.places import role_of
from izanau_desktop.preferences import SCALES, THEMES, Preferences
from izanau_desktop.shared.account_cards import NameCard, PasswordCard, SignOutCard
from izanau_desktop.shared.accounts_list import AccountsCard
from izanau_desktop.shared.column import ColumnPage
from izanau_desktop.shared.email_card import EmailCard
from izanau_desktop.shared.keys_card import KeysCard
from izanau_desktop.shared.lock_card import LockCard
from izanau_desktop.shared.notices_card import NoticesCard
from izanau_desktop.shared.sync_card import SyncCard
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card

FIELD = 240
"""Least width of a choice, in pixels."""


class SettingsPage(ColumnPage):
    """One card a matter; every choice acts at once. `left(why)`: the account is left for good. `switched(entry)`: for another."""

    left, switched = Signal(object), Signal(object)

    def __init__(
        self, desk: Desk, background: Background, commands: Commands, language: str, preferences: Preferences
    ) -> None:
        super().__init__(tr("Settings"))
        self._preferences, self._language = preferences, language
        self._choices: dict[str, QComboBox] = {}
        """The boxes of the look, by the preference that each shows."""
        self.parts.addWidget(self._look())
        self.accounts = AccountsCard(desk.accounts, lambda: desk.vault, background, language, desk)
        self.accounts.switched.connect(self.switched)
        self.accounts.another.connect(lambda: commands.run("app.switch"))
        self.parts.addWidget(self.accounts)
        self.parts.addWidget(SyncCard(desk, background, language))
        if desk.account.company:
            self.parts.addWidget(NoticesCard(desk, background, language))
        self.parts.addWidget(KeysCard(commands, role_of(desk), preferences))
        if rule.applies(desk):
            self.parts.addWidget(LockCard(desk, background, language))
        if desk.account.id:
            self.parts.addWidget(NameCard(desk, background, language))
            self.parts.addWidget(EmailCard(desk, background, language))
            self.parts.addWidget(PasswordCard(desk, background, language))
            out = SignOutCard(desk, background, language)
            self.parts.addWidget(out)
            out.left.connect(self.left)
            self.accounts.ended.connect(lambda: self._sign_out(out))
        self.parts.addStretch(1)

    def _sign_out(self, card: SignOutCard) -> None:
        self.bring(card)
        card.out.setFocus(Qt.FocusReason.OtherFocusReason)
        card.out.click()

    def _look(self) -> Card:
        card = Card(tr("Appearance"))
        form = QWidget()
        layout = QFormLayout(form)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(8)
        layout.setHorizontalSpacing(16)
        layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        languages = {"en": "English", "ja": "日本語"}
        themes = dict(zip(THEMES, (tr("Same as the system"), tr("Light"), tr("Dark")), strict=True))
        scales = {str(scale): f"{round(scale * 100)} %" for scale in SCALES}
        own = self._preferences
        self._row(layout, tr("&Language"), languages, "language", lambda code: setattr(own, "language", code))
        self._row(layout, tr("&Theme"), themes, "theme", lambda one: setattr(own, "theme", one))
        self._row(layout, tr("Text si&ze"), scales, "scale", lambda one: setattr(own, "scale", float(one)))
        card.add(form)
        for accessor in self._choices:
            self._follow(accessor)
        own.changed.connect(self._follow)
        return card

    def _follow(self, accessor: str) -> None:
        """Show what is in force, whoever set it: another window of this process has settings too."""
        if accessor in self._choices:
            now = getattr(self._preferences, accessor) or (self._language if accessor == "language" else "")
            box = self._choices[accessor]
            box.setCurrentIndex(max(0, box.findData(str(now))))

    def _row(
        self, layout: QFormLayout, words: str, choices: dict[str, str], accessor: str, chosen: Callable[[str], object]
    ) -> None:
        combo = QComboBox()
        combo.setAccessibleName(words.replace("&", ""))
        for code, name in choices.items():
            combo.addItem(name, code)
        combo.setMinimumWidth(FIELD)
        combo.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        combo.activated.connect(lambda _: chosen(str(combo.currentData())))
        self._choices[accessor] = combo
        layout.addRow(words, combo)
