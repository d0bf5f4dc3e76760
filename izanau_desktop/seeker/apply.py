"""Applying: in place of the job stands exactly what the company will see; the words shown are recorded as consent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from izanau_desktop.background import after
from izanau_desktop.cache import Cache
from izanau_desktop.cache.reads import common
from izanau_desktop.cache.reads import seeker as reads
from izanau_desktop.deeds import AccountState
from izanau_desktop.look.style import wear
from izanau_desktop.seeker.lacking import LackingCard
from izanau_desktop.shared import job_words
from izanau_desktop.shared.profile_view import ProfileCards
from izanau_desktop.translation import tr
from izanau_desktop.widgets.fieldrow import FieldRow
from izanau_desktop.widgets.plain import Card, Notice, Paragraph, button, label, scrolled
from izanau_desktop.widgets.prose import ProseEdit
from izanau_protocol import rules, visibility
from izanau_protocol.problems import Refused

Body = Mapping[str, Any]
PAUSE = 700
"""Milliseconds without a key after which what was written is kept."""


class Applying(msgspec.Struct, frozen=True):
    """What the panel shows: the job, the person's profile, what it lacks, and what was written already."""

    detail: reads.JobDetail
    profile: Body
    account: AccountState
    missing: tuple[str, ...]
    draft: str
    manifest: visibility.Manifest | None = None


def read(cache: Cache, account: AccountState, job: str) -> Applying | None:
    """What applying to this job needs."""
    detail = reads.job(cache, job)
    if detail is None:
        return None
    found = cache.get("profile", account.profile)
    body = found.body if found else {}
    drafts = {draft.path: draft.text for draft in cache.drafts("job", job)}
    listed = common.manifest(cache)
    missing = rules.missing(body, visibility.sections(listed))
    return Applying(detail, body, account, missing, drafts.get("application", ""), listed)


