"""The messages of a job seeker: conversations with companies, one of them in full, and the composer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from izanau_desktop import offers
from izanau_desktop.background import Background
from izanau_desktop.cache import Cache, Draft
from izanau_desktop.cache.reads import seeker as reads
from izanau_desktop.cache.reads.common import mark_seen, text_in
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
from izanau_protocol.text import fold, paragraphs


class Whom(NamedTuple):
    """With whom one talks, and about which application: empty where it is about none."""

    company: str = ""
    application: str = ""

    @property
    def key(self) -> str:
        """What tells this conversation from all others."""
        return self.application or self.company

    @property
    def place(self) -> tuple[str, str]:
        """The document that a draft lies with."""
        return ("application", self.application) if self.application else ("company", self.company)


class Conversation(msgspec.Struct, frozen=True):
    """One thread as it was read, with its unsent text."""

    whom: Whom
    messages: tuple[MessageRow, ...]
    draft: str
    title: Mapping[str, str]
    """Of the job that was applied for, by language."""
    applied: bool
    """Whether the company knows the e-mail address."""
    withdrawn: bool
    """Whether the application that is talked about was withdrawn: nothing more can be written about it."""


def read(cache: Cache, whom: Whom) -> Conversation:
    """The conversation with a company about an application, or about none."""
    drafts = {one.path: one.text for one in cache.drafts(*whom.place)}
    live = [one.id for one in cache.list("application", company=whom.company) if not one.body.get("withdrawn")]
    found = reads.application(cache, whom.application) if whom.application else None
    return Conversation(
        whom,
        reads.conversation(cache, *whom),
        drafts.get(ASK, ""),
        found.job.title if found is not None and found.job is not None else {},
        bool(live),
        bool(whom.application) and (found is None or found.withdrawn),
    )


class MessagesPage(QWidget):
    """Conversations at the left, the open one at the right."""

    def __init__(self, desk: Desk, background: Background, commands: Commands, language: str) -> None:
        super().__init__()
        self._desk, self._background, self._commands, self._language = desk, background, commands, language
        self._threads: tuple[Thread, ...] = ()
        self._spoken: frozenset[str] = frozenset()
        """The conversations in which any message has what is looked for."""
        self._open: Conversation | None = None
        self._whom = Whom()
        """Who is chosen, read or not."""
        self._names: dict[str, str] = {}
        self._write_soon = False
        self._begun: dict[str, str] = {}
        """What was written here and put away, by the conversation: newer than what the cache holds of it."""
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
        self.search.searched.connect(self._look_for)
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
        self._about = label("", "secondary")
        for part in (self._title, self._about):
            part.setContentsMargins(28, 0, 28, 0)
        self.conversation = ThreadView("seeker", self._language)
        self.conversation.sent.connect(self._send)
        self.conversation.kept.connect(self._keep)
        self.conversation.again.connect(self._again)
        self.conversation.back.connect(self._take_back)
        lines.addWidget(self._title)
        lines.addWidget(self._about)
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
            write=(lambda: here() and self._open is not None and not self._open.withdrawn, self._write),
        )
        commands.register(*deeds, self.toast.command("messages", offers.SEEKER))

    def _write(self) -> None:
        self.conversation.focus()

    def open_thread(self, company: str, name: str, application: str = "") -> None:
        """Open the conversation with a company about an application, or about none, also one where nothing was written yet."""
        whom = Whom(company, application)
        self._names[company] = name
        self.search.set_text("")
        if not self.list.select(whom.key):
            self._go(whom)
        self._write_soon = True

    def _changed(self, kinds: frozenset[str], _origin: object) -> None:
        if kinds & {"message", "company", "application"}:
            self._load()
            self._go(self._whom)

    def _load(self) -> None:
        cache, words = self._desk.cache, self.search.text()
        self._background.ask(
            lambda: (reads.conversations(cache), reads.spoken(cache, words)), self, self._take, self._failed, key="list"
        )

    def _look_for(self, words: str) -> None:
        """All at once where nothing is looked for, so that what is opened from elsewhere is there."""
        if not words:
            self._show_list()
        self._load()

    def _take(self, found: tuple[tuple[Thread, ...], frozenset[str]]) -> None:
        threads, self._spoken = found
        self._threads = threads
        self._show_list()
        if not self._whom.key and threads:
            self.list.select(threads[0].key)

    def _show_list(self) -> None:
        wanted = fold(self.search.text())
        rows = tuple(self._row(one) for one in self._threads if self._fits(one, wanted))
        unread = sum(one.unread for one in self._threads)
        told = tr("%n conversation(s)", None, len(rows))
        self.search.set_count(
            " · ".join(filter(None, (told, tr("{number} unread").format(number=unread) if unread else "")))
        )
        if self._threads and not rows:
            self.list.empty.set("search", tr("No conversation fits this"), tr("Try other words."), tr("Show all"))
        self.list.set_rows(rows)

    def _fits(self, one: Thread, wanted: str) -> bool:
        """Whether it is found: by its names, or by the words of any message."""
        return one.key in self._spoken or wanted in fold(
            " ".join((one.name, one.name_ja, *one.title.values(), one.last))
        )

    def _row(self, one: Thread) -> Row:
        name = job_reading.company_name(one.name, one.name_ja, self._language)
        chip, tone = marked(one, tr("{number} unread"))
        when = moments.short(one.at, self._language)
        last = " · ".join(filter(None, (text_in(one.title, self._language)[0], one.last.partition("\n")[0])))
        return Row(one.key, name, last, when, chip, tone, initials(name), unread=bool(one.unread))

    def _choose(self, key: str) -> None:
        known = next((one for one in self._threads if one.key == key), None)
        self._go(Whom(known.other, known.application) if known is not None else Whom())

    def _go(self, whom: Whom) -> None:
        self._whom = whom
        if not whom.key:
            self._show(None)
            return
        cache = self._desk.cache
        self._background.ask(lambda: read(cache, whom), self, self._show, self._failed, key="thread")

    def _show(self, found: Conversation | None) -> None:
        same = found is not None and self._open is not None and found.whom == self._open.whom
        if not same:
            self.conversation.composer.keep()
        self._open = found
        self._stack.setCurrentIndex(0 if found is None else 1)
        self._commands.reconsider()
        if found is None:
            return
        name = self._name(found.whom.company)
        self._title.setText(name)
        self._about.setText(text_in(found.title, self._language)[0])
        self._about.setVisible(bool(self._about.text()))
        draft = None if same else self._begun.get(found.whom.key, found.draft)
        self.conversation.show_thread(found.messages, name, hint=_hint(found, name), draft=draft)
        self.conversation.composer.setVisible(not found.withdrawn)
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
        if self._whom.key:
            self._go(self._whom)

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
        desk, whom, language = self._desk, self._open.whom, self._language
        words = asking_words(self._name(whom.company))
        self._begun.pop(whom.key, None)

        def work() -> Done:
            made = desk.send_message(text, **whom._asdict(), words=words, language=language)
            desk.cache.keep_draft(Draft(*whom.place, ASK, ""))
            return Done(frozenset({"message"}), made=made)

        self._background.change(
            work, self, lambda done: self._sent(done, whom, text), lambda error: self._refused(error, whom, text)
        )

    def _sent(self, done: Done, whom: Whom, text: str) -> None:
        desk = self._desk

        def back() -> Done:
            return Done(frozenset({"message"}), "yes" if take_back(desk, "message", done.made) else "")

        def undo() -> None:
            self._background.change(back, self, lambda undone: self._undone(undone, whom, text), self._failed)

        self.toast.tell(tr("Message goes out in ten seconds"), undo)
        self._commands.reconsider()

    def _again(self, push: str) -> None:
        self._background.change(unsent.again(self._desk, push), self, None, self._failed)

    def _take_back(self, push: str) -> None:
        """Make a draft of what the site does not have."""
        if self._open is None:
            return
        desk, whom = self._desk, self._open.whom
        self._background.change(
            lambda: unsent.taken_back(desk, push), self, lambda done: self._undone(done, whom, done.text), self._failed
        )

    def _undone(self, done: Done, whom: Whom, text: str) -> None:
        """Say whether it was in time, and what becomes of the text."""
        self.toast.tell(tr("Taken back") if done.outbox else tr("Too late: it was sent already."))
        if done.outbox:
            self._put_back(whom, text)

    def _refused(self, error: Exception, whom: Whom, text: str) -> None:
        """Nothing of an answer was done here."""
        self._put_back(whom, text)
        self._failed(error)

    def _put_back(self, whom: Whom, text: str) -> None:
        """A text is a draft again of whom it was for, whoever is open by now; before what was begun since."""
        is_open = self._open is not None and self._open.whom == whom
        begun = self.conversation.composer.text() if is_open else self._begun.get(whom.key, "")
        text = paragraphs(text, begun)
        self._keep_at(whom, text)
        if is_open:
            self.conversation.composer.show_draft(text)
            self._write()

    def _keep(self, text: str) -> None:
        if self._open is not None:
            self._keep_at(self._open.whom, text)

    def _keep_at(self, whom: Whom, text: str) -> None:
        cache, draft = self._desk.cache, Draft(*whom.place, ASK, text)
        self._begun[whom.key] = text
        self._background.change(lambda: cache.keep_draft(draft), self, origin=self)

    def _failed(self, error: Exception) -> None:
        self.conversation.say(refusal(error, self._language))


def _hint(found: Conversation, company: str) -> str:
    """What one has to know before one writes."""
    if found.withdrawn:
        return tr("You withdrew this application. Nothing more can be written about it.")
    told = "" if found.applied else tr("Your e-mail address is not shown to {company}.")
    return told.format(company=company)
