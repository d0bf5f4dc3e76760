"""The applicants page over a cache that is there: each deed, from the key to what is painted; then Qt's own proxy over the same rows."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSortFilterProxyModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QTableView, QWidget

from bench.parts.applied import JOBS, opened
from bench.parts.desk import tell
from bench.parts.served import memory
from izanau_desktop import bulk
from izanau_desktop.background import Background
from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.cache.reads.chosen import Chosen, members
from izanau_desktop.commands import Commands
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.desk import Desk
from izanau_desktop.garbage import Garbage
from izanau_desktop.look.theme import Theme
from izanau_desktop.preferences import Preferences

T = TypeVar("T")
QUERIES: Final = ("a", "python", "山", "東京", "garcia", "engineer", "lang:ja>=N2", "営業", "tanaka", "skill:java qa")
"""What is typed, a key at a time: letters that most have, words that some have, and what nobody has."""
_WAITS: Final = 20.0
_LOOKS: Final = 4
"""Milliseconds after which it is looked again whether there is nothing to paint; each look takes the processor from what is measured."""


class Stage(QMainWindow):
    """A window of 1360 by 840 with one page; `painted` follows each painting of whatever is in it."""

    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.resize(1360, 840)

    def event(self, event: QEvent) -> bool:
        """Qt paints all that is to be painted by one event."""
        done = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest:
            self.painted.emit()
        return done


class Painted(QObject):
    """Tells when a widget on a stage was painted while something is so."""

    def __init__(self, stage: Stage, watched: QWidget, nothing: Callable[[], bool] | None = None) -> None:
        """`nothing`: whether there is nothing to paint, so that it is enough that it is so."""
        super().__init__()
        self._nothing = nothing
        self._loop = QEventLoop()
        self._is_so: Callable[[], bool] = lambda: True
        self._at, self._is_painted = 0.0, False
        self._look, self._over = QTimer(self), QTimer(self)
        self._look.timeout.connect(self._see)
        self._over.timeout.connect(self._loop.quit)
        stage.painted.connect(self._over_with)
        watched.installEventFilter(self)

    def after(self, deed: Callable[[], object], is_so: Callable[[], bool]) -> float:
        """Do something; milliseconds until it was painted so."""
        self._is_so, self._at, self._is_painted = is_so, 0.0, False
        began = time.perf_counter()
        if self._nothing is not None:
            self._look.start(_LOOKS)
        self._over.start(round(_WAITS * 1000))
        deed()
        if not self._at:
            self._loop.exec()
        self._look.stop()
        self._over.stop()
        if not self._at:
            raise RuntimeError(f"not painted within {_WAITS} s: {is_so}")
        return (self._at - began) * 1000

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """It is about to be painted."""
        if event.type() == QEvent.Type.Paint and self._is_so():
            self._is_painted = True
        return False

    def _over_with(self) -> None:
        if self._is_painted:
            self._done()

    def _see(self) -> None:
        if self._nothing is not None and self._nothing():
            self._done()

    def _done(self) -> None:
        if not self._at and self._is_so():
            self._at = time.perf_counter()
            self._loop.quit()


def idle(milliseconds: int) -> None:
    """Let what goes on in the background end."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def typed(field: QLineEdit, sign: str) -> None:
    """A sign comes from the keyboard, or from an input method."""
    QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign))


