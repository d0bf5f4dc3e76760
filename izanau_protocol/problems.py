"""What a person can mend: one Problem for window, command and site, with words and a cure in both languages."""

from __future__ import annotations

import string
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final, NamedTuple

import msgspec

from izanau_protocol.fields import Words
from izanau_protocol.text import sentences

SHOWN: Final = 120
"""Characters of a foreign value or key that are repeated in a problem."""


class Wording(NamedTuple):
    """What went wrong and what would do, in both languages; `{name}` stands for a value of the problem."""

    en: str
    ja: str
    cure_en: str
    cure_ja: str


def _read() -> dict[str, Wording]:
    lines = (files("izanau_protocol") / "tables" / "problems.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {code: Wording(*words) for code, *words in (line.split("\t") for line in lines)}


PROBLEMS: Final[dict[str, Wording]] = _read()
"""Every code of a problem with its words."""

STATUS: Final = {
    "not_json": 400,
    "altered": 400,
    "not_signed_in": 401,
    "device_ended": 401,
    "account_erased": 401,
    "wrong_credentials": 401,
    "policy_required": 403,
    "forbidden": 403,
    "read_only_field": 403,
    "email_not_confirmed": 403,
    "consent_required": 403,
    "not_yours": 404,
    "wrong_method": 405,
    "stale": 409,
    "too_large": 413,
    "account_locked": 423,
    "lease_locked": 423,
    "client_too_old": 426,
    "too_many_requests": 429,
    "site_error": 500,
    "site_down": 503,
    "offline": 503,
    "foreign_answer": 503,
    "file_held_up": 503,
}
"""The HTTP status of each code, said by site and command alike; all others are 422: understood, and refused by a rule."""


EXPECTED: Final = {
    "line": Words("a line of text", "1行の文字列"),
    "prose": Words("text", "文字列"),
    "text": Words("texts by language", "言語ごとの文字列"),
    "code": Words("one code of the list", "一覧のコード1つ"),
    "codes": Words("a list of codes", "コードのリスト"),
    "day": Words("a day such as 1995-04-30", "1995-04-30 のような日付"),
    "month": Words("a month such as 2019-04", "2019-04 のような年月"),
    "time": Words("a time such as 2026-11-23T09:30:00Z", "2026-11-23T09:30:00Z のような日時"),
    "yes": Words("yes or no", "「はい」か「いいえ」"),
    "number": Words("a whole number", "整数"),
    "id": Words("an id", "ID"),
    "email": Words("an e-mail address", "メールアドレス"),
    "url": Words("the address of a web page", "ウェブページのアドレス"),
    "items": Words("entries by their ids", "IDごとの項目"),
    "entry": Words("an entry with its id, such as work.ab12", "work.ab12 のような、IDの付いた項目"),
    "part": Words("a group of fields", "項目のまとまり"),
    "tree": Words("text, whole numbers, yes or no, and lists of these", "文字列・整数・はい／いいえ、またはそのリスト"),
}
"""What belongs in a field of each type, as the cure of a wrong one names it."""


def shown(text: str) -> str:
    """A foreign text made safe to repeat in a message: printable, valid UTF-8, at most `SHOWN` characters."""
    cut = text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut)


