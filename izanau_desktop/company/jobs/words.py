"""How a job reads in the company's own list."""

from __future__ import annotations

from izanau_desktop.cache.reads.common import text_in
from izanau_desktop.cache.reads.company import JobCounts
from izanau_desktop.company.words import counts
from izanau_desktop.look.tokens import Tone
from izanau_desktop.shared import job_words, moments
from izanau_desktop.translation import tr
from izanau_desktop.widgets.rows import Row
from izanau_protocol import codes
from izanau_protocol.reading.profile import day

TONES: dict[str, Tone] = {"published": "ok", "draft": "warn", "closed": "neutral", "template": "accent"}


def state_words(state: str, language: str) -> str:
    """Draft, Published, Closed."""
    return codes.words("job_state", state, language)


def state_tone(state: str) -> Tone:
    """The tone of a state; it only repeats what its word says."""
    return TONES.get(state, "neutral")


def job_line(counted: JobCounts, language: str) -> Row:
    """The row of a job: title, counts of applicants, openings and last day while it is open, place, state."""
    job = counted.job
    applicants = counts(counted.all, counted.new, counted.late, tr("{number} applicants"))
    is_open = job.state == "published"
    openings = tr("%n opening(s)", None, job.positions) if is_open and job.positions else ""
    until = tr("until {day}").format(day=day(job.closes, language)) if is_open and job.closes else ""
    # Who applied comes first: where there is little room it is the place that may be cut off.
    parts = (applicants if counted.all else "", openings, until, job_words.place(job, language))
    told = " · ".join(filter(None, parts))
    title = text_in(job.title, language)[0] or tr("Untitled job")
    state = job.state or "draft"
    when = moments.short(job.published, language)
    return Row(job.id, title, told or tr("nothing stated yet"), when, state_words(state, language), state_tone(state))
