"""What the applicants page shows, read from the cache off the UI thread: what stands above the list, a window of it, one applicant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec
from msgspec.structs import replace

from izanau_desktop.cache import Cache, documents, meta
from izanau_desktop.cache.indexing import Indexed
from izanau_desktop.cache.reads import applicants, company, looks, ranking, tasks, veil
from izanau_desktop.cache.reads.applicants import Fences, ListRow, View
from izanau_desktop.cache.reads.common import field
from izanau_desktop.cache.reads.filters import Asked
from izanau_desktop.cache.reads.looks import Look
from izanau_desktop.cache.reads.marks import Marks, marked, marks, team
from izanau_desktop.cache.reads.others import OtherRow, others
from izanau_desktop.cache.reads.reasons import held
from izanau_desktop.cache.reads.tasks import TaskRow
from izanau_desktop.cache.reads.templates import Prepared, prepared
from izanau_desktop.company.applicants import written
from izanau_desktop.desk import Desk
from izanau_protocol import codes, rules
from izanau_protocol.fields import Words
from izanau_protocol.rules.rejecting import ReasonRow

PAGE: Final = 64
"""Rows that are read at a time."""
MANY: Final = 1_000
"""Up to here matches are counted at once; how many more there are is told a little later."""
Stages = Mapping[str, tuple[rules.StageRow, ...]]


class Head(msgspec.Struct, frozen=True):
    """What stands above the list, and the names of the stages of each job; none of it depends on what is typed."""

    job: str = ""
    jobs: tuple[company.JobCounts, ...] = ()
    counts: Mapping[str, int] = {}
    """How many applicants of the job, or of all, are at each stage."""
    stages: Stages = {}
    team: Mapping[str, str] = {}
    """The names of the colleagues by membership."""
    own: str = ""
    """One's own membership."""
    synced: bool = True
    """Whether the site was read at all; before that an empty list says nothing."""

    @property
    def all(self) -> int:
        """How many applicants the job has, or all have."""
        return sum(self.counts.values())

    def stage_words(self, job: str, stage: str, language: str) -> str:
        """The name of a stage of a job."""
        for row in self.stages.get(job, ()):
            if row.id == stage:
                return row.words.of(language)
        return default_stage(stage).of(language)

    def stage_names(self, language: str) -> dict[str, str]:
        """The stages in order: those of the job chosen, else of all jobs that somebody applied for."""
        chosen = [self.job] if self.job in self.stages else list(self.stages)
        names = {row.id: row.words.of(language) for job in chosen for row in self.stages[job]}
        known = {stage: default_stage(stage).of(language) for stage in codes.table("stage")} if not names else {}
        return known | names

    def standing_names(self, language: str) -> dict[str, str]:
        """The stages that can be filtered by: those, and behind them what no job has any more, where somebody is left."""
        names = self.stage_names(language)
        return names | {stage: default_stage(stage).of(language) for stage in self.counts if stage not in names}


class Looked(msgspec.Struct, frozen=True):
    """What is on the screen while the list is read anew, so that it stays there."""

    current: str = ""
    place: int = -1
    """Where the current one stood, if the list is the same; else below zero."""
    top: int = 0
    """The row at the upper edge."""
    rows: int = 16
    """How many rows fit."""


class Listing(msgspec.Struct, frozen=True):
    """A list as far as it is looked at."""

    view: View
    asked: Asked
    total: int
    is_least: bool
    """Whether there are more than `total`, which is not known yet."""
    pages: Mapping[int, tuple[ListRow, ...]]
    """Rows by the number of their page."""
    place: int
    """Where the current one stands now; below zero where it is not in the list."""
    top: int
    elsewhere: int = 0
    """How many applicants of other jobs have the words, where none of this one fits."""
    indexed: Indexed | None = None
    """How far the search reached, where it did not reach all yet."""
    worked_out: Indexed | None = None
    """For how many the fit and the months of work were worked out, where not for all yet."""


ALL_JOBS: Final = "*"
CHOSEN: Final = "applicants_job"
"""The note in which this machine keeps the job that was chosen last, or `*` for all."""


def first_view(cache: Cache) -> View:
    """What the page opens on: the job chosen last, else the one with the most new applicants, else all."""
    last = cache.note(CHOSEN)
    if last == ALL_JOBS:
        return View()
    jobs = own_posts(cache)
    if last in {one.job.id for one in jobs}:
        return View(last)
    fullest = max(jobs, key=lambda one: (one.new, one.all), default=None)
    return View(fullest.job.id if fullest is not None and fullest.all else "")


def own_posts(cache: Cache) -> tuple[company.JobCounts, ...]:
    """The jobs that somebody may have applied for."""
    return tuple(one for one in company.jobs(cache, limit=2000).items if one.job.state != "template")


def default_stage(stage: str) -> Words:
    """The name of one of the seven stages that every job has."""
    return codes.table("stage").get(stage, Words(stage, stage))


