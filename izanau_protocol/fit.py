"""How an applicant fits a job: of each thing that is asked for, whether the profile fits, has to be checked or lacks it.

Nothing here says that somebody may work: whose status has a limit is checked by people (domain.md 2). Citizenship, birthday and
name are never looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

import msgspec
from msgspec.structs import replace

from izanau_protocol import codes
from izanau_protocol.rules.languages import LADDER, cefr_range, figure
from izanau_protocol.rules.trees import Tree, items, line, members, part, whole
from izanau_protocol.rules.values import first_of_month
from izanau_protocol.text import fold

Matter = Literal["languages", "visa", "residence", "skills"]
Verdict = Literal["fits", "check", "lacks"]

VERDICTS: Final[tuple[Verdict, ...]] = ("lacks", "check", "fits")
"""From the worst."""
SOON: Final = 6
"""A period of stay that has fewer whole months left than this is told and checked."""
HOME: Final = "JP"
JLPT: Final = "JLPT"

_N_LEVEL: Final = re.compile(r"n([1-5])(?!\d)")
_STEP: Final = 10_000
"""From one verdict on the whole to the next in the numbers that are sorted by; what is lacking and to be checked is less."""
_SHORT_WEEKS: Final = ("part_time", "internship")
"""Contracts that the 28 hours of a permission may be enough for."""


class Item(msgspec.Struct, frozen=True):
    """One thing that is asked for, how the profile answers it, and the facts that words are made of."""

    matter: Matter
    """The section of the profile that answers."""
    verdict: Verdict
    why: str
    """What decided it; `reading.fit` has words for each."""
    required: bool = True
    name: str = ""
    """The code of the language, or the skill as the job writes it."""
    asked: str = ""
    """The level, or what the job says of visa support."""
    had: str = ""
    """The level, the status of residence or the country."""
    span: tuple[str, ...] = ()
    """The lowest and highest level of CEFR that the level had may mean."""
    certificate: str = ""
    date: str = ""
    """The month of the certificate, or the day on which the period of stay ends."""
    days: int = 0
    """Days until then, below zero where it is over."""
    months: int = 0
    """Whole months until then."""
    years: int = 0
    """Of the skill."""


def fit(profile: Tree, job: Tree, today: date) -> tuple[Item, ...]:
    """What a job asks for, each with its verdict: languages, the status of residence, where one lives, skills.

    Empty where there is no job to compare with.
    """
    return (*listed(profile, job, today), *_place(profile, job), *_skills(profile, job)) if job else ()


def listed(profile: Tree, job: Tree, today: date) -> tuple[Item, ...]:
    """What lists of applicants are ordered by: of all this languages and the status of residence alone."""
    return (*_languages(profile, job), _status(profile, job, today)) if job else ()


def asked(job: Tree) -> Tree:
    """The fields of a job that `listed` and `turns` look at; empty where there is no job."""
    contract = {"type": line(part(job, "contract"), "type")}
    told = {"languages": part(job, "languages"), "visa_support": line(job, "visa_support"), "contract": contract}
    return told if job else {}


def turns(profile: Tree, job: Tree) -> date | None:
    """The first day on which the end of the stay, so soon then, makes of one who fits one to be checked; None if there is none."""
    visa = part(profile, "visa")
    ends = first_of_month(line(visa, "expires"))
    if not job or ends is None or _activities(visa, job)[0] != "fits":
        return None
    month = ends.year * 12 + ends.month - 1 - SOON
    if month < date.min.year * 12:
        return None
    first, behind = (date(one // 12, one % 12 + 1, 1) for one in (month, month + 1))
    return min(first + timedelta(days=ends.day), behind)


def overall(items: Sequence[Item]) -> Verdict | None:
    """The worst verdict on what is required; None where nothing is."""
    return min((one.verdict for one in items if one.required), key=VERDICTS.index, default=None)


def verdict_of(number: int) -> Verdict | None:
    """The verdict on the whole that such a number (`ordinal`) stands for; None where nothing is asked for."""
    return VERDICTS[(number - 1) // _STEP] if number else None


def between(verdict: Verdict) -> tuple[int, int]:
    """The least and the greatest number (`ordinal`) of a verdict on the whole."""
    place = VERDICTS.index(verdict)
    return place * _STEP + 1, (place + 1) * _STEP


def ordinal(items: Sequence[Item]) -> int:
    """A number to sort by, the better fit the higher: by the verdict on the whole, then by how little is lacking or to be checked.

    0 where nothing is asked for.
    """
    verdict = overall(items)
    if verdict is None:
        return 0
    lacking, open_ = (min(99, sum(one.verdict == name for one in items)) for name in ("lacks", "check"))
    return (VERDICTS.index(verdict) + 1) * _STEP - lacking * 100 - open_


# --- languages ---


class _Claim(NamedTuple):
    """A level that somebody states, and the certificate that shows it."""

    level: str
    low: int
    high: int
    certificate: str = ""
    date: str = ""


def _languages(profile: Tree, job: Tree) -> Iterator[Item]:
    told = [item for _, item in items(profile, "languages")]
    for _, asked in items(job, "languages"):
        if line(asked, "language"):
            yield _language(asked, told)


def _language(asked: Tree, told: Sequence[Tree]) -> Item:
    name, level, required = line(asked, "language"), line(asked, "level"), asked.get("preferred") is not True
    entries = [item for item in told if line(item, "language") == name]
    judged = [(_judge(claim, level), claim) for entry in entries for claim in _claims(entry)]
    if judged:
        # The best that is stated counts; of two that say the same, the one with a certificate.
        verdict, best = max(
            judged, key=lambda one: (VERDICTS.index(one[0]), one[1].low, one[1].high, one[1].certificate)
        )
        why = {"fits": "enough", "check": "between", "lacks": "below"}[verdict]
        span, shown = (LADDER[best.low - 1], LADDER[best.high - 1]), (best.certificate, best.date)
        return Item("languages", _eased(verdict, required), why, required, name, level, best.level, span, *shown)
    if entries:
        verdict = "check" if level else "fits"
        return Item("languages", verdict, "unmeasured", required, name, level, "", (), *_shown(entries))
    verdict, why = ("lacks", "absent") if told else ("check", "untold")
    return Item("languages", _eased(verdict, required), why, required, name, level)


def _eased(verdict: Verdict, required: bool) -> Verdict:
    """What is only preferred is never lacking."""
    return "check" if verdict == "lacks" and not required else verdict


def _judge(claim: _Claim, asked: str) -> Verdict:
    """Two levels of the JLPT by themselves, all else on the ladder of CEFR; where two ranges overlap nobody can say."""
    if not asked:
        return "fits"
    if asked.startswith(JLPT) and claim.level.startswith(JLPT):
        return "fits" if claim.level <= asked else "lacks"  # N1 stands before N2 as a text too
    ladder = _ranks(asked)
    if ladder is None:
        return "check"
    return "fits" if claim.low >= ladder[1] else "lacks" if claim.high < ladder[0] else "check"


def _ranks(level: str, score: int | None = None) -> tuple[int, int] | None:
    found = cefr_range(level, score)
    return (LADDER.index(found[0]) + 1, LADDER.index(found[1]) + 1) if found else None


def _claims(entry: Tree) -> Iterator[_Claim]:
    """What an entry of a profile states: that it is native, its certificates, and the level where none of them shows it."""
    if entry.get("native") is True:
        yield _Claim("native", len(LADDER), len(LADDER))
    shown = set()
    for _, certificate in items(entry, "certificates"):
        level, score = _certified(certificate), figure(line(certificate, "score").partition("/")[0].strip())
        # A score that is no pass says nothing: it was typed wrongly, or the level was not reached.
        ranks = (_ranks(level, int(score)) if score is not None else None) or _ranks(level)
        if ranks is not None:
            shown.add(level)
            yield _Claim(level, *ranks, _named(certificate), line(certificate, "date"))
    level = line(entry, "level")
    ranks = _ranks(level)
    if ranks is not None and level not in shown:
        yield _Claim(level, *ranks)


def _certified(certificate: Tree) -> str:
    """The level that a certificate names: of the JLPT as our tables write it, of another test where that is one of CEFR."""
    name, level = fold(line(certificate, "name")), line(certificate, "level").strip()
    test = codes.table("certificate")[JLPT]
    if name.startswith((fold(test.en), fold(test.ja))):
        found = _N_LEVEL.search(fold(f"{level} {name}"))
        return f"{JLPT} N{found[1]}" if found else ""
    return level.upper() if level.upper() in LADDER else ""


def _named(certificate: Tree) -> str:
    return " ".join(filter(None, (line(certificate, name) for name in ("name", "level", "score"))))


def _shown(entries: Sequence[Tree]) -> tuple[str, str]:
    """The first certificate, of which our tables say nothing, and its month."""
    found = (one for entry in entries for _, one in items(entry, "certificates"))
    return next(((_named(one), line(one, "date")) for one in found), ("", ""))


# --- the status of residence, and where one lives ---


def _status(profile: Tree, job: Tree, today: date) -> Item:
    visa = part(profile, "visa")
    verdict, why = _activities(visa, job)
    ends = first_of_month(line(visa, "expires"))
    months = _months(today, ends) if ends else 0
    if ends and months < SOON and verdict == "fits":
        verdict, why = "check", "renewal"
    told = Item("visa", verdict, why, asked=line(job, "visa_support"), had=line(visa, "status"))
    return replace(told, date=ends.isoformat(), days=(ends - today).days, months=months) if ends else told


def _activities(visa: Tree, job: Tree) -> tuple[Verdict, str]:
    """What a status says of this job by the table; only one without any limit fits."""
    status, needs = line(visa, "status"), visa.get("needs_sponsorship") is True
    if status in ("", "undisclosed"):
        return _sponsorship(job, holds=True) if needs else ("check", "untold")
    known = codes.residences().get(status)
    if known is None:  # of a newer table than ours
        return "check", "scope"
    if known.work == "any":
        return ("check", _sponsorship(job, holds=True)[1]) if needs else ("fits", "unlimited")
    if known.work == "no":
        if known.permission == "28h" and line(part(job, "contract"), "type") in _SHORT_WEEKS:
            return "check", "permission"
        return _sponsorship(job, holds=False)
    if needs:
        return _sponsorship(job, holds=True)
    return "check", "paper" if known.work == "case" else "scope"


def _sponsorship(job: Tree, *, holds: bool) -> tuple[Verdict, str]:
    """Whether a job sponsors whom it has to; `holds`: there is a status that a company might take over."""
    support = line(job, "visa_support")
    if support == "none":
        return "lacks", "unsponsored"
    if support == "transfers_only":
        return "check" if holds else "lacks", "transfers"
    return "check", "sponsored" if support == "sponsors" else "unstated"


def _months(today: date, ends: date) -> int:
    return (ends.year - today.year) * 12 + ends.month - today.month - (ends.day < today.day)


def _place(profile: Tree, job: Tree) -> Iterator[Item]:
    """Where one lives matters only abroad; a job that does not welcome applicants from there may still take them."""
    country = line(profile, "residence")
    if country and country != HOME:
        welcome = job.get("overseas") is True
        yield Item("residence", "fits" if welcome else "check", "welcome" if welcome else "unstated", had=country)


# --- skills ---


def _skills(profile: Tree, job: Tree) -> Iterator[Item]:
    """Each skill once. That none is told proves nothing, so none is ever lacking."""
    told: dict[str, int] = {}
    for _, item in items(profile, "skills"):
        for name in filter(_key, (line(item, "name"), line(item, "licence"))):
            told[_key(name)] = max(told.get(_key(name), 0), whole(item, "years") or 0)
    asked: dict[str, str] = {}
    for name in members(job, "skills"):
        asked.setdefault(_key(name), name)
    for key, name in asked.items():
        if key in told:
            yield Item("skills", "fits", "told", name=name, years=told[key])
        elif key:
            yield Item("skills", "check", "untold", name=name)


def _key(name: str) -> str:
    return " ".join(fold(name).split())
