"""The right of the jobs page: one job in full, and the deeds on it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from izanau_desktop.cache.reads.seeker import JobDetail
from izanau_desktop.commands import Commands
from izanau_desktop.look.style import wear
from izanau_desktop.shared import job_words, moments
from izanau_desktop.shared.asking import asking_words
from izanau_desktop.shared.composer import Composer
from izanau_desktop.shared.job_view import JobCards
from izanau_desktop.translation import tr
from izanau_desktop.widgets.commandbutton import CommandButton
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.plain import Chip, EmptyState, Notice, label
from izanau_desktop.widgets.reading import ReadingArea
from izanau_protocol import codes


class JobPane(QWidget):
    """Shows one job; `asked(text)` a question to its company, `kept(text)` its draft."""

    asked, kept = Signal(str), Signal(str)

    def __init__(self, commands: Commands, language: str) -> None:
        super().__init__()
        self._language = language
        self.detail: JobDetail | None = None
        self.setAccessibleName(tr("Job"))
        self._stack = QStackedLayout(self)
        self._stack.addWidget(EmptyState("briefcase", tr("No job chosen"), tr("J and K walk through the list.")))
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(28, 20, 28, 0)
        layout.setSpacing(10)
        self._title, self._line, self._pay = label("", "title"), label("", "secondary"), label("", "strong")
        self._chip = Chip()
        self.notice = Notice()
        self.composer = Composer(("message", "text"), tr("Question to the company"), tr("Send"), language)
        self._who = label("", "small")
        self.composer.body.insertWidget(0, self._who)
        self.composer.hide()
        self.composer.sent.connect(self._sent)
        self.composer.kept.connect(self.kept)
        self.composer.cancelled.connect(self._close)
        for part in (self._title, self._line, self._pay):
            layout.addWidget(part)
        layout.addWidget(self._deeds(commands))
        layout.addWidget(self.notice)
        layout.addWidget(self.composer)
        page = QWidget()
        wear(page, "scrolled")
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 4, 0, 24)
        self._cards = JobCards(language)
        inside.addWidget(self._cards)
        inside.addStretch(1)
        self.area = ReadingArea(page, tr("Job in full"))
        layout.addWidget(self.area, 1)
        self._stack.addWidget(whole)

    def _deeds(self, commands: Commands) -> QWidget:
        frame = QWidget()
        flow = FlowLayout(frame)
        self.buttons = {
            name: CommandButton(commands, f"jobs.{name}", look)
            for name, look in (("apply", "primary"), ("save", ""), ("ask", ""))
        }
        for made in self.buttons.values():
            flow.addWidget(made)
        flow.addWidget(self._chip)
        return frame

    def show_job(self, detail: JobDetail | None, draft: str = "") -> None:
        """Show a job, or that there is none; a question that is being written stays while it is the same job."""
        same = detail is not None and self.detail is not None and detail.job.id == self.detail.job.id
        if not same:
            self.composer.keep()
            self._put_away()
            self.notice.set("")
        self.detail = detail
        self._stack.setCurrentIndex(0 if detail is None else 1)
        if detail is None:
            return
        row, language = detail.row, self._language
        self._title.setText(job_words.title(row, language))
        posted = tr("posted {day}").format(day=moments.day(row.published, language)) if row.published else ""
        told = (job_words.employer(row, language), job_words.place(row, language), posted)
        self._line.setText(" · ".join(filter(None, told)))
        pay = job_words.pay(row, language)
        self._pay.setText(pay)
        self._pay.setVisible(bool(pay))
        status = codes.words("status", row.status, language) if row.status else ""
        self._chip.set(status, job_words.status_tone(row.status))
        self._chip.setVisible(bool(status))
        self._who.setText(asking_words(job_words.employer(row, language)))
        self._cards.show_job(row, detail.job, detail.company, detail.logo)
        if not same:
            self.composer.show_draft(draft)
            self.area.verticalScrollBar().setValue(0)

    def ask(self) -> None:
        """Open the place to write a question."""
        wear(self.buttons["apply"], "")  # one primary deed at a time
        self.composer.show()
        self.composer.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus(self) -> None:
        """Take the focus into the job, where letters act and arrows scroll."""
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sent(self, text: str) -> None:
        self._put_away()
        self.asked.emit(text)
        self.focus()

    def _put_away(self) -> None:
        self.composer.hide()
        wear(self.buttons["apply"], "primary")

    def _close(self) -> None:
        self._put_away()
        self.focus()
