"""Opens the form of a task in the day and beside an applicant, and puts it away."""

from __future__ import annotations

from izanau_desktop.app import App
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.company.day import DayPage
from izanau_desktop.company.tasks.words import tomorrow
from izanau_desktop.shared.deeds import take_back
from izanau_protocol.canonical import Body
from tests.screenshots.loop import settled, until
from tests.screenshots.windows import run, the

_written: list[str] = []
"""The tasks that were written for a picture."""


def begun(app: App) -> None:
    """A new task in the day."""
    run("day.task")(app)
    assert until(the(app, DayPage).form.isVisible)


def done(app: App) -> None:
    """The day without it."""
    the(app, DayPage).form.cancelled.emit()


def about(app: App) -> None:
    """A new task about the first applicant in the list, who has one already."""
    page, desk = the(app, ApplicantsPage), app.desk
    assert desk is not None
    until(lambda: page.detail.opened is not None)
    assert page.detail.opened is not None
    text = "面接の日程を相談する" if app.preferences.language == "ja" else "Agree on a day for the interview"
    body: Body = {"text": text, "due": tomorrow().isoformat(), "owner": desk.membership}
    _written.append(desk.add_task({**body, "application": page.detail.opened.applicant.row.id}))
    app.background.changed.emit(frozenset({"task"}), None)
    until(lambda: page.detail.opened is not None and bool(page.detail.opened.tasks))
    run("applicants.task")(app)
    assert until(page.detail.panels.task.isVisible)


def away(app: App) -> None:
    """The applicant without it."""
    page, desk = the(app, ApplicantsPage), app.desk
    assert desk is not None
    page.detail.panels.task.cancelled.emit()
    while _written:
        take_back(desk, "task", _written.pop())
    app.background.changed.emit(frozenset({"task"}), None)
    until(lambda: page.detail.opened is not None and not page.detail.opened.tasks)
    settled(app)  # a program that ends while cards are built goes down with them
