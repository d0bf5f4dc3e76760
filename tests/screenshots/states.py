"""A company's lists as they are not at first: narrowed, empty, peeked into, with the withdrawn; menus; and away from the network."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QApplication, QMenu

from izanau_desktop.app import App
from izanau_desktop.cache import outbox
from izanau_desktop.company.applicants.detail import ApplicantDetail
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.company.jobs.page import JobsPage
from izanau_desktop.company.messages import MessagesPage
from izanau_desktop.demo.bar import DemoBar
from izanau_desktop.shared.outbox import OutboxPage
from izanau_desktop.widgets.plain import EmptyState
from tests.screenshots import tabled
from tests.screenshots.loop import settled, until
from tests.screenshots.opening import Opening
from tests.screenshots.windows import run, the, window_of

_NOBODY = "zzzz"


def narrowed(app: App) -> None:
    """By filters of both kinds."""
    page = the(app, ApplicantsPage)
    before = page.list.shown
    page.list.search.set_text("lang:ja>=N2 years>=3")
    assert until(lambda: page.list.shown != before and page.list.list.model.rowCount() > 0)
    _read(app)


def nobody(app: App) -> None:
    """Words that nobody has."""
    page = the(app, ApplicantsPage)
    page.list.search.set_text(_NOBODY)
    assert until(page.list.list.empty.isVisible)


def everybody(app: App) -> None:
    """No words, and nobody who withdrew."""
    page = the(app, ApplicantsPage)
    page.list.search.set_text("")
    page.list.show_withdrawn(False)
    assert until(lambda: not (page.list.shown.query or page.list.shown.withdrawn))
    assert until(lambda: page.list.list.model.rowCount() > 0)
    _read(app)


def withdrawn(app: App) -> None:
    """Those too who withdrew."""
    page = the(app, ApplicantsPage)
    page.list.show_withdrawn(True)
    assert until(lambda: page.list.shown.withdrawn)
    _read(app)


def peeked(app: App) -> None:
    """Whoever is current in the table, beside it."""
    tabled.table(app)
    _read(app)
    run("applicants.peek")(app)
    assert until(the(app, ApplicantsPage).detail.isVisible)


def more(app: App) -> None:
    """The deeds on an applicant that stand in a menu."""
    page = the(app, ApplicantsPage)
    assert until(lambda: page.detail.opened is not None)
    page.detail.more.click()
    assert until(page.detail.more.menu_of_deeds.isVisible)


def faceted(app: App) -> None:
    """What the list can be narrowed by."""
    page = the(app, ApplicantsPage)
    run("applicants.filter")(app)
    assert until(page.offering.menu.isVisible)


def shut(_app: App) -> None:
    """No menu."""
    while (menu := QApplication.activePopupWidget()) is not None:
        menu.close()


def sought(kind: type[MessagesPage | JobsPage], words: str = "") -> Callable[[App], None]:
    """Words that nothing on a page has; all of it where there are none."""

    def seek(app: App) -> None:
        page = the(app, kind)
        page.search.set_text(words)
        assert until(lambda: page.list.empty.isVisible() == bool(words))
        _read(app)

    return seek


def offline(app: App) -> None:
    """The network is gone, and two deeds wait for it."""
    desk = app.desk
    assert desk is not None
    the(app, DemoBar).offline.emit(True)
    first, second = [one.id for one in desk.cache.list("application") if one.body.get("stage") == "new"][:2]
    desk.move(first, "screening")
    desk.note(second, "Call on Monday")
    app.background.changed.emit(frozenset({"application", "note"}), None)
    window_of(app).go("outbox")
    assert until(lambda: window_of(app).form.sync.state.tone == "warn", 20)


def online(app: App) -> None:
    """It is back, and nothing waits."""
    desk = app.desk
    assert desk is not None
    with desk.cache.reading() as connection:
        waiting = [row.id for row in outbox.rows(connection)]
    desk.cache.drop_all(waiting)
    the(app, DemoBar).offline.emit(False)
    app.background.changed.emit(frozenset({"application", "note"}), None)
    assert settled(app, 10)


def _read(app: App) -> None:
    until(lambda: app.background.wait(0))


OPENINGS: Final = (
    Opening("company", "narrowed", "applicants", ApplicantsPage, narrowed, everybody),
    Opening("company", "nobody-found", "applicants", EmptyState, nobody, everybody),
    Opening("company", "withdrawn", "applicants", ApplicantsPage, withdrawn, everybody),
    Opening("company", "peek", "applicants", ApplicantDetail, peeked, tabled.beside),
    Opening("company", "more", "applicants", QMenu, more, shut),
    Opening("company", "facets", "applicants", QMenu, faceted, shut),
    Opening("company", "messages-none", "messages", EmptyState, sought(MessagesPage, _NOBODY), sought(MessagesPage)),
    Opening("company", "jobs-none", "jobs", EmptyState, sought(JobsPage, _NOBODY), sought(JobsPage)),
    Opening("company", "offline", "outbox", OutboxPage, offline, online),
)
