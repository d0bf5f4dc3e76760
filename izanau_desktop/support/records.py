"""The records page: find someone, give a reason, read the record as they see it, mend one field."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from izanau_desktop.background import Background
from izanau_desktop.commands import Command, Commands
from izanau_desktop.desk import Desk
from izanau_desktop.look.style import wear
from izanau_desktop.shared.deeds import Done, refusal, take_back
from izanau_desktop.support.look import LookCard
from izanau_desktop.support.mend import Mending
from izanau_desktop.support.record import RecordView, kind_words
from izanau_desktop.support.record import focus as focus_record
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import EmptyState, Notice
from izanau_desktop.widgets.richlist import RichList
from izanau_desktop.widgets.rows import Row, initials
from izanau_desktop.widgets.search import SearchBox
from izanau_desktop.widgets.splitter import Splitter
from izanau_desktop.widgets.toast import Toast
from izanau_protocol import wire
from izanau_protocol.problems import Refused

SUPPORT = frozenset({"support"})
NOBODY, ASK, OPEN = 0, 1, 2


class RecordsPage(QWidget):
    """Records are never kept on this machine: each is asked for at the site, with a reason."""

    def __init__(self, desk: Desk, background: Background, commands: Commands, language: str) -> None:
        super().__init__()
        self._desk, self._background, self._commands, self._language = desk, background, commands, language
        self._found: dict[str, wire.Found] = {}
        self._wanted: wire.Found | None = None
        self._why = ""
        self.setAccessibleName(tr("Records"))
        self.toast = Toast(self)
        self.toast.gone.connect(commands.reconsider)
        self._register(commands)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Splitter("support.records", None, self._left(), self._right(commands), sizes=(360, 800)))
        self.setFocusProxy(self.search)

    def _left(self) -> QWidget:
        frame = QFrame()
        wear(frame, "list")
        frame.setMinimumWidth(280)
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(0, 12, 0, 0)
        head = QWidget()
        above = QVBoxLayout(head)
        above.setContentsMargins(16, 0, 16, 0)
        above.setSpacing(8)
        self.search = SearchBox(tr("Find a record"), tr("E-mail address, name, id or request number"))
        self.search.searched.connect(self.find)
        self.search.left.connect(lambda: self.list.view.setFocus(Qt.FocusReason.OtherFocusReason))
        self.notice = Notice()
        above.addWidget(self.search)
        above.addWidget(self.notice)
        told = tr("By e-mail address, name, id or the number of a request.")
        self.list: RichList = RichList(tr("Records found"), EmptyState("user-search", tr("Find someone"), told))
        self.list.selected.connect(self._ask)
        self.list.opened.connect(self._ask)
        layout.addWidget(head)
        layout.addWidget(self.list, 1)
        return frame

    def _right(self, commands: Commands) -> QWidget:
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        told = tr("Opening one asks for a reason, and the person can see that you looked.")
        self._stack.addWidget(EmptyState("id-card", tr("No record open"), told))
        asking = QWidget()
        layout = QVBoxLayout(asking)
        layout.setContentsMargins(28, 20, 28, 20)
        self.look = LookCard(self._language)
        self.look.setMaximumWidth(640)
        self.look.asked.connect(self._open)
        self.look.cancelled.connect(self._close)
        self.refused = Notice()
        layout.addWidget(self.refused)
        layout.addWidget(self.look)
        layout.addStretch(1)
        self._stack.addWidget(asking)
        self.view = RecordView(commands, self._language)
        self.view.mending.decided.connect(self._mend)
        self.view.mending.cancelled.connect(self._put_away)
        self._stack.addWidget(self.view)
        return holder

    def _register(self, commands: Commands) -> None:
        def here() -> bool:
            return self.isVisible()

        def undo() -> bool:
            return here() and self.toast.can_undo()

        commands.register(
            Command("records.mend", lambda: tr("&Mend a field"), "", "E", SUPPORT, self._is_open, self._begin),
            Command("records.close", lambda: tr("&Close the record"), "", "C", SUPPORT, self._is_open, self._close),
            Command("records.next", lambda: tr("Ne&xt record"), "", "J", SUPPORT, here, lambda: self.list.step(1)),
            Command("records.previous", lambda: tr("&Previous record"), "", "K", SUPPORT, here, self._previous),
            Command("records.undo", lambda: tr("&Undo"), "", "Z", SUPPORT, undo, lambda: self.toast.undo()),
        )

    def _previous(self) -> None:
        self.list.step(-1)

    def _is_open(self) -> bool:
        return self.isVisible() and self._stack.currentIndex() == OPEN

    # --- finding ---

    def look_for(self, query: str, why: str = "") -> None:
        """Find by what another page knows, such as a request's address; `why` begins the text of the reason."""
        self._why = why
        if self.search.text() == query:
            self.find(query)
        else:
            self.search.set_text(query)

    def find(self, query: str) -> None:
        """Ask the site."""
        desk, asked = self._desk, query.strip()
        if not asked:
            self._show(())
            return
        self._background.ask(lambda: desk.find_records(asked), self, self._show, self._not_found, key="find")

    def _show(self, found: tuple[wire.Found, ...]) -> None:
        self.notice.set("")
        self._found = {one.id: one for one in found}
        asked = bool(self.search.text().strip())
        if asked:
            told = tr("Try another spelling, the e-mail address, or the number of a request.")
            self.list.empty.set("user-search", tr("Nobody found"), told)
        else:
            told = tr("By e-mail address, name, id or the number of a request.")
            self.list.empty.set("user-search", tr("Find someone"), told)
        self.search.set_count(tr("{number} found").format(number=len(found)) if asked else "")
        self.list.set_rows(
            tuple(
                Row(one.id, one.words, one.email or one.id, "", kind_words(one.kind), "neutral", initials(one.words))
                for one in found
            )
        )
        if len(found) == 1 and self._why:
            self.list.select(found[0].id)

    def _not_found(self, error: Exception) -> None:
        self._found = {}
        self.list.set_rows(())
        words = refusal(error, self._language)
        if isinstance(error, Refused) and error.problems[0].code == "offline":
            words = tr("Records are not kept on this computer: they are asked for at the site. {words}").format(
                words=words
            )
        self.list.empty.set("cloud-off", tr("The site did not answer"), "")
        self.notice.set(words, "warn")

    # --- opening ---

    def _ask(self, identity: str) -> None:
        one = self._found.get(identity)
        if one is None or (self._is_open() and self.view.record is not None and self.view.record.id == identity):
            return
        self._wanted = one
        self.refused.set("")
        self._stack.setCurrentIndex(ASK)
        whose = " · ".join(filter(None, (kind_words(one.kind), one.words, one.email)))
        self.look.ask(whose, self._why)
        self._why = ""
        self._commands.reconsider()

    def _open(self, reason: str, text: str) -> None:
        desk, one = self._desk, self._wanted
        if one is None:
            return
        self._background.ask(
            lambda: desk.show_record(one.kind, one.id, reason, text),
            self,
            self._show_record,
            lambda error: self.refused.set(refusal(error, self._language), "danger"),
            key="record",
        )

    def _show_record(self, record: wire.Record) -> None:
        self.view.show_record(record)
        self._stack.setCurrentIndex(OPEN)
        self._commands.reconsider()
        focus_record(self.view)

    def _close(self) -> None:
        self._stack.setCurrentIndex(NOBODY)
        self._commands.reconsider()
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- mending ---

    def _begin(self) -> None:
        self.view.begin_mending()

    def _put_away(self) -> None:
        self.view.mending.hide()
        focus_record(self.view)

    def _mend(self, wanted: Mending) -> None:
        desk, record = self._desk, self.view.record
        if record is None:
            return

        def work() -> Done:
            made = desk.mend(record.kind, record.id, wanted.path, wanted.old, wanted.new, wanted.reason, wanted.text)
            return Done(frozenset({"mend"}), made=made)

        self._background.change(work, self, self._mended, self._failed)

    def _mended(self, done: Done) -> None:
        self._put_away()
        told = tr("The correction is on its way; the owner gets a notice. Open the record again to see it.")
        self.view.notice.set(told, "ok")
        self.toast.tell(tr("Mended"), lambda: self._undo(done.made))
        self._commands.reconsider()

    def _undo(self, mend: str) -> None:
        desk = self._desk
        self._background.change(
            lambda: Done(frozenset({"mend"}), "yes" if take_back(desk, "mend", mend) else ""),
            self,
            self._undone,
            self._failed,
        )

    def _undone(self, done: Done) -> None:
        self.toast.tell(tr("Taken back") if done.outbox else tr("Too late: it was sent already."))
        if done.outbox:
            self.view.notice.set("")

    def _failed(self, error: Exception) -> None:
        self.view.notice.set(refusal(error, self._language), "danger")
