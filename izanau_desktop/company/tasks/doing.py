"""The deeds on tasks that a page shows, each undone from its toast, and the form that opens for a new or a changed one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import Final

from PySide6.QtWidgets import QWidget

from izanau_desktop.background import Background
from izanau_desktop.cache import Draft
from izanau_desktop.cache.reads import tasks
from izanau_desktop.cache.reads.tasks import Choices, TaskRow
from izanau_desktop.company.tasks import words
from izanau_desktop.company.tasks.form import TaskForm
from izanau_desktop.company.tasks.line import Acts
from izanau_desktop.desk import Desk
from izanau_desktop.shared.deeds import Done, deed, refusal, take_back
from izanau_desktop.translation import tr
from izanau_protocol import visibility
from izanau_protocol.canonical import Body
from izanau_protocol.problems import Refused

_DRAFT: Final = "new_task"
"""The path under which what was typed of a new task is kept."""
Tell = Callable[[str, Callable[[], bool], str], None]
"""Says what was done; what takes it back; and of which kind it was."""


class Doing:
    """Belongs to `page`, which opens and closes the form as it does with others, and says what was done or refused."""

    def __init__(
        self,
        desk: Desk,
        background: Background,
        page: QWidget,
        form: Callable[[], TaskForm],
        tell: Tell,
        failed: Callable[[Exception], None],
        language: str,
    ) -> None:
        """`form` gives the form, which is asked for when it is first opened."""
        self._desk, self._background, self._page, self._made = desk, background, page, form
        self._tell, self._failed, self._language = tell, failed, language
        self._changed: TaskRow | None = None
        self._kept = self._place("")
        self._about: Callable[[], str] = str
        self._key = ""
        """Of what the form holds, shown or put away: a task, or a new one about an applicant; empty once it is settled."""
        self._written: dict[str, dict[str, str]] = {}
        """What was written and not saved, by such keys, while the form holds something else."""
        self._saving = False
        self._open: Callable[[], object] = lambda: self._form.show()
        self._close: Callable[[], object] = lambda: self._form.hide()

    @cached_property
    def _form(self) -> TaskForm:
        form = self._made()
        form.saved.connect(self._save)
        form.deleted.connect(self._delete)
        form.kept.connect(self._keep)
        form.cancelled.connect(self._cancel)
        return form

    @property
    def may_write(self) -> bool:
        """Whether the role writes tasks at all."""
        return visibility.may_write("task", "text", self._desk.account.role)

    def opens(self, by: Callable[[], object], closes: Callable[[], object], about: Callable[[], str] = str) -> None:
        """How the page shows the form, and puts it away; `about` says which application is open there."""
        self._open, self._close, self._about = by, closes, about

    def acts(self, lead: Callable[[TaskRow], object] | None = None) -> Acts:
        """What the lines of the page ask for; `lead` goes to what a task is about."""
        return Acts(self._tick, self._snooze, self.change, lead)

    def new(self, application: str = "") -> None:
        """Open the form for a new task, with what was written there and not saved."""
        self._ask(None, "text", application)

    def change(self, row: TaskRow, focus: str) -> None:
        """Open the form for one that is there."""
        self._ask(row, focus, row.application)

    def _ask(self, row: TaskRow | None, focus: str, application: str) -> None:
        cache, form, place = self._desk.cache, self._form, self._place(application)
        key = row.id if row is not None else f"new {application}"
        if form.isVisible() and key == self._key:
            form.focus(focus)
            return

        def read() -> tuple[Choices, str]:
            drafts = {draft.path: draft.text for draft in cache.drafts(*place)}
            return tasks.choices(cache, application), drafts.get(_DRAFT, "")

        def show(found: tuple[Choices, str]) -> None:
            if self._about() not in ("", application):
                return  # somebody else is open by now
            if self._key:
                self._written[self._key] = form.written()
            self._open()  # what it held is put away before
            self._key, self._changed, self._kept = key, row, place
            form.ask(found[0], row, focus, application, found[1] if row is None else "")
            form.take_up(self._written.pop(key, {}))

        self._background.ask(read, self._page, show, self._failed, key="task_form")

    def _place(self, application: str) -> tuple[str, str]:
        """The document to which what was typed belongs, and with which it goes."""
        return ("application", application) if application else ("company", self._desk.account.company)

    def _keep(self, text: str) -> None:
        cache, place = self._desk.cache, self._kept
        self._background.change(
            deed(lambda: cache.keep_draft(Draft(*place, _DRAFT, text))),
            self._page,
            None,
            self._failed,
            origin=self._page,
        )

    def _tick(self, row: TaskRow) -> None:
        desk = self._desk
        told = tr("Open again: {task}") if row.done else tr("Done: {task}")
        self._do(told.format(task=row.text), lambda: (desk.reopen_task if row.done else desk.finish_task)(row.id))

    def _snooze(self, row: TaskRow, until: str) -> None:
        desk, day = self._desk, words.day(until, self._language)
        told = tr("Snoozed until {day}: {task}").format(day=day, task=row.text)
        self._do(told, lambda: desk.snooze_task(row.id, until))

    def _cancel(self) -> None:
        """A new task that was begun is kept, as a note is; what stood there otherwise is as it was."""
        if not self._key.startswith("new"):
            self._key = ""
        self._close()

    def _settle(self, key: str) -> None:
        """It was saved, or is gone; what the form holds instead by now stays."""
        self._saving = False
        self._written.pop(key, None)
        if key == self._key:
            self._key = ""
            self._close()

    def _delete(self) -> None:
        desk, row = self._desk, self._changed
        if row is not None:
            self._settle(row.id)
            told = tr("Deleted: {task}").format(task=row.text)
            self._do(told, lambda: desk.drop_task(row.id), self._gone)

    def _gone(self, error: Exception) -> None:
        """What a colleague deleted before is as it was wanted."""
        if not _is_gone(error):
            self._failed(error)

    def _save(self, body: Body) -> None:
        desk, row, key = self._desk, self._changed, self._key
        if self._saving:
            return  # the second half of a double click
        if row is not None and not body:
            self._settle(key)
            return
        self._saving = True
        told = tr("Task saved: {task}").format(task=body.get("text") or (row.text if row is not None else ""))
        if row is None:
            self._add(told, body, key)
        else:
            work = deed(lambda: desk.change_task(row.id, body), "task")
            self._background.change(
                work, self._page, lambda done: self._saved(told, done, key), partial(self._refused, row)
            )

    def _add(self, told: str, body: Body, key: str) -> None:
        """Taken back, its text stands in the form again."""
        desk, place = self._desk, self._kept

        def work() -> Done:
            made = desk.add_task(body)
            desk.cache.keep_draft(Draft(*place, _DRAFT, ""))
            return Done(frozenset({"task"}), made=made)

        def back(made: str) -> bool:
            taken = take_back(desk, "task", made)
            if taken:
                desk.cache.keep_draft(Draft(*place, _DRAFT, str(body["text"])))
            return taken

        def added(done: Done) -> None:
            self._settle(key)
            self._tell(told, lambda: back(done.made), "task")

        self._background.change(work, self._page, added, partial(self._refused, None))

    def _saved(self, told: str, done: Done, key: str) -> None:
        self._settle(key)
        self._told(told, done)

    def _told(self, told: str, done: Done) -> None:
        cache = self._desk.cache
        if done.outbox:  # else it is so already
            self._tell(told, lambda: bool(cache.drop(done.outbox)), "task")

    def _do(self, told: str, work: Callable[[], object], failed: Callable[[Exception], object] | None = None) -> None:
        self._background.change(
            deed(work, "task"), self._page, lambda done: self._told(told, done), failed or self._failed
        )

    def _refused(self, row: TaskRow | None, error: Exception) -> None:
        self._saving = False
        if not isinstance(error, Refused):
            self._failed(error)
        elif row is not None and row is self._changed and _is_gone(error):
            self._changed = None
            self._form.begin_anew(tr("This task was deleted meanwhile. You can save it as a new one."))
        else:
            self._form.say(refusal(error, self._language))


def _is_gone(error: Exception) -> bool:
    """Whether a deed was refused because the task is there no more."""
    return isinstance(error, Refused) and error.problems[0].code == "not_yours"