class Review:
    """The page in a window of its own, and what its deeds take."""

    def __init__(self, desk: Desk, runs: int) -> None:
        self._desk, self._runs = desk, runs
        self.found: dict[str, list[float]] = {}
        self.background = Background()
        desk.cache.set_note(applicants_job="*")
        self.window = Stage()
        self.window.show()
        idle(200)
        self.bare_mb = memory()
        began, held = time.perf_counter(), time.thread_time()
        self.page = ApplicantsPage(desk, self.background, Commands(), "en")
        self.rows = self.page.list.list
        self.view = self.rows.view
        self.painted = Painted(self.window, self.view.viewport(), lambda: not self.rows.model.rowCount())
        spent = (time.perf_counter() - began) * 1000

        def put() -> None:
            self.window.setCentralWidget(self.page)
            self.note("page held", (time.thread_time() - held) * 1000)

        self.note("page opened", spent + self.painted.after(put, self._is_read))
        idle(1500)

    def note(self, deed: str, milliseconds: float) -> None:
        """One more of a deed."""
        self.found.setdefault(deed, []).append(milliseconds)

    def _is_here(self) -> bool:
        """Whether the rows on the screen are those of the list, all of them."""
        model = self.rows.model
        first, last = self.view.rowAt(0), self.view.rowAt(self.view.viewport().height() - 1)
        last = model.rowCount() - 1 if last < 0 else last
        return model.rowCount() == 0 or (first >= 0 and all(model.is_here(at) for at in range(first, last + 1)))

    def _is_read(self) -> bool:
        return self.rows.model.rowCount() > 0 and self._is_here()

    def _shows(self, wanted: View) -> bool:
        return self.page.list.shown == wanted and self.page.list.view == wanted and self._is_here()

    def _do(self, deed: str, work: Callable[[], object], is_so: Callable[[], bool]) -> None:
        self.note(deed, self.painted.after(work, is_so))
        idle(60)

    def search(self) -> None:
        """Type each query, a key at a time, and empty the field again."""
        field = self.page.list.search.field
        for _ in range(self._runs):
            for query in QUERIES:
                for end in range(1, len(query) + 1):
                    wanted = View(query=query[:end])
                    self._do("a key typed", partial(typed, field, query[end - 1]), partial(self._shows, wanted))
                self._do("the field emptied", field.escaped.emit, lambda: self._shows(View()))
                idle(300)

    def sort(self) -> None:
        """Each order, of all and of one job."""
        for job in ("", JOBS[0]):
            for sort in ("name", "japanese", "years", "since", "ends", "applied"):
                for down in (True, False):
                    wanted = View(job, sort=sort, down=down)
                    self._do("sorted", partial(self.page.list.ask, wanted), partial(self._shows, wanted))
                    idle(200)
        for sort in ("name", "japanese"):
            wanted = View(query="a", sort=sort)
            self._do("a search sorted otherwise", partial(self.page.list.ask, wanted), partial(self._shows, wanted))
        self._do("sorted", lambda: self.page.list.ask(View()), lambda: self._shows(View()))
        idle(1500)

    def jump(self) -> None:
        """To the end, the middle, the beginning; then frame by frame."""
        bar = self.view.verticalScrollBar()
        for _ in range(self._runs * 3):
            for share in (1.0, 0.5, 0.25, 0.75, 0.0):
                self._do("a jump", partial(self._go, share), self._is_here)
        bar.setValue(bar.maximum() // 3)
        idle(200)
        for _ in range(200):
            self.note("a frame scrolled", self.painted.after(lambda: bar.setValue(bar.value() + 340), self._is_here))
        idle(200)

    def _go(self, share: float) -> None:
        bar = self.view.verticalScrollBar()
        bar.setValue(round(bar.maximum() * share))

    def facets(self) -> None:
        """The menu of filters with its counts, of a job, of searches and of all, until it is open."""
        menu = self.page.offering.menu
        opened = Painted(self.window, menu, menu.isVisible)
        views = (View(JOBS[0]), View(query="a"), View(query="python"), View(query="lang:ja>=N2"), View())
        for view in views * self._runs:
            self.painted.after(partial(self.page.list.ask, view), partial(self._shows, view))
            idle(1500)
            self.note("facets", opened.after(self.page.list.offer_filters, menu.isVisible))
            menu.close()
            idle(200)

    def step(self) -> None:
        """J and K, to the painted head of the profile."""
        detail = Painted(self.window, self.page.detail.area)
        for by in [1] * 20 + [-1] * 10:

            def shown(was: str = self.rows.current()) -> bool:
                opened = self.page.detail.opened
                return opened is not None and opened.applicant.row.id == self.rows.current() != was

            self.note("J or K", detail.after(partial(self.page.list.step, by), shown))
            idle(120)

    def bulk(self) -> None:
        """A thousand are advanced, labelled and rejected, each on the cache alone, and taken back."""
        desk = self._desk
        found = members(desk.cache, Chosen(view=View(stages=("new", "screening", "interview"))))[: bulk.AT_ONCE]
        deeds = (bulk.Deed("advance"), bulk.Deed("label", add=("bench",)), bulk.Deed("reject", reason="skills"))
        for deed in deeds * self._runs:
            some = self._timed("a thousand summed up", partial(bulk.summary, desk, deed, found)).applications
            done = self._timed("a thousand done", partial(bulk.do, desk, deed, some))
            self._timed("a thousand taken back", partial(desk.cache.drop_all, done.pushes))

    def _timed(self, deed: str, work: Callable[[], T]) -> T:
        began = time.perf_counter()
        found = work()
        self.note(deed, (time.perf_counter() - began) * 1000)
        return found


def proxied(desk: Desk) -> dict[str, list[float]]:
    """The same rows as most would show them: in Python, behind Qt's proxy, in Qt's table."""
    with desk.cache.file.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT a.name, a.headline, a.residence, a.stage, a.applied, w.name || ' ' || w.title || ' ' || w.work || ' ' || w.skill"
            " FROM applicant a JOIN search_applicant w ON w.rowid = a.number ORDER BY a.number DESC"
        ).all()
    model = QStandardItemModel(0, 6)
    for row in rows:
        model.appendRow([QStandardItem(text) for text in row])
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(model)
    proxy.setFilterKeyColumn(5)
    proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    window, view = Stage(), QTableView()
    view.setModel(proxy)
    window.setCentralWidget(view)
    window.show()
    idle(300)
    painted, found = Painted(window, view.viewport()), dict[str, list[float]]()

    def do(deed: str, work: Callable[[], object]) -> None:
        """Qt paints nothing where the rows in sight stay the same; it must, so that there is an end to measure."""

        def shown() -> None:
            work()
            view.viewport().update()

        found.setdefault(deed, []).append(painted.after(shown, lambda: True))

    for query in ("a", "p", "py", "pyt", "山", ""):
        do("a key typed", partial(proxy.setFilterFixedString, query))
    for column in (0, 3):
        do("sorted", partial(view.sortByColumn, column, Qt.SortOrder.AscendingOrder))
    return found


def main() -> None:
    """`folder runs [control]`: what each deed took, in milliseconds."""
    folder, runs = Path(sys.argv[1]), int(sys.argv[2])
    qt = QApplication(sys.argv[:1])
    Theme(qt, Preferences(folder), folder).apply()
    Garbage(qt)  # as the program has it; else Python would look for garbage in the midst of a deed
    desk = opened(folder)
    if "control" in sys.argv[3:]:
        tell(proxied(desk) | {"memory_mb": [memory()]})
        return
    review = Review(desk, runs)
    review.search()
    review.sort()
    review.jump()
    review.facets()
    review.step()
    review.bulk()
    told: dict[str, Any] = dict(review.found)
    tell(told | {"memory_mb": [memory() - review.bare_mb]})
    review.background.close()
    desk.shut()


if __name__ == "__main__":
    main()
