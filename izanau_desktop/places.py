"""Which places each role has in its window; a page is imported when its place is first opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtWidgets import QWidget

from izanau_desktop import offers
from izanau_desktop.background import Background
from izanau_desktop.commands import Commands
from izanau_desktop.frame.navigation import Place
from izanau_desktop.leaving import Why
from izanau_desktop.preferences import Preferences
from izanau_desktop.translation import tr

if TYPE_CHECKING:
    from izanau_desktop.accounts import Entry
    from izanau_desktop.desk import Desk


@dataclass
class Room:
    """What pages are given. `desk` is there before the first page is made."""

    background: Background
    commands: Commands
    preferences: Preferences
    language: str
    leave: Callable[[Why], object]
    switch: Callable[[Entry], object]
    write: Callable[[str], object]
    """Opens the contact form with a text in it; sending it is the person's own deed."""
    desk: Desk | None = None


@dataclass(frozen=True)
class Page:
    """Makes a page of a room. `read` imports what that needs, which any thread may do."""

    room: Room
    module: str
    name: str

    def read(self) -> None:
        """Import the page's module."""
        import_module(self.module)

    def page(self) -> type[QWidget]:
        """The page's class."""
        found = getattr(import_module(self.module), self.name)
        assert issubclass(found, QWidget)
        return cast("type[QWidget]", found)

    def __call__(self) -> QWidget:
        """The page, made."""
        room = self.room
        make: Callable[..., QWidget] = self.page()
        return make(room.desk, room.background, room.commands, room.language)


@dataclass(frozen=True)
class LeavingPage(Page):
    """A page from which an account may be left for good: it says so by `left(why)`."""

    def __call__(self) -> QWidget:
        """The page, made."""
        made: Any = super().__call__()
        made.left.connect(self.room.leave)
        return cast("QWidget", made)


_ROLE_OF_GROUP = {"seeker": "seeker", "company": "company", "staff": "support"}
ROLES = ("guest", *_ROLE_OF_GROUP.values())
"""The roles that a window may have once there is a desk."""


def role_of(desk: Desk) -> str:
    """The role of a window by the account's group; a draft or a guest is `guest`."""
    return _ROLE_OF_GROUP.get(desk.account.group, "guest") if desk.account.id else "guest"


def policy_of(room: Room, site: str = "") -> Place:
    """The privacy policy: in every window, that of the first screen too, and led to from its foot (PRV-08)."""

    def make() -> QWidget:
        from izanau_desktop.shared.policy.page import PolicyPage

        return PolicyPage(room.desk, room.background, room.commands, room.language, site)

    return Place("policy", lambda: tr("Privacy policy"), "file-check", make, listed=False)


def places_of(role: str, room: Room, more: tuple[Place, ...] = ()) -> tuple[Place, ...]:
    """The places of a role in the order of the navigation."""
    of = {"guest": _of_a_guest, "seeker": _of_a_seeker, "company": _of_a_company, "support": _of_support}
    return (*of[role](room), *more)


def _of_a_guest(room: Room) -> tuple[Place, ...]:
    return (_profile(room), _open_jobs(room), _contact(room), *_last(room))


def _of_a_seeker(room: Room) -> tuple[Place, ...]:
    applications = _page(room, "seeker.applications", "ApplicationsPage")
    messages = _page(room, "shared.messages", "MessagesPage")
    notices = _page(room, "shared.notices", "NoticesPage")
    return (
        _profile(room),
        _open_jobs(room),
        Place("applications", lambda: tr("My applications"), "briefcase", applications, offers.APPLICATIONS),
        Place("messages", lambda: tr("Messages"), "messages-square", messages, offers.MESSAGES),
        Place("notices", lambda: tr("Notices"), "bell", notices, offers.NOTICES),
        *_of_everyone(room),
    )


