"""What opens the cards of support staff: a request approved, a company given an owner, a record opened, mended, erased."""

from __future__ import annotations

from functools import partial
from typing import Final

from izanau_desktop.app import App
from izanau_desktop.support.giving import GiveOwnerCard
from izanau_desktop.support.records import RecordsPage
from izanau_desktop.support.tickets import TicketsPage
from tests.screenshots.loop import until, wait
from tests.screenshots.opening import Opening
from tests.screenshots.windows import SOMEBODY, run, the


def open_company_request(app: App) -> None:
    """Open the first request that asks for a company account."""
    page = the(app, TicketsPage)
    until(lambda: page.list.list.model.rowCount() > 0)
    for row in page.list.list.model.rows:
        page.list.list.select(row.id)
        until(partial(lambda wanted: page.detail.ticket is not None and page.detail.ticket.id == wanted, row.id))
        if page._may_approve():
            return


def approve(app: App) -> None:
    """Open the card that approves it."""
    open_company_request(app)
    run("tickets.approve")(app)


def look(app: App) -> None:
    """Open the card that asks why the record of somebody is opened."""
    page = the(app, RecordsPage)
    page.look_for(SOMEBODY, "ticket", "Request #1")
    until(lambda: page.list.model.rowCount() > 0)
    if page.list.current():
        page._choose(page.list.current())  # the same as before, from its beginning
    else:
        page.list.step(1)


def record(app: App) -> RecordsPage:
    """Open that record; its page."""
    look(app)
    page = the(app, RecordsPage)
    page.look.finish()
    until(page._may_mend)
    return page


def mend(app: App) -> None:
    """Open the card that mends a field of it."""
    page = record(app)
    run("records.mend")(app)
    until(lambda: page.record.card.isVisible())


def erase_record(app: App) -> None:
    """Open the card that erases its account, with nothing typed and the problems beside."""
    page = record(app)
    run("records.erase")(app)
    page.record.erasing.finish()
    wait(50)


def give(app: App) -> None:
    """Open the card that gives a company an owner, with the problems of what is not typed."""
    open_company_request(app)
    page = the(app, TicketsPage)
    assert page.detail.ticket is not None
    page.detail.open_card(page.detail.give, page.detail.ticket)
    page.detail.give.line("email").clear()
    page.detail.give.finish()
    wait(50)


OPENINGS: Final = (
    Opening("support", "owner", "tickets", GiveOwnerCard, give, lambda app: the(app, GiveOwnerCard).cancelled.emit()),
)
