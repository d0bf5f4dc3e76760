"""The visibility table: kind and field, who sees, who writes, the item of the policy, whether it is searched, the clause."""

from __future__ import annotations

import functools
from typing import Final

import msgspec

from izanau_protocol import documents

AUDIENCES: Final = ("public", "self", "company", "applicants", "contacts", "staff", "staff_record", "author")
"""public: anyone · self: the person it speaks of · company: every member · applicants: owner, recruiter, reviewer, and a job's
hiring managers · contacts: owner, recruiter · staff: tickets · staff_record: a record opened with a reason · author: the
member of staff who did it."""


class Row(msgspec.Struct, frozen=True):
    """One row; it holds for the path and all below it that has no row of its own."""

    kind: str
    path: str
    sees: frozenset[str]
    writes: str
    """The one audience that writes, or `site`."""
    item: str
    """The item of the policy, or `written to a company`, or `made by the service`."""
    clause: str
    searched: bool = False


def _row(kind: str, paths: str, sees: str, writes: str, item: str, clause: str, searched: str = "") -> list[Row]:
    seen, found = frozenset(sees.split()), frozenset(searched.split())
    return [Row(kind, path, seen, writes, item, clause, path in found) for path in paths.split()]


_EVERYONE = "public self applicants staff_record"
SERVICE = "made by the service"
WRITTEN = "written to a company"

ROWS: Final[tuple[Row, ...]] = tuple(
    row
    for group in (
        # The ten items are public once registered (2.4, 2.5); never searched by birthday or citizenship (PRV-28).
        _row("profile", "name", _EVERYONE, "self", "Name", "2.5", "name"),
        _row("profile", "birthday", _EVERYONE, "self", "Birthday", "2.5"),
        _row("profile", "citizenship", _EVERYONE, "self", "Country of Citizenship", "2.5"),
        _row("profile", "residence", _EVERYONE, "self", "Country of Residence", "2.5", "residence"),
        _row("profile", "visa", _EVERYONE, "self", "Visa Availability", "2.5"),
        _row("profile", "languages", _EVERYONE, "self", "Languages Proficiency", "2.5", "languages"),
        _row("profile", "education", _EVERYONE, "self", "Academic Background", "2.5", "education"),
        _row("profile", "work", _EVERYONE, "self", "Work Experience", "2.5", "work"),
        _row("profile", "skills", _EVERYONE, "self", "Skills", "2.5", "skills"),
        _row("profile", "hobbies", _EVERYONE, "self", "Hobbies (if any)", "2.5", "hobbies"),
        # An item of a later version of the policy: nothing shows or takes it while the one in force does not list it.
        _row("profile", "prefecture", _EVERYONE, "self", "Prefecture of Residence", "8.1", "prefecture"),
        _row("profile", "registered", "self staff_record", "self", SERVICE, "2.4"),
        # When the person said last that all of it is right; no company learns when somebody was here (T7).
        _row("profile", "confirmed", "self staff_record", "self", SERVICE, "1.1"),
        # The account is its owner's; companies see no last login and no address here (T7).
        _row("account", "email", "self staff_record", "site", "E-mail address", "2.2"),
        # What is asked for, and not proven: until then it may be the address of somebody else.
        _row("account", "new_email new_email_until", "self", "site", SERVICE, "2.2"),
        _row("account", "name", "self staff_record", "self", "Full Name", "2.2"),
        _row("account", "language purposes criteria paused", "self staff_record", "self", SERVICE, "4.1"),
        # Which mails of their company's doings a member chose: nobody else's matter, support staff's neither.
        _row("account", "notices", "self", "self", SERVICE, "2.2"),
        _row(
            "account",
            "group role company confirmed bounced created erases",
            "self staff_record",
            "site",
            SERVICE,
            "2.2",
        ),
        _row(
            "consent",
            "deed version hash language words recipient about purpose method client",
            "self",
            "self",
            SERVICE,
            "P3",
        ),
        _row("consent", "at", "self", "site", SERVICE, "P3"),
        _row("consent", "ended", "self", "self", SERVICE, "5.1"),
        _row("consent", "ended_at ended_by", "self", "site", SERVICE, "5.1"),
        _row("policy", "version effective text changes hash items purposes source", "public", "site", SERVICE, "P2"),
        # Companies and jobs are contents of the site (2.1).
        _row(
            "company",
            "name name_ja industry prefecture city employees founded website description logo keep_days",
            "public company",
            "owner",
            SERVICE,
            "2.1",
            "name name_ja city description",
        ),
        _row("company", "reasons", "company", "recruiters", SERVICE, "2.1"),
        _row("membership", "company member name role since by ended", "company", "site", SERVICE, "2.1"),
        _row(
            "job",
            "title category duties duties_range contract probation place place_range remote hours holidays pay insurance"
            " employer_kind smoking languages skills visa_support overseas positions closes state",
            "public company self",
            "recruiters",
            SERVICE,
            "2.1",
            "title duties place languages skills",
        ),
        _row("job", "company", "public company self", "recruiters", SERVICE, "2.1"),
        _row("job", "published updated", "public company self", "site", SERVICE, "2.1"),
        _row("job", "stages managers blind", "company", "recruiters", SERVICE, "2.1"),
        # An application is between the applicant and that company; the stage is the company's own (sync.md).
        _row("application", "job seeker company attempt consent source", "self applicants", "self", SERVICE, "2.6"),
        _row("application", "message", "self applicants", "self", WRITTEN, "5.1", "message"),
        _row("application", "withdrawn", "self applicants", "self", SERVICE, "7.1"),
        _row("application", "applied status history", "self applicants", "site", SERVICE, "2.6"),
        _row("application", "erases", "self applicants", "site", SERVICE, "7.1"),
        _row("application", "stage reason owner labels unblinded", "applicants", "reviewers", SERVICE, "2.6"),
        _row("application", "trail given_by", "applicants", "site", SERVICE, "2.6"),
        _row("contact", "application company", "contacts", "site", SERVICE, "2.6"),
        _row("contact", "email", "contacts", "site", "E-mail address", "2.6", "email"),
        _row(
            "message",
            "company seeker application consent sender text",
            "self applicants",
            "either",
            WRITTEN,
            "5.1",
            "text",
        ),
        _row("message", "name at", "self applicants", "site", WRITTEN, "5.1"),
        _row("template", "company use name text on", "company", "recruiters", SERVICE, "2.1"),
        _row(
            "view",
            "company name job query stages sort up withdrawn columns",
            "applicants",
            "reviewers",
            SERVICE,
            "2.1",
        ),
        _row("view", "author at", "applicants", "site", SERVICE, "2.1"),
        _row("note", "application text mentions", "applicants", "reviewers", SERVICE, "2.6", "text"),
        _row("note", "company author at", "applicants", "site", SERVICE, "2.6"),
        _row("task", "application job text owner due snoozed done", "applicants", "reviewers", SERVICE, "2.6"),
        _row(
            "task", "company manager author at given_by given_at done_by done_at", "applicants", "site", SERVICE, "2.6"
        ),
        _row("export", "file format count fields rows left", "applicants", "reviewers", SERVICE, "7.1"),
        _row("export", "company author at cleared", "applicants", "site", SERVICE, "7.1"),
        _row("ticket", "topic text email name", "self staff", "self", SERVICE, "7.2", "text email name"),
        _row("ticket", "number at language", "self staff", "site", SERVICE, "7.2", "number"),
        _row("ticket", "state answers", "self staff", "staff", SERVICE, "7.2"),
        _row("mend", "document about path reason", "self author", "staff", SERVICE, "7.1"),
        _row("mend", "old new text", "self", "staff", SERVICE, "7.1"),
        _row("mend", "author at", "self author", "site", SERVICE, "7.1"),
        _row("mend", "reply", "self author", "self", SERVICE, "7.1"),
        _row(
            "conflict", "document about path base mine theirs who when device settled", "self", "self", SERVICE, "7.1"
        ),
        _row("conflict", "side member other at", "self", "site", SERVICE, "7.1"),
    )
    for row in group
)


