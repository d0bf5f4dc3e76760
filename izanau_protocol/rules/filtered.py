"""What the values of filters say: codes by their words, levels of languages, days, spans, years and states.

Each function raises ValueError where a value says nothing of its kind, and OverflowError for a day beyond the calendar.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, NamedTuple

from izanau_protocol import codes, query
from izanau_protocol.rules import languages
from izanau_protocol.text import fold

STATES: Final = {
    "new": ("new", "新着"),
    "late": ("late", "遅延", "対応遅れ"),
    "stalled": ("stalled", "停滞"),
    "unread": ("unread", "未読"),
}
"""What `is:` asks for, and the names of each."""

LATE: Final = timedelta(days=7)
"""A new applicant without an answer for so long is late; who is at another stage for so long, and it is no end, is stalled."""

_SPAN: Final = re.compile(r"(?:(\d{1,4})(d|w|m|日|週|か月|ヶ月)|(\d{1,2})(y|年))(?:間|以内)?")
_DAY: Final = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?)?年?")
LEVEL: Final = re.compile(r"(?P<language>[^\W\d_][\w-]*?)(?:(?P<sign>>=|<=|[<>=:]|≧|≦)(?P<level>.+))?")
_YEARS: Final = re.compile(r"(?:(\d{1,2})(?:y|年)?)?(?:(\.\.|[~〜～-])(?:(\d{1,2})(?:y|年)?)?)?")
_COMPARED: Final = {">": operator.gt, "<": operator.lt, ">=": operator.ge, "<=": operator.le}
_MOST_YEARS: Final = 99
TO: Final = re.compile(r"\.\.|[~〜～]")
"""Between two ends."""


def each(text: str) -> tuple[str, ...]:
    """The values between commas."""
    found = tuple(filter(None, re.split("[,、，]", text)))
    if not found:
        raise ValueError(text)
    return found


def named(names: Iterable[tuple[str, str]], value: str) -> list[str]:
    """Of pairs of folded names and codes the codes that a value names: whole, or else by their beginning."""
    wanted, held = fold(value), list(names)
    found = [code for name, code in held if name == wanted] or [code for name, code in held if name.startswith(wanted)]
    if not found:
        raise ValueError(value)
    return list(dict.fromkeys(found))


def coded(table: str, value: str) -> list[str]:
    """The codes of a table that a value names, by code or words in either language."""
    return named(
        [(fold(name), code) for code, words in codes.table(table).items() for name in (code, words.en, words.ja)], value
    )


class Levels(NamedTuple):
    """The levels of a language that are asked for."""

    ranks: tuple[int, ...]
    """Their places on the ladder; 0 stands for a level that is not told."""
    tests: tuple[int, ...] = ()
    """Levels of the JLPT that are meant beside these: two of them are compared by themselves."""
    others: tuple[int, ...] = ()
    """Those at the same places that are not meant."""


def spoken(value: str) -> tuple[list[str], Levels | None]:
    """The languages that a value names, and the levels that it asks for; None where it asks for none."""
    found = LEVEL.fullmatch(value)
    if found is None:
        raise ValueError(value)
    return coded("languages", found["language"]), _levels(found["sign"], found["level"]) if found["level"] else None


def _levels(sign: str, level: str) -> Levels:
    (code, *_) = [level] if languages.rank(level) else coded("level", level)
    rank, test = languages.rank(code), languages.jlpt(code)
    if not rank:
        raise ValueError(level)
    fits = _COMPARED.get(query.SIGNS.get(sign, sign), operator.eq)
    ranks = tuple(one for one in range(1, len(languages.LADDER) + 1) if fits(one, rank))
    if not test:
        return Levels(ranks)
    known = {one: languages.rank(f"N{one}") for one in range(1, 6)}
    meant = {one for one in known if fits(-one, -test)}
    tests = tuple(one for one, at in known.items() if one in meant and at not in ranks)
    return Levels(ranks, tests, tuple(one for one, at in known.items() if one not in meant and at in ranks))


def years(sign: str, text: str) -> tuple[int, int]:
    """The first and the last year of some (`3`, `3..5`, `3..`, `..5`)."""
    found = _YEARS.fullmatch(text)
    if found is None or not (found[1] or found[3]) or (found[2] and sign != ":"):
        raise ValueError(text)
    first = int(found[1] or 0)
    last = int(found[3]) if found[3] else _MOST_YEARS if found[2] else first
    if last < first:
        raise ValueError(text)
    return first, last


def days(sign: str, text: str) -> tuple[date, date]:
    """The first day of some, and the first behind: of a year, a month, a day, or from one of these to another, either of which
    may lack (`2026-11..2027-01`, `..2026`)."""
    first, *rest = TO.split(text, maxsplit=1)
    if not rest:
        return _named_days(text)
    (last,) = rest
    begins, ends = _named_days(first)[0] if first else date.min, _named_days(last)[1] if last else date.max
    if sign != ":" or not (first or last) or begins >= ends:
        raise ValueError(text)
    return begins, ends


def _named_days(value: str) -> tuple[date, date]:
    found = _DAY.fullmatch(value)
    if found is None:
        raise ValueError(value)
    year, month, day = (int(part) if part else 0 for part in found.groups())
    first = date(year, month or 1, day or 1)
    if day:
        return first, first + timedelta(days=1)
    return first, date(year + 1, 1, 1) if not month else date(year + month // 12, month % 12 + 1, 1)


def span(value: str) -> int | None:
    """Days of a span (`7d`, `2w`, `3m`, `1y`); None where it is none."""
    found = counted(value)
    return found[0] * {"d": 1, "w": 7, "m": 30, "y": 365}[found[1]] if found is not None else None


def counted(value: str) -> tuple[int, str] | None:
    """The number of a span and what it counts: d, w, m or y; None where it is none."""
    found = _SPAN.fullmatch(value)
    if found is None:
        return None
    unit = {"日": "d", "週": "w", "か月": "m", "ヶ月": "m", "年": "y"}
    typed = found[2] or found[4]
    return int(found[1] or found[3]), unit.get(typed, typed)


def waited(text: str) -> int:
    """Days at a stage (`7`, `2w`)."""
    found = span(text) if not text.isdigit() else int(text)
    if found is None or found > 9999:
        raise ValueError(text)
    return found


def states(value: str) -> list[str]:
    """The states that a value names."""
    return named([(fold(name), state) for state, names in STATES.items() for name in names], value)