def _of_a_company(room: Room) -> tuple[Place, ...]:
    day = _page(room, "company.day", "DayPage")
    applicants = _page(room, "company.applicants.page", "ApplicantsPage")
    board = _page(room, "company.board.page", "BoardPage")
    messages = _page(room, "company.messages", "MessagesPage")
    jobs = _page(room, "company.jobs.page", "JobsPage")
    exports = _page(room, "company.exports", "ExportsPage")
    team = _page(room, "company.team.page", "TeamPage")
    activity = _page(room, "company.team.activity", "ActivityPage")
    company = _page(room, "company.company", "CompanyPage")
    return (
        Place("day", lambda: tr("My day"), "house", day, offers.DAY),
        Place("applicants", lambda: tr("Applicants"), "users", applicants, offers.APPLICANTS),
        Place("board", lambda: tr("Board"), "kanban", board, offers.BOARD),
        Place("messages", lambda: tr("Messages"), "messages-square", messages, offers.CONVERSATIONS),
        Place("jobs", lambda: tr("Jobs"), "briefcase", jobs, offers.POSTS),
        Place("exports", lambda: tr("Exports"), "download", exports, offers.EXPORTS),
        Place("team", lambda: tr("Team"), "user-round", team, offers.TEAM),
        Place("activity", lambda: tr("Activity"), "list-checks", activity),
        Place("company", lambda: tr("Company"), "building-2", company, offers.OWN_PAGE),
        *_of_everyone(room),
    )


def _of_support(room: Room) -> tuple[Place, ...]:
    tickets = _page(room, "support.tickets", "TicketsPage")
    records = _page(room, "support.records", "RecordsPage")
    erasures = _page(room, "support.erasures", "ErasuresPage")
    return (  # no form of contact: who would read it is who works here
        Place("tickets", lambda: tr("Requests"), "ticket", tickets, offers.TICKETS),
        Place("records", lambda: tr("Records"), "user-search", records, offers.RECORDS),
        Place("erasures", lambda: tr("Erasures"), "trash-2", erasures),
        *_waiting(room),
        *_last(room),
    )


def _of_everyone(room: Room) -> tuple[Place, ...]:
    return (*_waiting(room), _contact(room), *_last(room))


def _waiting(room: Room) -> tuple[Place, ...]:
    """What has not reached the site, and what it answered otherwise: of everyone who has an account."""
    outbox = _page(room, "shared.outbox", "OutboxPage")
    conflicts = _page(room, "shared.conflicts.page", "ConflictsPage")
    return (
        Place("outbox", lambda: tr("Waiting changes"), "upload", outbox),
        Place("conflicts", lambda: tr("Conflicts"), "git-compare", conflicts, offers.CONFLICTS),
    )


def _last(room: Room) -> tuple[Place, ...]:
    """What every window ends with; two of them are led to from elsewhere."""
    privacy = LeavingPage(room, "izanau_desktop.shared.privacy.page", "PrivacyPage")
    return (
        Place("privacy", lambda: tr("Privacy"), "shield", privacy, offers.PRIVACY),
        Place("settings", lambda: tr("Settings"), "settings", lambda: _settings(room)),
        Place("sync_log", lambda: tr("Sync log"), "history", lambda: _sync_log(room), listed=False),
        policy_of(room),
    )


def _profile(room: Room) -> Place:
    page = _page(room, "seeker.profile.page", "ProfilePage")
    return Place("profile", lambda: tr("Profile"), "id-card", page, offers.PROFILE)


def _open_jobs(room: Room) -> Place:
    return Place("jobs", lambda: tr("Jobs"), "search", _page(room, "seeker.jobs", "JobsPage"), offers.JOBS)


def _contact(room: Room) -> Place:
    page = _page(room, "shared.contact", "ContactPage")
    return Place("contact", lambda: tr("Contact us"), "life-buoy", page, offers.CONTACT)


def _page(room: Room, module: str, name: str) -> Page:
    return Page(room, f"izanau_desktop.{module}", name)


def _settings(room: Room) -> QWidget:
    from izanau_desktop.shared.settings import SettingsPage

    assert room.desk is not None
    page = SettingsPage(room.desk, room.background, room.commands, room.language, room.preferences)
    page.left.connect(room.leave)
    page.switched.connect(room.switch)
    return page


def _sync_log(room: Room) -> QWidget:
    from izanau_desktop.shared.sync_log import SyncLogPage

    assert room.desk is not None
    page = SyncLogPage(room.desk, room.background, room.commands, room.language)
    page.handed_on.connect(room.write)
    return page
