"""The left of the review: which job, what words, which stages, how many, and the applicants."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QPushButton, QVBoxLayout, QWidget

from izanau_desktop.cache.reads.filters import STAGE
from izanau_desktop.company import words
from izanau_desktop.company.applicants.reading import STEP, Listing, View
from izanau_desktop.look.style import wear
from izanau_desktop.shared import reach
from izanau_desktop.translation import tr
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.plain import EmptyState, Notice, button, label
from izanau_desktop.widgets.richlist import RichList
from izanau_desktop.widgets.rows import Row
from izanau_desktop.widgets.search import SearchBox


class ApplicantList(QFrame):
    """Shows a listing and tells what is asked for. There is no filter or order by citizenship, birthday or age (PRV-28)."""

    asked = Signal(object)
    """Another `View` is wanted."""
    chosen, opened = Signal(str), Signal(str)

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._view = View()
        self._asking: View | None = None
        self._listing: Listing | None = None
        self._place = 0
        wear(self, "list")
        self.setMinimumWidth(340)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._head())
        empty = EmptyState("users", "")  # until the cache was read, which takes no time that one sees
        self.list = RichList(tr("Applicants"), empty)
        self.list.selected.connect(self._select)
        self.list.opened.connect(self.opened)
        self.list.empty.clicked.connect(self.clear)
        self.list.view.verticalScrollBar().valueChanged.connect(self._scrolled)
        layout.addWidget(self.list, 1)
        self.setFocusProxy(self.list)

    def _head(self) -> QWidget:
        head = QWidget()
        layout = QVBoxLayout(head)
        layout.setContentsMargins(16, 0, 16, 0)
        layout.setSpacing(8)
        self.jobs = QComboBox()
        self.jobs.setAccessibleName(tr("Job"))
        self.jobs.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.jobs.activated.connect(lambda _: self._ask(View(str(self.jobs.currentData() or ""), self._view.query)))
        self.search = SearchBox(tr("Find applicants"), tr("Name, skill, any word… or stage:interview"))
        self.search.searched.connect(lambda text: self._ask(self._view.with_query(text)))
        self.search.left.connect(lambda: self.list.view.setFocus(Qt.FocusReason.OtherFocusReason))
        chips = QWidget()
        self._chips = FlowLayout(chips, 6)
        self._shown_chips: tuple[tuple[str, str, bool], ...] = ()
        self._count, self.notice = label("", "small"), Notice()
        for part in (self.jobs, self.search, self.notice, chips, self._count):
            layout.addWidget(part)
        return head

    def show_listing(self, listing: Listing) -> None:
        """Show what was read; the current applicant stays, or the one that took the place becomes current."""
        self._listing = listing
        if self._asking in (None, listing.view):
            self._view, self._asking = listing.view, None
        self._show_jobs(listing)
        self._show_chips(listing)
        self._count.setText(reach.counted(self._count_words(listing), listing.indexed))
        self._say_help(listing)
        self._say_empty(listing)
        before = self.list.current()
        rows = tuple(words.applicant_row(brief, listing, self._language) for brief in listing.briefs)
        self._show_rows(rows)
        now = self.list.current()
        if rows and not now:
            self.list.select(rows[min(self._place, len(rows) - 1)].id)
        elif now != before:  # gone with the last row; or Qt chose the first as the list, still empty, had the focus
            self._select(now)

    def refuse(self, words: str) -> None:
        """Say why nobody can be listed."""
        self.list.empty.set("lock", tr("Locked"), words)
        self._show_rows(())
        self.chosen.emit("")

    def show_seen(self, identity: str) -> None:
        """An applicant was looked at on this machine."""
        self._show_rows(tuple(replace(row, unread=row.unread and row.id != identity) for row in self.list.model.rows))

    def _show_rows(self, rows: tuple[Row, ...]) -> None:
        with QSignalBlocker(self.list):
            self.list.set_rows(rows)

    @property
    def shown(self) -> View:
        """What is shown."""
        return self._view

    @property
    def view(self) -> View:
        """What is shown, or about to be."""
        return self._asking or self._view

    def show_job(self, job: str) -> None:
        """Choose a job, as its page does with a link."""
        self.search.set_text("")
        self._ask(View(job))

    def look_for(self, job: str, words: str) -> None:
        """Find words among the applicants of a job, as if they had been chosen and typed."""
        self.search.show_text(words)
        self._ask(View(job, words))

    def step(self, by: int) -> None:
        """The next or the previous applicant."""
        self.list.step(by)

    def clear(self) -> None:
        """All applicants of the job again; or where only other jobs have the words: those of all jobs."""
        if self._listing is not None and self._listing.elsewhere:
            self._ask(View(query=self._view.query))
            return
        self.search.set_text("")
        self._ask(View(self._view.job))

    def _ask(self, view: View) -> None:
        if view != (self._asking or self._view):
            self._asking = view
            self.asked.emit(view)

    def _select(self, identity: str) -> None:
        if identity:
            self._place = max(0, self.list.model.place_of(identity))
            if self._place >= self.list.model.rowCount() - 1:
                self._more()
        self.chosen.emit(identity)

    def _scrolled(self, value: int) -> None:
        if value >= self.list.view.verticalScrollBar().maximum():
            self._more()

    def _more(self) -> None:
        if self._listing is not None and len(self._listing.briefs) < self._listing.total:
            self._ask(self._view.longer(len(self._listing.briefs) + STEP))

    def _show_jobs(self, listing: Listing) -> None:
        everything = [sum(getattr(job, name) for job in listing.jobs) for name in ("all", "new", "late")]
        choices = [(tr("All jobs — {counts}").format(counts=words.counts(*everything)), "")]
        choices += [(words.job_choice(job, self._language), job.job.id) for job in listing.jobs]
        now = [(self.jobs.itemText(at), self.jobs.itemData(at)) for at in range(self.jobs.count())]
        if choices != now:
            self.jobs.clear()
            for text, job in choices:
                self.jobs.addItem(text, job)
        self.jobs.setCurrentIndex(max(0, self.jobs.findData(self._view.job)))
        self.jobs.setToolTip(self.jobs.currentText())

    def _show_chips(self, listing: Listing) -> None:
        wanted = tuple(
            (stage, f"{name}  {words.grouped(listing.counts[stage])}", stage in self._view.stages)
            for stage, name in listing.stage_names(self._language).items()
            if listing.counts.get(stage) or stage in self._view.stages
        )
        if wanted == self._shown_chips:
            return
        focused = next((chip for chip in self._stage_chips() if chip.hasFocus()), None)
        kept = focused.objectName() if focused is not None else ""
        self._shown_chips = wanted
        self._chips.clear()
        for stage, text, on in wanted:
            chip = self._chip(stage, text, on)
            self._chips.addWidget(chip)
            if kept == stage:
                chip.setFocus()

    def _stage_chips(self) -> list[QPushButton]:
        found = (self._chips.itemAt(at).widget() for at in range(self._chips.count()))
        return [widget for widget in found if isinstance(widget, QPushButton)]

    def _chip(self, stage: str, text: str, on: bool) -> QPushButton:
        chip = button(f"{text} ×" if on else text, "chip", deed=lambda: self._ask(self._view.with_stage(stage, not on)))
        chip.setObjectName(stage)
        chip.setCheckable(True)
        chip.setChecked(on)
        chip.setAccessibleName(tr("Only the stage {stage}").format(stage=text))
        wear(chip, tone="accent" if on else "neutral")
        return chip

    def _count_words(self, listing: Listing) -> str:
        if listing.total == listing.all:
            return tr("{number} applicants · newest first").format(number=words.grouped(listing.all))
        numbers = {"found": words.grouped(listing.total), "all": words.grouped(listing.all)}
        return tr("{found} of {all} · newest first").format(**numbers)

    def _stages_to_type(self, listing: Listing) -> str:
        """As they are typed: by a name that is one word of the other script, else by the id."""
        named = listing.stage_names(self._language).items()
        return "  ".join(STAGE + (stage if name.isascii() or len(name.split()) > 1 else name) for stage, name in named)

    def _say_help(self, listing: Listing) -> None:
        told = tr("Finds words of the name, the profile and the message, and stages: {stages}")
        stages = self._stages_to_type(listing)
        self.search.set_help(told.format(stages=stages))
        strange = tr("“{word}” is no filter here. The search knows words, and stages: {stages}")
        words = strange.format(word=listing.strange[0], stages=stages) if listing.strange else ""
        if words != self.notice.text:
            self.notice.set(words, "warn")

    def _say_empty(self, listing: Listing) -> None:
        if listing.elsewhere:
            told = tr("Found at other jobs: {number}")
            told = told.format(number=words.grouped(listing.elsewhere))
            self.list.empty.set("search", tr("Nobody at this job"), told, tr("Search all jobs"))
        elif listing.all:
            self.list.empty.set("search", tr("Nobody fits this"), tr("Take words or stages away."), tr("Show all"))
        elif not listing.synced:
            self.list.empty.set("refresh-cw", tr("Not synced yet"), tr("Applicants appear here after the first sync."))
        else:
            told = tr("Whoever applies for one of your jobs appears here.")
            self.list.empty.set("users", tr("No applicants yet"), told)
