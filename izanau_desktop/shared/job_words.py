"""How a job and a status read: company, place, pay, languages, the row of a list."""

from __future__ import annotations

from izanau_desktop.cache.reads.common import text_in
from izanau_desktop.cache.reads.people import JobRow
from izanau_desktop.look.tokens import Tone
from izanau_desktop.shared import moments
from izanau_desktop.translation import tr
from izanau_desktop.widgets.rows import Row, initials
from izanau_protocol import codes

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


def company_name(name: str, name_ja: str, language: str) -> str:
    """The company's name as this reader reads it."""
    return (name_ja or name if language == "ja" else name or name_ja) or tr("A company")


def title(job: JobRow, language: str) -> str:
    """The job's title in the reader's language, else in another."""
    return text_in(job.title, language)[0]


def employer(job: JobRow, language: str) -> str:
    """The name of the company of a job."""
    return company_name(job.company_name, job.company_name_ja, language)


def place(job: JobRow, language: str) -> str:
    """City and prefecture, and whether one may work from elsewhere."""
    where = codes.words("prefectures", job.prefecture, language) if job.prefecture else ""
    remote = codes.words("remote", job.remote, language) if job.remote in ("hybrid", "full") else ""
    return " · ".join(filter(None, (town(where, job.city, language), remote)))


def town(prefecture: str, city: str, language: str) -> str:
    """City and prefecture as the language writes them; the city stands as the company wrote it, in whichever language."""
    if prefecture and prefecture.casefold() in city.casefold():
        prefecture = ""  # "Osaka, Osaka" says it twice
    between = " " if prefecture and city.isascii() else ""
    return f"{prefecture}{between}{city}" if language == "ja" else ", ".join(filter(None, (city, prefecture)))


def pay_words(unit: str, currency: str, least: int, most: int, language: str) -> str:
    """`3,500,000 – 5,000,000 yen per year`; empty where nothing is stated."""
    if not (unit and least):
        return ""
    amount = f"{least:,}" if most in (0, least) else tr("{least} – {most}").format(least=f"{least:,}", most=f"{most:,}")
    words = {
        "amount": amount,
        "currency": codes.words("currency", currency, language) if currency else "",
        "unit": codes.words("pay_unit", unit, language),
    }
    return tr("{amount} {currency} {unit}").format(**words)


def pay(job: JobRow, language: str) -> str:
    """What a job pays."""
    return pay_words(job.pay_unit, job.pay_currency, job.pay_least, job.pay_most, language)


def asked(job: JobRow, language: str) -> tuple[str, ...]:
    """The languages asked for, each with its level; the test goes without saying."""
    named = codes.words("level", "native", language)
    return tuple(
        " ".join(
            filter(
                None,
                (codes.words("languages", one, language), named if level == "native" else level.rpartition(" ")[2]),
            )
        )
        for one, level in job.languages
    )


def facts(job: JobRow, language: str) -> tuple[str, ...]:
    """What helps to decide, as chips."""
    contract = codes.words("contract", job.contract, language) if job.contract else ""
    visa = codes.words("visa_support", job.visa_support, language) if job.visa_support else ""
    abroad = tr("Applicants abroad welcome") if job.overseas else ""
    return tuple(filter(None, (contract, *asked(job, language), visa, abroad)))


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
