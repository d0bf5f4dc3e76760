"""Opens an applicant of whom something fits the job, something is to be checked, and something is lacking."""

from __future__ import annotations

from izanau_desktop.app import App
from izanau_desktop.cache.reads import company
from izanau_desktop.cache.reads.fitting import fit_of
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_protocol.fit import VERDICTS
from tests.screenshots.loop import until
from tests.screenshots.windows import the


def of_every_kind(app: App) -> None:
    """The first in the list with all three verdicts."""
    page, desk = the(app, ApplicantsPage), app.desk
    assert desk is not None
    until(lambda: page.list.list.model.rowCount() > 0)
    read = (company.applicant(desk.cache, row.id) for row in page.list.list.model.here)
    wanted = next(one.row.id for one in read if one and len({item.verdict for item in fit_of(one)}) == len(VERDICTS))
    page.list.list.select(wanted)
    until(lambda: page.detail.opened is not None and page.detail.opened.applicant.row.id == wanted)


def away(app: App) -> None:
    """The first of the list again."""
    page = the(app, ApplicantsPage)
    page.list.list.select(page.list.list.model.here[0].id)
