"""What opens the screens of the job editor that are no place of the navigation; nothing of it is written down."""

from __future__ import annotations

from izanau_desktop.app import App
from izanau_desktop.company.jobs.page import JobsPage
from izanau_desktop.shared.composer import Composer
from tests.screenshots.loop import until
from tests.screenshots.windows import run, the

ROUGH = {
    "en": "Serve guests in English and Japanese. We want a waitress under 35, native speakers only.",
    "ja": "接客全般。35歳以下の女性歓迎。",
}
ASKED = {
    "en": "Thank you for applying. Are you married, and what is your religion?",
    "ja": "ご応募ありがとうございます。家族構成と宗教を教えてください。",
}


def hinted(app: App) -> None:
    """A job whose wording wants a second look."""
    page = the(app, JobsPage)
    until(lambda: page.editing.field("overseas") is not None)
    field = page.editing.field("duties")
    assert field is not None
    field.show_text(ROUGH[page._language])
    page.editor.wording.show_job({**page.editing.body, "duties": ROUGH})
    page.editor.area.ensureWidgetVisible(field, 0, 200)


def hinted_no_more(app: App) -> None:
    """As the document has it."""
    page = the(app, JobsPage)
    field = page.editing.field("duties")
    assert field is not None
    field.show_text(str(page.editing.body["duties"].get(page._language, "")))
    page.editor.wording.show_job(page.editing.body)


def in_both(app: App) -> None:
    """The texts in both languages, one of them written in one language only."""
    page = the(app, JobsPage)
    until(lambda: page.editing.field("overseas") is not None)
    page.editor.both.setChecked(True)
    until(lambda: page.editing.field("pay.note@ja") is not page.editing.field("pay.note@en"))


def in_one(app: App) -> None:
    """Only the language of the interface."""
    the(app, JobsPage).editor.both.setChecked(False)


def templates(app: App) -> None:
    """The menu of what new jobs can begin from; one template is kept first."""
    page = the(app, JobsPage)
    until(lambda: page.editing.field("overseas") is not None)
    if page.editing.body.get("state") != "template":
        run("jobs.template")(app)
        until(lambda: page.editing.body.get("state") == "template")
    page.toast.dismiss()


def templates_no_more(app: App) -> None:
    """Nothing was kept."""
    run("jobs.remove")(app)
    the(app, JobsPage).toast.dismiss()


def asking(app: App) -> None:
    """A message that asks what is not to be asked."""
    run("applicants.message")(app)
    composer = the(app, Composer)
    composer.show_draft(ASKED[composer._language])


def asking_no_more(app: App) -> None:
    """Nothing is begun."""
    composer = the(app, Composer)
    composer.show_draft("")
    composer.cancelled.emit()
