"""How a job and a status read: company, place, pay, languages, the row of a list."""

from __future__ import annotations

from izanau_desktop.cache.reads.common import text_in
from izanau_desktop.cache.reads.people import JobRow
from izanau_desktop.look.tokens import Tone
from izanau_desktop.shared import moments
from izanau_desktop.translation import tr
from izanau_desktop.widgets.rows import Row, initials
from izanau_protocol import codes
from izanau_protocol.reading import job as job_reading

TONES: dict[str, Tone] = {
    "applied": "ok",
    "in_review": "neutral",
    "interview": "accent",
    "offer": "accent",
    "hired": "ok",
    "rejected": "neutral",
    "withdrawn": "neutral",
}


def status_tone(status: str) -> Tone:
    """The tone of a status; it only repeats what its word says."""
    return TONES.get(status, "neutral")


def title(job: JobRow, language: str) -> str:
    """The job's title in the reader's language, else in another."""
    return text_in(job.title, language)[0]


def employer(job: JobRow, language: str) -> str:
    """The name of the company of a job."""
    return job_reading.company_name(job.company_name, job.company_name_ja, language)


def place(job: JobRow, language: str) -> str:
    """City and prefecture, and whether one may work from elsewhere."""
    return job_reading.place(job.prefecture, job.city, job.remote, language)


def pay(job: JobRow, language: str) -> str:
    """What a job pays."""
    return job_reading.pay_words(job.pay_unit, job.pay_currency, job.pay_least, job.pay_most, language)


def facts(job: JobRow, language: str) -> tuple[str, ...]:
    """What helps to decide, as chips."""
    held = (job.contract, job.languages, job.visa_support)
    return job_reading.facts(*held, overseas=job.overseas, language=language)


def row(job: JobRow, language: str) -> Row:
    """The row of a job in a list."""
    name = employer(job, language)
    chip, tone = "", "neutral"
    if job.application:
        chip, tone = codes.words("status", job.status, language), status_tone(job.status)
    elif job.saved:
        chip, tone = tr("Saved"), "accent"
    elif job.state == "closed":
        chip, tone = codes.words("job_state", job.state, language), "warn"
    return Row(
        job.id,
        title(job, language),
        " · ".join(
            filter(None, (name, codes.words("prefectures", job.prefecture, language) if job.prefecture else ""))
        ),
        moments.short(job.published, language),
        chip,
        tone,  # type: ignore[arg-type] # one of the tones of the table above
        initials(name),
    )
