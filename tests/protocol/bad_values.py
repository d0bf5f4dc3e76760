"""The table of bad values: what each field must say to each of them, wherever it is typed or sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final, NamedTuple

from izanau_protocol import codes, documents
from izanau_protocol.canonical import Body
from izanau_protocol.fields import Field
from izanau_protocol.rules.trees import planted

TODAY: Final = date(2026, 11, 23)

SINGLE: Final = frozenset({"line", "code", "day", "month", "time", "id", "email", "url"})
STRINGS: Final = SINGLE | {"prose", "text"}
TYPED: Final = STRINGS | {"yes", "number"}
"""The types of fields that one types into; sets, items and parts are given as JSON too."""

_MEANINGLESS: Final = {
    "code": "unknown_code",
    "day": "not_a_day",
    "month": "not_a_month",
    "time": "not_a_time",
    "id": "not_an_id",
    "email": "not_an_email",
    "url": "not_a_url",
}
_PERIODS: Final = {
    "work.*.start": "worked_before_15",
    "work.*.end": "end_before_start",
    "education.*.start": "studied_before_birth",
    "education.*.end": "end_before_start",
    "skills.*.date": "before_birth",
    "languages.*.certificates.*.date": "before_birth",
}

Expected = Callable[[Field], "str | None"]


class Bad(NamedTuple):
    """One bad value: as it stands in a body, as one types it (None: cannot be typed), and the code that a field says.

    `expected` gives None where the value is none too bad for that field.
    """

    id: str
    value: object
    raw_text: str | None
    expected: Expected
    typed: frozenset[str] = TYPED

    def raw_for(self, field: Field) -> str | None:
        """What one types into that field to the same end; None where this cannot be typed there."""
        return self.raw_text if field.spec.type in self.typed else None


def clean(field: Field) -> str | None:
    """What a field says to a clean line of text that means nothing to it."""
    if field.path == "name.reading":
        return "wrong_script"
    if field.path in ("hours.start", "hours.end"):
        return "not_a_clock_time"
    return _MEANINGLESS.get(field.spec.type, None if field.spec.type in STRINGS else "wrong_type")


def spoilt(code: str) -> Expected:
    """Every field of text says `code`; the others say that it is no value of theirs."""
    return lambda field: code if field.spec.type in STRINGS else "wrong_type"


def only(code: str, *types: str) -> Expected:
    """Fields of these types say `code`; a text means nothing to the others."""
    return lambda field: code if field.spec.type in types else clean(field)


def in_set(code: str) -> Expected:
    """Sets with a table say `code`, others take the list; no other field takes a list."""
    return lambda field: (code if field.spec.table else None) if field.spec.type == "codes" else "wrong_type"


def other_than(*types: str) -> Expected:
    """All fields but those of these types say that it is no value of theirs."""
    return lambda field: None if field.spec.type in types else "wrong_type"


def _empty(field: Field) -> str | None:
    return ("required" if field.spec.required else "empty") if field.spec.type in STRINGS else "wrong_type"


def _too_long(field: Field) -> str | None:
    return clean(field) if field.spec.type in ("code", "day", "month") else spoilt("too_long")(field)


def _line_break(field: Field) -> str | None:
    single = field.spec.type in SINGLE or (field.spec.type == "text" and field.spec.most <= 200)
    return "line_break" if single else None if field.spec.type in STRINGS else "wrong_type"


def _untrimmed(field: Field) -> str | None:
    return "not_canonical" if _line_break(field) == "line_break" else _line_break(field)


def _future_day(field: Field) -> str | None:
    late = "in_the_future" if field.path == "birthday" else "too_late"
    return late if field.spec.type == "day" else clean(field)


def _future_month(field: Field) -> str | None:
    if field.spec.type != "month":
        return clean(field)
    return "too_late" if field.name == "end" or field.path == "education.*.start" else "in_the_future"


def _long_ago(field: Field) -> str | None:
    return _PERIODS.get(field.path) or clean(field)


def _unknown_field(field: Field) -> str | None:
    return "unknown_field" if field.spec.type == "part" else "wrong_type"


def _outside(field: Field) -> str | None:
    return "out_of_range" if field.spec.type == "number" else "wrong_type"


def _twice(field: Field) -> str | None:
    return "duplicate" if field.spec.type == "codes" else "wrong_type"


def _too_many(field: Field) -> str | None:
    return "too_many" if field.spec.type == "codes" else "wrong_type"


_CODES: Final = frozenset({"codes"})
_MANY: Final = sorted(codes.table("countries"))[:99]

BAD: Final = (
    Bad("null", None, None, lambda field: "null_value"),
    Bad("float", 1.5, None, other_than()),
    Bad("yes", True, None, other_than("yes")),
    Bad("number", 7, None, other_than("number")),
    Bad("huge_number", 10**30, str(10**30), _outside, frozenset({"number"})),
    Bad("negative", -1, "-1", _outside, frozenset({"number"})),
    Bad("list", ["x", 1], None, other_than()),
    Bad("unknown_field", {"nope": 1}, None, _unknown_field),
    Bad("too_long", "x" * 200_001, "x" * 200_001, _too_long),
    Bad("empty", "", "", _empty),
    Bad("blank", " \u3000 ", " \u3000 ", _empty),
    Bad("nul", "a\x00b", "a\x00b", spoilt("not_text")),
    Bad("lone_surrogate", "a\ud800b", "a\ud800b", spoilt("not_text")),
    Bad("control", "a\x07b", "a\x07b", spoilt("control_characters")),
    Bad("escape_sequence", "\x1b[31mred", "\x1b[31mred", spoilt("control_characters")),
    Bad("bidi", "abc\u202etxt", "abc\u202etxt", spoilt("bidi_characters")),
    Bad("line_break", "one\ntwo", "one\ntwo", _line_break),
    Bad("untrimmed", " Anna ", None, _untrimmed),
    Bad("decomposed", "Cafe\u0301", None, spoilt("not_canonical")),
    Bad("wrong_script", "Анна", "Анна", clean),
    Bad("script_address", "javascript:alert(1)", "javascript:alert(1)", clean),
    Bad("february_29", "2023-02-29", "2023-02-29", clean),
    Bad("thirteenth_month", "2020-13", "2020-13", clean),
    Bad("future_day", "2999-01-01", "2999-01-01", _future_day),
    Bad("future_month", "2999-01", "2999-01", _future_month),
    Bad("too_early", "1066-10-14", "1066-10-14", only("too_early", "day")),
    Bad("long_ago", "1950-01", "1950-01", _long_ago),
    Bad("unknown_member", ["no-such-code"], '["no-such-code"]', in_set("unknown_code"), _CODES),
    Bad("twice", ["JP", "JP"], '["JP", "JP"]', _twice, _CODES),
    Bad("too_many", _MANY, ",".join(_MANY), _too_many, _CODES),
)

_ITEM: Final = {"position": "V1"}
PROFILE: Final[Body] = {
    "name": {"full": "NGUYEN VAN ANH", "family": "Nguyen", "given": "Anh", "middle": "Van"}
    | {"native": "Nguyễn Văn Anh", "reading": "グエン・ヴァン・アイン", "order": "as-is"},
    "birthday": "1990-04-02",
    "citizenship": ["VN"],
    "residence": "JP",
    "prefecture": "JP-27",
    "visa": {"status": "engineer_humanities_international", "expires": "2029-03-31", "needs_sponsorship": False},
    "languages": {
        "a1": {"language": "ja", "level": "JLPT N2", "native": False}
        | _ITEM
        | {"certificates": {"a1": {"name": "JLPT", "level": "N2", "score": "120", "date": "2019-07"} | _ITEM}},
    },
    "education": {
        "a1": {"school": "Hanoi University", "degree": "bachelor", "field": "Linguistics", "start": "2008-09"}
        | {"end": "2012-06", "current": False, "description": {"en": "Translation studies"}}
        | _ITEM,
    },
    "work": {
        "a1": {"company": "Kumo Works", "title": "Tester", "start": "2015-04", "end": "2019-03", "current": False}
        | {"description": {"en": "Tested games", "ja": "ゲームのテスト"}}
        | _ITEM,
    },
    "skills": {
        "a1": {"name": "Forklift", "level": "advanced", "years": 4, "licence": "Forklift licence", "date": "2016-05"}
        | _ITEM
    },
    "hobbies": {"en": "Climbing\nCooking"},
    "registered": False,
    "confirmed": "2026-01-05",
}
"""A whole profile with nothing wrong in it; the id of every item is a1."""
WRITTEN: Final[Body] = {
    name: value for name, value in PROFILE.items() if name not in ("registered", "confirmed", *documents.FURTHER)
}
"""What a person may write of it under the first policy."""

SAMPLES: Final[dict[str, Body]] = {"profile": PROFILE}


def concrete(field: Field) -> str:
    """The path of a field in the sample; texts by language are taken at `@en`."""
    path = field.path.replace("*", "a1")
    return f"{path}@en" if field.spec.type == "text" else path


def cells(kind: str = "profile") -> Iterator[tuple[str, Bad, str]]:
    """Every path of a kind with every value that is bad for it, and the code expected there."""
    for field in documents.fields(kind).values():
        for bad in BAD:
            code = bad.expected(field)
            if code is not None:
                yield concrete(field), bad, code


def body_with(kind: str, path: str, value: object) -> Body:
    """The sample with one value changed."""
    return planted(SAMPLES[kind], path, value)
