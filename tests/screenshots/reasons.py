"""Opens the company's reasons for rejection for the pictures: one of them retired, and one about to be added that is none, not saved when it was begun."""

from __future__ import annotations

from izanau_desktop.app import App
from izanau_desktop.company.company import CompanyPage
from izanau_desktop.company.reasons import ReasonsCard
from tests.screenshots.loop import settled, still, until
from tests.screenshots.windows import the

_TYPED = {"en": "Nationality and level of Japanese", "ja": "国籍、日本語のレベル"}


def listed(app: App) -> None:
    """The list, and the form."""
    page, card = the(app, CompanyPage), the(app, ReasonsCard)
    card._desk.retire_reason("unanswered")
    app.background.changed.emit(frozenset({"company"}), None)
    assert until(lambda: any(row.row.retired for row in card._shown()))
    card.write(None)
    for tag, edit in card.writing.names.items():
        edit.setText(_TYPED[tag])
    card.write(None)  # once more: what was not saved stands there again
    assert still(card)
    for part in (card.writing.save, card.writing.names["en"]):
        page.bring(part)


def away(app: App) -> None:
    """The list as it was, and no form."""
    card = the(app, ReasonsCard)
    card.writing.discard.click()
    card.writing.cancelled.emit()
    card._desk.cache.undo(f"reasons:{card._desk.account.company}")
    app.background.changed.emit(frozenset({"company"}), None)
    settled(app, 5)
