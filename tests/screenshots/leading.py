"""Opens, for the pictures, the move of one applicant that a message goes out with."""

from __future__ import annotations

from izanau_desktop.app import App
from izanau_desktop.company.applicants.page import ApplicantsPage
from tests.screenshots.loop import until
from tests.screenshots.windows import run, the


def asked(app: App) -> None:
    """Where to, and what is said, for the first in the list."""
    page = the(app, ApplicantsPage)
    assert until(lambda: page.list.list.model.rowCount() > 0)
    page.list.list.go(0)

    def is_open() -> bool:
        opened = page.detail.opened
        return opened is not None and opened.applicant.row.id == page.list.list.current()

    assert until(is_open)
    run("applicants.advance_with")(app)
    assert until(page.detail.panels.moving.isVisible)


def away(app: App) -> None:
    """Put away, as it was."""
    the(app, ApplicantsPage).detail.panels.moving.cancelled.emit()
