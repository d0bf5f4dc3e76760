"""Deleting: one thing, where it stands; or everything, after the address is typed and the password asked."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from izanau_desktop.cache.reads.team import alone_owns
from izanau_desktop.leaving import Why
from izanau_desktop.shared import moments
from izanau_desktop.shared.links import open_place
from izanau_desktop.shared.privacy.card import Around, PrivacyCard, beside
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Notice, Paragraph, button


class ErasureCard(PrivacyCard):
    """The e-mail address is typed and the password asked, since the whole cannot be undone.

    `left(why)`: it is deleted at the site, and whoever shows us wipes it here.
    """

    icon = "trash-2"
    called = staticmethod(lambda: tr("Delete"))
    kinds = frozenset({"account"})
    left = Signal(object)
    opened = Signal()
    """It asks for address and password now."""

    def __init__(self, around: Around) -> None:
        super().__init__(
            tr("A single thing is deleted where it stands. Everything is deleted here, and cannot be brought back."),
            around,
        )
        self.grace = Notice("", "warn", deed=self._keep)
        self.add(self.grace)
        self.begin = button(tr("Delete &everything…"), "danger", deed=self._open)
        self.add(beside(*self._leads(), self.begin))
        self.form = QWidget()
        self._fill_form()
        self.add(self.form)
        self.form.hide()
        self._show(self.desk.account.erases)

    def read(self) -> None:
        """Read whether the account is to be deleted already."""
        desk = self.desk
        self.ask(lambda: desk.look_up().erases, self._show)

    def submit(self) -> None:
        """Delete, if the address is right."""
        if self.email.text().strip().casefold() != self.desk.account.email.casefold():
            self.notice.set(
                tr("Type the e-mail address of this account, so that nothing is deleted by mistake."), "danger"
            )
            self.email.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        password, now = self.password.text(), self.now.isChecked()
        self.background.change(
            lambda: self.desk.ask_erasure(password, now=now), self, lambda at: self._done(str(at), now=now), self.failed
        )

    def _leads(self) -> list[QWidget]:
        """The ways to where single things are deleted."""
        if self.desk.account.group != "seeker":
            return []
        places = (("profile", tr("A part of my profile")), ("applications", tr("An application")))
        return [button(words, deed=partial(open_place, self, self.commands, place)) for place, words in places]

    def _fill_form(self) -> None:
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        text = tr(
            "Removes everything at the site, from the companies you applied to, and here. You are invisible at once;"
            " for 72 hours you can come back, unless you choose “now”."
        )
        self.alone = Notice(deed=lambda: open_place(self, self.commands, "team"))
        self.email = self.field(tr("Type your e-mail &address"), into=column)
        self.password = self.field(tr("Your pass&word"), secret=True, into=column)
        self.now = QCheckBox(tr("No&w, without the 72 hours"))
        column.insertWidget(0, self.alone)
        column.insertWidget(0, Paragraph(text, "secondary"))
        column.addWidget(self.now)
        cancel = button(tr("Cancel"), "quiet", deed=self.close_form)
        column.addWidget(beside(button(tr("&Delete my account"), "danger", deed=self.submit), cancel))

    def _open(self) -> None:
        cache, language = self.desk.cache, self.language
        if self.desk.account.role == "owner":
            self.ask(lambda: alone_owns(cache, language), self._show_alone, "alone")
        self.form.show()
        self.begin.hide()
        self.email.setFocus(Qt.FocusReason.OtherFocusReason)
        self.opened.emit()

    def close_form(self) -> None:
        """Ask for nothing after all."""
        self.form.hide()
        self.begin.show()
        self.notice.set("")
        self.begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, erases: str) -> None:
        told = tr("Your account is hidden now and will be deleted on %1.")
        at = moments.full(erases, self.language)
        self.grace.set(told.replace("%1", at) if erases else "", "warn", tr("&Keep my account"))

    def _show_alone(self, company: str) -> None:
        """What becomes of the company is said before it is asked for, and stands in the way of nothing."""
        told = tr(
            "You are the only owner of {company}. Without you nobody there can invite people or change roles until support"
            " staff found out whose it is; its jobs and applicants stay. Make somebody else an owner first?"
        )
        self.alone.set(told.format(company=company) if company else "", "warn", tr("Open the &team"))

    def _keep(self) -> None:
        """End the grace: the account stays."""
        desk = self.desk

        def work() -> None:
            desk.keep()
            desk.sync(at_once=False)

        self.do(work, "account", then=lambda: self.told(tr("Your account stays. Companies see you again.")))

    def _done(self, at: str, *, now: bool) -> None:
        self.password.clear()
        if now:
            self.left.emit(Why.ERASED)
            return
        self.close_form()
        self._show(at)
