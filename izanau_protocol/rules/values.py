"""One value against its field: type, characters, bounds, and the few fields with a form of their own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from izanau_protocol import codes, ids
from izanau_protocol.fields import Field
from izanau_protocol.problems import EXPECTED, Problem, problem
from izanau_protocol.rules.addresses import is_email, is_url
from izanau_protocol.text import has_control_or_bidi

EARLIEST: Final = date(1900, 1, 1)
"""No one who signs up was born before; documents and studies of a living person are not older either."""
AHEAD_YEARS: Final = 15
"""How far ahead a day may lie where the future is allowed: stays, graduations and contracts that were granted or agreed."""
TITLE: Final = 200
"""Texts held by language of at most so many characters are titles: single lines."""
MOST_TAGS: Final = 20
MOST_WORD: Final = 100
"""Characters of a member of a set without a table (skills that a job asks for)."""

_TAG: Final = re.compile(r"([a-z]{2,3})(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH: Final = re.compile(r"[0-9]{4}-[0-9]{2}")
_TIME: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?Z")
_CLOCK: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_READING: Final = re.compile(r"[ァ-ヺーヽヾ・\s]+")
_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,40}")
_BREAKS: Final = re.compile("[\n\r\v\f\x85\u2028\u2029]")
_NO_TEXT: Final = re.compile("[\0\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_TURNING: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

PAST: Final = frozenset(
    {
        "birthday",
        "work.*.start",
        "languages.*.certificates.*.date",
        "skills.*.date",
    }  # what has happened, or is not yet so
)

Problems = Iterator[Problem]


def value_problems(field: Field, value: object, path: str, today: date) -> list[Problem]:
    """What is wrong with a value at a concrete path; parts and items are looked into by `problems`, not here.

    For a text held by language the value is the whole map, or one text where the path names its tag (`hobbies@en`).
    """
    if value is None:
        return [problem("null_value", path)]
    if field.spec.type == "text":
        return list(_texts(field, value, path))
    return list(_CHECKS[field.spec.type](field, value, path, today))


def safe(path: str, name: object, joint: str = ".") -> str:
    """The path of `name` under `path`; only of `path` where the name, made elsewhere, would spoil a message."""
    if not isinstance(name, str) or _NAME.fullmatch(name) is None:
        return path
    return f"{path}{joint}{name}" if path else name


def is_tag(tag: str) -> bool:
    """Whether `tag` names a language of the table as BCP 47 writes it: en, pt-BR, zh-Hans."""
    found = _TAG.fullmatch(tag)
    return found is not None and found[1] in codes.table("languages")


def wrong_type(field: Field, path: str) -> Problem:
    """The problem of a value that is of another type than the field's."""
    kind = "prose" if "@" in path else field.spec.type
    return problem("wrong_type", path, expected=EXPECTED[kind])


def first_of_month(text: str) -> date | None:
    """The first day of a month or the day itself; None where the text is neither."""
    try:
        return date.fromisoformat(text if _DAY.fullmatch(text) else f"{text}-01" if _MONTH.fullmatch(text) else "")
    except ValueError:
        return None


def character_problems(text: str, path: str, *, single: bool) -> Problems:
    """What characters a text may not hold; `single` forbids line breaks and tabs too."""
    if _NO_TEXT.search(text):
        yield problem("not_text", path)
    elif single and _BREAKS.search(text):
        yield problem("line_break", path)
    elif has_control_or_bidi(text) or (single and "\t" in text):
        hidden = _TURNING.search(text) is not None and not _has_controls(text)
        yield problem("bidi_characters" if hidden else "control_characters", path)


def _has_controls(text: str) -> bool:
    return any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in text)


def _string(field: Field, value: object, path: str, *, single: bool, most: int) -> Problems:
    if not isinstance(value, str):
        yield wrong_type(field, path)
        return
    plain = value.isascii() and value.isprintable()
    found = None if plain else next(character_problems(value, path, single=single), None)
    if found is not None:
        yield found
    elif not value.strip():
        yield problem("required" if field.spec.required else "empty", path)
    elif most and len(value) > most:
        yield problem("too_long", path, length=len(value), most=most)
    elif not (plain or unicodedata.is_normalized("NFC", value)) or (single and value != value.strip()):
        yield problem("not_canonical", path)


def _line(field: Field, value: object, path: str, today: date) -> Problems:
    found = list(_string(field, value, path, single=True, most=field.spec.most))
    yield from found
    special = _SPECIAL.get((field.kind, field.path))
    if special is not None and not found and isinstance(value, str) and not special[1](value):
        yield problem(special[0], path, **({"name": value} if special[0] == "bad_language_tag" else {}))


def _prose(field: Field, value: object, path: str, today: date) -> Problems:
    yield from _string(field, value, path, single=False, most=field.spec.most)


def _texts(field: Field, value: object, path: str) -> Problems:
    if "@" in path:
        yield from _by_tag(field, {path.rsplit("@", 1)[1]: value}, path.rsplit("@", 1)[0])
    elif not isinstance(value, Mapping):
        yield wrong_type(field, path)
    elif not value and field.spec.required:
        yield problem("required", path)
    elif len(value) > MOST_TAGS:
        yield problem("too_many", path, count=len(value), most=MOST_TAGS)
    else:
        yield from _by_tag(field, value, path)


