"""The applicants page: list, one applicant, and the deeds, each undone from the toast within ten seconds."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from izanau_desktop import offers
from izanau_desktop.background import Background, after
from izanau_desktop.cache import Draft
from izanau_desktop.commands import Commands
from izanau_desktop.company.applicants import reading, written
from izanau_desktop.company.applicants.advancing import Advancing
from izanau_desktop.company.applicants.ahead import Ahead
from izanau_desktop.company.applicants.arranging import Arranging
from izanau_desktop.company.applicants.bulking import Bulking
from izanau_desktop.company.applicants.detail import LEAST, ApplicantDetail
from izanau_desktop.company.applicants.keeping import Keeping
from izanau_desktop.company.applicants.list import ApplicantList
from izanau_desktop.company.applicants.loading import Loading
from izanau_desktop.company.applicants.looking import Looking
from izanau_desktop.company.applicants.marking import Marking
from izanau_desktop.company.applicants.mending import Mending
from izanau_desktop.company.applicants.moving import Leading
from izanau_desktop.company.applicants.offering import Offering
from izanau_desktop.company.applicants.panels import Panels
from izanau_desktop.company.applicants.reading import Listing, Opened
from izanau_desktop.company.applicants.sighting import Sighting
from izanau_desktop.company.applicants.viewing import Viewing
from izanau_desktop.company.exporting import may_export
from izanau_desktop.company.exports import ExportsPage
from izanau_desktop.company.hiding import Hiding
from izanau_desktop.company.reasons import lead_to_list
from izanau_desktop.company.tasks.doing import Doing
from izanau_desktop.desk import Desk
from izanau_desktop.shared.deeds import Done, deed, refusal, take_back
from izanau_desktop.shared.links import open_place
from izanau_desktop.translation import tr
from izanau_desktop.widgets.splitter import Splitter
from izanau_desktop.widgets.toast import Toast
from izanau_protocol import visibility

KINDS = frozenset(
    {"application", "profile", "job", "contact", "note", "message", "membership", "template", "company", "task"}
)


class ApplicantsPage(QWidget):
    """Reviews the applicants of one job or all."""

    def __init__(self, desk: Desk, background: Background, commands: Commands, language: str) -> None:
        super().__init__()
        self._desk, self._background, self._commands, self._language = desk, background, commands, language
        self._keeping = Keeping(desk, background, self, lambda: self.detail, self._failed)
        self.setAccessibleName(tr("Applicants"))
        self.toast = Toast(self)
        self.toast.gone.connect(commands.reconsider)
        Hiding(desk.cache, background, self.toast, language)
        self._right = QStackedWidget()
        self._right.setMinimumWidth(LEAST)
        panes = Splitter("applicants", self._right, sizes=(430, 720))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(panes)
        self.list = ApplicantList(language, panes)
        self._ahead = self._typed_ahead()
        self._loading = Loading(desk, background, self.list, language)
        self.offering = Offering(desk.cache, background, self.list, language)
        self._arranging = Arranging(desk.cache, background, self.list)
        self._marking = Marking(desk, background, self._may, self._moved, self._failed, self._ahead.act, language)
        self._looking = Looking(desk, self._change)
        self._sought = ""
        """The note that is to be in sight once who is wanted came."""
        self._sighting = Sighting(desk.cache, background, self, self.list.list.model.seen, self._failed)
        self._viewing = Viewing(desk, background, self.list, self._arranging, self._tell, language)
        self._advancing = Advancing(
            desk, background, self, self._open, self._may, self._moved, self._ahead.act, language
        )
        self._leading = Leading(desk, background, self, self._open, self._failed)
        self.bulking = Bulking(desk, background, self.list, self.toast, commands, language)
        self._doing = Doing(desk, background, self, lambda: self.detail.panels.task, self._tell, self._failed, language)
        self._register(commands)
        self._beside = after(0, self, lambda: self.detail, start=False)
        self._showing = after(0, self, self._see, start=False)
        self._arranging.attach(self._right, self._showing.start)
        self._connect()
        self.setFocusProxy(self.list)
        background.changed.connect(self._changed)
        self._loading.load()

    @cached_property
    def detail(self) -> ApplicantDetail:
        """One applicant in full: made once the rows are painted, or when it is wanted, so that the list is there sooner."""
        made = ApplicantDetail(self._commands, self._language)
        made.say_nobody(listed=self.list.list.model.rowCount() > 0)
        made.acts, made.may_task = self._doing.acts(), self._doing.may_write
        made.other.connect(self.show_document)
        made.sighted.connect(self._sighting.see)
        self._marking.attach(made)
        self._mending = Mending(self._desk, self._background, made, self._undone, self._failed)
        self._advancing.attach(made, self._mending.stayed)
        self._attend(made.panels)
        self._right.addWidget(made)
        self._right.addWidget(self.bulking.panel)
        return made

    def _attend(self, panels: Panels) -> None:
        self._doing.opens(panels.open_task, panels.close_task, self._open_id)
        panels.opening.connect(self._arranging.show_beside)
        panels.closed.connect(lambda: self.detail.focus())
        panels.noted.connect(self._note)
        panels.messaged.connect(self._message)
        panels.lead = self.bulking.panel.lead = lambda change: lead_to_list(change, self, self._desk, self._commands)
        panels.kept.connect(self._keeping.keep)

    def _typed_ahead(self) -> Ahead:
        cache, panels = self._desk.cache, lambda: self.detail.panels
        return Ahead(
            self, self._background, self._commands, self.list.list, panels,
            lambda one: reading.opened(cache, one), self._show_in_turn,
        )  # fmt: skip

    def _connect(self) -> None:
        self.bulking.panel.setParent(self._right)  # it goes with the page, though nothing was shown beside the list yet
        self.bulking.panel.hide()
        self._loading.shown.connect(self._listed)
        self._loading.opened.connect(self._arrived)
        self._ahead.lost.connect(self._say_lost)
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(lambda _: self._arranging.show_beside())
        self.list.opened.connect(lambda _: self.detail.focus())
        self.bulking.switched.connect(self._switch)
        self.bulking.asking.connect(self._arranging.show_beside)

    def _register(self, commands: Commands) -> None:
        here, bulk = self.isVisible, self.bulking
        marks, moves = self._marking.deeds(), self._advancing.deeds()
        deeds = offers.bound(
            offers.APPLICANTS,
            next=(here, lambda: self.list.step(1)),
            previous=(here, lambda: self.list.step(-1)),
            advance=bulk.over("stage", moves["advance"], bulk.advance),
            advance_with=bulk.over("stage", self._leading.deed(lambda: self.detail.panels), bulk.advance),
            message=(self._may_message, lambda: self.detail.panels.open("message")),
            note=(lambda: self._may("note", "text"), lambda: self.detail.panels.open("note")),
            task=(lambda: self._may("task", "text"), lambda: self._doing.new(self._open_id())),
            reject=bulk.over("stage", moves["reject"], bulk.reject),
            stage=bulk.over("stage", moves["stage"], bulk.stage),
            take=bulk.over("owner", marks["take"], bulk.take),
            give=bulk.over("owner", marks["give"], bulk.give),
            labels=bulk.over("labels", marks["labels"], bulk.labels),
            unblind=marks["unblind"],
            **bulk.deeds(),
            **self._viewing.deeds(),
            **self._arranging.deeds(),
            export=(lambda: self.isVisible() and may_export(self._desk.account.role), self._export),
        )
        commands.register(*deeds, self.toast.command("applicants", offers.COMPANY))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, wanted by nothing else, leads from what is open back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._ahead.note(event)
            super().keyPressEvent(event)

    # --- what is shown ---

    def show_document(self, identity: str, note: str = "") -> None:
        """Show one application among those of its job, with a note in sight; where that cannot be, nobody, and that is said."""
        self._sought = note
        self._loading.open(identity)
        self._commands.reconsider()

    def _arrived(self, found: bool) -> None:
        self._arranging.show_beside()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.detail.sought, self._sought = self._sought if found else "", ""
        if found:
            self._choose(self.list.list.current())
        else:
            self.detail.say_missing()
        self._commands.reconsider()

    def show_job(self, job: str) -> None:
        """Show the applicants of one job."""
        self.list.show_job(job)

    def _changed(self, kinds: frozenset[str], origin: object) -> None:
        if kinds & KINDS and origin is not self._sighting:  # it changed nothing that stands here
            self._loading.load()
            if self.list.list.current() and not self.bulking.is_shown:
                self._load_applicant(self.list.list.current())

    def _listed(self, listing: Listing) -> None:
        if not self._has_detail:
            self._beside.start()
        elif not self.list.is_missed:
            self.detail.say_nobody(listed=listing.total > 0)
        self._see()

    def _switch(self) -> None:
        """Those who are chosen, or the one who is."""
        many = self.bulking.is_shown
        if many != (self._right.currentWidget() is self.bulking.panel):
            one = self.detail  # made first, since the other stands behind it
            self._right.setCurrentWidget(self.bulking.panel if many else one)
            self._choose(self.list.list.current())

    def _choose(self, application: str) -> None:
        if self.bulking.is_shown:
            return  # nobody is looked at alone
        self._ahead.go_to(application)
        if application:
            self._load_applicant(application)
        else:
            self._show_applicant(None)
            self._ahead.come()

    def _load_applicant(self, application: str) -> None:
        cache = self._desk.cache
        self._background.ask(
            lambda: reading.opened(cache, application),
            self,
            lambda opened: self._show_loaded(application, opened),
            self._failed,
            key="applicant",
        )

    def _show_loaded(self, application: str, opened: Opened | None) -> None:
        """Show who was read, unless the list went on meanwhile: who left it must not come back."""
        if application == self.list.list.current() and not self.bulking.is_shown and not self.list.wanted:
            self._show_applicant(opened)
        self._ahead.come()

    def _show_in_turn(self, application: str, opened: Opened | None) -> bool:
        """Show who keys were typed for; says whether these are on them now, or on all that are chosen."""
        self._show_loaded(application, opened)
        return self.bulking.is_shown or self._open_id() == application

    def _say_lost(self) -> None:
        told = tr("The list changed meanwhile: the keys that were typed ahead did nothing.")
        if self.toast.can_undo():
            self.detail.notice.set(told, "warn")
        else:
            self.toast.tell(told)

    def _show_applicant(self, opened: Opened | None) -> None:
        if opened is not None:
            opened = self._keeping.over(opened)
        self._looking.look(opened)
        self.detail.show_applicant(opened)
        self._commands.reconsider()
        self._see()

    def showEvent(self, event: QShowEvent) -> None:
        """Who came here while another place was open is seen now, unless somebody else is opened right away."""
        super().showEvent(event)
        self._showing.start()

    def _see(self) -> None:
        """Who is shown is seen; not who stands here until another list was read, or until who is current came."""
        opened, rows = self._open() if self._right.isVisible() else None, self.list
        if opened is not None and rows.view == rows.shown:
            self._sighting.look(opened)

    # --- what may be done ---

    @property
    def _has_detail(self) -> bool:
        return "detail" in vars(self)

    def _open(self) -> Opened | None:
        """Who is looked at; nobody between a key that goes on and who it leads to, so that no deed is on who was left."""
        rows = self.list.list
        is_shown = self.isVisible() and not self.bulking.is_shown and not self.list.wanted and not rows.is_awaited
        opened = self.detail.opened if is_shown and self._has_detail else None
        return opened if opened is not None and opened.applicant.row.id == rows.current() else None

    def _open_id(self) -> str:
        return opened.applicant.row.id if (opened := self._open()) is not None else ""

    def _may(self, kind: str, path: str) -> bool:
        opened = self._open()
        may = visibility.may_write(kind, path, self._desk.account.role)
        return opened is not None and may and not opened.applicant.row.withdrawn

    def _may_message(self) -> bool:
        return self._may("message", "text")

    # --- the deeds ---

    def _moved(self, told: str, done: Done, application: str, back: Callable[[str], object] | None = None) -> None:
        if done.outbox:  # else it is there already: a key pressed twice takes the undo of the first from nobody
            taken = back or self._desk.cache.drop
            self._tell(told, lambda: bool(taken(done.outbox)), application=application)

    def _note(self, text: str) -> None:
        self._write("note", tr("Note saved"), text, lambda desk, application: desk.note(application, text))

    def _message(self, text: str) -> None:
        told = tr("Message goes out in ten seconds")
        self._write("message", told, text, lambda desk, one: desk.send_message(text, application=one))

    def _write(self, kind: str, told: str, text: str, make: Callable[[Desk, str], str]) -> None:
        """Make a note or a message; taken back, its text stands in the panel again."""
        opened, desk = self.detail.opened, self._desk
        if opened is None:
            return
        application = opened.applicant.row.id
        self._keeping.sent(application, kind)

        def work() -> Done:
            made = make(desk, application)
            desk.cache.keep_draft(Draft("application", application, kind, ""))
            return Done(frozenset({kind}), made=made)

        def back(made: str) -> Done:
            if not take_back(desk, kind, made):
                return Done(frozenset({kind}))
            return Done(frozenset({kind}), "yes", text=written.back(desk, application, kind, text))

        self.detail.focus()
        self._background.change(
            work, self, lambda done: self._offer(told, lambda: back(done.made), application),
            lambda error: self._keeping.refused(error, application, kind, text),
        )  # fmt: skip
        self._ahead.act()

    def _export(self) -> None:
        """Where files are written, ready for what is listed here."""
        page = open_place(self, self._commands, "exports")
        if isinstance(page, ExportsPage):
            rows = self.list.list
            page.offer(self.list.shown, rows.columns if rows.is_table else ())

    def _tell(self, words: str, back: Callable[[], bool], kind: str = "application", application: str = "") -> None:
        kinds = frozenset({kind, "message"} if kind == "application" else {kind})  # a message may have gone with a move
        self._offer(words, lambda: Done(kinds, "yes" if back() else ""), application)

    def _offer(self, words: str, back: Callable[[], Done], application: str = "") -> None:
        """Tell what was done, with its undo; what that gives back of a text stands in the panel of this one again."""

        def undo() -> None:
            self.detail.panels.keep()  # what goes back is put above it
            self._background.change(back, self, lambda done: self._undone(done, application), self._failed)
            self._ahead.act()

        self.toast.tell(words, undo, about=application)
        self._commands.reconsider()

    def _undone(self, done: Done, application: str) -> None:
        self.toast.tell(tr("Taken back") if done.outbox else tr("Too late: it was sent already."))
        for kind in done.kinds if done.text else ():
            self._mending.take_up(application, kind, done.text)

    def _change(self, work: Callable[[], object], *kinds: str) -> None:
        self._background.change(deed(work, *kinds), self, None, self._failed, origin=self)

    def _failed(self, error: Exception) -> None:
        self._ahead.come()
        self.detail.notice.set(refusal(error, self._language), "danger")
