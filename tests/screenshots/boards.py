"""What opens the board as it is not at first: with a reason asked for, without applicants, with hidden people; and a job's stages."""

from __future__ import annotations

from typing import Final

from izanau_desktop.app import App
from izanau_desktop.company.applicants.rejecting import Reasons
from izanau_desktop.company.board.column import StageColumn
from izanau_desktop.company.board.page import BoardPage
from izanau_desktop.company.jobs.page import JobsPage
from izanau_desktop.company.jobs.stages import JobStages
from izanau_desktop.widgets.plain import EmptyState
from tests.screenshots.loop import settled, until
from tests.screenshots.opening import Opening
from tests.screenshots.windows import the, window_of

_before: list[str] = []
"""The job that was shown."""


def rejecting(app: App) -> None:
    """Ask why the first card is rejected."""
    page = the(app, BoardPage)
    assert until(lambda: page.card is not None)
    page._ask_reason()
    assert until(lambda: page.reasons.isVisible())


def over(app: App) -> None:
    """Reject nobody."""
    the(app, BoardPage).reasons.cancelled.emit()


def empty(app: App) -> None:
    """Another job, for which nobody applied."""
    page, desk = the(app, BoardPage), app.desk
    assert desk is not None
    _before.append(str(page.jobs.currentData()))
    page.show_job(desk.create_job({"title": {"en": "Gardener", "ja": "庭師"}}))
    settled(app, 5)
    assert until(lambda: page.empty.isVisible())


def full(app: App) -> None:
    """The job as before."""
    the(app, BoardPage).show_job(_before.pop())
    settled(app, 5)


def hidden(app: App) -> None:
    """Review the job blind, the late ones first."""
    _sort(app, "since")
    _review(app, blind=True)


def known(app: App) -> None:
    """As it was."""
    _sort(app, "applied")
    _review(app, blind=False)


def stages(app: App) -> None:
    """A job that has the usual stages as its own."""
    page = the(app, JobsPage)
    assert until(lambda: bool(page.editing.id) and bool(page.editor.findChildren(JobStages)))
    found = the(app, JobStages)
    found.begin_from({})
    settled(app, 5)
    page.editor.area.ensureWidgetVisible(found.start, 0, 40)
    settled(app, 5)
    page.editor.area.ensureWidgetVisible(found.start, 0, 40)


def stages_no_more(app: App) -> None:
    """As before."""
    assert window_of(app).commands.run("jobs.undo")
    settled(app, 5)


def _sort(app: App, order: str) -> None:
    orders = the(app, BoardPage).orders
    orders.setCurrentIndex(orders.findData(order))
    orders.activated.emit(orders.currentIndex())
    settled(app, 5)


def _review(app: App, *, blind: bool) -> None:
    page, desk = the(app, BoardPage), app.desk
    assert desk is not None
    assert until(lambda: page.card is not None)
    desk.edit("job", str(page.jobs.currentData()), {"blind": True if blind else None})
    app.background.changed.emit(frozenset({"job"}), None)
    assert until(lambda: page.card is not None and bool(page.card.code) is blind)


OPENINGS: Final = (
    Opening("company", "board-reject", "board", Reasons, rejecting, over),
    Opening("company", "board-empty", "board", EmptyState, empty, full),
    Opening("company", "board-blind", "board", StageColumn, hidden, known),
    Opening("company", "job-stages", "jobs", JobStages, stages, stages_no_more),
)
