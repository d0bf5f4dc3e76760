"""Reads the list of applicants off the UI thread, as far as it is looked at, and how long it is once nobody types any more."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal

from izanau_desktop.background import Background, after
from izanau_desktop.cache.reads import facets
from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.company.applicants import reading
from izanau_desktop.company.applicants.list import ApplicantList
from izanau_desktop.company.applicants.reading import Head, Listing
from izanau_desktop.desk import Desk
from izanau_desktop.shared.deeds import deed, refusal

_STILL: Final = 250
"""Milliseconds without another list until a long one is measured."""


class Loading(QObject):
    """Answers what the list asks. `shown(listing)` once it was read and is on the screen.

    `opened(found)` once somebody in particular was looked for: whether they are the current one now.
    """

    shown, opened = Signal(object), Signal(bool)

    def __init__(self, desk: Desk, background: Background, where: ApplicantList, language: str) -> None:
        super().__init__(where)
        self._desk, self._background, self._list, self._language = desk, background, where, language
        self._is_begun = False
        """Whether a job, or all, was chosen: by the person, or by what the first sync brought."""
        self._measuring = after(_STILL, self, self._measure, start=False)
        where.asked.connect(self._ask)
        where.list.model.wanted.connect(self._page)

    def load(self) -> None:
        """Read head and list anew: of the view that is shown, or else of the first."""
        cache = self._desk.cache
        if self._list.wanted:
            self.open(self._list.wanted)
            return
        if self._is_begun:
            self._load_head(self._list.view.job)
            self._load_list(self._list.view)
            return

        def begin(view: View) -> None:
            if not self._is_begun and not self._list.wanted:
                self._load_head(view.job)
                self._load_list(view)

        self._background.ask(lambda: reading.first_view(cache), self, begin, self._failed, key="first")

    def open(self, application: str) -> None:
        """Read the list of somebody's job where they stand; of a list that is read meanwhile nothing is shown."""
        cache, rows = self._desk.cache, self._list.list.looked().rows
        self._list.wanted = application
        self._background.ask(
            lambda: reading.around(cache, application, rows), self, self._show_opened, self._failed, key="list"
        )

    def _show_opened(self, found: Listing | None) -> None:
        if found is not None:
            self._take_job(found.view)
            self._load_head(found.view.job)  # a sync may have come meanwhile
            self._show_list(found)
        else:
            self._list.miss()
        self.opened.emit(found is not None)
        if not self._is_begun:
            self.load()

    def _ask(self, view: View) -> None:
        """Show another view."""
        self._take_job(view)
        self._load_list(view)

    def _take_job(self, view: View) -> None:
        """The job of a view is the first to be shown the next time."""
        if view.job != self._list.shown.job:
            cache = self._desk.cache
            work = deed(lambda: cache.set_note(**{reading.CHOSEN: view.job or reading.ALL_JOBS}))
            self._background.change(work, self, None, self._failed, origin=self)
            self._load_head(view.job)
        self._is_begun = True

    def _load_head(self, job: str) -> None:
        cache = self._desk.cache
        self._background.ask(lambda: reading.head(cache, job), self, self._show_head, self._failed, key="head")

    def _show_head(self, head: Head) -> None:
        self._is_begun = self._is_begun or (head.synced and bool(head.all))
        self._list.show_head(head)

    def _load_list(self, view: View) -> None:
        cache, looked = self._desk.cache, self._list.looked(view)

        def show(listing: Listing) -> None:
            if self._list.list.current() == looked.current:
                self._show_list(listing)
            else:  # one went on meanwhile: it is read around the one who is looked at now, not back to the one of before
                self._load_list(view)

        self._background.ask(lambda: reading.listing(cache, view, looked), self, show, self._failed, key="list")

    def _show_list(self, listing: Listing) -> None:
        self._list.show_listing(listing)
        if self._list.is_open_ended or self._list.total > reading.MANY:
            self._measuring.start()
        else:
            self._measuring.stop()
            self._count_stages()
        self.shown.emit(listing)

    def _measure(self) -> None:
        """How long a long list is, and how any place of it is reached."""
        view, cache = self._list.shown, self._desk.cache
        self._count_stages()
        self._background.ask(
            lambda: reading.measured(cache, view),
            self,
            lambda fences: self._list.show_measured(view, fences),
            self._failed,
            key="measure",
        )

    def _count_stages(self) -> None:
        """How many of what was searched are at each stage; of the whole list that is known."""
        view, cache, stages = self._list.shown, self._desk.cache, self._list.stages
        if not view.query:
            return
        self._background.ask(
            lambda: facets.at_stages(cache, view, stages),
            self,
            lambda counts: self._list.show_stages(view, counts),
            self._failed,
            key="stages",
        )

    def _page(self, number: int) -> None:
        cache, view, fences, total = self._desk.cache, self._list.shown, self._list.fences, self._list.total
        self._background.ask(
            lambda: reading.page(cache, view, number, fences, total),
            self,
            lambda rows: self._list.show_page(view, number, rows),
            self._failed,
        )

    def _failed(self, error: Exception) -> None:
        self._list.refuse(refusal(error, self._language))
