"""Read models of a company's tasks: those of a day, those about one applicant, and all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, Literal

import msgspec

from izanau_desktop.cache import Cache, documents, meta
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import veil
from izanau_desktop.cache.reads.common import field
from izanau_desktop.cache.reads.company import By, members
from izanau_protocol import ambient
from izanau_protocol.canonical import Body
from izanau_protocol.rules.team import sees_applicants
from izanau_protocol.text import name_key

COMING: Final = 7
"""Days ahead of which a day tells."""
MOST: Final = 1_000
"""Open tasks of one person that are looked at, those due first."""
DONE: Final = 20
"""Tasks about one applicant that are done, the last ones."""
OPEN: Final = (
    "SELECT id FROM shown INDEXED BY shown_by_state WHERE kind = 'task' AND state = 'open' AND other IN (?, '')"
    " ORDER BY at, number LIMIT ?"
)
"""Whose they are, or anybody's."""
ALL: Final = "SELECT id FROM shown INDEXED BY shown_by_state WHERE kind = 'task' AND state = ? ORDER BY at, number"
OWNED: Final = (
    "SELECT other, count(*) FROM shown INDEXED BY shown_by_state WHERE kind = 'task' AND state = 'open' GROUP BY other"
)
Group = Literal["overdue", "today", "coming", "later", "undated"]


class TaskRow(msgspec.Struct, frozen=True):
    """A task as it reads."""

    id: str
    text: str
    due: str
    snoozed: str
    done: bool
    owner: By | None
    """None for anybody's."""
    mine: bool
    """Whether it is that of the person at this desk."""
    author: By | None
    done_by: By | None
    done_at: str
    application: str
    job: str
    name: str
    """Of the applicant whom it is about."""
    code: str
    """By what the applicant is called while they are under blind review, where they have no name."""
    title: Body
    """Of the job that it is about, by language."""
    pending: bool

    @property
    def day(self) -> str:
        """The day on which it is to be seen to: that of its end, or a later one until which it rests; empty for none."""
        return max(self.due, self.snoozed)

    def group(self, today: date) -> Group:
        """Where it stands in a day."""
        if not self.due:
            return "undated"
        days = (date.fromisoformat(self.due) - today).days
        return "overdue" if days < 0 else "today" if not days else "coming" if days <= COMING else "later"


class Choices(msgspec.Struct, frozen=True):
    """What a task can be about, and whose it can be."""

    own: str = ""
    """The membership of the person at this desk."""
    job: str = ""
    """The job that it is about already."""
    name: str = ""
    """Of the applicant whom it is about."""
    code: str = ""
    """By what the applicant is called while they are under blind review, where they have no name."""
    jobs: Mapping[str, Body] = {}
    """The titles of the jobs whose applicants this desk sees, by id, the newest first."""
    people: Mapping[str, tuple[By, ...]] = {}
    """Who sees what is about a job, by name; under the empty id, what is about nobody."""
    manages: bool = False
    """A hiring manager's tasks are about their jobs, or about nothing and their own."""

    def people_of(self, job: str) -> tuple[By, ...]:
        """Whose a task about this job can be."""
        return self.people.get(job, self.people.get("", ()))

    def is_own(self, job: str) -> bool:
        """Whether a task about this job, or about nothing, can be nobody else's."""
        return self.manages and not job


def choices(cache: Cache, application: str = "") -> Choices:
    """Read what a new task can be about and whose it can be, or one about an applicant."""
    with cache.reading("task") as connection:
        mine, company = meta.membership(connection), meta.get(connection, "company")
        team = _team(connection, company)
        posts = [
            one
            for one in documents.some(connection, "job", {"company": company})
            if field(one.body, "state") != "template"
        ]
        myself = next((one.body for one in team if one.id == mine), None)
        seen = [one for one in reversed(posts) if myself is not None and sees_applicants(myself, one.body)]
        found = {one.id: _title(one.body) for one in seen}
        manages = myself is not None and not sees_applicants(myself, {})
        alone = tuple(By(one.id, field(one.body, "name")) for one in team if one.id == mine)
        people = {"": alone if manages else _people(team, {})}
        people |= {one.id: _people(team, one.body) for one in posts}
        job, name, code = _whom(connection, application)
        return Choices(mine, job, name, code, found, people, manages)


def _team(connection: Connection, company: str) -> list[documents.Document]:
    """Who works at the company, by name."""
    found = [one for one in documents.some(connection, "membership", {"company": company}) if not one.body.get("ended")]
    return sorted(found, key=lambda one: (name_key(field(one.body, "name")), one.id))


def _people(team: Sequence[documents.Document], job: Body) -> tuple[By, ...]:
    """Those of the team who see the applicants of a job."""
    return tuple(By(one.id, field(one.body, "name")) for one in team if sees_applicants(one.body, job))


