"""The left of the jobs page: what to look for, filters as chips, how many there are, and the jobs."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from izanau_desktop.look.style import wear
from izanau_desktop.seeker.listing import STEP, Listing, View, choices, filter_words
from izanau_desktop.shared import job_words, reach
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import EmptyState
from izanau_desktop.widgets.richlist import RichList
from izanau_desktop.widgets.search import Filter, SearchBox
from izanau_desktop.widgets.stops import hand_on


class JobList(QFrame):
    """Shows a listing; `asked(View)` when another is wanted, `chosen(id)` follows the current job, `opened(id)` Enter."""

    asked = Signal(object)
    chosen, opened = Signal(str), Signal(str)

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.view = View()
        self._listing: Listing | None = None
        wear(self, "list")
        self.setMinimumWidth(340)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(8)
        head = QWidget()
        inside = QVBoxLayout(head)
        inside.setContentsMargins(16, 0, 16, 0)
        self.search = SearchBox(tr("Find jobs"), tr("Title, skill, company, town…"), with_filters=True)
        self.search.searched.connect(lambda text: self.ask(replace(self.view, query=text, limit=STEP)))
        self.search.removed.connect(self._remove)
        self.search.adding.connect(self.show_filters)
        inside.addWidget(self.search)
        layout.addWidget(head)
        self.jobs = RichList(tr("Jobs"), EmptyState("briefcase", ""))
        self.jobs.selected.connect(self._select)
        self.jobs.opened.connect(self.opened)
        self.jobs.empty.clicked.connect(self.clear)
        self.jobs.view.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.search.left.connect(lambda: self.jobs.view.setFocus(Qt.FocusReason.OtherFocusReason))
        layout.addWidget(self.jobs, 1)
        self.menu = QMenu(self)
        self.menu.setAccessibleName(tr("Filters"))
        self._actions: dict[tuple[str, str], QAction] = {}
        self._fill_menu()
        hand_on(self, self.jobs)

    def ask(self, view: View) -> None:
        """Ask for another view and show its filters at once."""
        if view != self.view:
            self.view = view
            self._show_filters()
            self.asked.emit(view)

    def clear(self) -> None:
        """All jobs again."""
        self.search.field.clear()
        self.ask(View())

    def show_listing(self, listing: Listing) -> None:
        """Show what was read, unless something else was asked for meanwhile."""
        if listing.view != self.view:
            return
        self._listing = listing
        found, total = listing.page.total, listing.all
        narrowed = bool(listing.view.query.strip() or listing.view.filters)
        if narrowed:
            words = tr("{found} of {all} · newest first").format(found=f"{found:,}", all=f"{total:,}")
        else:
            words = tr("{number} jobs · newest first").format(number=f"{total:,}")
        self.search.set_count(reach.counted(words, listing.page.indexed))
        if narrowed:
            self.jobs.empty.set("search", tr("No job fits this"), tr("Take words or filters away."), tr("Show all"))
        else:
            told = tr("They come with the first sync, and are here offline from then on.")
            self.jobs.empty.set("briefcase", tr("No jobs here yet"), told)
        self.jobs.set_rows(tuple(job_words.row(one, self._language) for one in listing.page.items))
        if listing.page.items and not self.jobs.current():
            self.jobs.select(listing.page.items[0].id)

    def show_filters(self) -> None:
        """Open the menu of filters under its button."""
        for pair, action in self._actions.items():
            action.setChecked(pair in self.view.filters)
        place = self.search.add
        self.menu.popup(place.mapToGlobal(place.rect().bottomLeft()))

    def _fill_menu(self) -> None:
        for name in ("saved", "overseas"):
            self._add(self.menu, name, "yes", filter_words(name, "yes", self._language))
        self._add(self.menu, "remote", "full", filter_words("remote", "full", self._language))
        self.menu.addSeparator()
        titles = {
            "category": tr("&Category"),
            "level": tr("&Japanese asked for"),
            "visa_support": tr("&Visa support"),
            "prefecture": tr("&Prefecture"),
        }
        for name, words in titles.items():
            inner = self.menu.addMenu(words)
            for value, told in choices(name, self._language).items():
                self._add(inner, name, value, told)

    def _add(self, menu: QMenu, name: str, value: str, words: str) -> None:
        action = QAction(words, menu)
        action.setCheckable(True)
        action.triggered.connect(lambda: self.ask(self.view.toggled(name, value)))
        menu.addAction(action)
        self._actions[name, value] = action

    def _show_filters(self) -> None:
        self.search.set_filters(
            tuple(
                Filter(f"{name}:{value}", filter_words(name, value, self._language))
                for name, value in self.view.filters
            )
        )

    def _remove(self, which: str) -> None:
        name, _, value = which.partition(":")
        self.ask(self.view.toggled(name, value))

    def _select(self, identity: str) -> None:
        if identity and self.jobs.model.place_of(identity) >= self.jobs.model.rowCount() - 1:
            self._more()
        self.chosen.emit(identity)

    def _scrolled(self, value: int) -> None:
        if value >= self.jobs.view.verticalScrollBar().maximum():
            self._more()

    def _more(self) -> None:
        listing = self._listing
        if listing is not None and listing.view == self.view and len(listing.page.items) < listing.page.total:
            self.ask(replace(self.view, limit=len(listing.page.items) + STEP))
