"""Has the applicants of a demo's job reviewed blind for the pictures, and ends it again."""

from __future__ import annotations

from izanau_desktop.app import App
from izanau_desktop.company.applicants.page import ApplicantsPage
from tests.screenshots.loop import settled, until
from tests.screenshots.windows import run, the


def asked(app: App) -> None:
    """The question before an applicant is unblinded, one who was taken and has labels."""
    _review(app, blind=True)
    page = the(app, ApplicantsPage)
    until(lambda: bool(page.detail.opened and page.detail.opened.applicant.row.code))
    run("applicants.unblind")(app)


def known(app: App) -> None:
    """As it was."""
    page = the(app, ApplicantsPage)
    page.detail.panels.unblinding.cancelled.emit()
    _review(app, blind=False)
    until(lambda: bool(page.detail.opened and not page.detail.opened.applicant.row.code))
    settled(app, 5)


def _review(app: App, *, blind: bool) -> None:
    page, desk = the(app, ApplicantsPage), app.desk
    assert desk is not None
    until(lambda: page.detail.opened is not None)
    wanted = next(
        (
            row.id
            for row in page.list.list.model.here
            if (found := desk.cache.get("application", row.id)) and found.body.get("labels")
        ),
        page.list.list.model.here[0].id,
    )
    page.list.list.select(wanted)
    until(lambda: page.detail.opened is not None and page.detail.opened.applicant.row.id == wanted)
    assert page.detail.opened is not None
    desk.edit("job", page.detail.opened.applicant.row.job, {"blind": True if blind else None})
    app.background.changed.emit(frozenset({"job"}), None)
