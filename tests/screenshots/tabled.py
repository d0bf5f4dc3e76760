"""Shows the applicants as a table, with every column that it can have, and how such a table is written into a file."""

from __future__ import annotations

from izanau_desktop.app import App
from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.company.applicants.columns import COLUMNS
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.company.exports import ExportsPage
from tests.screenshots.windows import the


def table(app: App) -> None:
    """All columns."""
    page = the(app, ApplicantsPage)
    page.list.list.choose([column.id for column in COLUMNS], {})
    page._arranging.show_table(table=True)


def written(app: App) -> None:
    """The file will have the columns of the table."""
    page = the(app, ExportsPage)
    page.offer(View(query="is:late", stages=("new",)), ("name", "stage", "japanese", "years", "visa", "ends", "since"))


def unwritten(app: App) -> None:
    """All columns again."""
    the(app, ExportsPage).offer(View())


def beside(app: App) -> None:
    """Rows beside the profile again."""
    page = the(app, ApplicantsPage)
    page.list.list.choose([column.id for column in COLUMNS if column.shown], {})
    page._arranging.show_beside()
