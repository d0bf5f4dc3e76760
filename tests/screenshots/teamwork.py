"""What opens the cards of a company's team: inviting, a role, the end of a membership; and its activity after a deed on many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QPushButton

from izanau_desktop.app import App
from izanau_desktop.company.team.activity import ActivityPage
from izanau_desktop.company.team.cards import EndCard, InviteCard, RoleCard
from izanau_desktop.company.team.page import TeamPage
from tests.screenshots import moves
from tests.screenshots.loop import until
from tests.screenshots.opening import Opening
from tests.screenshots.windows import run, the


def invite(app: App) -> None:
    """Begin to invite a hiring manager."""
    run("team.invite")(app)
    the(app, InviteCard).part.roles.buttons["hiring_manager"].click()


def role(app: App) -> None:
    """Ask for the role of the last member, who is to be an owner."""
    _press(app, lambda page: page.change_role_of(page.members[-1]))
    the(app, RoleCard).part.roles.buttons["owner"].click()


def end(app: App) -> None:
    """Ask whether the last member is to go."""
    _press(app, lambda page: page.end_of(page.members[-1]))


def over(app: App) -> None:
    """Put the card away."""
    the(app, TeamPage).put_away()


def _press(app: App, deed: Callable[[TeamPage], object]) -> None:
    page = the(app, TeamPage)
    assert until(lambda: bool(page.members) and bool(page.findChildren(QPushButton)))
    deed(page)


OPENINGS: Final = (
    Opening("company", "team-invite", "team", InviteCard, invite, over),
    Opening("company", "team-role", "team", RoleCard, role, over),
    Opening("company", "team-end", "team", EndCard, end, over),
    Opening("company", "activity-many", "activity", ActivityPage, moves.many, moves.none),
)