def head(cache: Cache, job: str) -> Head:
    """Read what stands above the list."""
    jobs = own_posts(cache)
    posts = company.posts(cache, [*(one.job.id for one in jobs if one.all), *filter(None, (job,))])
    stages = {one: tuple(rules.stages(body)) for one, body in posts.items()}
    names = {one.member: one.name for one in team(cache)}
    with cache.reading("membership") as connection:
        mine = meta.membership(connection)
    return Head(job, jobs, company.stage_counts(cache, job), stages, names, mine, bool(cache.note("last_sync")))


def listing(cache: Cache, view: View, looked: Looked) -> Listing:
    """Read the list where it is looked at: around the current one as long as that is in it, else from its beginning."""
    with cache.reading("application") as connection:
        found = ranking.listed(connection, view)
        total = found.total(MANY)
        is_least = found.is_narrowed and total > MANY
        place = found.place(looked.current) if looked.current else -1
        top = 0
        if place >= 0:
            top = looked.top + place - looked.place if looked.place >= 0 else max(0, place - looked.rows // 2)
        top = max(0, min(top, total - looked.rows)) if not is_least else max(0, top)
        numbers = range(top // PAGE, (top + looked.rows) // PAGE + 1)
        known = 0 if is_least else total
        pages = {number: marked(connection, found.window(number * PAGE, PAGE, total=known)) for number in numbers}
        elsewhere = 0
        if view.job and found.asked.text and not total:
            elsewhere = applicants.Listing(connection, replace(view, job="", stages=())).total(MANY)
        reach = (found.indexed, found.worked_out)
        return Listing(view, found.asked, total, is_least, pages, place, top, elsewhere, *reach)


def around(cache: Cache, application: str, rows: int) -> Listing | None:
    """The list of a job around one who applied for it, so many rows high; None where they are not (or no longer) to be seen.

    The withdrawn stand in it only where they are one of them.
    """
    with cache.reading("application") as connection:
        one = documents.get(connection, "application", application)
    if one is None:
        return None
    view = View(field(one.body, "job"), withdrawn=one.body.get("withdrawn") is True)
    found = listing(cache, view, Looked(application, rows=rows))
    if found.is_least:  # they may stand behind what was counted
        found = replace(found, total=measured(cache, view).total, is_least=False)
    return found if found.place >= 0 else None


def page(cache: Cache, view: View, number: int, fences: Fences | None, total: int) -> tuple[ListRow, ...]:
    """One more page of the list; `total` is 0 while it is not known."""
    with cache.reading("application") as connection:
        return marked(connection, ranking.listed(connection, view).window(number * PAGE, PAGE, fences, total))


def measured(cache: Cache, view: View) -> Fences:
    """Walk the whole list once: how long it is, and how any place is reached."""
    with cache.reading("application") as connection:
        return ranking.listed(connection, view).fences()


class Opened(msgspec.Struct, frozen=True):
    """One applicant in full, the stages of the job, and what was written and not sent."""

    applicant: company.Applicant
    stages: tuple[rules.StageRow, ...]
    drafts: Mapping[str, str]
    marks: Marks = Marks()
    rejections: tuple[Prepared, ...] = ()
    """What may be written with a rejection."""
    letters: tuple[Prepared, ...] = ()
    """What any other message may begin with."""
    others: tuple[OtherRow, ...] = ()
    look: Look = Look()
    tasks: tuple[TaskRow, ...] = ()
    """Those about this applicant, the open ones first."""
    reasons: tuple[ReasonRow, ...] = ()
    """Why the company rejects, in its order; the retired too, which the past may have given."""
    names: veil.Names = veil.Names()
    """What blind review takes out of what the company wrote to them."""

    @property
    def next_stage(self) -> rules.StageRow | None:
        """Where Advance leads: the stage after this one, never to a rejection."""
        return rules.following(self.stages, self.applicant.row.stage)

    @property
    def rejecting(self) -> rules.StageRow | None:
        """The stage that rejects, unless the application is there."""
        return rules.rejection(self.stages, self.applicant.row.stage)


def opened(cache: Cache, application: str) -> Opened | None:
    """Read one applicant; None where it is not (or no longer) to be seen."""
    found = company.applicant(cache, application)
    if found is None:
        return None
    stages = tuple(rules.stages(found.job.body if found.job else {}))
    drafts = {draft.path: draft.text for draft in cache.drafts("application", application)}
    row, profile = found.row, found.profile.body if found.profile else None
    with cache.reading("application") as connection:
        look = looks.since(connection, application, profile, hidden=bool(row.code))
        reasons = held(connection)
        names = veil.names(connection, found.application)
    return Opened(
        found,
        stages,
        written.shown(drafts, names),
        marks(cache, found.application),
        prepared(cache, found, "reject"),
        prepared(cache, found, "advance", "other"),
        others(cache, application),
        look,
        tasks.about(cache, application),
        reasons,
        names,
    )


def letters(desk: Desk, opened: Opened) -> tuple[tuple[Prepared, ...], dict[str, str]]:
    """What may be written to an applicant with a rejection, and what was written to them and did not go out."""
    return opened.rejections, written.newest(desk, opened.applicant.row.id, opened.drafts, opened.names)
