"""What the applicants page shows, read from the cache in one go, off the UI thread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from izanau_desktop.cache import Cache
from izanau_desktop.cache.indexing import Indexed
from izanau_desktop.cache.reads import company, filters
from izanau_desktop.cache.reads.marks import Marks, marks
from izanau_protocol import ambient, codes, rules
from izanau_protocol.fields import Words

Body = Mapping[str, Any]
STEP: Final = 200
"""How many rows are read at first, and more at the end of the list."""
ENDED: Final = ("offer", "hired", "rejected")


class View(msgspec.Struct, frozen=True):
    """What is asked for: a job or all, words, stages; `limit` grows as the list is walked."""

    job: str = ""
    query: str = ""
    stages: tuple[str, ...] = ()
    limit: int = STEP

    def with_query(self, query: str) -> View:
        """The same view with other words."""
        return replace(self, query=query, limit=STEP)

    def longer(self, limit: int) -> View:
        """The same view with more of the list."""
        return replace(self, limit=limit)

    def with_stage(self, stage: str, wanted: bool) -> View:
        """The same view with a stage chosen or not."""
        rest = tuple(one for one in self.stages if one != stage)
        return replace(self, stages=(*rest, stage) if wanted else rest, limit=STEP)


class Brief(msgspec.Struct, frozen=True):
    """One line of the list: the applicant, and the three facts that stand under the name."""

    row: company.ApplicantRow
    residence: str = ""
    japanese: str = ""
    """Code of the level, `native` for a native speaker, empty where none is told."""
    months: int = 0


class Listing(msgspec.Struct, frozen=True):
    """The list, its counts, the jobs to choose from, and the names of the stages of each job."""

    view: View
    briefs: tuple[Brief, ...]
    total: int
    all: int
    counts: Mapping[str, int]
    jobs: tuple[company.JobCounts, ...]
    stages: Mapping[str, tuple[rules.StageRow, ...]] = msgspec.field(default_factory=dict)
    strange: tuple[str, ...] = ()
    """What looks like a filter and is none."""
    synced: bool = True
    """Whether the site was read at all; before that an empty list says nothing."""
    elsewhere: int = 0
    """How many applicants of other jobs have the words, where none of this one fits."""
    indexed: Indexed | None = None
    """How far the search reached, where it did not reach all yet."""

    def stage_words(self, job: str, stage: str, language: str) -> str:
        """The name of a stage of a job."""
        for row in self.stages.get(job, ()):
            if row.id == stage:
                return row.words.of(language)
        return default_stage(stage).of(language)

    def stage_names(self, language: str) -> dict[str, str]:
        """The stages that can be filtered by, in order: those of the job chosen, else all that occur."""
        chosen = [self.view.job] if self.view.job in self.stages else list(self.stages)
        names = {row.id: row.words.of(language) for job in chosen for row in self.stages[job]}
        known = {stage: default_stage(stage).of(language) for stage in codes.table("stage")} if not names else {}
        return known | names


ALL_JOBS: Final = "*"
CHOSEN: Final = "applicants_job"
"""The note in which this machine keeps the job that was chosen last, or `*` for all."""


def first_view(cache: Cache) -> View:
    """What the page opens on: the job chosen last, else the one with the most new applicants, else all."""
    jobs, last = company.jobs(cache, limit=2000).items, cache.note(CHOSEN)
    if last == ALL_JOBS or last in {one.job.id for one in jobs}:
        return View("" if last == ALL_JOBS else last)
    fullest = max(jobs, key=lambda one: (one.new, one.all), default=None)
    return View(fullest.job.id if fullest is not None and fullest.all else "")


def default_stage(stage: str) -> Words:
    """The name of one of the seven stages that every job has."""
    return codes.table("stage").get(stage, Words(stage, stage))


def listing(cache: Cache, view: View) -> Listing:
    """Read the list. A word `stage:interview` in the query is a filter like the chip of that stage."""
    asked = filters.asked(cache, view.query, view.job)
    stages = tuple(dict.fromkeys((*view.stages, *asked.stages)))
    found = company.applicants(cache, view.job, asked.words, stages, view.limit)
    counts = company.stage_counts(cache, view.job)
    jobs = company.jobs(cache, limit=2000).items
    elsewhere = 0
    if view.job and asked.words and not found.total:
        elsewhere = company.applicants(cache, "", asked.words, limit=1).total
    posts = company.posts(cache, [*(row.job for row in found.items), *filter(None, (view.job,))])
    return Listing(
        view,
        tuple(_brief(row) for row in found.items),
        found.total,
        sum(counts.values()),
        counts,
        jobs,
        {job: tuple(rules.stages(body)) for job, body in posts.items()},
        asked.strange,
        bool(cache.note("last_sync")),
        elsewhere,
        found.indexed,
    )


def _brief(row: company.ApplicantRow) -> Brief:
    body = row.profile
    return Brief(row, str(body.get("residence") or ""), japanese_level(body), months_worked(body))


def japanese_level(profile: Body) -> str:
    """The level of Japanese: `native`, a code of CEFR or JLPT, or empty."""
    for item in (profile.get("languages") or {}).values():
        if item.get("language") == "ja":
            return "native" if item.get("native") else str(item.get("level") or "")
    return ""


def months_worked(profile: Body) -> int:
    """Months of work, overlaps counted once; a position without an end that is not current counts its first month."""
    today = ambient.today()
    now = today.year * 12 + today.month - 1
    spans = []
    for item in (profile.get("work") or {}).values():
        start = _month(item.get("start"))
        if start is not None:
            end = now if item.get("current") else _month(item.get("end"))
            spans.append((start, start if end is None else end))
    total, reached = 0, -1
    for start, end in sorted(spans):
        begin = max(start, reached + 1)
        total += max(0, end - begin + 1)
        reached = max(reached, end)
    return total


def _month(text: object) -> int | None:
    if not isinstance(text, str) or len(text) < 7:
        return None
    return int(text[:4]) * 12 + int(text[5:7]) - 1


class Opened(msgspec.Struct, frozen=True):
    """One applicant in full, the stages of the job, and what was written and not sent."""

    applicant: company.Applicant
    stages: tuple[rules.StageRow, ...]
    drafts: Mapping[str, str]
    marks: Marks = Marks()

    @property
    def next_stage(self) -> rules.StageRow | None:
        """Where Advance leads: the stage after this one, never to a rejection."""
        order = [row for row in self.stages if row.status != "rejected"]
        places = [place for place, row in enumerate(order) if row.id == self.applicant.row.stage]
        return order[places[0] + 1] if places and places[0] + 1 < len(order) else None

    @property
    def rejecting(self) -> rules.StageRow | None:
        """The stage that rejects, unless the application is there."""
        rows = (row for row in self.stages if row.status == "rejected" and row.id != self.applicant.row.stage)
        return next(rows, None)


def opened(cache: Cache, application: str) -> Opened | None:
    """Read one applicant; None where it is not (or no longer) to be seen."""
    found = company.applicant(cache, application)
    if found is None:
        return None
    stages = tuple(rules.stages(found.job.body if found.job else {}))
    drafts = {draft.path: draft.text for draft in cache.drafts("application", application)}
    return Opened(found, stages, drafts, marks(cache, found.application.body))
