"""The messages of a job seeker: conversations with companies, one of them in full, and the composer."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from izanau_desktop import offers
from izanau_desktop.background import Background
from izanau_desktop.cache import Cache, Draft
from izanau_desktop.cache.reads import seeker as reads
from izanau_desktop.cache.reads.common import mark_seen
from izanau_desktop.cache.reads.people import MessageRow, Thread
from izanau_desktop.commands import Commands
from izanau_desktop.desk import Desk
from izanau_desktop.look.style import wear
from izanau_desktop.shared import moments, unsent
from izanau_desktop.shared.asking import ASK, asking_words
from izanau_desktop.shared.deeds import Done, refusal, take_back
from izanau_desktop.shared.thread import ThreadView, marked
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import EmptyState, label
from izanau_desktop.widgets.richlist import RichList
from izanau_desktop.widgets.rows import Row, initials
from izanau_desktop.widgets.search import SearchBox
from izanau_desktop.widgets.splitter import Splitter
from izanau_desktop.widgets.stops import hand_on
from izanau_desktop.widgets.toast import Toast
from izanau_protocol.reading import job as job_reading
from izanau_protocol.text import fold


class Conversation(msgspec.Struct, frozen=True):
    """One thread as it was read, with its unsent text and whether the company knows the e-mail address."""

    company: str
    messages: tuple[MessageRow, ...]
    draft: str
    applied: bool


def read(cache: Cache, company: str) -> Conversation:
    """The conversation with a company."""
    drafts = {one.path: one.text for one in cache.drafts("company", company)}
    live = [one for one in cache.list("application", company=company) if not one.body.get("withdrawn")]
    return Conversation(company, reads.conversation(cache, company), drafts.get(ASK, ""), bool(live))


class MessagesPage(QWidget):
    """Conversations at the left, the open one at the right."""

    def __init__(self, desk: Desk, background: Background, commands: Commands, language: str) -> None:
        super().__init__()
        self._desk, self._background, self._commands, self._language = desk, background, commands, language
        self._threads: tuple[Thread, ...] = ()
        self._open: Conversation | None = None
        self._company = ""
        self._names: dict[str, str] = {}
        self._write_soon = False
        self._begun: dict[str, str] = {}
        """What was written here and put away, by the company: newer than what the cache holds of it."""
        self.setAccessibleName(tr("Messages"))
        self._build()
        self._register(commands)
        background.changed.connect(self._changed)
        self._load()

    def _build(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Splitter("messages", self._side(), self._right(), sizes=(380, 760)))
        self.toast = Toast(self)
        self.toast.gone.connect(self._commands.reconsider)
        hand_on(self, self.list)

    def _side(self) -> QWidget:
        side = QFrame()
        wear(side, "list")
        side.setMinimumWidth(320)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        head = QWidget()
        inside = QVBoxLayout(head)
        inside.setContentsMargins(16, 0, 16, 0)
        self.search = SearchBox(tr("Find a conversation"), tr("Company or words"))
        self.search.searched.connect(lambda _: self._show_list())
        inside.addWidget(self.search)
        empty = EmptyState(
            "messages-square",
            tr("No messages yet"),
            tr("Ask a company about a job, without applying. Your e-mail address is not shown."),
            tr("Find a job"),
        )
        empty.clicked.connect(self._leave_empty)
        self.list = RichList(tr("Conversations"), empty)
        self.list.selected.connect(self._choose)
        self.list.opened.connect(lambda _: self._write())
        self.search.left.connect(lambda: self.list.view.setFocus(Qt.FocusReason.OtherFocusReason))
        column.addWidget(head)
        column.addWidget(self.list, 1)
        return side

    def _right(self) -> QWidget:
        right = QWidget()
        self._stack = QStackedLayout(right)
        self._stack.addWidget(EmptyState("message-square", tr("No conversation chosen")))
        whole = QWidget()
        lines = QVBoxLayout(whole)
        lines.setContentsMargins(0, 20, 0, 0)
        self._title = label("", "title")
        self._title.setContentsMargins(28, 0, 28, 0)
        self.conversation = ThreadView("seeker", self._language)
        self.conversation.sent.connect(self._send)
        self.conversation.kept.connect(self._keep)
        self.conversation.again.connect(self._again)
        self.conversation.back.connect(self._take_back)
        lines.addWidget(self._title)
        lines.addWidget(self.conversation, 1)
        self._stack.addWidget(whole)
        return right

    def _leave_empty(self) -> None:
        """The button of the empty list: all conversations again, or the way to a job."""
        if self._threads:
            self.search.set_text("")
        else:
            self._commands.run("go.jobs")

    def _register(self, commands: Commands) -> None:
        here = self.isVisible
        deeds = offers.bound(
            offers.MESSAGES,
            next=(here, lambda: self.list.step(1)),
            previous=(here, lambda: self.list.step(-1)),
            write=(lambda: here() and self._open is not None, self._write),
        )
        commands.register(*deeds, self.toast.command("messages", offers.SEEKER))

    def _write(self) -> None:
        self.conversation.focus()

    def open_company(self, company: str, name: str) -> None:
        """Open the conversation with a company, also one where nothing was written yet."""
        self._names[company] = name
        self.search.set_text("")
        if not self.list.select(company):
            self._choose(company)
        self._write_soon = True

    def _changed(self, kinds: frozenset[str], _origin: object) -> None:
        if kinds & {"message", "company", "application"}:
            self._load()
            self._choose(self._company)

    def _load(self) -> None:
        cache = self._desk.cache
        self._background.ask(lambda: reads.conversations(cache), self, self._take, self._failed, key="list")

    def _take(self, threads: tuple[Thread, ...]) -> None:
        self._threads = threads
        self._show_list()
        if not self._company and threads:
            self.list.select(threads[0].other)

    def _show_list(self) -> None:
        wanted = fold(self.search.text())
        rows = tuple(self._row(one) for one in self._threads if wanted in fold(f"{one.name} {one.name_ja} {one.last}"))
        unread = sum(one.unread for one in self._threads)
        told = tr("%n conversation(s)", None, len(rows))
        self.search.set_count(
            " · ".join(filter(None, (told, tr("{number} unread").format(number=unread) if unread else "")))
        )
        if self._threads and not rows:
            self.list.empty.set("search", tr("No conversation fits this"), tr("Try other words."), tr("Show all"))
        self.list.set_rows(rows)

    def _row(self, one: Thread) -> Row:
        name = job_reading.company_name(one.name, one.name_ja, self._language)
        chip, tone = marked(one, tr("{number} unread"))
        when = moments.short(one.at, self._language)
        return Row(
            one.other, name, one.last.partition("\n")[0], when, chip, tone, initials(name), unread=bool(one.unread)
        )

    def _choose(self, company: str) -> None:
        self._company = company
        if not company:
            self._show(None)
            return
        cache = self._desk.cache
        self._background.ask(lambda: read(cache, company), self, self._show, self._failed, key="thread")

    def _show(self, found: Conversation | None) -> None:
        same = found is not None and self._open is not None and found.company == self._open.company
        if not same:
            self.conversation.composer.keep()
        self._open = found
        self._stack.setCurrentIndex(0 if found is None else 1)
        self._commands.reconsider()
        if found is None:
            return
        name = self._name(found.company)
        self._title.setText(name)
        hint = "" if found.applied else tr("Your e-mail address is not shown to {company}.").format(company=name)
        self.conversation.show_thread(found.messages, name, hint=hint, draft=None if same else found.draft)
        if self._write_soon:
            self._write_soon = False
            self._write()
        unseen = [one.id for one in found.messages if one.sender == "company" and not one.seen]
        if unseen and self.isVisible():
            cache = self._desk.cache
            self._background.change(lambda: self._mark(cache, unseen), self)

    def showEvent(self, event: object) -> None:
        """What is on screen now counts as read."""
        super().showEvent(event)  # type: ignore[arg-type] # Qt's own event
        if self._company:
            self._choose(self._company)

    @staticmethod
    def _mark(cache: Cache, unseen: list[str]) -> Done:
        mark_seen(cache, *unseen)
        return Done(frozenset({"message"}))

    def _name(self, company: str) -> str:
        known = next((one for one in self._threads if one.other == company), None)
        told = job_reading.company_name(known.name, known.name_ja, self._language) if known else ""
        return told or self._names.get(company, "") or tr("A company")

    def _send(self, text: str) -> None:
        if self._open is None:
            return
        desk, company, language = self._desk, self._open.company, self._language
        words = asking_words(self._name(company))

        def work() -> Done:
            made = desk.send_message(text, company=company, words=words, language=language)
            desk.cache.keep_draft(Draft("company", company, ASK, ""))
            return Done(frozenset({"message"}), made=made)

        self._background.change(
            work, self, lambda done: self._sent(done, text), lambda error: self._refused(error, text)
        )

    def _sent(self, done: Done, text: str) -> None:
        desk, company = self._desk, self._company

        def back() -> Done:
            return Done(frozenset({"message"}), "yes" if take_back(desk, "message", done.made) else "")

        def undo() -> None:
            self._background.change(back, self, lambda undone: self._undone(undone, company, text), self._failed)

        self.toast.tell(tr("Message goes out in ten seconds"), undo)
        self._commands.reconsider()

    def _again(self, push: str) -> None:
        self._background.change(unsent.again(self._desk, push), self, None, self._failed)

    def _take_back(self, push: str) -> None:
        """Make a draft of what the site does not have."""
        desk, company = self._desk, self._company
        self._background.change(
            lambda: unsent.taken_back(desk, push),
            self,
            lambda done: self._undone(done, company, done.text),
            self._failed,
        )

    def _undone(self, done: Done, company: str, text: str) -> None:
        """What was taken back is a draft again of whom it was for, whoever is open by now; before what was begun since."""
        self.toast.tell(tr("Taken back") if done.outbox else tr("Too late: it was sent already."))
        if not done.outbox:
            return
        is_open = self._open is not None and self._open.company == company
        begun = self.conversation.composer.text() if is_open else self._begun.get(company, "")
        text = "\n\n".join(filter(None, (text, begun)))
        self._keep_at(company, text)
        if is_open:
            self.conversation.composer.show_draft(text)
            self._write()

    def _refused(self, error: Exception, text: str) -> None:
        self.conversation.composer.show_draft(text)
        self._failed(error)

    def _keep(self, text: str) -> None:
        if self._open is not None:
            self._keep_at(self._open.company, text)

    def _keep_at(self, company: str, text: str) -> None:
        cache, draft = self._desk.cache, Draft("company", company, ASK, text)
        self._begun[company] = text
        self._background.change(lambda: cache.keep_draft(draft), self, origin=self)

    def _failed(self, error: Exception) -> None:
        self.conversation.say(refusal(error, self._language))
