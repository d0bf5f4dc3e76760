"""The messages of a company: who wrote, the thread, and the answer, which waits ten seconds for its undo."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from izanau_desktop import offers
from izanau_desktop.background import Background
from izanau_desktop.cache import Draft
from izanau_desktop.cache.reads import talks
from izanau_desktop.cache.reads.common import mark_seen, text_in
from izanau_desktop.cache.reads.people import Thread
from izanau_desktop.cache.reads.spoken import ASKED, MANY
from izanau_desktop.cache.reads.talks import PAGE, Talks
from izanau_desktop.commands import Commands
from izanau_desktop.company.talk import Talk, about, hint, read_talk
from izanau_desktop.company.words import called, grouped
from izanau_desktop.desk import Desk
from izanau_desktop.look.style import wear
from izanau_desktop.shared import moments, reach, unsent
from izanau_desktop.shared.deeds import Done, deed, refusal, take_back
from izanau_desktop.shared.thread import ThreadView, marked
from izanau_desktop.translation import tr
from izanau_desktop.widgets.commandbutton import CommandButton
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.plain import EmptyState, label
from izanau_desktop.widgets.richlist import RichList
from izanau_desktop.widgets.rows import Row, initials
from izanau_desktop.widgets.search import SearchBox
from izanau_desktop.widgets.splitter import Splitter
from izanau_desktop.widgets.stops import hand_on
from izanau_desktop.widgets.toast import Toast
from izanau_protocol import visibility
from izanau_protocol.text import paragraphs

KINDS = frozenset({"message", "profile", "application", "job"})


class MessagesPage(QWidget):
    """Conversations with applicants."""

    def __init__(self, desk: Desk, background: Background, commands: Commands, language: str) -> None:
        super().__init__()
        self._desk, self._background, self._commands, self._language = desk, background, commands, language
        self._talks = Talks()
        self._searched = ""
        """The words whose conversations are listed."""
        self._is_asking = False
        """Whether the list is being read: no more of it is asked for meanwhile."""
        self.talk: Talk | None = None
        self._kept: dict[tuple[str, str], str] = {}
        """Answers that were put away, by what they lie with: newer than what the cache holds of them."""
        self._place = ("", "")
        """What the answer lies with that is written now."""
        self._wanted = ""
        """The conversation that is to be chosen once it is listed."""
        self.setAccessibleName(tr("Messages"))
        self.toast = Toast(self)
        self.toast.gone.connect(commands.reconsider)
        self._register(commands)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Splitter("company.messages", self._left(), self._right(), sizes=(400, 760)))
        hand_on(self, self.list)
        background.changed.connect(self._changed)
        self.list.view.verticalScrollBar().valueChanged.connect(lambda _: self._look_on())
        self._load()

    def _left(self) -> QWidget:
        frame = QFrame()
        wear(frame, "list")
        frame.setMinimumWidth(300)
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(8)
        head = QWidget()
        inside = QVBoxLayout(head)
        inside.setContentsMargins(16, 0, 16, 0)
        self.search = SearchBox(tr("Find a conversation"), tr("Name or words"))
        self.search.searched.connect(lambda _: self._load())
        self.search.left.connect(lambda: self.list.view.setFocus(Qt.FocusReason.OtherFocusReason))
        inside.addWidget(self.search)
        self.list: RichList = RichList(tr("Conversations"), EmptyState("messages-square", ""))
        self.list.empty.clicked.connect(lambda: self.search.set_text(""))
        self.list.selected.connect(self._choose)
        self.list.opened.connect(lambda _: self._write())
        layout.addWidget(head)
        layout.addWidget(self.list, 1)
        return frame

    def _right(self) -> QWidget:
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(EmptyState("message-square", tr("No conversation chosen")))
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 20, 0, 0)
        layout.setSpacing(4)
        self._name = label("", "title")
        self._name.setContentsMargins(28, 0, 28, 0)
        self.talking = ThreadView("company", self._language)
        self.composer = self.talking.composer
        self.talking.sent.connect(self._send)
        self.talking.kept.connect(self._keep)
        self.talking.again.connect(self._again)
        self.talking.back.connect(self._take_back)
        self.talking.left.connect(lambda: self.list.view.setFocus(Qt.FocusReason.OtherFocusReason))
        self._about = label("", "secondary")
        self._about.setContentsMargins(28, 0, 28, 0)
        deeds = QWidget()
        flow = FlowLayout(deeds)
        flow.setContentsMargins(28, 4, 28, 0)
        flow.addWidget(CommandButton(self._commands, "messages.applicant"))
        for part in (self._name, self._about, deeds):
            layout.addWidget(part)
        layout.addWidget(self.talking, 1)
        self._stack.addWidget(whole)
        return holder

    def _register(self, commands: Commands) -> None:
        deeds = offers.bound(
            offers.CONVERSATIONS,
            next=(self.isVisible, lambda: self.list.step(1)),
            previous=(self.isVisible, lambda: self.list.step(-1)),
            answer=(self._may_write, self._write),
            applicant=(self._may_open, self._open_applicant),
        )
        commands.register(*deeds, self.toast.command("messages", offers.COMPANY))

    def show_conversation(self, key: str) -> None:
        """Show one conversation, whatever was looked for before."""
        self._wanted = key
        self.search.show_text("")
        self._load()

    def _changed(self, kinds: frozenset[str], _origin: object) -> None:
        if kinds & KINDS:
            self._load()
            cache, places = self._desk.cache, tuple(self._kept)
            self._background.ask(lambda: cache.gone(places), self, self._forget, key="gone")

    def _forget(self, gone: tuple[tuple[str, str], ...]) -> None:
        """What was begun of an answer to who was erased goes with them."""
        for place in gone:
            self._kept.pop(place, None)

    def _load(self, newer: int = 0, older: int = 0) -> None:
        """Read what is listed anew, with so many more before it and behind it; or around the conversation that is wanted."""
        cache, words, wanted = self._desk.cache, self.search.text(), self._wanted
        key, above, below = wanted or self.list.current(), PAGE, PAGE
        if not wanted and words == self._searched:
            place = max(0, self.list.model.place_of(key))
            above, below = max(PAGE, place), max(PAGE, len(self._talks.threads) - place)
        self._is_asking = True
        self._background.ask(
            lambda: talks.conversations(cache, words, key, above + newer, below + older),
            self,
            lambda found: self._show(found, words, wanted),
            self._failed,
            key="threads",
        )

    def _look_on(self) -> None:
        """Read on where one comes near to an end of what is here."""
        if self._is_asking or not self.isVisible():
            return
        bar = self.list.view.verticalScrollBar()
        near = bar.pageStep()
        newer = PAGE if self._talks.newer and bar.value() < near else 0
        older = PAGE if self._talks.older and bar.maximum() - bar.value() < near else 0
        if newer or older:
            self._load(newer, older)

    def _show(self, found: Talks, words: str, wanted: str) -> None:
        self._talks, self._searched = found, words
        keys = [one.key for one in found.threads]
        self._say_found(found)
        self.list.set_rows(tuple(self._row(one) for one in found.threads))
        if wanted == self._wanted:
            self._wanted = ""
        if wanted and wanted not in keys:
            self.toast.tell(tr("This conversation is not to be seen any more."))
        elif wanted:
            self.list.select(wanted)
        elif keys and not self.list.current():
            self.list.select(keys[0])
        elif self.list.current():
            self._load_talk(self.list.current())
        self._is_asking = False
        self._look_on()

    def _say_found(self, found: Talks) -> None:
        """How many conversations there are, or have the words, as far as these were looked for."""
        if found.total > MANY:
            told = tr("over {number} conversations").format(number=grouped(MANY))
        else:
            told = tr("%n conversation(s)", None, found.total) if found.total or not self._searched else ""
        unread = tr("{number} unread").format(number=grouped(found.unread)) if found.unread else ""
        told = " · ".join(filter(None, (told if found.threads else "", unread)))
        if found.beyond:
            limit = tr("Looked through: {people} people of the name, {asked} questions without an application")
            told = "\n".join(filter(None, (told, limit.format(people=grouped(MANY), asked=grouped(ASKED)))))
        self.search.set_count(reach.counted(told, found.indexed))
        if self._searched:
            self.list.empty.set("search", tr("No conversation fits this"), tr("Try other words."), tr("Show all"))
        else:
            told = tr("Applicants who write to you appear here.")
            self.list.empty.set("messages-square", tr("No messages yet"), told)

    def _row(self, one: Thread) -> Row:
        last = " ".join(one.last.split())[:120]
        if one.sender == "company":  # nobody waits for an answer here
            last = tr("You: {text}").format(text=last)
        if one.title:
            last = f"{text_in(one.title, self._language)[0]} · {last}"
        chip, tone = marked(one, tr("{number} new"))
        name = called(one.name, one.code, self._language)
        when = moments.short(one.at, self._language)
        return Row(one.key, name, last, when, chip, tone, initials(name), unread=bool(one.unread))

    def _choose(self, key: str) -> None:
        if self.talk is not None and self.talk.key != key:
            self.composer.keep()
        if key:
            self._load_talk(key)
        else:
            self.talk, self._place = None, ("", "")
            self._stack.setCurrentIndex(0)
            self._name.setText("")  # out of sight, nothing is held of who may be erased
            self._about.setText("")
            self.talking.show_thread((), "", draft="")

    def _load_talk(self, key: str) -> None:
        cache, language = self._desk.cache, self._language
        thread = next((one for one in self._talks.threads if one.key == key), None)
        if thread is not None:
            self._background.ask(
                lambda: read_talk(cache, thread, language), self, self._show_talk, self._failed, key="talk"
            )

    def _show_talk(self, talk: Talk) -> None:
        if talk.key != self.list.current():
            return  # who left the list meanwhile must not come back
        before = self.talk if self.talk is not None and self.talk.key == talk.key else None
        self.talk = talk
        self._stack.setCurrentIndex(1)
        self._name.setText(talk.name or tr("Not to be seen any more"))
        self._about.setText(about(talk.title, talk.application, self._language))
        self._about.setVisible(bool(self._about.text()))
        draft = self._begun(talk) if before is None else self._veiled(talk, before)
        self.talking.show_thread(talk.messages, talk.name, hint=hint(talk), draft=draft)
        self.composer.setVisible(self._may_write())
        self._commands.reconsider()
        if talk.unseen and self.isVisible():
            cache = self._desk.cache
            self._background.change(deed(lambda: mark_seen(cache, *talk.unseen), "message"), self, None, self._failed)

    def _begun(self, talk: Talk) -> str:
        """What was begun of an answer."""
        self._place = talk.place
        return talk.names.out_of(self._kept.get(talk.place, talk.draft))

    def _veiled(self, talk: Talk, before: Talk) -> str | None:
        """What is being written to somebody who is hidden since, without their name; None where it stays as it is. The draft
        stays as it was written."""
        if before.is_hidden or not talk.is_hidden:
            return None
        self.composer.keep()
        return talk.names.out_of(self.composer.text())

    def _may_write(self) -> bool:
        may = visibility.may_write("message", "text", self._desk.account.role)
        return self.isVisible() and may and self.talk is not None and self.talk.can_be_answered

    def _may_open(self) -> bool:
        return self.isVisible() and self.talk is not None and bool(self.talk.application)

    def _open_applicant(self) -> None:
        """Go to the application that is talked about."""
        talk = self.talk
        if talk is None or not self._commands.run("go.applicants"):
            return
        from izanau_desktop.company.applicants.page import ApplicantsPage

        page = self.window().findChild(ApplicantsPage)
        if isinstance(page, ApplicantsPage):
            page.show_document(talk.application)

    def _write(self) -> None:
        self.talking.focus()

    def _send(self, text: str) -> None:
        talk, place, desk = self.talk, self._place, self._desk
        if talk is None:
            return
        self._kept.pop(place, None)
        self.talking.page.setFocus(Qt.FocusReason.OtherFocusReason)  # where the undo and the next have their keys

        def work() -> Done:
            made = desk.send_message(text, application=talk.application, seeker=talk.seeker)
            desk.cache.keep_draft(Draft(*place, "answer", ""))
            return Done(frozenset({"message"}), made=made)

        def undo(made: str) -> None:
            self._background.change(
                lambda: Done(frozenset({"message"}), "yes" if take_back(desk, "message", made) else ""),
                self, lambda done: self._undone(done, place, text), self._failed,
            )  # fmt: skip

        def told(done: Done) -> None:
            self.toast.tell(tr("Message goes out in ten seconds"), lambda: undo(done.made))
            self._commands.reconsider()

        self._background.change(work, self, told, lambda error: self._refused(error, place, text))

    def _again(self, push: str) -> None:
        self._background.change(unsent.again(self._desk, push), self, None, self._failed)

    def _take_back(self, push: str) -> None:
        """Make a draft of what the site does not have."""
        desk, place = self._desk, self._place
        self._background.change(
            lambda: unsent.taken_back(desk, push), self, lambda done: self._undone(done, place, done.text), self._failed
        )

    def _undone(self, done: Done, place: tuple[str, str], text: str) -> None:
        """Say whether it was in time, and what becomes of the text."""
        self.toast.tell(tr("Taken back") if done.outbox else tr("Too late: it was sent already."))
        if done.outbox:
            self._put_back(place, text)

    def _refused(self, error: Exception, place: tuple[str, str], text: str) -> None:
        """Nothing of an answer was done here."""
        self._put_back(place, text)
        self._failed(error)

    def _put_back(self, place: tuple[str, str], text: str) -> None:
        """A text is a draft again of whom it was for, whoever is open by now; before what was begun since."""
        talk = self.talk if self.talk is not None and place == self.talk.place else None
        begun = self.composer.text() if talk is not None else self._kept.get(place, "")
        text = paragraphs(text, begun)
        self._keep_at(place, text)
        if talk is not None:
            self.composer.show_draft(talk.names.out_of(text))
            self._write()

    def _keep(self, text: str) -> None:
        if self.talk is not None:
            self._keep_at(self._place, text)

    def _keep_at(self, place: tuple[str, str], text: str) -> None:
        cache, draft = self._desk.cache, Draft(*place, "answer", text)
        self._kept[place] = text

        def work() -> None:
            if not cache.keep_draft(draft):
                self._kept.pop(place, None)

        self._background.change(deed(work), self, None, self._failed, origin=self)

    def _failed(self, error: Exception) -> None:
        self._is_asking = False
        self.talking.say(refusal(error, self._language))