def _whom(connection: Connection, application: str) -> tuple[str, str, str]:
    """The job, the name and the code of an applicant."""
    applied = documents.many(connection, "application", [application] if application else [])
    if application not in applied:
        return "", "", ""
    people = documents.many(connection, "profile", _named(applied.values(), "seeker"))
    posts = documents.many(connection, "job", _named(applied.values(), "job"))
    whom = veil.whom(applied[application], people, posts)
    return field(applied[application].body, "job"), whom.name, whom.code


def today() -> date:
    """The day in the zone of this machine: tasks are due on days, wherever the person is."""
    return ambient.now().astimezone().date()


def of_day(connection: Connection) -> tuple[TaskRow, ...]:
    """What the person at this desk, or anybody, has to do now: overdue, today, in the days to come, and without a day; what
    rests until a later day is not there."""
    now = today()
    until = (now + timedelta(days=COMING)).isoformat()
    rows = [one for one in _mine(connection) if one.snoozed <= now.isoformat() and one.due <= until]
    order = ("overdue", "today", "coming", "undated")
    return tuple(sorted(rows, key=lambda one: (order.index(one.group(now)), one.due)))


def fallen_due(connection: Connection) -> Mapping[str, str]:
    """The tasks of the person at this desk, or of anybody, whose day has come, each with that day."""
    now = today().isoformat()
    return {one.id: one.day for one in _mine(connection) if one.day and one.day <= now}


def open_by_owner(connection: Connection) -> Mapping[str, int]:
    """How many open tasks each has, by membership; anybody's under the empty one."""
    return {row[0]: int(row[1]) for row in connection.exec_driver_sql(OWNED)}


def about(cache: Cache, application: str) -> tuple[TaskRow, ...]:
    """The tasks about an applicant: the open ones by their days, then the last ones that were done."""
    with cache.reading("task") as connection:
        found = _read(connection, documents.some(connection, "task", {"application": application}))
        opened = sorted((one for one in found if not one.done), key=lambda one: one.day or "~")
        done = sorted((one for one in found if one.done), key=_finished, reverse=True)
        return (*opened, *done[:DONE])


def every(cache: Cache, *, done: bool = False) -> tuple[TaskRow, ...]:
    """All tasks that this desk sees: the open ones by their days, or those that are done, the last ones first."""
    with cache.reading("task") as connection:
        rows = connection.exec_driver_sql(ALL, ("done" if done else "open",))
        found = _read(connection, _of(connection, [row[0] for row in rows]))
        return tuple(sorted(found, key=_finished, reverse=True)) if done else found


def _finished(one: TaskRow) -> str:
    """When a task was done; what the site has not heard of yet was done last."""
    return one.done_at or "~"


def task(cache: Cache, identity: str) -> TaskRow | None:
    """One task; None where it is not (or no longer) to be seen."""
    with cache.reading("task") as connection:
        return next(iter(_read(connection, _of(connection, [identity]))), None)


def _mine(connection: Connection) -> tuple[TaskRow, ...]:
    mine = meta.membership(connection)
    rows = connection.exec_driver_sql(OPEN, (mine, MOST)).all() if mine else []
    return _read(connection, _of(connection, [row[0] for row in rows]))


def _of(connection: Connection, wanted: list[str]) -> list[documents.Document]:
    found = documents.many(connection, "task", wanted)
    return [found[one] for one in wanted if one in found]


def _read(connection: Connection, found: Sequence[documents.Document]) -> tuple[TaskRow, ...]:
    by = members(connection, (field(one.body, name) for one in found for name in ("owner", "author", "done_by")))
    applied = documents.many(connection, "application", _named(found, "application"))
    people = documents.many(connection, "profile", _named(applied.values(), "seeker"))
    posts = documents.many(connection, "job", _named([*found, *applied.values()], "job"))
    mine = meta.membership(connection)
    return tuple(_row(one, by, applied, people, posts, mine) for one in found)


def _named(found: Iterable[documents.Document], name: str) -> list[str]:
    return sorted({field(one.body, name) for one in found} - {""})


def _row(
    one: documents.Document,
    by: Mapping[str, By],
    applied: Mapping[str, documents.Document],
    people: Mapping[str, documents.Document],
    posts: Mapping[str, documents.Document],
    mine: str,
) -> TaskRow:
    body = one.body
    application = applied.get(field(body, "application"))
    job = field(application.body, "job") if application is not None else field(body, "job")
    whom = veil.whom(application, people, posts) if application is not None else veil.Whom()
    return TaskRow(
        id=one.id,
        text=field(body, "text"),
        due=field(body, "due"),
        snoozed=field(body, "snoozed"),
        done=body.get("done") is True,
        owner=by.get(field(body, "owner")),
        mine=bool(mine) and field(body, "owner") == mine,
        author=by.get(field(body, "author")),
        done_by=by.get(field(body, "done_by")),
        done_at=field(body, "done_at"),
        application=field(body, "application"),
        job=job,
        name=whom.name,
        code=whom.code,
        title=_title(posts[job].body) if job in posts else {},
        pending=one.pending,
    )


def _title(job: Body) -> Body:
    title = job.get("title")
    return title if isinstance(title, dict) else {}
