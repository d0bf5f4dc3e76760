"""How a job reads: what it states of each item that the law asks for, its place, pay and employer, as plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import msgspec

from izanau_protocol import codes, rules
from izanau_protocol.fields import Words
from izanau_protocol.reading.profile import day, months, short_level, spoken
from izanau_protocol.rules.trees import line, members, part, whole

Body = Mapping[str, Any]
Say = Callable[[Body, str], str]

_COMPANY: Final = Words("A company", "企業")
_ABROAD: Final = Words("Applicants abroad welcome", "海外からの応募可")
_EMPLOYEES: Final = Words("{number} employees", "従業員{number}名")
_FOUNDED: Final = Words("founded {year}", "{year}年設立")
_PAY: Final = Words("{amount} {currency} {unit}", "{unit}{amount}{currency}")
_RANGE: Final = Words("{least} – {most}", "{least}～{most}")
_TERM: Final = Words("{start} to {end}", "{start}～{end}")
_BY_ARRANGEMENT: Final = Words("start by arrangement", "開始日は相談")
_OPEN_END: Final = Words("no fixed end", "期間の定めなし")
_NONE: Final = Words("None", "なし")
_BREAK: Final = Words("break of {minutes} minutes", "休憩{minutes}分")
_OVERTIME: Final = Words("Overtime: {text}", "時間外労働：{text}")
_HOLIDAYS: Final = Words("Holidays: {text}", "休日：{text}")
_FIXED: Final = Words(
    "including {amount} of fixed overtime pay for {hours} hours", "固定残業代{amount}（{hours}時間分）を含む"
)
_NO_RENEWAL: Final = Words("Does not apply: the contract has no fixed end", "該当なし（期間の定めのない契約）")


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


def company_name(name: str, name_ja: str, language: str) -> str:
    """The company's name as this reader reads it."""
    return (name_ja or name if language == "ja" else name or name_ja) or _COMPANY.of(language)


def town(prefecture: str, city: str, language: str) -> str:
    """City and prefecture as the language writes them; the city stands as the company wrote it, in whichever language."""
    if prefecture and prefecture.casefold() in city.casefold():
        prefecture = ""  # "Osaka, Osaka" says it twice
    between = " " if prefecture and city.isascii() else ""
    return f"{prefecture}{between}{city}" if language == "ja" else ", ".join(filter(None, (city, prefecture)))


def place(prefecture: str, city: str, remote: str, language: str) -> str:
    """City and prefecture of a code, and whether one may work from elsewhere."""
    elsewhere = code("remote", remote, language) if remote in ("hybrid", "full") else ""
    return " · ".join(filter(None, (town(code("prefectures", prefecture, language), city, language), elsewhere)))


def pay_words(unit: str, currency: str, least: int, most: int, language: str) -> str:
    """`3,500,000 – 5,000,000 yen per year`; empty where nothing is stated."""
    if not (unit and least):
        return ""
    several = _RANGE.of(language).format(least=f"{least:,}", most=f"{most:,}")
    amount = f"{least:,}" if most in (0, least) else several
    words = {"amount": amount, "currency": code("currency", currency, language)}
    return _PAY.of(language).format(**words, unit=code("pay_unit", unit, language))


def asked(languages: Iterable[tuple[str, str]], language: str) -> tuple[str, ...]:
    """The languages asked for, each with its level; the test goes without saying."""
    levels = ((one, short_level(level, language)) for one, level in languages)
    return tuple(" ".join(filter(None, (code("languages", one, language), level))) for one, level in levels)


def facts(
    contract: str, languages: Iterable[tuple[str, str]], visa: str, *, overseas: bool, language: str
) -> tuple[str, ...]:
    """What helps to decide: the kind of contract, the languages asked for, help with the visa."""
    abroad = _ABROAD.of(language) if overseas else ""
    told = (code("contract", contract, language), *asked(languages, language))
    return tuple(filter(None, (*told, code("visa_support", visa, language), abroad)))


