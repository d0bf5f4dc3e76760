"""A company's day and its conversations while there is nothing in them."""

from __future__ import annotations

from typing import Final

from izanau_desktop.app import App
from izanau_desktop.cache.reads.day import Day
from izanau_desktop.cache.reads.talks import Talks
from izanau_desktop.company.day import DayPage
from izanau_desktop.company.messages import MessagesPage
from izanau_desktop.widgets.plain import EmptyState
from tests.screenshots.loop import until
from tests.screenshots.opening import Opening
from tests.screenshots.windows import the


def idle(app: App) -> None:
    """A day on which nothing waits."""
    page = the(app, DayPage)
    page._read = lambda: None  # type: ignore[method-assign] # else a sync would show the day of the demo again
    assert until(lambda: not app.background._waiting)  # what was read before is shown
    page._show(Day())
    assert until(page.empty.isVisible)


def busy(app: App) -> None:
    """The day as it is."""
    page = the(app, DayPage)
    del page._read  # the method itself again
    page._read()
    assert until(lambda: not page.empty.isVisible())


def unwritten(app: App) -> None:
    """Nobody has written yet."""
    page = the(app, MessagesPage)
    page._load = lambda *_: None  # type: ignore[method-assign] # else a sync would show those of the demo again
    assert until(lambda: not app.background._waiting)  # what was read before is shown
    page._show(Talks(), "", "")
    assert until(lambda: page.list.empty.isVisible() and page.talk is None)


def written(app: App) -> None:
    """Those who have."""
    page = the(app, MessagesPage)
    del page._load  # the method itself again
    page._load()
    assert until(lambda: not app.background._waiting)


OPENINGS: Final = (
    Opening("company", "day-empty", "day", EmptyState, idle, busy),
    Opening("company", "messages-empty", "messages", EmptyState, unwritten, written),
)
