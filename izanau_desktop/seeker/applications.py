"""My applications: the list with its status, and of one the way so far, the job as it was, messages, withdrawing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from izanau_desktop import offers
from izanau_desktop.background import Background
from izanau_desktop.cache.reads import seeker as reads
from izanau_desktop.cache.reads.listing import Page
from izanau_desktop.cache.reads.seeker import ApplicationRow
from izanau_desktop.commands import Commands
from izanau_desktop.desk import Desk
from izanau_desktop.look.style import wear
from izanau_desktop.seeker.applied import Applied, AppliedPane, read
from izanau_desktop.shared import job_words, moments
from izanau_desktop.shared.deeds import Done, deed, refusal
from izanau_desktop.shared.links import open_place
from izanau_desktop.shared.messages import MessagesPage
from izanau_desktop.translation import LANGUAGES, tr
from izanau_desktop.widgets.plain import EmptyState
from izanau_desktop.widgets.richlist import RichList
from izanau_desktop.widgets.rows import Row, initials
from izanau_desktop.widgets.search import SearchBox
from izanau_desktop.widgets.splitter import Splitter
from izanau_desktop.widgets.stops import hand_on
from izanau_desktop.widgets.toast import Toast
from izanau_protocol import codes
from izanau_protocol.reading import job as job_reading
from izanau_protocol.text import fold

LEAST = 420
"""Pixels that the application keeps in a small window: the list shrinks to its own least width first."""
ENDED = ("withdrawn", "rejected", "hired")
KINDS = frozenset({"application", "job", "company", "message"})


class ApplicationsPage(QWidget):
    """Follows what the person applied for."""

    def __init__(self, desk: Desk, background: Background, commands: Commands, language: str) -> None:
        super().__init__()
        self._desk, self._background, self._commands, self._language = desk, background, commands, language
        self._page: Page[ApplicationRow] = Page((), 0)
        self.setAccessibleName(tr("My applications"))
        self.toast = Toast(self)
        self.toast.gone.connect(commands.reconsider)
        self._register(commands)
        self.pane = AppliedPane(commands, language)
        self.pane.setMinimumWidth(LEAST)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Splitter("applications", self._side(), self.pane, sizes=(430, 720)))
        hand_on(self, self.list)
        background.changed.connect(self._changed)
        self._load()

    def _side(self) -> QFrame:
        side = QFrame()
        wear(side, "list")
        side.setMinimumWidth(320)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        head = QWidget()
        inside = QVBoxLayout(head)
        inside.setContentsMargins(16, 0, 16, 0)
        self.search = SearchBox(tr("Find applications"), tr("Company, job or stage"))
        self.search.searched.connect(lambda _: self._show_list())
        inside.addWidget(self.search)
        self.list = RichList(tr("My applications"), EmptyState("briefcase", ""))
        self.list.empty.clicked.connect(self._leave_empty)
        self.search.left.connect(lambda: self.list.view.setFocus(Qt.FocusReason.OtherFocusReason))
        self.list.selected.connect(self._choose)
        self.list.opened.connect(lambda _: self.pane.focus())
        column.addWidget(head)
        column.addWidget(self.list, 1)
        return side

    def _register(self, commands: Commands) -> None:
        here = self.isVisible
        deeds = offers.bound(
            offers.APPLICATIONS,
            next=(here, lambda: self.list.step(1)),
            previous=(here, lambda: self.list.step(-1)),
            message=(self._may_write, self._write),
            withdraw=(self._may_withdraw, self._withdraw),
        )
        commands.register(*deeds, self.toast.command("applications", offers.SEEKER))

    # --- what is shown ---

    def _changed(self, kinds: frozenset[str], _origin: object) -> None:
        if kinds & KINDS:
            self._load()
            if self.pane.shown is not None:
                self._choose(self.pane.shown.row.id)

    def _load(self) -> None:
        cache = self._desk.cache
        self._background.ask(lambda: reads.applications(cache, 500), self, self._take, self._failed, key="list")

    def _take(self, page: Page[ApplicationRow]) -> None:
        self._page = page
        self._show_list()

    def _show_list(self) -> None:
        items, wanted = self._page.items, fold(self.search.text()).split()
        found = [one for one in items if all(word in self._told(one) for word in wanted)]
        self.search.set_count(self._count(len(found)) if items else "")
        self.search.setVisible(bool(items))
        if items:
            self.list.empty.set("search", tr("No application fits this"), tr("Try other words."), tr("Show all"))
        else:
            told = tr("What you apply for appears here, with each step of the company.")
            self.list.empty.set("briefcase", tr("No applications yet"), told, tr("Find a job"))
        self.list.set_rows(tuple(self._row(one) for one in found))
        if found and not self.list.current():
            self.list.select(found[0].id)

    def _count(self, found: int) -> str:
        items, total = self._page.items, self._page.total
        if self.search.text().strip():
            return tr("{found} of {all} · newest first").format(found=f"{found:,}", all=f"{total:,}")
        under_way = sum(row.status not in ENDED for row in items)
        return " · ".join((tr("%n application(s)", None, total), tr("%n under way", None, under_way)))

    @staticmethod
    def _told(one: ApplicationRow) -> str:
        """What an application is found by: company, job and stage in every language."""
        titles = one.job.title.values() if one.job else ()
        stages = (codes.words("status", one.status, language) for language in LANGUAGES)
        return fold(" ".join((one.company_name, one.company_name_ja, *titles, *stages)))

    def _leave_empty(self) -> None:
        """The button of the empty list: all applications again, or the way to a job."""
        if self._page.items:
            self.search.set_text("")
            self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._commands.run("go.jobs")

    def _row(self, one: ApplicationRow) -> Row:
        name = job_reading.company_name(one.company_name, one.company_name_ja, self._language)
        title = job_words.title(one.job, self._language) if one.job else tr("A job that is no longer there")
        when = tr("not sent yet") if one.pending and not one.applied else moments.short(one.applied, self._language)
        status = codes.words("status", one.status, self._language)
        return Row(one.id, title, name, when, status, job_words.status_tone(one.status), initials(name))

    def _choose(self, application: str) -> None:
        if not application:
            self._show(None)
            return
        cache = self._desk.cache
        self._background.ask(lambda: read(cache, application), self, self._show, self._failed, key="application")

    def _show(self, applied: Applied | None) -> None:
        self.pane.show_applied(applied)
        self._commands.reconsider()

    # --- what may be done ---

    def _may_write(self) -> bool:
        return self.isVisible() and self.pane.shown is not None and bool(self.pane.shown.row.company)

    def _may_withdraw(self) -> bool:
        shown = self.pane.shown if self.isVisible() else None
        return shown is not None and not shown.row.withdrawn

    def _write(self) -> None:
        if self.pane.shown is not None:
            row = self.pane.shown.row
            name = job_reading.company_name(row.company_name, row.company_name_ja, self._language)
            page = open_place(self, self._commands, "messages")
            if isinstance(page, MessagesPage):
                page.open_thread(row.company, name, "" if row.withdrawn else row.id)

    def _withdraw(self) -> None:
        desk, shown = self._desk, self.pane.shown
        if shown is None:
            return
        row = shown.row
        company = job_reading.company_name(row.company_name, row.company_name_ja, self._language)

        def done(told: Done) -> None:
            if told.outbox:
                self.toast.tell(
                    tr("You withdraw; {company} loses your e-mail address when this is sent").format(company=company),
                    lambda: self._undo(told.outbox),
                )
            else:
                self.toast.tell(tr("The application was never sent, and is gone."))
            self._commands.reconsider()

        self._background.change(deed(lambda: desk.withdraw(row.id), "application"), self, done, self._failed)

    def _undo(self, outbox: str) -> None:
        cache = self._desk.cache

        def told(done: Done) -> None:
            self.toast.tell(tr("Taken back") if done.outbox else tr("Too late: it was sent already."))

        self._background.change(
            lambda: Done(frozenset({"application"}), "yes" if cache.drop(outbox) else ""), self, told, self._failed
        )

    def _failed(self, error: Exception) -> None:
        self.pane.notice.set(refusal(error, self._language), "danger")
