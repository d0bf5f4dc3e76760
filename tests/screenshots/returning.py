"""Opens an applicant who applied before, and of whose profile something changed since the last look."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from izanau_desktop.app import App
from izanau_desktop.cache import documents, trees
from izanau_desktop.cache.reads import company, looks
from izanau_desktop.company.applicants import reading
from izanau_desktop.company.applicants.others import OthersCard
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.desk import Desk
from izanau_protocol import ambient, ids
from tests.screenshots.loop import until
from tests.screenshots.windows import the

_before: list[tuple[str, str]] = []
"""What was applied for before, by scope and id."""


def again(app: App) -> None:
    """The first in the list, who applied for another job before, after a look at other work, skills and visa."""
    page, desk = the(app, ApplicantsPage), app.desk
    assert desk is not None
    until(lambda: page.list.list.model.rowCount() > 0)
    page.list.list.go(0)  # whoever was looked at before
    wanted = page.list.list.model.here[0].id
    _applied_before(desk, wanted)
    opened = reading.opened(desk.cache, wanted)
    assert opened is not None
    before = {**opened.look.hashes, "work": "", "skills": "", "visa": ""}
    looks.keep(desk.cache, wanted, opened.applicant.row.seeker, replace(opened.look, hashes=before))
    app.background.changed.emit(frozenset({"application"}), None)
    until(lambda: any(card.isVisible() for card in page.detail.findChildren(OthersCard)))  # cards are built in turns


def away(app: App) -> None:
    """The one application again, looked at as it is."""
    page, desk = the(app, ApplicantsPage), app.desk
    assert desk is not None
    while _before:
        scope, identity = _before.pop()
        desk.cache.change(partial(documents.remove, scope=scope, kind="application", identity=identity))
    app.background.changed.emit(frozenset({"application"}), None)
    until(lambda: page.detail.opened is not None and not page.detail.opened.others)


def _applied_before(desk: Desk, application: str) -> None:
    """For each other job, of the same person: rejected at one, withdrawn at the next."""
    found = desk.cache.get("application", application)
    assert found is not None
    jobs = [row.job.id for row in company.jobs(desk.cache).items if row.job.id != found.body["job"]][:2]
    for number, job in enumerate(jobs):
        at = ambient.timestamp(hours=-24 * (200 + 90 * number))
        body = {**found.body, "job": job, "stage": "rejected", "applied": at, "withdrawn": bool(number)}
        row = documents.Stored(
            found.scope, "application", ids.application_id(job, str(body["seeker"]), 1), 1, trees.spelled(body)
        )
        _before.append((row.scope, row.id))
        desk.cache.change(partial(documents.put, row=row))
