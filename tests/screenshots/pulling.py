"""A first pull under way: applicants are listed, a third of them can be found by their words."""

from __future__ import annotations

from izanau_desktop.app import App
from izanau_desktop.cache import indexing, search
from izanau_desktop.cache.connection import Connection
from izanau_desktop.company.applicants.page import ApplicantsPage
from tests.screenshots.loop import until
from tests.screenshots.windows import the

_BEHIND = "SELECT number, kind FROM shown WHERE kind IN ('application', 'profile') AND number % 3"


def begin(app: App) -> None:
    """Be in the middle of it, with words that are looked for."""
    assert app.desk is not None
    app.desk._driver._indexer.look = lambda: True  # type: ignore[method-assign,union-attr]  # it would soon be at its end

    def work(connection: Connection) -> None:
        connection.exec_driver_sql("UPDATE cursor SET low = high / 3 + 1 WHERE scope LIKE 'applicants:%'")
        for number, kind in connection.exec_driver_sql(_BEHIND).all():
            search.drop(connection, number)
            search.later(connection, number, kind)

    app.desk.cache.change(work)
    app.background.changed.emit(frozenset(), None)
    page = the(app, ApplicantsPage)
    page.list.search.set_text("a")
    until(lambda: "\n" in page.list._count.text())


def end(app: App) -> None:
    """All is read, and all can be found."""
    assert app.desk is not None
    app.desk.cache.change(lambda connection: connection.exec_driver_sql("UPDATE cursor SET low = 0"))
    while indexing.work_off(app.desk.cache.file):
        pass
    del app.desk._driver._indexer.look  # type: ignore[union-attr]  # as above
    app.background.changed.emit(frozenset(), None)
    the(app, ApplicantsPage).list.search.set_text("")
