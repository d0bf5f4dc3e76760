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

    def page(module: str, name: str) -> Page:
        return Page(room, f"izanau_desktop.{module}", name)

    def settings() -> QWidget:
        from izanau_desktop.shared.settings import SettingsPage

        assert room.desk is not None
        page = SettingsPage(room.desk, room.background, room.commands, room.language, room.preferences)
        page.left.connect(room.leave)
        page.switched.connect(room.switch)
        return page

    profile = Place(
        "profile", lambda: tr("Profile"), "id-card", page("seeker.profile.page", "ProfilePage"), offers.PROFILE
    )
    jobs = Place("jobs", lambda: tr("Jobs"), "search", page("seeker.jobs", "JobsPage"), offers.JOBS)
    contact = Place(
        "contact", lambda: tr("Contact us"), "life-buoy", page("shared.contact", "ContactPage"), offers.CONTACT
    )
    outbox = Place("outbox", lambda: tr("Waiting changes"), "upload", page("shared.outbox", "OutboxPage"))
    conflicts = Place(
        "conflicts",
        lambda: tr("Conflicts"),
        "git-compare",
        page("shared.conflicts.page", "ConflictsPage"),
        offers.CONFLICTS,
    )

    def sync_log() -> QWidget:
        from izanau_desktop.shared.sync_log import SyncLogPage

        assert room.desk is not None
        page = SyncLogPage(room.desk, room.background, room.commands, room.language)
        page.handed_on.connect(room.write)
        return page

    log = Place("sync_log", lambda: tr("Sync log"), "history", sync_log, listed=False)
    centre = LeavingPage(room, "izanau_desktop.shared.privacy.page", "PrivacyPage")
    privacy = Place("privacy", lambda: tr("Privacy"), "shield", centre, offers.PRIVACY)
    own = Place("settings", lambda: tr("Settings"), "settings", settings)
    policy = policy_of(room)
    everyone = (outbox, conflicts, contact, privacy, own, log, policy)
    by_role = {
        "guest": (profile, jobs, contact, privacy, own, log, policy),
        "seeker": (
            profile,
            jobs,
            Place(
                "applications",
                lambda: tr("My applications"),
                "briefcase",
                page("seeker.applications", "ApplicationsPage"),
                offers.APPLICATIONS,
            ),
            Place(
                "messages",
                lambda: tr("Messages"),
                "messages-square",
                page("shared.messages", "MessagesPage"),
                offers.MESSAGES,
            ),
            Place("notices", lambda: tr("Notices"), "bell", page("shared.notices", "NoticesPage"), offers.NOTICES),
            *everyone,
        ),
        "company": (
            Place(
                "applicants",
                lambda: tr("Applicants"),
                "users",
                page("company.applicants.page", "ApplicantsPage"),
                offers.APPLICANTS,
            ),
            Place(
                "messages",
                lambda: tr("Messages"),
                "messages-square",
                page("company.messages", "MessagesPage"),
                offers.CONVERSATIONS,
            ),
            Place("jobs", lambda: tr("Jobs"), "briefcase", page("company.jobs.page", "JobsPage"), offers.POSTS),
            Place("exports", lambda: tr("Exports"), "download", page("company.exports", "ExportsPage"), offers.EXPORTS),
            Place(
                "company", lambda: tr("Company"), "building-2", page("company.company", "CompanyPage"), offers.OWN_PAGE
            ),
            *everyone,
        ),
        "support": (
            Place("tickets", lambda: tr("Requests"), "ticket", page("support.tickets", "TicketsPage"), offers.TICKETS),
            Place(
                "records", lambda: tr("Records"), "user-search", page("support.records", "RecordsPage"), offers.RECORDS
            ),
            Place("erasures", lambda: tr("Erasures"), "trash-2", page("support.erasures", "ErasuresPage")),
            *(place for place in everyone if place is not contact),  # who would read it is who works here
        ),
    }
    return (*by_role[role], *more)
