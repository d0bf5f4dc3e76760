"""The board page: the applicants of one job by stage, moved by mouse, keys or menu, each move undone within ten seconds."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from izanau_desktop import offers
from izanau_desktop.background import Background
from izanau_desktop.cache.reads.applicants import ListRow
from izanau_desktop.cache.reads.reasons import reasons
from izanau_desktop.cache.reads.templates import Prepared
from izanau_desktop.commands import Commands
from izanau_desktop.company import words
from izanau_desktop.company.applicants import reading, written
from izanau_desktop.company.applicants.choosing import show_choices
from izanau_desktop.company.applicants.page import KINDS, ApplicantsPage
from izanau_desktop.company.applicants.reading import Head
from izanau_desktop.company.applicants.rejecting import Reasons
from izanau_desktop.company.board import reading as boards
from izanau_desktop.company.board.columns import Columns
from izanau_desktop.company.hiding import Hiding
from izanau_desktop.company.reasons import lead_to_list
from izanau_desktop.desk import Desk
from izanau_desktop.look.tokens import SPACE
from izanau_desktop.shared.deeds import Done, deed, refusal
from izanau_desktop.shared.links import open_place
from izanau_desktop.translation import tr
from izanau_desktop.widgets.fitting import FittingArea
from izanau_desktop.widgets.plain import EmptyState, Notice
from izanau_desktop.widgets.stops import hand_on, lead_into
from izanau_desktop.widgets.toast import Toast
from izanau_protocol import visibility
from izanau_protocol.rules.rejecting import ReasonRow


class BoardPage(QWidget):
    """Shows where the applicants of a job stand, and moves them on."""

    def __init__(self, desk: Desk, background: Background, commands: Commands, language: str) -> None:
        super().__init__()
        self._desk, self._background, self._commands, self._language = desk, background, commands, language
        self.setAccessibleName(tr("Board"))
        self._may_write = visibility.may_write("application", "stage", desk.account.role)
        self._job, self._order, self._is_begun = "", "applied", False
        self.columns = Columns(language, may_move=self._may_write)
        self._asked: tuple[ListRow, str] | None = None
        """Who is about to be rejected, and by which stage, while the reason is asked for."""
        self.toast = Toast(self)
        self.toast.gone.connect(commands.reconsider)
        Hiding(desk.cache, background, self.toast, language)
        self.reasons = Reasons(language)
        self._asking = FittingArea()
        self._asking.column.addWidget(self.reasons)
        self._asking.hide()
        lead_to_list(self.reasons.change, self, desk, commands)
        self.reasons.decided.connect(self._reject)
        self.reasons.cancelled.connect(self._put_away)
        self.reasons.kept.connect(self._keep_draft)
        self.notice = Notice()
        self.menu = QMenu(self)
        self.menu.setAccessibleName(tr("Move to…"))
        self._lay_out()
        self._register(commands)
        background.changed.connect(self._changed)
        self._begin()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[2])
        layout.setSpacing(SPACE[1])
        self.empty = EmptyState("users", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.columns)
        for part in (self._top(), self.notice, self._asking):
            layout.addWidget(part)
        layout.addWidget(self._stack, 1)
        hand_on(self, self.columns)
        self.columns.wanted.connect(self._load_page)
        self.columns.dropped.connect(self._drop)
        self.columns.asked.connect(self._offer)
        self.columns.opened.connect(self._open)
        self.columns.entered.connect(self._commands.reconsider)

    def _top(self) -> QWidget:
        top = QWidget()
        row = QHBoxLayout(top)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE[1])
        self.jobs, self.orders = QComboBox(), QComboBox()
        self.jobs.setAccessibleName(tr("Job"))
        self.jobs.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.jobs.activated.connect(lambda _: self.show_job(str(self.jobs.currentData() or "")))
        self.orders.setAccessibleName(tr("Order"))
        self.orders.addItem(tr("newest first"), "applied")
        self.orders.addItem(tr("longest at their stage first"), "since")
        self.orders.activated.connect(lambda _: self._sort(str(self.orders.currentData())))
        row.addWidget(self.jobs, 1)
        row.addWidget(self.orders)
        return top

    def _register(self, commands: Commands) -> None:
        deeds = offers.bound(
            offers.BOARD,
            next=(self._is_here, lambda: self.columns.step(1)),
            previous=(self._is_here, lambda: self.columns.step(-1)),
            on=(lambda: self._may_move_by(1), lambda: self._move_by(1)),
            back=(lambda: self._may_move_by(-1), lambda: self._move_by(-1)),
            stage=(self._may_move, self._offer),
            reject=(self._may_reject, self._ask_reason),
            open=(lambda: self.card is not None and self._asked is None, self._open),
        )
        commands.register(*deeds, self.toast.command("board", offers.COMPANY))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to the cards."""
        if event.key() == Qt.Key.Key_Escape:
            self.columns.focus()
        else:
            super().keyPressEvent(event)

    # --- what is shown ---

    def show_job(self, job: str) -> None:
        """Show another job, which is the first to be shown the next time, in the list too."""
        if job != self._job:
            self._job = job
            self._keep(reading.CHOSEN, job)
            self._load()

    def _sort(self, order: str) -> None:
        if order != self._order:
            self._order = order
            self._keep(boards.ORDER, order)
            self._load()

    def _keep(self, note: str, value: str) -> None:
        cache = self._desk.cache
        self._background.change(deed(lambda: cache.set_note(**{note: value})), self, None, self._not_read, origin=self)

    def _changed(self, kinds: frozenset[str], _origin: object) -> None:
        if kinds & KINDS:
            self._begin() if not self._job else self._load()
            written.forget_gone(self._desk, self._background, self)

    def _begin(self) -> None:
        cache = self._desk.cache
        self._background.ask(lambda: boards.first(cache), self, self._take_first, self._not_read, key="first")

    def _take_first(self, found: tuple[str, str]) -> None:
        if not self._job:
            self._job, self._order = found
            self._load()

    def _load(self) -> None:
        cache, job, order = self._desk.cache, self._job, self._order
        looked, asked = self.columns.looked(job, order), self._asked[0].id if self._asked is not None else ""
        self._background.ask(
            lambda: boards.board(cache, job, order, looked, asked), self, self._show, self._not_read, key="board"
        )

    def _show(self, shown: boards.Shown) -> None:
        choices = [(words.job_choice(job, self._language), job.job.id) for job in shown.head.jobs]
        show_choices(self.jobs, choices, shown.head.job)
        self.orders.setCurrentIndex(self.orders.findData(shown.order))
        self._say_empty(shown.head)
        self.columns.show_all(shown)
        self._look_at_asked(shown)
        self._commands.reconsider()

    def _look_at_asked(self, shown: boards.Shown) -> None:
        """Put the question away once who it is about is hidden: it names them, and so may the message."""
        if self._asked is None or self._asked[0].code:
            return
        if shown.asked != self._asked[0].id:
            self._load()  # they were asked about only since that was read
        elif shown.hides:
            self._put_away()

    def _say_empty(self, head: Head) -> None:
        if not head.synced:
            self.empty.set("refresh-cw", tr("Not synced yet"), tr("Applicants appear here after the first sync."))
        elif not head.jobs:
            self.empty.set("briefcase", tr("No jobs yet"), tr("Whoever applies for one of your jobs appears here."))
        else:
            self.empty.set("users", tr("No applicants yet"), tr("Whoever applies for this job appears here."))
        self._stack.setCurrentWidget(self.columns if head.all else self.empty)

    def _load_page(self, stage: str, number: int) -> None:
        column, cache = self.columns.stages[stage], self._desk.cache
        view, total = column.shown, column.rows.model.rowCount()
        self._background.ask(
            lambda: reading.page(cache, view, number, None, total),
            column,
            lambda rows: column.show_page(view, number, rows),
            self._not_read,
        )

    # --- where one is ---

    @property
    def card(self) -> ListRow | None:
        """The card that is worked on, while the board is open."""
        return self.columns.card if self.isVisible() else None

    def _is_here(self) -> bool:
        return self.isVisible()

    # --- the deeds ---

    def _may_move(self) -> bool:
        return self._may_write and self.card is not None and self._asked is None

    def _may_move_by(self, by: int) -> bool:
        return self._may_move() and bool(self.columns.beside(by))

    def _move_by(self, by: int) -> None:
        card, stage = self.card, self.columns.beside(by)
        if card is not None and stage:
            self._to_stage(card, stage)

    def _drop(self, application: str, stage: str) -> None:
        """A card that was dropped, if it is one of this board."""
        card = self.columns.card_of(application)
        if card is not None:
            self._to_stage(card, stage)

    def _to_stage(self, card: ListRow, stage: str) -> None:
        if self._asked is not None:
            self.reasons.choices.focus()  # what stands there is of somebody else, until it is decided or put away
            return
        if stage == card.stage:
            return
        if self.columns.stages[stage].stage.status == "rejected":
            self._ask(card, stage)
        else:
            self._move(card, stage)

    def _may_reject(self) -> bool:
        return self._may_move() and bool(self.columns.rejecting())

    def _ask_reason(self) -> None:
        if self.card is not None:
            self._ask(self.card, self.columns.rejecting())

    def _ask(self, card: ListRow, stage: str) -> None:
        """Ask for the reason, with what may be written beside it."""
        desk, may = self._desk, visibility.may_write("message", "text", self._desk.account.role)
        self._asked = (card, stage)
        self._background.ask(
            lambda: (reasons(desk.cache), *(boards.letters(desk, card.id) if may else ((), {}))),
            self,
            self._show_reasons,
            self._not_asked,
            key="reasons",
        )
        self._commands.reconsider()

    def _show_reasons(self, found: tuple[tuple[ReasonRow, ...], tuple[Prepared, ...], dict[str, str]]) -> None:
        if self._asked is not None:
            card, stage = self._asked
            name = words.called(card.name, card.code, self._language)
            self.reasons.set_title(tr("Why is {applicant} rejected?").format(applicant=name))
            self._asking.show()
            whys, letters, drafts = found
            self.reasons.ask(card.stage, stage, whys, letters, drafts)
            lead_into(self.reasons, self._asking.page)  # the reasons to choose from were made just now

    def _reject(self, reason: str, message: str) -> None:
        asked = self._asked
        self._put_away()
        if asked is not None:
            self._move(*asked, reason, message)

    def _keep_draft(self, path: str, text: str) -> None:
        """What is written into the message is a draft of whoever is asked about."""
        if self._asked is not None:
            work = written.kept(self._desk, self._asked[0].id, path, text)
            self._background.change(work, self, None, self._say_failed, origin=self)

    def _put_away(self) -> None:
        self._asking.hide()  # what is written is kept for whom it is to go to
        self._asked = None
        self.reasons.forget()
        self.columns.focus()
        self._commands.reconsider()

    def _move(self, card: ListRow, stage: str, reason: str = "", message: str = "") -> None:
        before, move = card.stage, written.Move(self._desk, card.id, stage, reason, message, card.stage)
        name = words.called(card.name, card.code, self._language)
        told = tr("{applicant}: {stage}").format(
            applicant=name, stage=self.columns.stages[stage].stage.words.of(self._language)
        )
        if message:
            told = tr("{deed} · the message goes out in ten seconds").format(deed=told)
        self.notice.set("")
        self.columns.follow(card.id, stage)
        self._background.change(move, self, lambda done: self._moved(told, (card.id, before), done, move), self._failed)

    def _moved(self, told: str, back: tuple[str, str], done: Done, move: written.Move) -> None:
        if done.outbox:  # else it is there already: a key pressed twice takes the undo of the first from nobody
            self.toast.tell(told, lambda: self._undo(back, done.outbox, move), about=back[0])
            self._commands.reconsider()

    def _undo(self, back: tuple[str, str], outbox: str, move: written.Move) -> None:
        self.columns.follow(*back)
        self._background.change(
            lambda: Done(frozenset({"application", "message"}), "yes" if move.back(outbox) else ""),
            self,
            self._undone,
            self._failed,
        )

    def _undone(self, done: Done) -> None:
        self.toast.tell(tr("Taken back") if done.outbox else tr("Too late: it was sent already."))
        if not done.outbox:
            self.columns.follow()

    def _offer(self, at: QPoint | None = None) -> None:
        """The menu of a card: where it can go."""
        card = self.card if self._asked is None else None
        if card is None:
            return
        self.menu.clear()
        opening = QAction(tr("Open the applicant"), self.menu)
        opening.triggered.connect(self._open)
        self.menu.addAction(opening)
        self.menu.addSeparator()
        for column in self.columns.targets():
            stage = column.stage
            action = QAction(stage.words.of(self._language), self.menu)
            action.setEnabled(stage.id != card.stage)
            action.triggered.connect(lambda _=False, stage=stage.id: self._to_stage(card, stage))
            self.menu.addAction(action)
        self.menu.popup(at or self.columns.where())

    def _open(self) -> None:
        """The applicant in full, where all the deeds are."""
        card = self.card if self._asked is None else None
        page = open_place(self, self._commands, "applicants") if card is not None else None
        if card is not None and isinstance(page, ApplicantsPage):
            page.show_document(card.id)

    def _not_read(self, error: Exception) -> None:
        self.empty.set("lock", tr("Locked"), refusal(error, self._language))
        self._stack.setCurrentWidget(self.empty)

    def _not_asked(self, error: Exception) -> None:
        self._put_away()
        self._say_failed(error)

    def _failed(self, error: Exception) -> None:
        self.columns.follow()
        self._say_failed(error)

    def _say_failed(self, error: Exception) -> None:
        self.notice.set(refusal(error, self._language), "danger")
