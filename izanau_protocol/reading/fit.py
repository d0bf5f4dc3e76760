"""How the fit of an applicant reads: a line for each thing asked for, its skills together; it says what to check, never more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from izanau_protocol import codes, documents
from izanau_protocol.fields import Words
from izanau_protocol.fit import JLPT, SOON, Item, Matter, Verdict
from izanau_protocol.reading.profile import day, month, months, section_words, short_level
from izanau_protocol.rules import cefr_range

_ASKS: Final = {True: Words("asks {level}", "{level}が必要"), False: Words("{level} preferred", "{level}を歓迎")}
_ASKED: Final = {True: Words("asked for", "必要"), False: Words("preferred", "歓迎")}
_HAS: Final = Words("has {level}", "記載は{level}")
_NATIVE: Final = Words("native level", "母語レベル")
_TOLD: Final = Words("told without a level", "レベルの記載なし")
_SKILLS: Final[dict[Verdict, Words]] = {
    "fits": Words("has {names}", "{names}の記載あり"),
    "check": Words("asks {names}, not told", "{names}の記載なし"),
}
_YEARS: Final = Words("{name} ({years} y)", "{name}（{years}年）")
_NEEDS: Final = Words("needs sponsorship", "ビザ支援が必要")
_UNTOLD: Final = Words("not told", "記載なし")
_UNTIL: Final = Words("until {day}", "{day}まで")
_ENDS: Final = Words("ends in {time} ({day})", "残り{time}（{day}まで）")
_TODAY: Final = Words("ends today", "本日まで")
_ENDED: Final = Words("ended on {day}", "{day}に満了")
_FACTS: Final = {
    ("languages", "absent"): Words("not among the languages told", "語学力に記載なし"),
    ("languages", "untold"): Words("no languages told", "語学力の記載なし"),
    ("visa", "unlimited"): Words("no limit on activities", "活動の制限なし"),
    ("residence", "welcome"): documents.fields("job")["overseas"].spec.words,
    **{("visa", why): _NEEDS for why in ("sponsored", "unsponsored", "transfers", "unstated")},
}
"""What else is so, by matter and reason."""
_ADVICE: Final = {
    ("languages", "between"): Words("check the level", "レベルを要確認"),
    ("visa", "scope"): Words("check the scope of activities", "活動範囲を要確認"),
    ("visa", "paper"): Words("check the designation paper", "指定書を要確認"),
    ("visa", "permission"): Words(
        "check the permission for part-time work, at most 28 hours a week",
        "資格外活動許可（週28時間以内）を要確認",
    ),
    ("visa", "renewal"): Words("check the renewal", "更新を要確認"),
    ("visa", "sponsored"): Words("this job sponsors visas, check what it takes", "この求人は支援あり。手続きを要確認"),
    ("visa", "unsponsored"): Words("this job sponsors no visa", "この求人は支援なし"),
    ("visa", "transfers"): Words("this job takes over a valid status only", "この求人は在留資格のある方のみ"),
    ("visa", "unstated"): Words("check whether this job sponsors visas", "支援の可否を要確認"),
    ("residence", "unstated"): Words("check whether applicants abroad are welcome", "海外からの応募の可否を要確認"),
}
"""What to do, by matter and reason."""


class Line(msgspec.Struct, frozen=True):
    """One line: what it is about, the verdict, and the words."""

    matter: Matter
    verdict: Verdict
    words: str


def lines(items: Sequence[Item], language: str) -> tuple[Line, ...]:
    """What is asked for, a line each; the skills that are told in one line, those that are not in another."""
    return (*_single(items, language), *_skills(items, language))


def _single(items: Sequence[Item], language: str) -> Iterator[Line]:
    makers = {"languages": _language, "visa": _status, "residence": _place}
    for one in items:
        if one.matter in makers:
            name, facts = makers[one.matter](one, language)
            more, advice = (
                words[one.matter, one.why].of(language) if (one.matter, one.why) in words else ""
                for words in (_FACTS, _ADVICE)
            )
            yield Line(one.matter, one.verdict, _said(name, (*facts, more), advice, language))


def _said(name: str, facts: Sequence[str], advice: str, language: str) -> str:
    """`Japanese: asks N2, has N2: check the level`."""
    colon, comma, stop = ("：", "、", "。") if language == "ja" else (": ", ", ", ": ")
    return stop.join(filter(None, (f"{name}{colon}{comma.join(filter(None, facts))}", advice)))


def _language(one: Item, language: str) -> tuple[str, tuple[str, ...]]:
    tests = {level.startswith(JLPT) for level in (one.asked, one.had) if level and level != "native"}
    spanned = len(tests) > 1  # what is measured by two tests is told on one ladder too
    asked = _ASKED[one.required].of(language)
    if one.asked:
        level = _level(one.asked, cefr_range(one.asked) if spanned else None, "", language)
        asked = _ASKS[one.required].of(language).format(level=level)
    shown = filter(None, (one.certificate, month(one.date, language)))
    proof = ("、" if language == "ja" else ", ").join(shown)
    had = ""
    if one.had:
        had = _HAS.of(language).format(level=_level(one.had, one.span if spanned else None, proof, language))
    elif one.why == "unmeasured":
        had = _beside(_TOLD.of(language), (proof,), language)
    return codes.words("languages", one.name, language), (asked, had)


def _level(level: str, span: Sequence[str] | None, proof: str, language: str) -> str:
    """`N2 (B1–B2; JLPT N2 100, Jul 2024)`: the span where the level itself is none of CEFR."""
    ladder = "–".join(dict.fromkeys(span)) if span and level.startswith(JLPT) else ""
    short = _NATIVE.of(language) if level == "native" else short_level(level, language)
    return _beside(short, (ladder, proof), language)


def _beside(words: str, shown: Sequence[str], language: str) -> str:
    """The words with what is known beside them in brackets."""
    told = ("；" if language == "ja" else "; ").join(filter(None, shown))
    if not told:
        return words
    return f"{words}（{told}）" if language == "ja" else f"{words} ({told})"


def _status(one: Item, language: str) -> tuple[str, tuple[str, ...]]:
    name = documents.fields("profile")["visa.status"].spec.words.of(language)
    status = codes.words("residences", one.had, language) if one.had else _UNTOLD.of(language)
    return name, (status, _ends(one, language))


def _ends(one: Item, language: str) -> str:
    """When the period of stay ends: how long that is where it is soon."""
    if not one.date:
        return ""
    told = day(one.date, language)
    if one.days < 0:
        return _ENDED.of(language).format(day=told)
    if one.months >= SOON:
        return _UNTIL.of(language).format(day=told)
    if not one.days:
        return _TODAY.of(language)
    time = months(one.months, language) if one.months else _days(one.days, language)
    return _ENDS.of(language).format(time=time, day=told)


def _days(number: int, language: str) -> str:
    return f"{number}日" if language == "ja" else "1 day" if number == 1 else f"{number} days"


def _place(one: Item, language: str) -> tuple[str, tuple[str, ...]]:
    return section_words("residence", language), (codes.words("countries", one.had, language),)


def _skills(items: Sequence[Item], language: str) -> Iterator[Line]:
    colon, comma = ("：", "、") if language == "ja" else (": ", ", ")
    for verdict, words in _SKILLS.items():
        named = [
            _YEARS.of(language).format(name=one.name, years=one.years) if one.years else one.name
            for one in items
            if one.matter == "skills" and one.verdict == verdict
        ]
        if named:
            told = words.of(language).format(names=comma.join(named))
            yield Line("skills", verdict, f"{section_words('skills', language)}{colon}{told}")