class _Values(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "…"


class Problem(msgspec.Struct, frozen=True):
    """One thing that is wrong, at one field.

    `field` is a concrete path (`work.ab12cd34ef.end`), empty where the whole is meant; `values` fill the words.
    """

    code: str
    field: str = ""
    values: tuple[tuple[str, str | Words], ...] = ()

    @property
    def status(self) -> int:
        """The HTTP status that it is answered with."""
        return STATUS.get(self.code, 422)

    def words(self, language: str) -> str:
        """What is wrong, as a whole sentence."""
        known = PROBLEMS.get(self.code)
        if known is None:
            return self._filled("{words}", language) if self.value("words") else self._stranger().words(language)
        return self._filled(known.ja if language.startswith("ja") else known.en, language)

    def cure(self, language: str) -> str:
        """What would do instead."""
        known = PROBLEMS.get(self.code)
        if known is None:
            return self._filled("{cure}", language) if self.value("cure") else self._stranger().cure(language)
        return self._filled(known.cure_ja if language.startswith("ja") else known.cure_en, language)

    def with_cure(self, language: str) -> str:
        """What is wrong and what would do, one after the other."""
        return sentences(self.words(language), self.cure(language))

    def value(self, name: str) -> str | Words | None:
        """The value of that name, if the problem has one."""
        return dict(self.values).get(name)

    def as_rfc9457(self, language: str, status: int | None = None) -> dict[str, Any]:
        """The problem as an object of RFC 9457, with `code`, `field`, `cure` and `values` beside its members; another
        status than its own only where something else is answered than this problem alone."""
        return {
            "type": f"/problems/{self.code}",
            "title": self.words(language),
            "status": self.status if status is None else status,
            "detail": self.with_cure(language),
            "code": self.code,
            "field": self.field,
            "cure": self.cure(language),
            "values": {name: msgspec.to_builtins(value) for name, value in self.values},
        }

    @classmethod
    def from_rfc9457(cls, body: Mapping[str, Any]) -> Problem:
        """The problem that a site sent; of a code that only a newer version knows, its own words are kept."""
        values: dict[str, str | Words] = {}
        given = body.get("values")
        for name, value in given.items() if isinstance(given, Mapping) else ():
            if isinstance(value, Mapping):
                values[str(name)] = Words(str(value.get("en", "")), str(value.get("ja", "")))
            else:
                values[str(name)] = str(value)
        code = str(body.get("code") or "site_error")
        if code not in PROBLEMS:
            values |= {"words": str(body.get("title", "")), "cure": str(body.get("cure", ""))}
        return cls(code, str(body.get("field", "")), tuple(values.items()))

    def _stranger(self) -> Problem:
        return Problem("site_error", self.field, (("id", shown(self.code)),))

    def _filled(self, template: str, language: str) -> str:
        known = _Values({n: v.of(language) if isinstance(v, Words) else v for n, v in self.values})
        return string.Formatter().vformat(template, (), known)


class Refused(Exception):  # noqa: N818 - reads as what happened: what was asked is refused
    """What was asked is refused, for one reason or several that a person can mend."""

    def __init__(self, *problems: Problem) -> None:
        if not problems:
            raise ValueError("a refusal needs its problems")
        super().__init__(", ".join(f"{p.field}: {p.code}" if p.field else p.code for p in problems))
        self.problems: tuple[Problem, ...] = problems

    def as_rfc9457(self, language: str, status: int | None = None) -> dict[str, Any]:
        """The first problem as an object of RFC 9457, with all of them under `problems`; the status is the first one's."""
        said = self.problems[0].status if status is None else status
        all_of_them = [p.as_rfc9457(language, said) for p in self.problems]
        return {**all_of_them[0], "problems": all_of_them}


def problem(code: str, field: str = "", /, **values: str | int | Words) -> Problem:
    """A problem with its values by name; numbers become text, foreign text is made safe to show."""
    pairs = ((n, v if isinstance(v, Words) else shown(v) if isinstance(v, str) else str(v)) for n, v in values.items())
    return Problem(code, field, tuple(pairs))


_REASONS: Final = {
    "null": "null_value",
    "float": "wrong_type",
    "type": "wrong_type",
    "list": "wrong_type",
    "name": "wrong_type",
    "nul": "not_text",
    "surrogate": "not_text",
    "integer": "wrong_type",
    "normal_form": "not_canonical",
    "spelling": "not_canonical",
}


def problem_of_bytes(reason: str, most: int = 1 << 20) -> Problem:
    """The problem of bytes that are no body, by the `reason` of `canonical.NotCanonical`."""
    if reason == "too_long":
        return problem("too_large", most=most)
    code = _REASONS.get(reason, "not_json")
    return problem(code, expected=EXPECTED["tree"]) if code == "wrong_type" else Problem(code)
