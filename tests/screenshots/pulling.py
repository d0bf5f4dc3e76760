"""A first pull under way, paused, and read while the search behind it is not: in the line of state, on the log of syncs, in a list."""

from __future__ import annotations

import math

from PySide6.QtTest import QSignalSpy

from izanau_desktop.app import App
from izanau_desktop.cache import Edit, indexing, resting, search
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import common
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.desk import Desk
from izanau_desktop.shared.sync_log import SyncLogPage
from tests.screenshots.loop import until
from tests.screenshots.windows import the, window_of

_BEHIND = "SELECT number, kind FROM shown WHERE kind IN ('application', 'profile') AND number % 3"


def searched(app: App) -> None:
    """In the middle of it, words are looked for."""
    _begin(_desk(app), walks=True)
    app.background.changed.emit(frozenset(), None)
    page = the(app, ApplicantsPage)
    page.list.search.set_text("a")
    until(lambda: "\n" in page.list._count.text())


def searched_no_more(app: App) -> None:
    """All is read, and all can be found."""
    _end(_desk(app))
    app.background.changed.emit(frozenset(), None)
    the(app, ApplicantsPage).list.search.set_text("")


def fetching(app: App) -> None:
    """In the middle of it, one asks how it stands."""
    _begin(_desk(app), walks=True)
    _explained(app)


def indexing_behind(app: App) -> None:
    """All is read; what can be found is not whole yet."""
    _begin(_desk(app), walks=False)
    _explained(app)


def paused(app: App) -> None:
    """In the middle of it, it rests for an hour, and a change waits: the longest line of state that there is."""
    desk = _desk(app)
    desk.cache.change(lambda connection: resting.pause(connection, 1.0))
    _begin(desk, walks=True)
    company = desk.account.company
    desk.cache.edit([Edit("company", company, f"company:{company}", {"website": "https://www.kawasemi.example"})])
    _explained(app)


def over(app: App) -> None:
    """All is read, found and sent, and goes on by itself."""
    desk = _desk(app)
    for row in common.outbox_rows(desk.cache):
        desk.cache.drop(row.id)
    desk.cache.change(resting.resume)
    _end(desk)
    app.background.changed.emit(frozenset(), None)


def _begin(desk: Desk, *, walks: bool) -> None:
    _hold(desk)

    def work(connection: Connection) -> None:
        if walks:
            connection.exec_driver_sql("UPDATE cursor SET low = high / 3 + 1 WHERE scope LIKE 'applicants:%'")
        for number, kind in connection.exec_driver_sql(_BEHIND).all():
            search.drop(connection, number)
            search.later(connection, number, kind)

    desk.cache.change(work)


def _end(desk: Desk) -> None:
    desk.cache.change(lambda connection: connection.exec_driver_sql("UPDATE cursor SET low = 0"))
    while indexing.work_off(desk.cache.file):
        pass
    _let_go(desk)


def _hold(desk: Desk) -> None:
    """Neither sync nor index: either would soon be at its end, and nothing of this be seen."""
    driver = desk._driver
    assert driver is not None
    driver._not_before = driver._left_alone_until = math.inf
    driver._indexer.look = lambda: True  # type: ignore[method-assign]  # only the pictures do so


def _let_go(desk: Desk) -> None:
    driver = desk._driver
    assert driver is not None
    driver._not_before = driver._left_alone_until = 0.0
    del driver._indexer.look


def _explained(app: App) -> None:
    """What a press on the line of state shows; it would go on at once too, to the end."""
    assert app.syncing is not None
    told = QSignalSpy(app.syncing.state)  # its line may still say what was before the last picture
    app.background.changed.emit(frozenset(), None)
    assert until(told.count)
    the(app, SyncLogPage).explain(window_of(app).form.sync.state)


def _desk(app: App) -> Desk:
    assert app.desk is not None
    return app.desk
