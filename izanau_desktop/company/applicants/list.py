"""The left of the review: which job, what words, which stages, how many and in what order, and the applicants."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from izanau_desktop.cache.reads.applicants import Fences, ListRow, View
from izanau_desktop.cache.reads.filters import FILTERS
from izanau_desktop.company import words
from izanau_desktop.company.applicants import filterwords
from izanau_desktop.company.applicants.choosing import show_choices
from izanau_desktop.company.applicants.columns import COLUMNS, Told
from izanau_desktop.company.applicants.ordering import Ordering, turned
from izanau_desktop.company.applicants.picking import Picking, PickView
from izanau_desktop.company.applicants.reading import MANY, Head, Listing, Looked
from izanau_desktop.company.applicants.rows import ApplicantRows
from izanau_desktop.company.applicants.stagechips import StageChips
from izanau_desktop.company.applicants.views import SavedViews
from izanau_desktop.look.style import wear
from izanau_desktop.shared import reach
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import EmptyState, Notice, label
from izanau_desktop.widgets.search import SearchBox
from izanau_desktop.widgets.splitter import Splitter
from izanau_desktop.widgets.stops import hand_on
from izanau_protocol import query
from izanau_protocol.text import sentences


class ApplicantList(QFrame):
    """Shows a list and tells what is asked for. There is no filter or order by citizenship, birthday or age (PRV-28)."""

    asked = Signal(object)
    """Another `View` is wanted."""
    chosen, opened = Signal(str), Signal(str)
    faceting = Signal(object)
    """The facets of this `View` are wanted: `offering.Offering` shows them."""

    def __init__(self, language: str, panes: Splitter) -> None:
        """It is the first of the panes before it is filled: Qt styles and measures anew all that hangs in what is put elsewhere."""
        super().__init__()
        panes.insertWidget(0, self)
        self._language, self._view = language, View()
        self._asking: View | None = None
        self.wanted = ""
        """The application that is looked for to be opened, and not read yet: until then no deed is on anybody."""
        self.is_missed = False
        """Whether who was looked for cannot be shown: nobody else is in their place."""
        self._lacks = (View(), "")
        self._listing: Listing | None = None
        self._head = Head()
        self._searched: Mapping[str, int] | None = None
        """How many of what is searched are at each stage, once that was counted; None where nothing is searched."""
        self.fences: Fences | None = None
        """How any place of the list is reached, once that was measured."""
        wear(self, "list")
        self.setMinimumWidth(340)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._top())
        empty = EmptyState("users", "")  # until the cache was read, which takes no time that one sees
        self._told = Told(language)
        view = PickView()
        self.list = ApplicantRows(self._told, empty, view=view)
        self.picking = Picking(self.list, view, lambda: self._view)
        self.list.selected.connect(self._choose)
        self.list.opened.connect(self.opened)
        self.list.sorted.connect(self._sort)
        empty.clicked.connect(self.clear)
        layout.addWidget(self.list, 1)
        hand_on(self, self.list)

    def put_above(self, bar: QWidget) -> None:
        """Put a bar right above the rows."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(1, bar)

    def _top(self) -> QWidget:
        top = QWidget()
        layout = QVBoxLayout(top)
        layout.setContentsMargins(16, 0, 16, 0)
        layout.setSpacing(8)
        self.jobs = QComboBox()
        self.jobs.setAccessibleName(tr("Job"))
        self.jobs.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.jobs.activated.connect(lambda _: self.ask(View(str(self.jobs.currentData() or ""), self._view.query)))
        hint = tr("Name, skill, any word… or stage:interview")
        self.search = SearchBox(tr("Find applicants"), hint, pause=0)
        self.search.searched.connect(lambda text: self.ask(replace(self.view, query=text)))
        self.search.removed.connect(self._remove)
        self.search.left.connect(lambda: self.list.view.setFocus(Qt.FocusReason.OtherFocusReason))
        self.chips = StageChips(self._language, self.offer_filters)
        self.chips.toggled.connect(self._toggle)
        self.more = self.chips.more
        self.notice = Notice()
        self.views = SavedViews(self._language)
        self.views.opened.connect(self.chips.hide)
        self.views.closed.connect(self.chips.show)
        for part in (self.jobs, self.search, self.notice, self.chips, self._foot(), self.views):
            layout.addWidget(part)
        return top

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._count = label("", "small")
        self._ordering = Ordering(self)
        self._ordering.chosen.connect(lambda sort, down: self.ask(replace(self.view, sort=sort, down=down)))
        self.order, self.orders = self._ordering.button, self._ordering.menu
        self.columns = QMenu(self)
        self.columns.setAccessibleName(tr("Columns"))
        row.addWidget(self._count)
        row.addWidget(self.order)
        row.addStretch(1)
        row.addWidget(self.views.button)
        return foot

    # --- what is shown ---

    def show_head(self, head: Head) -> None:
        """Show what stands above the list; its rows speak of stages by the same names."""
        self._head = self._told.head = head
        self._show_jobs()
        self._show_chips()
        self.list.model.retell()
        if self._listing is not None:
            self._say_count()
            self._say_empty(self._listing)
            self.search.set_filters(filterwords.chips(self._listing, head, self._language))

    def show_listing(self, listing: Listing) -> None:
        """Show what was read; the current applicant stays, or the one that took the place becomes current.

        Where somebody was wanted it is the list around them, and they become current.
        """
        before = self._listing.view if self._listing is not None else None
        opens, self.wanted = bool(self.wanted), ""
        same = before == listing.view and not opens
        self.fences = self.fences if same and listing.is_least else None
        if same and self.fences is not None:
            listing = replace(listing, total=max(listing.total, self.fences.total), is_least=False)
        self._listing = listing
        if not listing.view.query and self._searched is not None:
            self._searched = None
            self._show_chips()
        if self._asking in (None, listing.view):
            self._view, self._asking = listing.view, None
        if opens:
            self._arrive(listing)
        place = self.list.place
        self._say_count()
        self._say_problem(listing)
        self._say_empty(listing)
        self._show_order()
        self.list.show_listing(listing, same=same)
        if listing.total and not self.list.current() and not self.is_missed:
            self.list.go(place if same and place >= 0 else 0)
        self.picking.listed(before)

    def miss(self) -> None:
        """Who was wanted cannot be shown: nobody is current, so that no deed is on anybody else."""
        self.wanted, self.is_missed = "", True
        self.picking.clear()
        self.list.leave()

    def _arrive(self, listing: Listing) -> None:
        """The list is that of who was wanted, whatever was typed and chosen before."""
        self._view, self._asking = listing.view, None
        self.search.show_text(listing.view.query)
        self._show_chips()
        self.picking.clear()

    def show_page(self, view: View, number: int, rows: tuple[ListRow, ...]) -> None:
        """Show one more page, if it is of the list that is shown."""
        if self._listing is not None and view == self._listing.view:
            self.list.model.add(number, rows)

    def show_measured(self, view: View, fences: Fences) -> None:
        """Say how long the list is, now that it was walked."""
        if self._listing is not None and view == self._listing.view:
            self.fences = fences
            self._listing = replace(self._listing, total=fences.total, is_least=False)
            self.list.model.grow(fences.total)
            self._say_count()
            self.picking.listed(view)

    def show_stages(self, view: View, counts: Mapping[str, int]) -> None:
        """Say how many of a search are at each stage, if it is the one that is shown."""
        if self._listing is not None and view == self._listing.view:
            self._searched = counts
            self._show_chips()

    @property
    def stages(self) -> tuple[str, ...]:
        """The stages at which somebody is."""
        return tuple(self._head.counts)

    @property
    def is_open_ended(self) -> bool:
        """Whether it is not known yet how long the list is."""
        return self._listing is not None and self._listing.is_least

    @property
    def total(self) -> int:
        """How long the list is; 0 while that is not known."""
        return 0 if self._listing is None or self._listing.is_least else self._listing.total

    def refuse(self, words: str) -> None:
        """Say why nobody can be listed."""
        self.list.empty.set("lock", tr("Locked"), words)
        self._listing, self.wanted = None, ""
        self.list.refuse()
        self.picking.clear()
        self.chosen.emit("")

    @property
    def head(self) -> Head:
        """What stands above the list."""
        return self._head

    @property
    def shown(self) -> View:
        """What is shown."""
        return self._view

    @property
    def view(self) -> View:
        """What is shown, or about to be."""
        return self._asking or self._view

    def looked(self, view: View) -> Looked:
        """What is looked at, for when a view is read."""
        looked = self.list.looked()
        same = self._listing is not None and view == self._listing.view
        return looked if same else replace(looked, place=-1, top=0)

    # --- what is asked ---

    def show_job(self, job: str) -> None:
        """Choose a job, as its page does with a link."""
        self.search.show_text("")
        self.ask(View(job))

    def look_for(self, job: str, words: str) -> None:
        """Find words among the applicants of a job, as if they had been chosen and typed."""
        self.search.show_text(words)
        self.ask(View(job, words))

    def show_view(self, view: View, lacks: str = "") -> None:
        """Show a view that was saved, as if it had been chosen and typed; `lacks`: what is to be said as long as it is shown."""
        self._lacks = (view, lacks)
        if lacks:
            self.notice.set(lacks, "warn")
        self.search.show_text(view.query)
        self.ask(view)
        self._show_chips()

    def step(self, by: int) -> None:
        """The next or the previous applicant, alone."""
        self.list.step(by)
        self.picking.clear()

    def clear(self) -> None:
        """All applicants of the job again; or where only other jobs have the words: those of all jobs."""
        if self._listing is not None and self._listing.elsewhere:
            self.ask(replace(self._view, job="", stages=()))
            return
        self.search.show_text("")
        self.ask(replace(self._view, query="", stages=()))

    def offer_filters(self) -> None:
        """Want the filters, with how many of the list have what."""
        self.faceting.emit(self._view)

    def offer_orders(self) -> None:
        """Open the list of orders."""
        self._ordering.offer()

    def offer_columns(self) -> None:
        """Open the list of columns that the table can have; the name always stands there."""
        self.columns.clear()
        known = {column.id: column for column in COLUMNS[1:]}
        for column in dict.fromkeys((*(known[one] for one in self.list.columns[1:]), *known.values())):
            action = QAction(column.name(), self.columns)
            action.setCheckable(True)
            action.setChecked(column.id in self.list.columns)
            action.triggered.connect(lambda _=False, which=column.id: self.list.toggle(which))
            self.columns.addAction(action)
        head = self.list.view.horizontalHeader()
        self.columns.popup(head.mapToGlobal(head.rect().bottomLeft()))

    def begin_filter(self, example: str) -> None:
        """Write a filter into the field, its value ready to be typed over."""
        self.add_filter(example)
        value = len(example) - max(example.rfind(sign) for sign in ":<>=") - 1
        self.search.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.field.setSelection(len(self.search.text()) - value, value)

    def show_withdrawn(self, on: bool) -> None:
        """Want the withdrawn too, or no more."""
        self._toggle("", on)

    def add_filter(self, typed: str) -> None:
        """Narrow the list by one more filter."""
        self.search.set_text(f"{self.search.text().rstrip()} {typed}".strip())

    def _remove(self, start: str) -> None:
        """Take one filter out of what was typed."""
        text = self.search.text()
        for piece in query.pieces(text):
            if str(piece.start) == start:
                self.search.set_text(query.without(text, piece))
                return

    def _sort(self, sort: str) -> None:
        """A press on the head of a column: by it, and the other way round at the next."""
        if sort:
            self.ask(turned(self.view, sort))
        else:
            self._show_order()

    def ask(self, view: View) -> None:
        """Want another view."""
        if view != (self._asking or self._view):
            self._asking, self.wanted, self.is_missed = view, "", False
            self.asked.emit(view)

    def _choose(self, application: str) -> None:
        self.is_missed = self.is_missed and not application
        self.chosen.emit(application)

    # --- words ---

    def _show_jobs(self) -> None:
        everything = [sum(getattr(job, name) for job in self._head.jobs) for name in ("all", "new", "late")]
        choices = [(tr("All jobs — {counts}").format(counts=words.counts(*everything)), "")]
        choices += [(words.job_choice(job, self._language), job.job.id) for job in self._head.jobs]
        known = {job for _, job in choices}
        show_choices(self.jobs, choices, self._head.job if self._head.job in known else "")

    def _show_chips(self) -> None:
        self.chips.show_stages(self._head, self.view, self._searched)

    def _toggle(self, stage: str, on: bool) -> None:
        rest = tuple(one for one in self.view.stages if one != stage)
        if stage:
            self.ask(replace(self.view, stages=(*rest, stage) if on else rest))
        else:
            self.ask(replace(self.view, withdrawn=on))
        self._show_chips()

    def _say_count(self) -> None:
        assert self._listing is not None
        total = self._listing.total
        every = max(self._head.all, total)  # which the withdrawn are not counted in
        if self._listing.is_least:
            told = tr("over {number} of {all} ·").format(number=words.grouped(MANY), all=words.grouped(every))
        elif total == every:
            told = tr("{number} applicants ·").format(number=words.grouped(every))
        else:
            told = tr("{found} of {all} ·").format(found=words.grouped(total), all=words.grouped(every))
        self._count.setText(reach.counted(told, self._listing.indexed, self._listing.worked_out))

    def _show_order(self) -> None:
        searches = self._listing is not None and bool(self._listing.asked.text)
        self._ordering.show_order(self._view, searches=searches)
        self.list.show_order(self._ordering.sort, down=self._ordering.down)

    def _say_problem(self, listing: Listing) -> None:
        told = tr("Finds words of the name, the profile, the message and notes. Filters: {filters}")
        examples = "  ".join(one.example.of(self._language) for one in FILTERS)
        self.search.set_help(told.format(filters=examples))
        problems = [one.problem for one in listing.asked.strange[:1]]
        strange = sentences(*(one.with_cure(self._language) for one in problems))
        strange = self._lacks[1] if listing.view == self._lacks[0] and self._lacks[1] else strange
        if strange != self.notice.text:
            self.notice.set(strange, "warn")
        self.search.set_filters(filterwords.chips(listing, self._head, self._language))

    def _say_empty(self, listing: Listing) -> None:
        if listing.elsewhere:
            told = tr("Found at other jobs: {number}").format(number=words.grouped(listing.elsewhere))
            self.list.empty.set("search", tr("Nobody at this job"), told, tr("Search all jobs"))
        elif self._head.all:
            self.list.empty.set("search", tr("Nobody fits this"), tr("Take words or stages away."), tr("Show all"))
        elif not self._head.synced:
            self.list.empty.set("refresh-cw", tr("Not synced yet"), tr("Applicants appear here after the first sync."))
        else:
            told = tr("Whoever applies for one of your jobs appears here.")
            self.list.empty.set("users", tr("No applicants yet"), told)
