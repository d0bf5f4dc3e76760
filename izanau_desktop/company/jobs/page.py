"""The jobs page: the company's jobs with state and counts, and the editor of the one chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from izanau_desktop import offers
from izanau_desktop.background import Background
from izanau_desktop.cache import Cache, Document
from izanau_desktop.cache.reads import company as reads
from izanau_desktop.cache.reads.common import text_in
from izanau_desktop.cache.reads.listing import Page
from izanau_desktop.commands import Commands
from izanau_desktop.company.jobs import stages, template
from izanau_desktop.company.jobs.editor import JobEditor
from izanau_desktop.company.jobs.preview import JobPreview
from izanau_desktop.company.jobs.words import job_line
from izanau_desktop.company.words import grouped
from izanau_desktop.desk import Desk
from izanau_desktop.look.style import wear
from izanau_desktop.shared import reach
from izanau_desktop.shared.deeds import Done, deed, refusal
from izanau_desktop.shared.editing import Editing, read
from izanau_desktop.translation import tr
from izanau_desktop.widgets.commandbutton import CommandButton
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.plain import EmptyState
from izanau_desktop.widgets.richlist import RichList
from izanau_desktop.widgets.search import SearchBox
from izanau_desktop.widgets.splitter import Splitter
from izanau_desktop.widgets.stops import hand_on
from izanau_desktop.widgets.toast import Toast
from izanau_protocol import visibility
from izanau_protocol.problems import Refused

Found = tuple[Document | None, dict[str, str]]


class JobsPage(QWidget):
    """Lists, edits, publishes and closes the company's jobs."""

    def __init__(self, desk: Desk, background: Background, commands: Commands, language: str) -> None:
        super().__init__()
        self._desk, self._background, self._commands, self._language = desk, background, commands, language
        self._query = ""
        self._wanted = ""
        self.setAccessibleName(tr("Jobs"))
        self.toast = Toast(self)
        self.toast.told.connect(commands.reconsider)
        self.editing = Editing(desk, background, "job", language, self)
        self.editing.failed.connect(self._failed)
        self._register(commands)
        self.editor = JobEditor(self.editing, commands, language)
        self.editing.set_enabled(enabled=self._may())
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(EmptyState("briefcase", tr("No job chosen")))
        self._stack.addWidget(self.editor)
        self.preview = JobPreview(language)
        self.preview.closed.connect(self._close_preview)
        self._stack.addWidget(self.preview)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Splitter("company.jobs", self._left(commands), holder, sizes=(360, 800)))
        hand_on(self, self.list)
        background.changed.connect(self._changed)
        self._load()

    def _left(self, commands: Commands) -> QWidget:
        frame = QFrame()
        wear(frame, "list")
        frame.setMinimumWidth(300)
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(0, 12, 0, 0)
        head = QWidget()
        above = QVBoxLayout(head)
        above.setContentsMargins(16, 0, 16, 0)
        above.setSpacing(8)
        self.search = SearchBox(tr("Find jobs"), tr("Title, word, place…"))
        self.search.searched.connect(self._find)
        self.search.left.connect(lambda: self.list.view.setFocus(Qt.FocusReason.OtherFocusReason))
        above.addWidget(self.search)
        ways = FlowLayout()
        self.from_template = CommandButton(commands, "jobs.templates")
        self.from_template.hide()
        self.new = CommandButton(commands, "jobs.new")
        ways.addWidget(self.new)
        ways.addWidget(self.from_template)
        above.addLayout(ways)
        self.templates = QMenu(self.from_template)
        self.list: RichList = RichList(tr("Jobs"), EmptyState("briefcase", ""))
        self.list.selected.connect(self._choose)
        self.list.opened.connect(lambda _: self._edit_title())
        self.list.empty.clicked.connect(self._find_more)
        layout.addWidget(head)
        layout.addWidget(self.list, 1)
        return frame

    def _register(self, commands: Commands) -> None:
        def chosen() -> bool:
            return self._may() and bool(self.editing.id)

        def state(*states: str) -> bool:
            return chosen() and (self.editing.body.get("state") or "draft") in states

        deeds = offers.bound(
            offers.POSTS,
            new=(self._may, self._new),
            publish=(lambda: state("draft", "closed"), self._publish),
            close=(lambda: state("published"), self._close),
            preview=(lambda: self.isVisible() and bool(self.editing.id), self._preview),
            both=(
                lambda: self.isVisible() and self._stack.currentWidget() is self.editor,
                lambda: self.editor.both.toggle(),
            ),
            copy=(chosen, self._copy),
            template=(lambda: state("draft", "published", "closed"), self._keep),
            templates=(self._may, self._offer_templates),
            use=(lambda: state("template"), self._copy),
            remove=(lambda: state("draft", "template"), self._remove),
            undo=(chosen, self._undo),
            redo=(chosen, self._redo),
            next=(self.isVisible, lambda: self.list.step(1)),
            previous=(self.isVisible, lambda: self.list.step(-1)),
        )
        commands.register(*deeds)

    def _may(self) -> bool:
        return self.isVisible() and visibility.may_write("job", "title", self._desk.account.role)

    def showEvent(self, event: object) -> None:
        """What may be done depends on being shown."""
        self.editing.set_enabled(enabled=visibility.may_write("job", "title", self._desk.account.role))

    def hideEvent(self, event: QHideEvent) -> None:
        """Another place is opened: what was edited goes to the site. A window that is only put away is left by nobody."""
        if not event.spontaneous():
            self.editing.settle()
            self.editing.leave()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, wanted by nothing else, leads from what is open back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    # --- what is shown ---

    def _changed(self, kinds: frozenset[str], origin: object) -> None:
        if kinds & {"job", "application"}:
            self._load()
            if self.editing.id:
                self._look_around()
            if self.editing.id and origin is not self.editing and "job" in kinds:
                self._open(self.editing.id)

    def _find(self, text: str) -> None:
        self._query = text
        self._load()

    def _find_more(self) -> None:
        """What an empty list offers: all jobs where words found none, else the first job."""
        if self._query:
            self.search.set_text("")
            self.search.field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._commands.run("jobs.new")

    def _load(self) -> None:
        cache, query = self._desk.cache, self._query
        self._background.ask(lambda: reads.jobs(cache, query, limit=2000), self, self._show, self._failed, key="jobs")

    def _show(self, found: Page[reads.JobCounts]) -> None:
        if self._query:
            self.list.empty.set("search", tr("No job fits this"), tr("Take words away."), tr("Show all"))
        else:
            told = tr("A job begins as a draft; it is shown to people once you publish it.")
            self.list.empty.set("briefcase", tr("No jobs yet"), told, tr("New job"))
        told = tr("{number} jobs · newest first").format(number=grouped(found.total))
        self.search.set_count(reach.counted(told, found.indexed))
        if not self._query:
            self.from_template.setVisible(any(one.job.state == "template" for one in found.items))
        self.list.set_rows(tuple(job_line(one, self._language) for one in found.items))
        wanted = self._wanted if self._wanted and self.list.select(self._wanted) else ""
        if wanted:
            self._wanted = ""
            self._edit_title()
        elif found.items and not self.list.current():
            self.list.select(found.items[0].job.id)

    def show_document(self, identity: str) -> None:
        """Show one job."""
        self.list.select(identity)

    def _choose(self, job: str) -> None:
        if job:
            self.editing.settle()
            self._open(job)
        else:
            self._stack.setCurrentIndex(0)

    def _open(self, job: str) -> None:
        cache = self._desk.cache
        self._background.ask(lambda: read(cache, "job", job), self, self._edit, self._failed, key="job")

    def _edit(self, found: Found) -> None:
        document, drafts = found
        if document is None:
            self._stack.setCurrentIndex(0)
            return
        self.editing.show(document.id, document.body, drafts)
        self._look_around()
        if self._stack.currentWidget() is self.preview:
            self._look()  # who looks through the jobs as the public sees them goes on so
        else:
            self._stack.setCurrentIndex(1)
        self._commands.reconsider()

    def _look_around(self) -> None:
        cache, company, job = self._desk.cache, self._desk.account.company, self.editing.id

        def show(found: stages.Around) -> None:
            if job == self.editing.id:
                self.editor.show_around(found)

        self._background.ask(lambda: stages.around(cache, company, job), self, show, self._failed, key="around")

    def _edit_title(self) -> None:
        self._stack.setCurrentWidget(self.editor)
        self.editor.go_to("title")

    def _preview(self) -> None:
        """The job as everyone reads it, in the place of the form; the same key leads back."""
        if self._stack.currentWidget() is self.preview:
            self._close_preview()
        else:
            self._look()

    def _look(self) -> None:
        self.editing.settle()
        cache, job, company = self._desk.cache, self.editing.id, self._desk.account.company
        self._background.ask(
            lambda: _employer(cache, company),
            self,
            lambda found: self._show_preview(job, *found),
            self._failed,
            key="preview",
        )

    def _show_preview(self, job: str, company: Document | None, logo: bytes) -> None:
        if job == self.editing.id:
            here = self.list.view.hasFocus()
            self.preview.show_job(job, self.editing.body, company, logo)
            self._stack.setCurrentWidget(self.preview)
            if not here:
                self.preview.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_preview(self) -> None:
        here = self.list.view.hasFocus()
        self._stack.setCurrentIndex(1)
        if not here:
            self.editor.area.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- the deeds ---

    def _new(self) -> None:
        desk = self._desk

        def work() -> Done:
            company = desk.cache.get("company", desk.account.company)
            return Done(frozenset({"job"}), made=desk.create_job(template.fresh(company.body if company else {})))

        self._background.change(work, self, self._made, self._failed)

    def _copy(self) -> None:
        self.editing.settle()
        self._create(template.copy(self.editing.body))

    def _keep(self) -> None:
        """The job stays as it is; what it states is kept beside it for jobs to come."""
        self.editing.settle()
        self._create({**template.copy(self.editing.body), "state": "template"}, tr("Kept as a template"))

    def _offer_templates(self) -> None:
        """The company's templates, as a menu under the button."""
        cache = self._desk.cache
        self._background.ask(lambda: template.kept(cache), self, self._show_templates, self._failed, key="templates")

    def _show_templates(self, found: tuple[Document, ...]) -> None:
        if not found:
            self.toast.tell(tr("There is no template yet: open a job and keep it as one."))
            return
        self.templates.clear()
        for one in found:
            words = text_in(one.body.get("title"), self._language)[0] or tr("Untitled job")
            action = self.templates.addAction(words.replace("&", "&&"))
            action.triggered.connect(lambda _=False, body=one.body: self._create(template.copy(body)))
        place = self.from_template if self.from_template.isVisible() else self.new
        self.templates.popup(place.mapToGlobal(place.rect().bottomLeft()))

    def _create(self, body: Mapping[str, Any], told: str = "") -> None:
        desk = self._desk

        def made(done: Done) -> None:
            self._made(done)
            if told:
                self.toast.tell(told)

        self._background.change(
            lambda: Done(frozenset({"job"}), made=desk.create_job(dict(body))), self, made, self._failed
        )

    def _remove(self) -> None:
        self._set_state(lambda desk, job: desk.remove_job(job), tr("Removed"))

    def _made(self, done: Done) -> None:
        self._wanted = done.made
        self.search.set_text("")
        self._load()

    def _publish(self) -> None:
        self.editing.settle()  # what was typed last may hold such words too
        hints = self.editor.wording.count
        told = tr("Published · %n hint(s) on its wording", None, hints) if hints else tr("Published")
        self._set_state(lambda desk, job: desk.publish(job), told)

    def _close(self) -> None:
        self._set_state(lambda desk, job: desk.close(job), tr("Closed: it takes no more applications"))

    def _set_state(self, what: Callable[[Desk, str], str], told: str) -> None:
        self.editing.settle()
        desk, job = self._desk, self.editing.id

        def back(done: Done) -> Done:
            return Done(frozenset({"job"}), "yes" if desk.cache.drop(done.outbox) else "")

        def undo(done: Done) -> None:
            self._background.change(lambda: back(done), self, self._taken_back, self._failed)

        def tell(done: Done) -> None:
            if done.outbox:  # else it is so already
                self.toast.tell(told, lambda: undo(done), "Ctrl+Z")

        self._background.change(deed(lambda: what(desk, job), "job"), self, tell, self._failed)

    def _taken_back(self, done: Done) -> None:
        self.toast.tell(tr("Taken back") if done.outbox else tr("Too late: it was sent already."))

    def _undo(self) -> None:
        """What was told last goes first: a job just published, else the last edit."""
        if self.toast.can_undo():
            self.toast.undo()
            return
        self._step(lambda cache, group: cache.undo(group))

    def _redo(self) -> None:
        self._step(lambda cache, group: cache.redo(group))

    def _step(self, what: Callable[..., Document | None]) -> None:
        self.editing.settle()
        cache, group = self._desk.cache, f"job:{self.editing.id}"
        self._background.change(deed(lambda: what(cache, group), "job"), self, None, self._failed)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Refused) and any(one.field for one in error.problems):
            self._stack.setCurrentWidget(self.editor)
            self.editor.refuse(error.problems)
        else:
            self.editor.notice.set(refusal(error, self._language), "danger")


def _employer(cache: Cache, company: str) -> tuple[Document | None, bytes]:
    """The company's page and its logo."""
    found = cache.get("company", company)
    return found, cache.file_of(str(found.body.get("logo", ""))) if found else b""
