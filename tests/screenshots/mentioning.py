"""Begins a note in which a colleague is about to be mentioned, and lets it be."""

from __future__ import annotations

from izanau_desktop.app import App
from izanau_desktop.company.applicants.page import ApplicantsPage
from tests.screenshots.loop import until
from tests.screenshots.windows import run, the


def begun(app: App) -> None:
    """The sign is typed: all colleagues are offered."""
    page = the(app, ApplicantsPage)
    until(lambda: page.detail.opened is not None)
    run("applicants.note")(app)
    page.detail.panels.note.edit.insertPlainText("@")
    until(lambda: page.detail.panels.colleagues.isVisible())


def away(app: App) -> None:
    """Nothing is written."""
    panel = the(app, ApplicantsPage).detail.panels.note
    panel.show_draft("")
    panel.cancelled.emit()
