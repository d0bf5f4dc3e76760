"""The records page: find a record by e-mail address, name or id, say why, read it with its trail, and mend one field."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from izanau_desktop import offers
from izanau_desktop.background import Background
from izanau_desktop.commands import Commands
from izanau_desktop.desk import Desk
from izanau_desktop.look.style import wear
from izanau_desktop.shared.deeds import refusal
from izanau_desktop.support import reading, words
from izanau_desktop.support.corrections import Corrections
from izanau_desktop.support.erasing import Erasing
from izanau_desktop.support.looking import Look, LookCard
from izanau_desktop.support.mending import Mending
from izanau_desktop.support.record import RecordView
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import EmptyState, Notice, label
from izanau_desktop.widgets.richlist import RichList
from izanau_desktop.widgets.rows import Row, initials
from izanau_desktop.widgets.search import SearchBox
from izanau_desktop.widgets.splitter import Splitter
from izanau_desktop.widgets.toast import Toast
from izanau_protocol import wire
from izanau_protocol.problems import Refused

NOBODY, ASKING, OPEN = range(3)


class RecordsPage(QWidget):
    """Finds, opens and mends records of others; nothing of them is kept on this machine."""

    def __init__(self, desk: Desk, background: Background, commands: Commands, language: str) -> None:
        super().__init__()
        self._desk, self._background, self._commands, self._language = desk, background, commands, language
        self._found: dict[str, wire.Found] = {}
        self._for = ("", "")
        self._wanted = self._draft = self._led = ""
        self.setAccessibleName(tr("Records"))
        self.toast = Toast(self)
        self.toast.gone.connect(commands.reconsider)
        self.toast.told.connect(commands.reconsider)
        self._register(commands)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Splitter("records", self._left(), self._right(), sizes=(300, 900)))
        self.setFocusProxy(self.search)
        self._show_found("", ())

    def _left(self) -> QWidget:
        frame = QFrame()
        wear(frame, "list")
        frame.setMinimumWidth(240)
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(0, 16, 0, 0)
        head = QWidget()
        inside = QVBoxLayout(head)
        inside.setContentsMargins(16, 0, 16, 0)
        self.search = SearchBox(tr("Find a record"), tr("E-mail address, name or id"))
        self.search.searched.connect(self._find)
        self.search.left.connect(self._put_away)
        self.trouble = Notice(deed=lambda: self._find(self._wanted))
        inside.addWidget(self.search)
        inside.addWidget(self.trouble)
        self.list: RichList = RichList(tr("Records found"), EmptyState("user-search", ""))
        self.list.selected.connect(self._choose)
        self.list.opened.connect(lambda _: self._focus_right())
        layout.addWidget(head)
        layout.addWidget(self.list, 1)
        return frame

    def _right(self) -> QWidget:
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        told = tr("Find a record, then say why you open it.")
        self._stack.addWidget(EmptyState("shield", tr("No record open"), told))
        asking = QWidget()
        layout = QVBoxLayout(asking)
        layout.setContentsMargins(28, 20, 28, 20)
        layout.setSpacing(10)
        self._whose, self.notice, self.look = label("", "title"), Notice(), LookCard(self._language)
        self._whose_line = label("", "secondary")
        for part in (self._whose, self._whose_line, self.notice, self.look):
            layout.addWidget(part)
        layout.addStretch(1)
        self._stack.addWidget(asking)
        self.record = RecordView(self._commands, self._language)
        self._stack.addWidget(self.record)
        self.look.cancelled.connect(self._cancel)
        self.look.decided.connect(self._open)
        self.record.card.cancelled.connect(self.record.close_mend)
        self.corrections = Corrections(self._desk, self._background, self.record, self.toast, self._language)
        self.erasing = Erasing(self._desk, self._background, self.record.erasing, self._language)
        self.erasing.erased.connect(self._erased)
        self.erasing.refused.connect(self.toast.tell)
        self.record.card.decided.connect(self._mend)
        self.record.card.kept.connect(self._keep)
        return holder

    def _register(self, commands: Commands) -> None:
        deeds = offers.bound(
            offers.RECORDS, mend=(self._may_mend, self._ask_mend), erase=(self._may_erase, self._ask_erase)
        )
        commands.register(*deeds, self.toast.command("records", offers.SUPPORT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, wanted by nothing else, leads from what is open back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self._put_away()
        else:
            super().keyPressEvent(event)

    # --- finding ---

    def look_for(self, query: str, reason: str = "", text: str = "") -> None:
        """Look for a record, as a ticket does with its sender; reason and words are offered when it is opened."""
        self._for, self._led = (reason, text), query
        if self.search.text() == query and query:
            self._find(query)
        else:
            self.search.set_text(query)
        self.search.focus_all()

    def _find(self, query: str) -> None:
        self._wanted = query
        self.trouble.set("")
        if not query.strip():
            self._show_found(query, ())
            return
        desk = self._desk
        self._background.ask(
            lambda: desk.find_records(query.strip()),
            self,
            lambda found: self._show_found(query, found),
            self._not_found,
            key="find",
        )

    def _show_found(self, query: str, found: tuple[wire.Found, ...]) -> None:
        if query != self._wanted:
            return
        self.trouble.set("")
        self._found = {f"{one.kind}/{one.id}": one for one in found}
        if query.strip():
            self.list.empty.set("search", tr("Nothing found"), tr("Try the whole e-mail address, or part of the name."))
            self.search.set_count(tr("%n record(s)", None, len(found)))
        else:
            told = tr("An e-mail address or an id finds exactly, a name by its parts. A request is found by #number.")
            self.list.empty.set("user-search", tr("Whose record?"), told)
            self.search.set_count("")
        self.list.set_rows(tuple(self._row(key, one) for key, one in self._found.items()))
        led, self._led = self._led, "" if query else self._led
        if led == query and len(found) == 1 and self.search.field.hasFocus():  # nobody else can be meant
            self.list.select(next(iter(self._found)))
            self._focus_right()

    def _not_found(self, error: Exception) -> None:
        if reading.is_offline(error):
            told = tr("You are offline. Records are looked up at the site and are not kept on this computer.")
            self.trouble.set(told, "warn", tr("Try &again"))
        else:
            self.trouble.set(refusal(error, self._language), "danger")

    def _row(self, key: str, one: wire.Found) -> Row:
        name = one.words or one.email or one.id
        told = " · ".join(filter(None, (words.kind_words(one.kind), one.email)))
        return Row(key, name, told, initials=initials(name))

    def _focus_right(self) -> None:
        if self._stack.currentIndex() == NOBODY:
            self._choose(self.list.current())
        if self._stack.currentIndex() == ASKING:
            self.look.why.focus()
        else:
            self.record.area.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- opening ---

    def _choose(self, key: str) -> None:
        found = self._found.get(key)
        self.record.card.hide()  # keeps what was typed for the record that was open
        self.record.erasing.close_form()
        self.corrections.look = None
        self.erasing.open(None)
        if found is None:
            self._stack.setCurrentIndex(NOBODY)
        else:
            self._whose.setText(found.words or found.email or found.id)
            self._whose_line.setText(" · ".join(filter(None, (words.kind_words(found.kind), found.email))))
            self.notice.set("")
            self.look.ask(found.kind, found.id, *self._for)
            self._stack.setCurrentIndex(ASKING)
        self._commands.reconsider()

    def _cancel(self) -> None:
        self._stack.setCurrentIndex(NOBODY)
        self._put_away()

    def _put_away(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, look: Look) -> None:
        desk = self._desk
        if not self.look.deed.isEnabled():
            return  # it is being opened already
        self.look.deed.setEnabled(False)
        self._background.ask(
            lambda: reading.show(desk, look),
            self,
            lambda record: self._opened(look, record),
            self._not_opened,
            key="open",
        )

    def _opened(self, look: Look, record: wire.Record) -> None:
        desk = self._desk
        self.look.deed.setEnabled(True)
        if self.list.current() != f"{look.kind}/{look.id}":
            return
        self.corrections.look = look
        self.erasing.open(look)
        self._draft = ""
        self._background.ask(lambda: reading.draft(desk, look.id), self, self._take_draft, key="draft")
        self.record.notice.set("")
        self.record.show_record(record)
        self._stack.setCurrentIndex(OPEN)
        self.record.area.setFocus(Qt.FocusReason.OtherFocusReason)
        self._commands.reconsider()

    def _not_opened(self, error: Exception) -> None:
        self.look.deed.setEnabled(True)
        if reading.is_offline(error):
            self.notice.set(
                tr("You are offline. A record can only be opened at the site, which logs the look."), "warn"
            )
            return
        assert isinstance(error, Refused), error
        if not self.look.why.show_problem(error.problems[0].field, error.problems[0].words(self._language)):
            self.notice.set(refusal(error, self._language), "danger")

    # --- mending ---

    def _is_open(self) -> bool:
        return self.isVisible() and self._stack.currentIndex() == OPEN

    def _may_mend(self) -> bool:
        return self._is_open() and self.record.may_mend()

    def _ask_mend(self) -> None:
        self.record.open_mend(self._draft)

    def _take_draft(self, draft: str) -> None:
        """What was typed for this record before; none that is older than what is typed now."""
        self._draft = self._draft or draft

    def _keep(self, draft: str) -> None:
        """Keep what is typed for the record that is open, here until it is opened again and in the cache."""
        desk, look = self._desk, self.corrections.look
        if look is not None:
            self._draft = draft
            self._background.change(lambda: reading.keep(desk, look.id, draft), self, None, origin=self)

    def _mend(self, mending: Mending) -> None:
        self._draft = ""
        self.corrections.mend(mending)

    # --- erasing ---

    def _may_erase(self) -> bool:
        return self._is_open() and self.record.erasing.may_begin()

    def _ask_erase(self) -> None:
        self.erasing.ask()
        self.record.show_erasing()

    def _erased(self, record: wire.Record) -> None:
        self.record.show_record(record)
        self.record.notice.set(tr("The account is being erased; the person is told by mail."), "ok")
        self.record.area.setFocus(Qt.FocusReason.OtherFocusReason)
        self._commands.reconsider()