@functools.cache
def _by_path() -> dict[tuple[str, str], Row]:
    return {(row.kind, row.path): row for row in ROWS}


def row(kind: str, path: str) -> Row | None:
    """The row that holds for a path or pattern: its own, or the nearest above it. None where nothing is listed."""
    table, parts = _by_path(), path.split("@", 1)[0].split(".")
    for length in range(len(parts), 0, -1):
        found = table.get((kind, ".".join(parts[:length])))
        if found:
            return found
    return None


def may_see(kind: str, path: str, audience: str) -> bool:
    """Whether an audience sees a field."""
    found = row(kind, path)
    return found is not None and audience in found.sees


def rights_of(role: str) -> frozenset[str]:
    """What a role may write as: the names that stand in the column `writes`."""
    return _RIGHTS.get(role, frozenset())


_RIGHTS: Final = {
    "seeker": frozenset({"self", "either"}),
    "owner": frozenset({"self", "owner", "recruiters", "reviewers", "either"}),
    "recruiter": frozenset({"self", "recruiters", "reviewers", "either"}),
    "hiring_manager": frozenset({"self", "reviewers"}),
    "interviewer": frozenset({"self"}),
    "reviewer": frozenset({"self", "reviewers"}),
    "agent": frozenset({"self", "staff"}),
    "supervisor": frozenset({"self", "staff"}),
    "administrator": frozenset({"self", "staff"}),
}


def may_write(kind: str, path: str, role: str) -> bool:
    """Whether a role may write a field at all; whose document it is, is for the site to judge."""
    found = row(kind, path)
    return found is not None and found.writes in rights_of(role)


def unlisted() -> tuple[str, ...]:
    """Fields without a row, as `kind.path`; a test keeps this empty."""
    return tuple(
        f"{kind}.{path}" for kind in documents.KINDS for path in documents.fields(kind) if row(kind, path) is None
    )
