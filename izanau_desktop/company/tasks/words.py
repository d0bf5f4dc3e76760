"""How the days and the subject of a task read."""

from __future__ import annotations

from datetime import date, timedelta

from izanau_desktop.cache.reads.common import text_in
from izanau_desktop.cache.reads.tasks import Group, TaskRow, today
from izanau_desktop.company.words import called
from izanau_desktop.shared import moments
from izanau_desktop.translation import tr
from izanau_protocol.reading import profile as reading


def heading(group: Group) -> str:
    """What stands above the tasks of a group."""
    return {
        "overdue": tr("Overdue"),
        "today": tr("Today"),
        "coming": tr("The next seven days"),
        "later": tr("Later"),
        "undated": tr("Without a day"),
    }[group]


def due(row: TaskRow, language: str) -> str:
    """When a task is due, against today."""
    if not row.due:
        return ""
    now = today()
    days = (date.fromisoformat(row.due) - now).days
    if days < 0:
        late = tr("%n day(s)", None, -days)
        return tr("{days} overdue ({day})").format(days=late, day=day(row.due, language))
    if days < 2:
        return tr("due tomorrow") if days else tr("due today")
    return tr("due {day}").format(day=day(row.due, language))


def day(value: str, language: str) -> str:
    """A day, with the year where it is another."""
    told = reading.day(value, language)
    if value[:4] == f"{today().year:04}":
        return told.partition("年")[2] or told if language == "ja" else told.rsplit(" ", 1)[0]
    return told


def done(row: TaskRow, language: str) -> str:
    """When a task was done, and by whom; neither until the site said so."""
    on = tr("done {day}").format(day=moments.day(row.done_at, language)) if row.done_at else tr("done")
    by = (row.done_by.name or tr("a former member")) if row.done_by is not None else ""
    return " · ".join(filter(None, (on, by)))


def under(row: TaskRow, language: str) -> str:
    """What stands beneath a task: its day, until when it rests, and whose it is where it is not one's own; of one that is done,
    when it was, and by whom."""
    if row.done:
        return done(row, language)
    rests = row.snoozed > today().isoformat()
    snoozed = tr("snoozed until {day}").format(day=day(row.snoozed, language)) if rests else ""
    owner = tr("anybody’s") if row.owner is None else ""
    if row.owner is not None and not row.mine:
        owner = row.owner.name or tr("a former member")
    return " · ".join(filter(None, (due(row, language), snoozed, owner)))


def subject(row: TaskRow, language: str) -> str:
    """What a task is about: the applicant and the job, or the job."""
    title = text_in(row.title, language)[0]
    name = called(row.name, row.code, language) if row.application else ""
    return " · ".join(filter(None, (name, title)))


def tomorrow() -> date:
    """The day after this one."""
    return today() + timedelta(days=1)


def next_week() -> date:
    """The Monday that comes."""
    now = today()
    return now + timedelta(days=7 - now.weekday())
