"""What a job states of each item that the law asks for, as plain words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from izanau_desktop.cache.reads import profile as reading
from izanau_desktop.cache.reads.common import field, number, text_in
from izanau_desktop.shared import job_words
from izanau_desktop.translation import tr
from izanau_protocol import codes, rules

Body = Mapping[str, Any]
Say = Callable[[Body, str], str]


class Stated(msgspec.Struct, frozen=True):
    """One item of the law: its name, what the job says, and whether that is all that must be said."""

    id: str
    name: str
    text: str
    whole: bool


def stated(job: Body, employer: str, language: str) -> tuple[Stated, ...]:
    """Every item of the law in its order; one without words is not stated at all."""
    found = []
    for item in rules.legal_items:
        text = employer if item.id == "employer" else _SAY[item.id](job, language)
        words = item.words.of(language)
        found.append(Stated(item.id, words[:1].upper() + words[1:], text, item.check(dict(job))))
    return tuple(found)


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _code(table: str, code: str, language: str) -> str:
    return codes.words(table, code, language) if code else ""


def _text(path: str) -> Say:
    def say(job: Body, language: str) -> str:
        value: Any = job
        for name in path.split("."):
            value = value.get(name) if isinstance(value, Mapping) else None
        return text_in(value, language)[0]

    return say


def _contract(job: Body, language: str) -> str:
    body = dict(job)
    kind = _code("contract", field(body, "contract.type"), language)
    start, end = (reading.day(field(body, f"contract.{name}"), language) for name in ("start", "end"))
    term = tr("{start} to {end}").format(start=start or tr("start by arrangement"), end=end) if end else start
    open_end = tr("no fixed end") if kind and not end and field(body, "contract.type") == "permanent" else ""
    return _lines(" · ".join(filter(None, (kind, term, open_end))), _text("contract.cap")(job, language))


def _probation(job: Body, language: str) -> str:
    body = dict(job)
    probation = body.get("probation")
    if not isinstance(probation, Mapping) or not probation.get("stated"):
        return ""
    months = number(body, "probation.months")
    told = tr("%n month(s)", None, months) if months else tr("None")
    return _lines(told, _text("probation.terms")(job, language))


def _place(job: Body, language: str) -> str:
    body = dict(job)
    where, city = _code("prefectures", field(body, "place.prefecture"), language), field(body, "place.city")
    town = job_words.town(where, city, language)
    return " · ".join(filter(None, (town, _code("remote", field(body, "remote"), language))))


def _hours(job: Body, language: str) -> str:
    body = dict(job)
    start, end = field(body, "hours.start"), field(body, "hours.end")
    clock = f"{start} – {end}" if start and end else ""
    pause = number(body, "hours.break_minutes")
    told = tr("break of {minutes} minutes").format(minutes=pause) if pause else ""
    overtime, holidays = _text("hours.overtime")(job, language), _text("holidays")(job, language)
    return _lines(
        " · ".join(filter(None, (_code("hours_system", field(body, "hours.system"), language), clock, told))),
        tr("Overtime: {text}").format(text=overtime) if overtime else "",
        tr("Holidays: {text}").format(text=holidays) if holidays else "",
    )


def _pay(job: Body, language: str) -> str:
    body = dict(job)
    least, most = number(body, "pay.least"), number(body, "pay.most")
    told = job_words.pay_words(field(body, "pay.unit"), field(body, "pay.currency"), least, most, language)
    fixed, hours = number(body, "pay.fixed_overtime"), number(body, "pay.fixed_overtime_hours")
    overtime = tr("including {amount} of fixed overtime pay for {hours} hours").format(amount=f"{fixed:,}", hours=hours)
    return _lines(told, overtime if fixed else "", _text("pay.note")(job, language))


def _insurance(job: Body, language: str) -> str:
    held = job.get("insurance")
    members = held if isinstance(held, list | tuple) else ()
    return ("、" if language == "ja" else ", ").join(codes.words("insurance", str(one), language) for one in members)


def _renewal(job: Body, language: str) -> str:
    kind = field(dict(job), "contract.type")
    if kind and kind != "fixed_term" and not field(dict(job), "contract.end"):
        return tr("Does not apply: the contract has no fixed end")
    renewal = _code("renewal", field(dict(job), "contract.renewal"), language)
    return _lines(renewal, _text("contract.criteria")(job, language))


_SAY: dict[str, Say] = {
    "duties": _text("duties"),
    "contract": _contract,
    "probation": _probation,
    "place": _place,
    "hours": _hours,
    "pay": _pay,
    "insurance": _insurance,
    "employer_kind": lambda job, language: _code("employer_kind", field(dict(job), "employer_kind"), language),
    "smoking": lambda job, language: _code("smoking", field(dict(job), "smoking"), language),
    "duties_range": _text("duties_range"),
    "place_range": _text("place_range"),
    "renewal": _renewal,
}