def _by_tag(field: Field, texts: Mapping[Any, object], path: str) -> Problems:
    for tag, text in texts.items():
        if not isinstance(tag, str) or not is_tag(tag):
            yield problem("bad_language_tag", safe(path, tag, "@"), name=str(tag))
        elif text is None:
            yield problem("null_value", f"{path}@{tag}")
        else:
            yield from _string(field, text, f"{path}@{tag}", single=field.spec.most <= TITLE, most=field.spec.most)


def _code(field: Field, value: object, path: str, today: date) -> Problems:
    found = list(_string(field, value, path, single=True, most=0))
    yield from found
    if not found and value not in codes.table(field.spec.table):
        yield problem("unknown_code", path, value=str(value))


def _codes(field: Field, value: object, path: str, today: date) -> Problems:
    if not isinstance(value, list | tuple) or not all(isinstance(member, str) for member in value):
        yield wrong_type(field, path)
        return
    if len(value) > field.spec.most:
        yield problem("too_many", path, count=len(value), most=field.spec.most)
    seen: set[str] = set()
    for member in value:
        if member in seen:
            yield problem("duplicate", path, value=member)
        seen.add(member)
    for member in sorted(seen):
        yield from _member(field, member, path)


def _member(field: Field, member: str, path: str) -> Problems:
    found = list(_string(field, member, path, single=True, most=0 if field.spec.table else MOST_WORD))
    yield from found
    if not found and field.spec.table and member not in codes.table(field.spec.table):
        yield problem("unknown_code", path, value=member)


def _day(field: Field, value: object, path: str, today: date) -> Problems:
    found = list(_string(field, value, path, single=True, most=0))
    yield from found
    if found or not isinstance(value, str):
        return
    day = first_of_month(value)
    if day is None or (_DAY if field.spec.type == "day" else _MONTH).fullmatch(value) is None:
        yield problem("not_a_day" if field.spec.type == "day" else "not_a_month", path)
    else:
        yield from _within(field, day, path, today)


def _within(field: Field, day: date, path: str, today: date) -> Problems:
    """In the time zone of the person it may be tomorrow already, so one day ahead is no future."""
    tomorrow = today + timedelta(days=1) if today < date.max else today
    latest = date(min(today.year + AHEAD_YEARS, 9999), 12, 31)
    if day < EARLIEST:
        yield problem("too_early", path, least=_spelled(field, EARLIEST))
    elif field.kind == "profile" and field.path in PAST and day > tomorrow:
        yield problem("in_the_future", path)
    elif day > latest:
        yield problem("too_late", path, most=_spelled(field, latest))


def _spelled(field: Field, day: date) -> str:
    return day.isoformat() if field.spec.type == "day" else day.isoformat()[:7]


def _number(field: Field, value: object, path: str, today: date) -> Problems:
    spec = field.spec
    if not isinstance(value, int) or isinstance(value, bool):
        yield wrong_type(field, path)
    elif not spec.least <= value <= spec.most:
        figure = str(value) if abs(value) < 10**18 else "…"
        yield problem("out_of_range", path, value=figure, least=spec.least, most=spec.most)


def _yes(field: Field, value: object, path: str, today: date) -> Problems:
    if not isinstance(value, bool):
        yield wrong_type(field, path)


def _is_time(text: str) -> bool:
    found = _TIME.fullmatch(text)
    return found is not None and first_of_month(found[1]) is not None


def _spelling(code: str, fits: Callable[[str], bool]) -> Callable[[Field, object, str, date], Problems]:
    def check(field: Field, value: object, path: str, today: date) -> Problems:
        found = list(_string(field, value, path, single=True, most=field.spec.most))
        yield from found
        if not found and isinstance(value, str) and not fits(value):
            yield problem(code, path)

    return check


def _group(field: Field, value: object, path: str, today: date) -> Problems:
    if not isinstance(value, Mapping):
        yield wrong_type(field, path)
    elif field.spec.type == "items" and len(value) > field.spec.most:
        yield problem("too_many", path, count=len(value), most=field.spec.most)


_CHECKS: Final[dict[str, Callable[[Field, object, str, date], Problems]]] = {
    "line": _line,
    "prose": _prose,
    "code": _code,
    "codes": _codes,
    "day": _day,
    "month": _day,
    "time": _spelling("not_a_time", _is_time),
    "yes": _yes,
    "number": _number,
    "id": _spelling("not_an_id", ids.is_id),
    "email": _spelling("not_an_email", is_email),
    "url": _spelling("not_a_url", is_url),
    "items": _group,
    "part": _group,
}

_SPECIAL: Final[dict[tuple[str, str], tuple[str, Callable[[str], bool]]]] = {
    ("profile", "name.reading"): ("wrong_script", lambda text: _READING.fullmatch(text) is not None),
    ("job", "hours.start"): ("not_a_clock_time", lambda text: _CLOCK.fullmatch(text) is not None),
    ("job", "hours.end"): ("not_a_clock_time", lambda text: _CLOCK.fullmatch(text) is not None),
    ("company", "logo"): ("not_a_hash", lambda text: _HASH.fullmatch(text) is not None),
    ("account", "language"): ("bad_language_tag", is_tag),
    ("consent", "language"): ("bad_language_tag", is_tag),
}
"""Lines with a form of their own: the code of the problem, and what fits."""
