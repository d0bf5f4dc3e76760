"""My applications: the list with its status, and of one the way so far, the job as it was, messages, withdrawing."""

from __future__ import annotations

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
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import EmptyState, label
from izanau_desktop.widgets.richlist import RichList
from izanau_desktop.widgets.rows import Row, initials
from izanau_desktop.widgets.splitter import Splitter
from izanau_desktop.widgets.toast import Toast
from izanau_protocol import codes

KINDS = frozenset({"application", "job", "company", "message"})


class ApplicationsPage(QWidget):
    """Follows what the person applied for."""

    def __init__(self, desk: Desk, background: Background, commands: Commands, language: str) -> None:
        super().__init__()
        self._desk, self._background, self._commands, self._language = desk, background, commands, language
        self.setAccessibleName(tr("My applications"))
        self.toast = Toast(self)
        self.toast.gone.connect(commands.reconsider)
        self._register(commands)
        self.pane = AppliedPane(commands, language)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Splitter("applications", self._side(), self.pane, sizes=(430, 720)))
        self.setFocusProxy(self.list)
        background.changed.connect(self._changed)
        self._load()

    def _side(self) -> QFrame:
        side = QFrame()
        wear(side, "list")
        side.setMinimumWidth(320)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(8)
        self._count = label("", "small")
        self._count.setContentsMargins(16, 0, 16, 0)
        empty = EmptyState(
            "briefcase",
            tr("No applications yet"),
            tr("What you apply for appears here, with each step of the company."),
            tr("Find a job"),
        )
        empty.clicked.connect(lambda: self._commands.run("go.jobs"))
        self.list = RichList(tr("My applications"), empty)
        self.list.selected.connect(self._choose)
        self.list.opened.connect(lambda _: self.pane.focus())
        column.addWidget(self._count)
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
        self._background.ask(lambda: reads.applications(cache, 500), self, self._show_list, self._failed, key="list")

    def _show_list(self, page: Page[ApplicationRow]) -> None:
        open_ones = sum(row.status not in ("withdrawn", "rejected", "hired") for row in page.items)
        told = (tr("%n application(s)", None, page.total), tr("%n under way", None, open_ones))
        self._count.setText(" · ".join(told))
        self._count.setVisible(bool(page.items))
        self.list.set_rows(tuple(self._row(one) for one in page.items))
        if page.items and not self.list.current():
            self.list.select(page.items[0].id)

    def _row(self, one: ApplicationRow) -> Row:
        name = job_words.company_name(one.company_name, one.company_name_ja, self._language)
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
            name = job_words.company_name(row.company_name, row.company_name_ja, self._language)
            page = open_place(self, self._commands, "messages")
            if isinstance(page, MessagesPage):
                page.open_company(row.company, name)

    def _withdraw(self) -> None:
        desk, shown = self._desk, self.pane.shown
        if shown is None:
            return
        row = shown.row
        company = job_words.company_name(row.company_name, row.company_name_ja, self._language)

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
