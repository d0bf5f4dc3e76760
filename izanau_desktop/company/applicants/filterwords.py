"""A filter in force as people say it: "Japanese ≥ N2" stands on its chip, and not what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from izanau_desktop.cache.reads.facets import OWNERS
from izanau_desktop.cache.reads.filters import named
from izanau_desktop.company.applicants.reading import Head, Listing, default_stage
from izanau_desktop.translation import tr
from izanau_desktop.widgets.search import Filter
from izanau_protocol import codes
from izanau_protocol.query import SIGNS, Piece
from izanau_protocol.reading import profile as reading
from izanau_protocol.rules import filtered, languages
from izanau_protocol.text import fold

CALLED: Final[dict[str, Callable[[], str]]] = {
    "stage": lambda: tr("Stage"),
    "visa": lambda: tr("Status of residence"),
    "in": lambda: tr("Lives in"),
    "years": lambda: tr("Experience"),
    "ends": lambda: tr("Stay ends"),
    "fit": lambda: tr("Fit"),
    "applied": lambda: tr("Applied"),
    "waiting": lambda: tr("At this stage"),
    "label": lambda: tr("Label"),
    "owner": lambda: tr("Taken by"),
    "name": lambda: tr("Name"),
    "skill": lambda: tr("Skill"),
    "title": lambda: tr("Job title"),
    "company": lambda: tr("Employer"),
    "school": lambda: tr("School"),
    "note": lambda: tr("Note"),
    "message": lambda: tr("Message"),
}
TABLES: Final = {"visa": "residences", "in": "countries", "fit": "fit"}
"""Of filters whose values are codes the table that has their words."""
NATIVE: Final = "native"
"""The one level that people call by a word."""


def chips(listing: Listing, head: Head, language: str) -> tuple[Filter, ...]:
    """The chips of the filters of a list; each is called by where it stands."""
    query = listing.view.query
    return tuple(Filter(str(one.start), told(one, query, head, language)) for one in listing.asked.filters)


def told(piece: Piece, query: str, head: Head, language: str) -> str:
    """A filter of a query in words; one whose value has none here stays as it was typed."""
    typed = query[piece.start : piece.end]
    try:
        words = _words(next(iter(named(typed)), ""), piece, head, language)
    except (ValueError, OverflowError):  # rule: what nobody can read is still in force, and its chip says which
        return typed
    return tr("not {filter}").format(filter=words) if piece.without else words


def _words(name: str, piece: Piece, head: Head, language: str) -> str:
    value = piece.value
    if name in ("lang", "is"):
        say = _spoken if name == "lang" else _state
        return tr(", ").join(say(one, language) for one in filtered.each(value))
    what = CALLED[name]() if name in CALLED else ""
    if not what:
        raise ValueError(name)
    if name == "years":
        return _of_years(piece.sign, value)
    if name == "waiting":  # rule: without a sign it is the days at least, as it is looked up
        days = filtered.waited(value)
        long = _long(value, language) if not value.isdigit() else tr("%n day(s)", None, days)
        return _compared(what, ">=" if piece.sign == ":" else piece.sign, long)
    if name in ("applied", "ends"):
        return _dated(name, piece.sign, value, language)
    each = (value,) if piece.quoted else filtered.each(value)
    return _compared(what, piece.sign, tr(", ").join(_one_of(name, one, head, language) for one in each))


def _one_of(name: str, value: str, head: Head, language: str) -> str:
    """One value of a filter that can have several."""
    if name in TABLES:
        return codes.words(TABLES[name], _one(TABLES[name], value), language)
    if name == "owner":
        held = (
            words.of(language) for code, words in OWNERS.items() if fold(value) in map(fold, (code, words.en, words.ja))
        )
        return next(held, value)
    return _stage(value, head, language) if name == "stage" else value


def _stage(value: str, head: Head, language: str) -> str:
    """The name of the stage that a value names, as the jobs have it; where they have several for it, what was typed."""
    jobs = [head.job] if head.job in head.stages else list(head.stages)
    rows = [(row.id, row.words) for job in jobs for row in head.stages[job]]
    held = [*rows, *codes.table("stage").items(), *((one, default_stage(one)) for one in head.counts)]
    names = [(fold(name), stage) for stage, words in held for name in (stage, words.en, words.ja)]
    called = head.standing_names(language)
    found = {called.get(one, default_stage(one).of(language)) for one in filtered.named(names, value)}
    return found.pop() if len(found) == 1 else value


def _state(value: str, language: str) -> str:
    states = filtered.states(value)
    return tr(", ").join(filtered.STATES[one][language == "ja"].capitalize() for one in states)


def _dated(name: str, sign: str, value: str, language: str) -> str:
    """When something was or will be: on a day, between two, or so long from today."""
    what, is_beyond = CALLED[name](), sign in (">", ">=")
    if filtered.span(value) is not None:
        spans = {
            ("applied", False): tr("{what} in the last {value}"),
            ("applied", True): tr("{what} over {value} ago"),
            ("ends", False): tr("{what} in under {value}"),
            ("ends", True): tr("{what} in {value} or more"),
        }
        return spans[name, is_beyond].format(what=what, value=_long(value, language))
    filtered.days(sign, value)
    first, last = (_day(end, language) for end in (filtered.TO.split(value, maxsplit=1) * 2)[:2])
    if first and last and first != last:
        return _compared(what, sign, tr("{first} – {last}").format(first=first, last=last))
    sign = sign if first == last else ">=" if first else "<="
    shapes = {
        ">=": tr("{what} from {value}"),
        "<=": tr("{what} by {value}"),
        ">": tr("{what} after {value}"),
        "<": tr("{what} before {value}"),
    }
    return shapes[sign].format(what=what, value=first or last) if sign in shapes else _compared(what, sign, first)


def _day(value: str, language: str) -> str:
    """A day, a month or a year; nothing for an end that lacks."""
    if not value:
        return ""
    first, behind = filtered.days(":", value)
    length = (behind - first).days
    if length == 1:
        return reading.day(first.isoformat(), language)
    if length <= 31:
        return reading.month(first.isoformat(), language)
    return f"{first.year}年" if language == "ja" else str(first.year)


def _long(value: str, language: str) -> str:
    """How long a span is; weeks are told in days."""
    number, unit = filtered.counted(value) or (0, "d")
    if unit == "m":
        return reading.months(number, language)
    return tr("{number} y").format(number=number) if unit == "y" else tr("%n day(s)", None, filtered.span(value) or 0)


def _of_years(sign: str, value: str) -> str:
    first, last = filtered.years(sign, value)
    told = str(first)
    if first != last and not value[0].isdigit():
        sign, told = "<=", str(last)
    elif first != last:
        is_open = not value.rstrip("y年")[-1].isdigit()
        sign, told = (">=", told) if is_open else (sign, f"{first}–{last}")
    return _compared(CALLED["years"](), sign, tr("{number} y").format(number=told))


def _spoken(value: str, language: str) -> str:
    found = filtered.LEVEL.fullmatch(value)
    if found is None:
        raise ValueError(value)
    what = codes.words("languages", _one("languages", found["language"]), language)
    level = found["level"]
    if not level:
        return what
    if not languages.rank(level) or fold(level) == NATIVE:
        level = codes.words("level", _one("level", level), language)
    return _compared(what, SIGNS.get(found["sign"], found["sign"]), level)


def _one(table: str, value: str) -> str:
    """The code that a value names; where it begins several names, none of them says what is asked for."""
    (found, *others) = filtered.coded(table, value)
    if others:
        raise ValueError(value)
    return found


def _compared(what: str, sign: str, value: str) -> str:
    shapes = {
        ">=": tr("{what} ≥ {value}"),
        "<=": tr("{what} ≤ {value}"),
        ">": tr("{what} > {value}"),
        "<": tr("{what} < {value}"),
    }
    return shapes.get(sign, tr("{what}: {value}")).format(what=what, value=value)
