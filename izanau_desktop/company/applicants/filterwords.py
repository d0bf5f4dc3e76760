"""A filter in force as people say it: "Japanese ≥ N2" stands on its chip, and not what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from izanau_desktop.cache.reads.filters import named
from izanau_desktop.translation import tr
from izanau_desktop.widgets.search import Filter
from izanau_protocol import codes
from izanau_protocol.query import SIGNS, Piece
from izanau_protocol.rules import filtered, languages

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


def chips(filters: Iterable[Piece], query: str, language: str) -> tuple[Filter, ...]:
    """The chips of the filters of a query; each is called by where it stands."""
    return tuple(Filter(str(one.start), told(one, query, language)) for one in filters)


def told(piece: Piece, query: str, language: str) -> str:
    """A filter of a query in words; one whose value has none here stays as it was typed."""
    typed = query[piece.start : piece.end]
    try:
        words = _words(next(iter(named(typed)), ""), piece, language)
    except ValueError:  # rule: what nobody can read is still in force as words, and its chip says which
        return typed
    return tr("not {filter}").format(filter=words) if piece.without else words


def _words(name: str, piece: Piece, language: str) -> str:
    if name == "lang":
        return _spoken(piece.value, language)
    if name == "is":
        states = filtered.states(piece.value)
        return tr(", ").join(filtered.STATES[one][language == "ja"].capitalize() for one in states)
    if name not in CALLED:
        raise ValueError(name)
    value = piece.value
    if name in TABLES:
        table = TABLES[name]
        value = tr(", ").join(codes.words(table, _one(table, one), language) for one in filtered.each(value))
    elif name == "years":
        return _of_years(piece.sign, value)
    return _compared(CALLED[name](), piece.sign, value)


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
    if not languages.rank(level):
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
