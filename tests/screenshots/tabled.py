"""Shows the applicants as a table, with every column that it can have."""

from __future__ import annotations

from izanau_desktop.app import App
from izanau_desktop.company.applicants.columns import COLUMNS
from izanau_desktop.company.applicants.page import ApplicantsPage
from tests.screenshots.windows import the


def table(app: App) -> None:
    """All columns."""
    page = the(app, ApplicantsPage)
    page.list.list.choose([column.id for column in COLUMNS], {})
    page._arranging.show_table(table=True)


def beside(app: App) -> None:
    """Rows beside the profile again."""
    page = the(app, ApplicantsPage)
    page.list.list.choose([column.id for column in COLUMNS if column.shown], {})
    page._arranging.show_beside()
