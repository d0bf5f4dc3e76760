"""How an applicant, a stage and a job's counts read."""

from __future__ import annotations

from izanau_desktop.cache.reads.applicants import ListRow
from izanau_desktop.cache.reads.common import text_in
from izanau_desktop.cache.reads.company import JobCounts
from izanau_desktop.cache.reads.facets import MANY
from izanau_desktop.company.applicants.reading import Head
from izanau_desktop.look.tokens import Tone
from izanau_desktop.shared import moments
from izanau_desktop.translation import tr
from izanau_desktop.widgets.rows import Row, initials
from izanau_protocol import codes
from izanau_protocol.reading.profile import short_level
from izanau_protocol.rules.filtered import LATE
from izanau_protocol.visibility import blind

TONES: dict[str, Tone] = {
    "applied": "ok",
    "in_review": "neutral",
    "interview": "accent",
    "offer": "accent",
    "hired": "ok",
}


def tone_of(status: str) -> Tone:
    """The tone of a chip; it only repeats what the word says."""
    return TONES.get(status, "neutral")


def country(code: str, language: str) -> str:
    """The name of a country; empty where none is told."""
    return codes.words("countries", code, language) if code else ""


def facts(row: ListRow, language: str) -> str:
    """`QA engineer · in Japan · N2 · 6 y`."""
    level = tr("native Japanese") if row.level == "native" else short_level(row.level, language)
    years = tr("{number} y").format(number=row.months // 12) if row.months >= 12 else ""
    lives = tr("in {country}").format(country=country(row.residence, language)) if row.residence else ""
    return " · ".join(filter(None, (row.headline.partition(" · ")[0], lives, level, years)))


def owner(row: ListRow, head: Head) -> str:
    """Who has taken it; empty where nobody has."""
    return (head.team.get(row.owner) or tr("a former member")) if row.owner else ""


def taken(row: ListRow, head: Head) -> str:
    """By whom it is taken, so that two do not read the same."""
    if not row.owner:
        return ""
    told = tr("Yours") if row.owner == head.own else tr("Taken by {member}").format(member=owner(row, head))
    return also_taken(told, head.team.get(row.rival, "")) if row.rival else told


def also_taken(told: str, member: str) -> str:
    """By whom it is taken, and who has it, too, until that is settled."""
    return tr("{taken}, also taken by {member}").format(taken=told, member=member or tr("a former member"))


def labels(row: ListRow) -> str:
    """The labels of the company, one behind the other."""
    return tr(", ").join(row.labels)


def called(name: str, code: str, language: str) -> str:
    """The name of a person; of one under blind review what they are called meanwhile."""
    return name or blind.called(code).of(language) or tr("Not to be seen any more")


def parts() -> dict[str, str]:
    """The parts of an applicant that a search finds, as they are called."""
    return {
        "name": tr("name"),
        "title": tr("job title"),
        "employer": tr("company"),
        "work": tr("work"),
        "school": tr("school"),
        "study": tr("studies"),
        "skill": tr("skills"),
        "language": tr("languages"),
        "place": tr("residence"),
        "hobby": tr("hobbies"),
        "message": tr("message"),
        "note": tr("notes"),
        "email": tr("e-mail address"),
    }


def found_in(row: ListRow) -> str:
    """`found in: skills, notes`; nothing where the name tells it already."""
    if not row.found_in or "name" in row.found_in:
        return ""
    called = parts()
    return tr("found in: {parts}").format(parts=tr(", ").join(called[one] for one in row.found_in))


def stage(row: ListRow, head: Head, language: str) -> str:
    """At which stage somebody is; of who withdrew that, and behind it where they were."""
    words = head.stage_words(row.job, row.stage, language)
    return tr("Withdrawn ({stage})").format(stage=words) if row.withdrawn else words


def last_stage(words: str) -> str:
    """Where somebody was who withdrew."""
    return tr("last stage: {stage}").format(stage=words)


def days(at: str) -> str:
    """For how many days something is so."""
    return tr("%n day(s)", None, moments.days_since(at)) if at else ""


def applicant_row(row: ListRow, head: Head, language: str) -> Row:
    """The row of an applicant; who waits too long says for how many days instead of the stage, and who withdrew that."""
    words = head.stage_words(row.job, row.stage, language)
    tone = tone_of(_status_of(row, head))
    waited = moments.days_since(row.applied) if row.stage == "new" and not row.withdrawn else 0
    told = words
    if row.withdrawn:
        told, tone, words = tr("Withdrawn"), "neutral", last_stage(words)
    if waited >= LATE.days:
        told, tone = days(row.applied), "warn"
    name = called(row.name, row.code, language)
    was = words if row.withdrawn else ""
    under = " · ".join(filter(None, (was, taken(row, head), found_in(row), labels(row), facts(row, language))))
    spoken = ", ".join(filter(None, (name, under, words if not was else "", told if told != words else "")))
    if row.unread:
        spoken = tr("{applicant}, unread").format(applicant=spoken)
    return Row(
        row.id,
        name,
        under,
        moments.short(row.applied, language),
        told,
        tone,
        initials(name),
        spoken,
        row.unread,
    )


def _status_of(row: ListRow, head: Head) -> str:
    """The status that belongs to the stage."""
    return next((stage.status for stage in head.stages.get(row.job, ()) if stage.id == row.stage), "")


def job_choice(counted: JobCounts, language: str) -> str:
    """`Localization QA — 1,500 · 12 new · 3 late`."""
    return f"{text_in(counted.job.title, language)[0]} — {counts(counted.all, counted.new, counted.late)}"


def counts(total: int, new: int, late: int, called: str = "{number}") -> str:
    """The counts that are not zero, the total always, `called` so."""
    told = [called.format(number=grouped(total))]
    if new:
        told.append(tr("{number} new").format(number=grouped(new)))
    if late:
        told.append(tr("{number} late").format(number=grouped(late)))
    return " · ".join(told)


def grouped(number: int) -> str:
    """A number with its thousands apart, as both languages write it."""
    return f"{number:,}"


def counted(many: int) -> str:
    """How many, or that there are more than are counted."""
    return grouped(many) if many <= MANY else tr("over {number}").format(number=grouped(MANY))
