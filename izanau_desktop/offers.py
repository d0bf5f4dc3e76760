"""What the page of each place offers, declared without the page: menus, palette and keys know it before any is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from izanau_desktop.commands import EVERYONE, Command, Menu
from izanau_desktop.translation import tr

Words = Callable[[], str]
Deed = tuple[Callable[[], bool], Callable[[], object]]
"""Whether it can be done now, and doing it."""
SEEKERS = frozenset({"seeker", "guest"})
SEEKER, COMPANY, SUPPORT = frozenset({"seeker"}), frozenset({"company"}), frozenset({"support"})
MEMBERS = SEEKER | COMPANY | SUPPORT


def undo_of(page: str, roles: frozenset[str], second: str = "Z") -> Command:
    """The undo of a page: Ctrl+Z wherever the focus is but in a text, which has an undo of its own; Z in lists."""
    return _declared(f"{page}.undo", lambda: tr("&Undo"), "undo-2", "Ctrl+Z", roles, "edit", second)


def redo_of(page: str, roles: frozenset[str]) -> Command:
    """The redo of a page that is a form."""
    return _declared(f"{page}.redo", lambda: tr("&Redo"), "redo-2", "Ctrl+Shift+Z", roles, "edit")


def bound(offers: tuple[Command, ...], **deeds: Deed) -> tuple[Command, ...]:
    """The commands that a page registers: what was declared, with what it does, by the last part of its id."""
    named = {command.id.rpartition(".")[2]: command for command in offers}
    return tuple(replace(named[name], condition=may, callback=do) for name, (may, do) in deeds.items())


def _declared(
    id: str,  # noqa: A002 - the name that commands have
    words: Words,
    icon: str,
    keys: str,
    roles: frozenset[str],
    place: Menu = "deed",
    second: str = "",
) -> Command:
    return Command(id, words, icon, keys, roles, lambda: False, place=place, second=second)


def _walk(page: str, roles: frozenset[str], following: Words, before: Words, *icons: str) -> tuple[Command, Command]:
    """J and K of a list."""
    down, up = icons or ("arrow-down", "arrow-up")
    return (
        _declared(f"{page}.next", following, down, "J", roles),
        _declared(f"{page}.previous", before, up, "K", roles),
    )


NOTICES = (undo_of("notices", EVERYONE),)
CONTACT = (undo_of("contact", EVERYONE),)
CONFLICTS = (
    *_walk("conflicts", MEMBERS, lambda: tr("Ne&xt conflict"), lambda: tr("&Previous conflict")),
    _declared("conflicts.mine", lambda: tr("Take &mine"), "", "M", MEMBERS),
    _declared("conflicts.theirs", lambda: tr("Take &theirs"), "", "T", MEMBERS),
    _declared("conflicts.both", lambda: tr("Keep &both"), "", "B", MEMBERS),
    _declared("conflicts.write", lambda: tr("&Write something else"), "pencil", "W", MEMBERS),
    _declared("conflicts.all_mine", lambda: tr("Take &all of mine"), "", "Shift+M", MEMBERS),
    _declared("conflicts.all_theirs", lambda: tr("Take all of t&heirs"), "", "Shift+T", MEMBERS),
    _declared("conflicts.open", lambda: tr("&Open the document"), "", "O", MEMBERS),
    undo_of("conflicts", MEMBERS),
)
PRIVACY = (undo_of("privacy", EVERYONE),)

# --- the seeker ---

PROFILE = (
    _declared("profile.add", lambda: tr("&Add an entry"), "plus", "Ctrl+N", SEEKERS, "edit"),
    _declared("profile.add_language", lambda: tr("Add a &language"), "plus", "", SEEKERS, "edit"),
    _declared("profile.add_education", lambda: tr("Add a &school"), "plus", "", SEEKERS, "edit"),
    _declared("profile.add_work", lambda: tr("Add &work experience"), "plus", "", SEEKERS, "edit"),
    _declared("profile.add_skill", lambda: tr("Add a s&kill"), "plus", "", SEEKERS, "edit"),
    _declared("profile.preview", lambda: tr("Pre&view"), "eye", "Ctrl+Shift+E", SEEKERS, "view"),
    undo_of("profile", SEEKERS, second=""),
    redo_of("profile", SEEKERS),
    _declared("profile.public", lambda: tr("Show my profile p&ublicly…"), "globe", "Ctrl+Shift+P", SEEKERS),
)
JOBS = (
    *_walk("jobs", SEEKERS, lambda: tr("Ne&xt job"), lambda: tr("&Previous job")),
    _declared("jobs.apply", lambda: tr("&Apply"), "", "A", SEEKERS),
    _declared("jobs.save", lambda: tr("&Save"), "bookmark", "S", SEEKERS),
    _declared("jobs.ask", lambda: tr("Ask the co&mpany"), "", "M", SEEKERS),
    _declared("jobs.filter", lambda: tr("&Filter…"), "filter", "F", SEEKERS),
    undo_of("jobs", SEEKERS),
)
APPLICATIONS = (
    *_walk("applications", SEEKER, lambda: tr("Ne&xt application"), lambda: tr("&Previous application")),
    _declared("applications.message", lambda: tr("&Message"), "", "M", SEEKER),
    _declared("applications.withdraw", lambda: tr("&Withdraw"), "", "W", SEEKER),
    undo_of("applications", SEEKER),
)
MESSAGES = (
    *_walk("messages", SEEKER, lambda: tr("Ne&xt conversation"), lambda: tr("&Previous conversation")),
    _declared("messages.write", lambda: tr("&Write"), "pencil", "M", SEEKER),
    undo_of("messages", SEEKER),
)

# --- the company ---

DAY = (
    *_walk("day", COMPANY, lambda: tr("Ne&xt line"), lambda: tr("&Previous line")),
    _declared("day.task", lambda: tr("New &task"), "plus", "Ctrl+N", COMPANY),
    _declared("day.snooze", lambda: tr("&Snooze…"), "clock", "H", COMPANY),
    undo_of("day", COMPANY),
)
APPLICANTS = (
    *_walk("applicants", COMPANY, lambda: tr("Ne&xt applicant"), lambda: tr("&Previous applicant")),
    _declared("applicants.advance", lambda: tr("&Advance"), "", "E", COMPANY),
    _declared("applicants.advance_with", lambda: tr("Move wit&h a message…"), "", "Shift+M", COMPANY),
    _declared("applicants.message", lambda: tr("&Message"), "", "M", COMPANY),
    _declared("applicants.note", lambda: tr("&Note"), "", "N", COMPANY),
    _declared("applicants.task", lambda: tr("Add a tas&k"), "", "Ctrl+N", COMPANY),
    _declared("applicants.reject", lambda: tr("&Reject…"), "", "R", COMPANY),
    _declared("applicants.stage", lambda: tr("&Stage"), "", "Shift+E", COMPANY),
    _declared("applicants.take", lambda: tr("&Take"), "", "T", COMPANY),
    _declared("applicants.give", lambda: tr("&Give to…"), "", "Shift+T", COMPANY),
    _declared("applicants.labels", lambda: tr("&Labels…"), "", "L", COMPANY),
    _declared("applicants.unblind", lambda: tr("Un&blind…"), "", "B", COMPANY),
    _declared("applicants.all", lambda: tr("Choose all &found"), "", "Ctrl+A", COMPANY, "edit"),
    _declared("applicants.none", lambda: tr("&Let go of those chosen"), "", "", COMPANY, "edit"),
    _declared("applicants.views", lambda: tr("&Views…"), "", "V", COMPANY),
    _declared("applicants.save_view", lambda: tr("Save this vie&w…"), "", "Shift+V", COMPANY),
    _declared("applicants.filter", lambda: tr("&Filter…"), "filter", "F", COMPANY),
    _declared("applicants.order", lambda: tr("&Order…"), "", "O", COMPANY),
    _declared("applicants.table", lambda: tr("As a tabl&e"), "", "G", COMPANY),
    _declared("applicants.peek", lambda: tr("&Peek"), "", "Space", COMPANY),
    _declared("applicants.columns", lambda: tr("&Columns of the table…"), "", "", COMPANY),
    _declared("applicants.export", lambda: tr("E&xport…"), "download", "", COMPANY),
    undo_of("applicants", COMPANY),
)
BOARD = (
    *_walk("board", COMPANY, lambda: tr("Ne&xt applicant"), lambda: tr("&Previous applicant")),
    _declared("board.on", lambda: tr("To the &next stage"), "", "Shift+Right", COMPANY),
    _declared("board.back", lambda: tr("To the stage &before"), "", "Shift+Left", COMPANY),
    _declared("board.stage", lambda: tr("&Move to…"), "", "Shift+E", COMPANY),
    _declared("board.reject", lambda: tr("&Reject…"), "", "R", COMPANY),
    _declared("board.open", lambda: tr("&Open the applicant"), "", "O", COMPANY),
    undo_of("board", COMPANY),
)
CONVERSATIONS = (
    *_walk("messages", COMPANY, lambda: tr("Ne&xt conversation"), lambda: tr("&Previous conversation"), "", ""),
    _declared("messages.answer", lambda: tr("&Answer"), "", "M", COMPANY),
    _declared("messages.applicant", lambda: tr("&Open the application"), "", "O", COMPANY),
    undo_of("messages", COMPANY),
)
POSTS = (
    _declared("jobs.new", lambda: tr("&New job"), "plus", "Ctrl+N", COMPANY),
    _declared("jobs.publish", lambda: tr("&Publish"), "", "Ctrl+Return", COMPANY),
    _declared("jobs.close", lambda: tr("&Close"), "", "", COMPANY),
    _declared("jobs.preview", lambda: tr("Pre&view"), "eye", "Ctrl+Shift+E", COMPANY),
    _declared("jobs.both", lambda: tr("&Both languages"), "languages", "Ctrl+Shift+L", COMPANY),
    _declared("jobs.copy", lambda: tr("Make a cop&y"), "copy", "", COMPANY),
    _declared("jobs.template", lambda: tr("Keep as a &template"), "bookmark", "", COMPANY),
    _declared("jobs.templates", lambda: tr("&From a template…"), "plus", "Ctrl+Shift+N", COMPANY),
    _declared("jobs.use", lambda: tr("New job from this te&mplate"), "plus", "", COMPANY),
    _declared("jobs.remove", lambda: tr("R&emove"), "trash-2", "", COMPANY),
    _declared("jobs.undo", lambda: tr("&Undo"), "undo-2", "Ctrl+Z", COMPANY),
    _declared("jobs.redo", lambda: tr("&Redo"), "redo-2", "Ctrl+Shift+Z", COMPANY),
    *_walk("jobs", COMPANY, lambda: tr("Ne&xt job"), lambda: tr("&Previous job"), "", ""),
)
EXPORTS = (
    _declared("exports.csv", lambda: tr("Write a &CSV file…"), "download", "", COMPANY),
    _declared("exports.xlsx", lambda: tr("Write an &Excel file…"), "download", "", COMPANY),
    undo_of("exports", COMPANY),
)
TEAM = (_declared("team.invite", lambda: tr("&Invite…"), "user-plus", "Ctrl+N", COMPANY),)
OWN_PAGE = (undo_of("company", COMPANY, second=""), redo_of("company", COMPANY))

# --- support staff ---

TICKETS = (
    *_walk("tickets", SUPPORT, lambda: tr("Ne&xt request"), lambda: tr("&Previous request"), "", ""),
    _declared("tickets.answer", lambda: tr("&Answer"), "", "A", SUPPORT),
    _declared("tickets.record", lambda: tr("&Open the record"), "", "O", SUPPORT),
    _declared("tickets.approve", lambda: tr("Appro&ve…"), "", "V", SUPPORT),
    _declared("tickets.owner", lambda: tr("Give it an o&wner…"), "", "W", SUPPORT),
    _declared("tickets.close", lambda: tr("&Close the request"), "", "C", SUPPORT),
    undo_of("tickets", SUPPORT),
)
RECORDS = (
    _declared("records.mend", lambda: tr("&Mend…"), "", "M", SUPPORT),
    _declared("records.erase", lambda: tr("&Erase at the person's request…"), "trash-2", "", SUPPORT),
    undo_of("records", SUPPORT),
)
