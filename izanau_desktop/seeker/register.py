"""Showing the profile publicly: an act of its own, with exactly what everyone will see, and the way back (policy 2.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from izanau_desktop import offers
from izanau_desktop.background import Background
from izanau_desktop.cache import Cache
from izanau_desktop.cache.reads import common
from izanau_desktop.commands import Commands
from izanau_desktop.desk import Desk
from izanau_desktop.look.style import wear
from izanau_desktop.seeker.lacking import LackingCard
from izanau_desktop.shared.column import WIDTH
from izanau_desktop.shared.deeds import Done, deed, refusal
from izanau_desktop.shared.profile_view import ProfileCards
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Notice, Paragraph, button, label, scrolled
from izanau_desktop.widgets.toast import Toast
from izanau_protocol import rules, visibility

Body = Mapping[str, Any]


class Publishing(msgspec.Struct, frozen=True):
    """The profile, and what it still lacks to be registered."""

    profile: Body
    missing: tuple[str, ...]
    manifest: visibility.Manifest | None = None

    @property
    def registered(self) -> bool:
        """Whether everyone sees it."""
        return self.profile.get("registered") is True


def read(cache: Cache, profile: str) -> Publishing:
    """Read the profile."""
    found = cache.get("profile", profile)
    body = found.body if found else {}
    listed = common.manifest(cache)
    return Publishing(body, rules.missing(body, visibility.sections(listed)), listed)


class RegisterPanel(QFrame):
    """Lies over the page of the profile while it is open; Esc closes it."""

    closed = Signal()
    section = Signal(str)
    """A section is to be filled in."""

    def __init__(self, desk: Desk, background: Background, commands: Commands, language: str, over: QWidget) -> None:
        super().__init__(over)
        self._desk, self._background, self._commands, self._language = desk, background, commands, language
        self._over, self._shown = over, None
        self._covered: list[QWidget] = []
        wear(self, "page")
        self.setAutoFillBackground(True)
        self.setAccessibleName(tr("Show my profile publicly"))
        self.notice = Notice()
        self._state, self._what = label("", "strong"), Paragraph("")
        self.lacking = LackingCard(language)
        self.lacking.section.connect(self._fill_in)
        self._heading = label(tr("What everyone sees"), "heading")
        self.cards = ProfileCards("public", language, wide=True)
        self._lay_out()
        over.installEventFilter(self)
        background.changed.connect(self._changed)
        self.hide()

    _shown: Publishing | None

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        page = QWidget()
        wear(page, "scrolled")
        sides = QHBoxLayout(page)
        sides.setContentsMargins(28, 20, 28, 24)
        narrow = QWidget()
        narrow.setMaximumWidth(WIDTH)
        sides.addWidget(narrow, 1000)
        sides.addStretch(1)
        inside = QVBoxLayout(narrow)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        title = label(tr("Show my profile publicly"), "title")
        for part in (title, self._state, self._what, self.notice, self.lacking, self._heading, self.cards):
            inside.addWidget(part)
        inside.addStretch(1)
        self.area = scrolled(page)
        whole.addWidget(self.area, 1)
        whole.addWidget(self._foot())

    def _foot(self) -> QFrame:
        foot = QFrame()
        wear(foot, "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(28, 10, 28, 10)
        row.setSpacing(8)
        self.deed = button("", "primary", deed=self.submit)
        self.toast = Toast(self._over)
        self.toast.gone.connect(self._commands.reconsider)
        row.addWidget(self.deed)
        row.addWidget(button(tr("Close"), "quiet", deed=self.close_panel))
        row.addStretch(1)
        return foot

    def open(self) -> None:
        """Show what would become public."""
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self._cover()
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)
        self._load()

    def close_panel(self) -> None:
        """Back to the profile."""
        for one in self._covered:
            one.show()
        self._covered = []
        self.hide()
        self._over.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def _cover(self) -> None:
        """Take what lies beneath from Tab and from assistive technology too."""
        for one in self._over.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if isinstance(one, Toast):
                one.dismiss()
            elif one is not self and not one.isHidden():
                self._covered.append(one)
                one.hide()

    def consent(self) -> str:
        """The words on the screen that the person agrees to by pressing the button."""
        return "\n".join((self._state.text(), self._what.words, self.deed.text().replace("&", "")))

    def submit(self) -> None:
        """Register, or take the profile off the public pages."""
        shown, desk, language = self._shown, self._desk, self._language
        if shown is None or not self.deed.isEnabled():
            return
        if not desk.account.id:
            self._commands.run("app.signup")
            return
        if shown.registered:
            told = tr("Your profile is no longer public")
            self._do(deed(desk.unregister, "profile"), told)
        elif shown.missing:
            self.lacking.first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            words = self.consent()
            self._do(deed(lambda: desk.register(words, language), "profile"), tr("Your profile becomes public"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the page at every size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._over.rect())
        return super().eventFilter(watched, event)

    def _do(self, work: object, told: str) -> None:
        assert callable(work)
        self.deed.setEnabled(False)
        self._background.change(work, self, lambda done: self._done(done, told), self._failed)

    def _done(self, done: Done, told: str) -> None:
        self.deed.setEnabled(True)
        self.close_panel()
        cache = self._desk.cache

        def back() -> Done:
            return Done(frozenset({"profile"}), "yes" if cache.drop(done.outbox) else "")

        def undone(answer: Done) -> None:
            self.toast.tell(tr("Taken back") if answer.outbox else tr("Too late: it was sent already."))

        self.toast.tell(told, lambda: self._background.change(back, self, undone, self._failed), "Ctrl+Z")

    def _changed(self, kinds: frozenset[str], _origin: object) -> None:
        if "profile" in kinds and self.isVisible():
            self._load()

    def _load(self) -> None:
        cache, profile = self._desk.cache, self._desk.account.profile
        self._background.ask(lambda: read(cache, profile), self, self._show, self._failed, key="publishing")

    def _show(self, found: Publishing) -> None:
        self._shown = found
        if found.registered:
            self._state.setText(tr("Your profile is public."))
            self._what.set_words(tr("Everyone can read it, without an account: people, companies and search engines."))
            self.deed.setText(tr("&Unregister: no longer public"))
        else:
            self._state.setText(tr("Your profile is not public yet."))
            self._what.set_words(
                tr(
                    "Once registered, it is public: everyone can read what stands below, without an account, companies"
                    " and search engines too. Your e-mail address is not among it. You can take it back at any time."
                )
            )
            self.deed.setText(tr("&Register publicly"))
        if not self._desk.account.id:
            self.notice.set(tr("This needs an account: sign up first."), "accent")
            self.deed.setText(tr("&Sign up"))
        self.lacking.show_missing(() if found.registered else found.missing)
        self.cards.manifest = found.manifest
        self.cards.show_profile(found.profile)

    def _fill_in(self, section: str) -> None:
        self.close_panel()
        self.section.emit(section)

    def _failed(self, error: Exception) -> None:
        self.deed.setEnabled(True)
        self.notice.set(refusal(error, self._language), "danger")


def offer(over: QWidget, desk: Desk, background: Background, commands: Commands, language: str) -> RegisterPanel:
    """Give a page the command that opens the panel over it."""
    panel = RegisterPanel(desk, background, commands, language, over)
    commands.register(*offers.bound(offers.PROFILE, public=(over.isVisible, panel.open)))
    return panel
