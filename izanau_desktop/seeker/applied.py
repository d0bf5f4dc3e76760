"""One application in full: where it stands, what was written, messages, the job, and what withdrawing takes away."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from izanau_desktop.cache import Cache
from izanau_desktop.cache.reads import seeker as reads
from izanau_desktop.cache.reads.people import MessageRow
from izanau_desktop.cache.reads.seeker import ApplicationRow, JobDetail
from izanau_desktop.commands import Commands
from izanau_desktop.look.style import wear
from izanau_desktop.shared import job_words, moments
from izanau_desktop.shared.job_view import JobCards
from izanau_desktop.shared.profile_view import clear, column
from izanau_desktop.shared.unsent import when
from izanau_desktop.translation import tr
from izanau_desktop.widgets.commandbutton import CommandButton
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.plain import Card, Chip, EmptyState, Notice, Paragraph, label
from izanau_desktop.widgets.reading import ReadingArea
from izanau_desktop.widgets.timeline import Timeline, TimelineStep
from izanau_protocol import codes
from izanau_protocol.reading import job as job_reading

LAST = 3
"""Messages that are shown here; all of them are at their own place."""
AHEAD = ("in_review", "interview", "offer")
"""Steps that may follow, in this order."""


class Applied(msgspec.Struct, frozen=True):
    """What is known of one application."""

    row: ApplicationRow
    detail: JobDetail | None
    messages: tuple[MessageRow, ...]


def read(cache: Cache, application: str) -> Applied | None:
    """Read one application with its job and its last messages."""
    row = reads.application(cache, application)
    if row is None:
        return None
    detail = reads.job(cache, row.job.id) if row.job else None
    messages = reads.conversation(cache, row.company, row.id) if row.company else ()
    return Applied(row, detail, messages[-LAST:])


class AppliedPane(QWidget):
    """Shows one application, or that none is chosen."""

    def __init__(self, commands: Commands, language: str) -> None:
        super().__init__()
        self._language = language
        self.shown: Applied | None = None
        self.setAccessibleName(tr("Application"))
        self._stack = QStackedLayout(self)
        self._stack.addWidget(EmptyState("briefcase", tr("No application chosen")))
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(28, 20, 28, 0)
        layout.setSpacing(10)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self._title, self._chip = label("", "title"), Chip()
        row.addWidget(self._title, 1)
        row.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
        self._line = label("", "secondary")
        self.notice = Notice()
        for part in (head, self._line, self._deeds(commands), self.notice):
            layout.addWidget(part)
        layout.addWidget(self._page(), 1)
        self._stack.addWidget(whole)

    def _deeds(self, commands: Commands) -> QWidget:
        frame = QWidget()
        whole = QVBoxLayout(frame)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        self.buttons = {
            "message": CommandButton(commands, "applications.message", "primary"),
            "withdraw": CommandButton(commands, "applications.withdraw", "danger"),
        }
        for made in self.buttons.values():
            flow.addWidget(made)
        self._loss = label("", "small")
        whole.addWidget(buttons)
        whole.addWidget(self._loss)
        return frame

    def _page(self) -> QWidget:
        page = QWidget()
        wear(page, "scrolled")
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 4, 0, 24)
        inside.setSpacing(12)
        way = Card(tr("Status"))
        self.timeline = Timeline(tr("Status"))
        way.add(self.timeline)
        self._written = Card(tr("Written with the application"))
        self._messages = Card(tr("Last messages"))
        self._cards = JobCards(self._language)
        self._job_title = label(tr("The job"), "heading")
        for part in (way, self._written, self._messages, self._job_title, self._cards):
            inside.addWidget(part)
        inside.addStretch(1)
        self.area = ReadingArea(page, tr("Application in full"))
        return self.area

    def show_applied(self, applied: Applied | None) -> None:
        """Show an application, or that there is none."""
        same = applied is not None and self.shown is not None and applied.row.id == self.shown.row.id
        self.shown = applied
        self._stack.setCurrentIndex(0 if applied is None else 1)
        if applied is None:
            return
        row, language = applied.row, self._language
        if not same:
            self.notice.set("")
            self.area.verticalScrollBar().setValue(0)
        company = job_reading.company_name(row.company_name, row.company_name_ja, language)
        self._title.setText(job_words.title(row.job, language) if row.job else tr("A job that is no longer there"))
        self._chip.set(codes.words("status", row.status, language), job_words.status_tone(row.status))
        applied_on = tr("applied {day}").format(day=moments.day(row.applied, language)) if row.applied else ""
        waiting = tr("not sent yet") if row.pending and not row.applied else ""
        erased = tr("will be erased {day}").format(day=moments.day(row.erases, language)) if row.erases else ""
        self._line.setText(" · ".join(filter(None, (company, applied_on, waiting, erased))))
        loss = tr(
            "Withdrawing takes your e-mail address away from {company}; the company sees “withdrawn”. You may apply again."
        )
        if row.withdrawn and row.pending:
            loss = tr("Your withdrawal waits to be sent: until then {company} still sees your e-mail address.")
        elif row.withdrawn:
            loss = tr("You withdrew: {company} no longer sees your e-mail address.")
        self._loss.setText(loss.format(company=company))
        self.timeline.set_steps(steps(row, language))
        self._fill(applied, company)

    def focus(self) -> None:
        """Take the focus into the application, where letters act and arrows scroll."""
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, applied: Applied, company: str) -> None:
        clear(self._written.body)
        self._written.setVisible(bool(applied.row.message))
        self._written.add(column(Paragraph(applied.row.message)))
        clear(self._messages.body)
        self._messages.setVisible(bool(applied.messages))
        for one in applied.messages:
            who = tr("You") if one.sender == "seeker" else one.name or company
            self._messages.add(
                label(" · ".join((who, when(one, self._language))), "small"), column(Paragraph(one.text))
            )
        there = applied.detail is not None
        self._job_title.setVisible(there)
        self._cards.setVisible(there)
        if applied.detail is not None:
            detail = applied.detail
            self._cards.show_job(detail.row, detail.job, detail.company, detail.logo)


def steps(row: ApplicationRow, language: str) -> tuple[TimelineStep, ...]:
    """The way so far, where it stands, and what may follow."""
    events = [(event.status, event.at) for event in row.history]
    if not events:
        events = [("applied", row.applied)]
    if row.withdrawn and events[-1][0] != "withdrawn":
        events.append(("withdrawn", ""))
    last = len(events) - 1
    found = []
    for place, (status, at) in enumerate(events):
        moment = moments.full(at, language) or (tr("waiting to be sent") if row.pending else "")
        words = codes.words("status", status, language)
        found.append(TimelineStep(words, moment, tone=job_words.status_tone(status), now=place == last))
    seen = {status for status, _ in events}
    if not seen & {"withdrawn", "rejected", "hired"}:
        reached = max((AHEAD.index(status) for status in seen if status in AHEAD), default=-1)
        found += [TimelineStep(codes.words("status", status, language)) for status in AHEAD[reached + 1 :]]
    return tuple(found)
