"""Opens the form of a prepared message for the pictures: an acknowledgement in both languages, tried on somebody made up."""

from __future__ import annotations

from typing import Final

from izanau_desktop.app import App
from izanau_desktop.company.company import CompanyPage
from izanau_desktop.company.templates import TemplatesCard
from tests.screenshots.loop import still, until
from tests.screenshots.windows import the

_TEXTS: Final = {
    "en": "Dear {nome},\nthank you for your application as {job}. You hear from us within a week.\n{company}",
    "ja": "{name} 様\n{job}にご応募いただき、ありがとうございます。1週間以内にご連絡します。\n{company}",
}


def tried(app: App) -> None:
    """What it says, and a placeholder that is none."""
    page, card = the(app, CompanyPage), the(app, TemplatesCard)
    card.new.click()
    form = card.writing
    form.name.setText("Thank you for applying")
    form.use.setCurrentIndex(form.use.findData("acknowledge"))
    form.on.setChecked(True)
    for tag, edit in form.texts.items():
        edit.setPlainText(_TEXTS[tag])
    assert until(lambda: form.trying.who.count() > 2)
    assert still(card)
    for part in (form.cancel, form.texts["en"]):
        page.bring(part)


def away(app: App) -> None:
    """Nothing of it is kept."""
    card = the(app, TemplatesCard)
    card.writing.keep()
    card.writing.discard.click()
    card.writing.cancel.click()
