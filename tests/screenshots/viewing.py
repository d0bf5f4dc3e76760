"""Saves views of the list of applicants for the pictures, one of a job that is gone, beside what the demo shares; lets go of them."""

from __future__ import annotations

from izanau_desktop.app import App
from izanau_desktop.cache.reads import views
from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.cache.reads.views import Kept
from izanau_desktop.company.applicants.page import ApplicantsPage
from tests.screenshots.windows import run, the

_NAMES = {
    "en": ("Everyone in talks, longest waiting first", "Near Tokyo", "Closed in spring"),
    "ja": ("面接中の全員（待っている順）", "東京近郊", "春の募集"),
}


def managed(app: App) -> None:
    """What is there, to be renamed or deleted."""
    page, desk = the(app, ApplicantsPage), app.desk
    assert desk is not None
    whole, near, gone = _NAMES["ja" if app.preferences.language == "ja" else "en"]
    views.save(desk.cache, Kept(whole, View(stages=("interview",), sort="since", down=False)))
    views.save(desk.cache, Kept(near, View(query="東京")))
    views.save(desk.cache, Kept(gone, View("gone")))
    page.list.views.manage((*views.saved(desk.cache), *views.shared(desk.cache)))


def sharing(app: App) -> None:
    """The list is about to be saved and shared."""
    run("applicants.save_view")(app)
    the(app, ApplicantsPage).list.views.share.setChecked(True)


def away(app: App) -> None:
    """None of them."""
    page, desk = the(app, ApplicantsPage), app.desk
    assert desk is not None
    for one in views.saved(desk.cache):
        views.drop(desk.cache, one.name)
    page.list.views.close_all()
