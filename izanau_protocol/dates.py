"""Days and months as people write them: 2019-4, Apr 2019, 25 April 1990, 2019年4月, 平成31年4月; full-width too."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Final

ERAS: Final = (
    ("令和", "R", dt.date(2019, 5, 1)),
    ("平成", "H", dt.date(1989, 1, 8)),
    ("昭和", "S", dt.date(1926, 12, 25)),
    ("大正", "T", dt.date(1912, 7, 30)),
    ("明治", "M", dt.date(1868, 1, 25)),
)
"""Eras with the day on which each began, newest first (domain.md 6; Meiji dates are Gregorian from 1873)."""

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_HYPHENS: Final = dict.fromkeys(map(ord, "‐‑‒–—―−－ーｰ"), "-")
_NAME: Final = r"(?P<name>[a-z]{3,9})\.?"
_ERA: Final = r"(?P<era>令和|平成|昭和|大正|明治|[rhstm])\.?\s*(?P<of>元|\d{1,2})\s*[年./-]\s*(?P<month>\d{1,2})"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<year>\d{4})"
_MONTH_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}\s*[-/.年]\s*(?P<month>\d{{1,2}})\s*月?",
        rf"(?P<month>\d{{1,2}})\s*[/.-]\s*{_YEAR}",
        rf"{_NAME},?\s*{_YEAR}",
        rf"{_YEAR},?\s*{_NAME}",
        rf"{_ERA}\s*月?",
        r"(?P<year>\d{4})(?P<month>\d{2})",
    )
)
_DAY_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}\s*[-/.年]\s*(?P<month>\d{{1,2}})\s*[-/.月]\s*(?P<day>\d{{1,2}})\s*日?",
        rf"{_DAY}\s+{_NAME},?\s+{_YEAR}",
        rf"{_NAME}\s+{_DAY},?\s+{_YEAR}",
        rf"{_ERA}\s*[月./-]\s*(?P<day>\d{{1,2}})\s*日?",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
    )
)


def month(text: str) -> str | None:
    """`YYYY-MM`, or None where no month can be read. Days are never guessed away: a whole day is no month."""
    found = _first(_MONTH_FORMS, text)
    numbers = _numbers(found) if found else None
    return f"{numbers[0]:04}-{numbers[1]:02}" if numbers else None


def day(text: str) -> str | None:
    """`YYYY-MM-DD`, or None where no day of the calendar can be read. 4/5/1990 is refused: it means two things."""
    found = _first(_DAY_FORMS, text)
    numbers = _numbers(found) if found else None
    if found is None or numbers is None:
        return None
    try:
        read = dt.date(numbers[0], numbers[1], int(found["day"]))
    except ValueError:
        return None
    return read.isoformat() if _in_era(found, read) else None


def era_month(value: str) -> str:
    """`2019-04` as 平成31年4月; the era of the month's first day, first years as 元年. Empty before Meiji."""
    first = dt.date(int(value[:4]), int(value[5:7]), 1)
    for name, _, begins in ERAS:
        if first >= begins:
            year = first.year - begins.year + 1
            return f"{name}{'元' if year == 1 else year}年{first.month}月"
    return ""


def _first(forms: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    settled = unicodedata.normalize("NFKC", text).translate(_HYPHENS).strip().casefold()
    settled = re.sub(r"\s+", " ", settled)
    return next(filter(None, (form.fullmatch(settled) for form in forms)), None)


def _numbers(found: re.Match[str]) -> tuple[int, int] | None:
    groups = found.groupdict()
    if groups.get("name"):
        number = next((place for place, name in enumerate(_MONTHS, 1) if _is_month(groups["name"], name)), 0)
    else:
        number = int(groups["month"])
    year = int(groups["year"]) if groups.get("year") else _year_of_era(groups["era"], groups["of"])
    return (year, number) if 1 <= number <= 12 and 1 <= year <= 9999 else None


def _is_month(typed: str, short: str) -> bool:
    return _FULL[short].startswith(typed) or (short == "sep" and typed == "sept")


_FULL: Final = {
    "jan": "january",
    "feb": "february",
    "mar": "march",
    "apr": "april",
    "may": "may",
    "jun": "june",
    "jul": "july",
    "aug": "august",
    "sep": "september",
    "oct": "october",
    "nov": "november",
    "dec": "december",
}


def _year_of_era(era: str, of: str) -> int:
    return ERAS[_place_of(era)][2].year - 1 + (1 if of == "元" else int(of))


def _in_era(found: re.Match[str], read: dt.date) -> bool:
    era = found.groupdict().get("era")
    if not era:
        return True
    place = _place_of(era)
    return ERAS[place][2] <= read < (ERAS[place - 1][2] if place else dt.date.max)


def _place_of(era: str) -> int:
    """Where an era stands among all, by its name or letter."""
    return next(place for place, (name, letter, _) in enumerate(ERAS) if era in (name, letter.casefold()))