def company_facts(company: Body, language: str) -> str:
    """Industry, place, size and age of a company, in a line."""
    people, year = whole(company, "employees"), whole(company, "founded")
    told = (
        code("industry", line(company, "industry"), language),
        code("prefectures", line(company, "prefecture"), language),
        _EMPLOYEES.of(language).format(number=f"{people:,}") if people else "",
        _FOUNDED.of(language).format(year=year) if year else "",
    )
    return " · ".join(filter(None, told))


def code(table: str, known: str, language: str) -> str:
    """The words of a code; empty for none."""
    return codes.words(table, known, language) if known else ""


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _text(*names: str) -> Say:
    def say(job: Body, language: str) -> str:
        value: Any = job
        for name in names:
            value = value.get(name) if isinstance(value, Mapping) else None
        return spoken(value, language)[0]

    return say


def _contract(job: Body, language: str) -> str:
    contract = part(job, "contract")
    kind = code("contract", line(contract, "type"), language)
    start, end = (day(line(contract, name), language) for name in ("start", "end"))
    term = _TERM.of(language).format(start=start or _BY_ARRANGEMENT.of(language), end=end) if end else start
    open_end = _OPEN_END.of(language) if not end and line(contract, "type") == "permanent" else ""
    return _lines(" · ".join(filter(None, (kind, term, open_end))), _text("contract", "cap")(job, language))


def _probation(job: Body, language: str) -> str:
    probation = part(job, "probation")
    if not probation.get("stated"):
        return ""
    number = whole(probation, "months") or 0
    told = months(number, language) if number else _NONE.of(language)
    return _lines(told, _text("probation", "terms")(job, language))


def _place(job: Body, language: str) -> str:
    held = part(job, "place")
    where = town(code("prefectures", line(held, "prefecture"), language), line(held, "city"), language)
    return " · ".join(filter(None, (where, code("remote", line(job, "remote"), language))))


def _hours(job: Body, language: str) -> str:
    hours = part(job, "hours")
    start, end, pause = line(hours, "start"), line(hours, "end"), whole(hours, "break_minutes")
    clock = f"{start} – {end}" if start and end else ""
    told = _BREAK.of(language).format(minutes=pause) if pause else ""
    overtime, holidays = _text("hours", "overtime")(job, language), _text("holidays")(job, language)
    return _lines(
        " · ".join(filter(None, (code("hours_system", line(hours, "system"), language), clock, told))),
        _OVERTIME.of(language).format(text=overtime) if overtime else "",
        _HOLIDAYS.of(language).format(text=holidays) if holidays else "",
    )


def pay(job: Body, language: str) -> str:
    """What a job pays, in a line."""
    held = part(job, "pay")
    least, most = whole(held, "least") or 0, whole(held, "most") or 0
    return pay_words(line(held, "unit"), line(held, "currency"), least, most, language)


def _pay(job: Body, language: str) -> str:
    held = part(job, "pay")
    fixed, hours = whole(held, "fixed_overtime") or 0, whole(held, "fixed_overtime_hours") or 0
    overtime = _FIXED.of(language).format(amount=f"{fixed:,}", hours=hours) if fixed else ""
    return _lines(pay(job, language), overtime, _text("pay", "note")(job, language))


def _insurance(job: Body, language: str) -> str:
    between = "、" if language == "ja" else ", "
    return between.join(codes.words("insurance", one, language) for one in members(job, "insurance"))


def _renewal(job: Body, language: str) -> str:
    contract = part(job, "contract")
    kind = line(contract, "type")
    if kind and kind != "fixed_term" and not line(contract, "end"):
        return _NO_RENEWAL.of(language)
    return _lines(code("renewal", line(contract, "renewal"), language), _text("contract", "criteria")(job, language))


_SAY: dict[str, Say] = {
    "duties": _text("duties"),
    "contract": _contract,
    "probation": _probation,
    "place": _place,
    "hours": _hours,
    "pay": _pay,
    "insurance": _insurance,
    "employer_kind": lambda job, language: code("employer_kind", line(job, "employer_kind"), language),
    "smoking": lambda job, language: code("smoking", line(job, "smoking"), language),
    "duties_range": _text("duties_range"),
    "place_range": _text("place_range"),
    "renewal": _renewal,
}