class ApplyPanel(QWidget):
    """`applied(words, message)` carries the words that were on the screen; Esc goes back to the job."""

    applied = Signal(str, str)
    cancelled, resend = Signal(), Signal()
    kept, section, confirm = Signal(str), Signal(str), Signal(str)

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._shown: Applying | None = None
        self.setAccessibleName(tr("Apply"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        page = QWidget()
        wear(page, "scrolled")
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(28, 20, 28, 24)
        self._column.setSpacing(12)
        self._title, self._job = label("", "title"), label("", "secondary")
        self.notice = Notice()
        self.lacking = LackingCard(language, tr("It can be filled in now; you come back here afterwards."))
        self.lacking.section.connect(self.section)
        for part in (self._title, self._job, self.notice, self.lacking, self._confirming(), self._seeing()):
            self._column.addWidget(part)
        self._column.addWidget(self._writing())
        self._profile = ProfileCards("applicants", language, wide=True)
        self._heading = label("", "heading")
        self._column.addWidget(self._heading)
        self._column.addWidget(self._profile)
        self._column.addStretch(1)
        self.area = scrolled(page)
        whole.addWidget(self.area, 1)
        whole.addWidget(self._foot())

    # --- its parts ---

    def _confirming(self) -> Card:
        self._unconfirmed = Card(tr("Confirm your e-mail address first"))
        self._sent_to = label("")
        self.code = QLineEdit()
        self.code.returnPressed.connect(self._confirm)
        self.code_row = FieldRow(tr("&Code from the mail"), self.code)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(button(tr("C&onfirm"), deed=self._confirm))
        row.addWidget(button(tr("Send the code a&gain"), "quiet", deed=self.resend.emit))
        row.addStretch(1)
        self._unconfirmed.add(self._sent_to, self.code_row, foot)
        return self._unconfirmed

    def _seeing(self) -> Card:
        self._sees = Card("")
        self._email, self._rest = label("", "strong"), Paragraph("")
        self._email.setWordWrap(True)
        self._sees.add(self._email, self._rest)
        return self._sees

    def _writing(self) -> QWidget:
        self.message = ProseEdit()
        self.message_row = FieldRow(tr("&Message (not needed)"), self.message)
        self.message.textChanged.connect(self._message_typed)
        self._pause = after(PAUSE, self, self._keep, start=False)
        return self.message_row

    def _foot(self) -> QFrame:
        foot = QFrame()
        wear(foot, "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(28, 10, 28, 10)
        row.setSpacing(8)
        self.deed = button("", "primary", deed=self.submit)
        row.addWidget(self.deed)
        row.addWidget(button(tr("Cancel"), "quiet", deed=self.leave))
        row.addStretch(1)
        return foot

    # --- what it shows and does ---

    def show_applying(self, applying: Applying) -> None:
        """Show what applying needs; what is being written stays while it is the same job."""
        same = self._shown is not None and self._shown.detail.job.id == applying.detail.job.id
        self._shown = applying
        row, account = applying.detail.row, applying.account
        company = job_words.employer(row, self._language)
        self._title.setText(tr("Apply to {company}").format(company=company))
        self._job.setText(job_words.title(row, self._language))
        self._sees.set_title(tr("What {company} will see").format(company=company))
        words = {"company": company, "email": account.email}
        self._email.setText(tr("{company} will see: your e-mail address {email}").format(**words))
        self._rest.set_words(
            tr(
                "It also sees your profile as it stands below, and your message. It sees changes that you make later."
                " When you withdraw, it no longer sees your e-mail address."
            )
        )
        self.deed.setText(tr("Apply: show {email} to {company}").format(**words).replace("&", "&&"))
        self._heading.setText(tr("Your profile as {company} will see it").format(company=company))
        self.lacking.show_missing(applying.missing)
        self._unconfirmed.setVisible(not account.confirmed)
        self._sent_to.setText(tr("We sent a code to {email}.").format(email=account.email))
        self._profile.manifest = applying.manifest
        self._profile.show_profile(applying.profile)
        if not same:
            self.notice.set("")
            self.code.clear()
            self.code_row.set_problem("")
            self.message.put(applying.draft)
            self._pause.stop()
            self.message_row.set_problem("")
            self.area.verticalScrollBar().setValue(0)

    def begin(self) -> None:
        """Take the focus: to what is lacking, else to the message."""
        if self._shown is None:
            return
        blocked = self._blocking()
        (blocked or self.message).setFocus(Qt.FocusReason.OtherFocusReason)

    def consent(self) -> str:
        """The words on the screen that the person agrees to by pressing the button."""
        return "\n".join((self._email.text(), self._rest.words, self.deed.text().replace("&&", "&")))

    def submit(self) -> None:
        """Apply, or go to what keeps one from it."""
        blocked = self._blocking()
        if blocked is not None:
            blocked.setFocus(Qt.FocusReason.OtherFocusReason)
            self.area.ensureWidgetVisible(blocked)
            return
        text = self.message.toPlainText().strip()
        try:
            message = str(rules.parse("application", "message", text)) if text else ""
        except Refused as refused:
            self.message_row.set_problem(refused.problems[0].words(self._language))
            self.message.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.applied.emit(self.consent(), message)

    def leave(self) -> None:
        """Back to the job; what was written is kept."""
        self._keep()
        self.cancelled.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is being written when another place is opened, or the page made anew."""
        if self._pause.isActive():
            self._keep()
        super().hideEvent(event)

    def _keep(self) -> None:
        self._pause.stop()
        self.kept.emit(self.message.toPlainText())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back, Ctrl+Enter applies."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.submit()
        else:
            super().keyPressEvent(event)

    def _blocking(self) -> QWidget | None:
        if not self.lacking.isHidden():
            return self.lacking.first
        return None if self._unconfirmed.isHidden() else self.code

    def _message_typed(self) -> None:
        self.message_row.set_problem("")
        self._pause.start()

    def _confirm(self) -> None:
        if self.code.text().strip():
            self.confirm.emit(self.code.text().strip())
        else:
            self.code_row.set_problem(tr("Enter the code."))
            self.code.setFocus(Qt.FocusReason.OtherFocusReason)
