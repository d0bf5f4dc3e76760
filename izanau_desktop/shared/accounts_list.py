"""The accounts of this computer: who they are, at which site, which is open here; switching, signing out, one more."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from izanau_desktop import roster
from izanau_desktop.accounts import Accounts
from izanau_desktop.background import Background
from izanau_desktop.desk import Desk
from izanau_desktop.roster import Resident
from izanau_desktop.shared.deeds import refusal
from izanau_desktop.shared.profile_view import clear
from izanau_desktop.translation import tr
from izanau_desktop.vault import Keeper
from izanau_desktop.widgets.plain import Card, Chip, Notice, button, label
from izanau_protocol import codes


class AccountsCard(Card):
    """`switched(entry)` wants another account in this window, `another` one that is not here yet, `ended` this one out.

    What the list says comes from each account's own encrypted cache; no password, token or key is shown. On the first
    screen, where none is open here, the card hides as long as there is none.
    """

    switched = Signal(object)
    another, ended = Signal(), Signal()

    def __init__(
        self,
        accounts: Accounts,
        keeper: Callable[[], Keeper],
        background: Background,
        language: str,
        here: Desk | None = None,
    ) -> None:
        super().__init__(tr("Accounts on this computer"))
        self._accounts, self._keeper, self._here = accounts, keeper, here
        self._background, self._language = background, language
        self.rows: dict[str, QWidget] = {}
        self.notice = Notice(deed=self._go_on)
        self._found: tuple[Resident, ...] | None = None
        self._telling = False
        self._pending: Callable[[], None] | None = None
        """What the notice's button does: the part of a deed that loses something."""
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self.add(self.notice)
        self.body.addLayout(self._list)
        if here is not None:
            self.body.addSpacing(4)
            self.add(button(tr("Sign in to another account…"), icon="user-plus", deed=self.another.emit))
        self.setVisible(here is not None)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the list anew: another window or a command may have changed it, unless it comes up since it was read."""
        super().showEvent(event)
        if not self._telling:
            self.read()

    def focus(self) -> None:
        """Take the focus to the first thing that can be pressed."""
        self.findChildren(QPushButton)[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self) -> None:
        """Read who is here."""
        accounts, keeper, here = self._accounts, self._keeper, self._here
        self._background.ask(
            lambda: roster.residents(accounts, keeper(), here), self, self._show, self._failed, key="accounts"
        )

    def _show(self, found: tuple[Resident, ...]) -> None:
        if found == self._found:
            return  # whoever is in the list with the keyboard stays there
        self._found = found
        clear(self._list)
        self.rows = {}
        for one in found:
            self.rows[one.entry.folder] = row = self._row(one)
            self._list.addWidget(row)
        self._telling = True
        self.setVisible(bool(found) or self._here is not None)
        self._telling = False

    def _row(self, one: Resident) -> QWidget:
        name = one.name or one.email or (tr("A profile without an account") if one.is_draft else tr("An account"))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        told = QVBoxLayout()
        told.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(name, "strong"))
        if one.current:
            head.addWidget(Chip(tr("open here"), "accent"))
        head.addStretch(1)
        told.addLayout(head)
        words = self._words(one)
        told.addWidget(label(words, "secondary"))
        line.addLayout(told, 1)
        for deed in self._deeds(one, name):
            line.addWidget(deed)
        row.setAccessibleName(", ".join(filter(None, (name, words, tr("open here") if one.current else ""))))
        return row

    def _words(self, one: Resident) -> str:
        if one.problem is not None:
            return one.problem.with_cure(self._language)
        if one.is_draft:
            return tr("Only on this computer")
        role = codes.words("role", one.role, self._language) if one.role else ""
        passing = tr("for this session only") if one.is_passing else ""
        locked = tr("locked: open it to sign it out") if one.locked else ""
        return " · ".join(filter(None, (role, one.company, one.email if one.name else "", one.site, passing, locked)))

    def _deeds(self, one: Resident, name: str) -> list[QPushButton]:
        found: list[QPushButton] = []
        if not one.current and one.problem is None:
            here = self._here is not None
            switch = button(tr("Switch") if here else tr("Open"), deed=lambda: self.switched.emit(one.entry))
            told = tr("Switch to {account}") if here else tr("Open: {account}")
            switch.setAccessibleName(told.format(account=name))
            found.append(switch)
        if not (one.is_draft or one.locked or one.problem is not None):
            out = button(tr("Sign out"), "quiet", deed=partial(self._sign_out, one, name))
            out.setAccessibleName(tr("Sign out: {account}").format(account=name))
            found.append(out)
        if one.problem is not None and one.problem.code not in roster.UNREADABLE:
            again = button(tr("Try again"), deed=self.read)
            again.setAccessibleName(tr("Try again: {account}").format(account=name))
            found.append(again)
        elif not one.current and one.problem is not None:
            away = button(tr("Remove…"), "quiet", deed=lambda: self._warn(one, name))
            away.setAccessibleName(tr("Remove from this computer: {account}").format(account=name))
            found.append(away)
        return found

    def _warn(self, one: Resident, name: str) -> None:
        told = tr("What was sent is safe at the site. Changes that never left this computer would be gone.")
        self._pending = partial(self._remove, one, name)
        self.notice.set(f"{name}: {told}", "warn", tr("Remove it for good"))

    def _remove(self, one: Resident, name: str) -> None:
        accounts, keeper = self._accounts, self._keeper
        self._background.change(
            lambda: roster.remove(accounts, one.entry, keeper()),
            self,
            lambda _: self._signed_out(one, name, 0),
            self._failed,
        )

    def _sign_out(self, one: Resident, name: str, *, discard: bool = False) -> None:
        if one.current:
            self.ended.emit()
            return
        accounts, keeper = self._accounts, self._keeper
        self._background.change(
            lambda: roster.sign_out(accounts, one.entry, keeper(), discard=discard),
            self,
            lambda lost: self._signed_out(one, name, lost),
            self._failed,
        )

    def _signed_out(self, one: Resident, name: str, lost: int) -> None:
        if not lost:
            self.notice.set(tr("{account} is signed out and removed from this computer.").format(account=name), "ok")
            self.read()
            return
        told = tr("%n thing(s) are only on this computer and not at the site yet.", None, lost)
        self._pending = partial(self._sign_out, one, name, discard=True)
        self.notice.set(f"{name}: {told}", "warn", tr("Sign out and lose it"))

    def _go_on(self) -> None:
        if self._pending is not None:
            self._pending()

    def _failed(self, error: Exception) -> None:
        self.notice.set(refusal(error, self._language), "danger")
