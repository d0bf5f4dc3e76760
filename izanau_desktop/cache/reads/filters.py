"""The filters of a query for applicants, in the window and the command alike: what each knows, and what it asks of the tables.

None is by citizenship, birthday or age, nor can one be: what they stand on is nowhere in these tables (PRV-28).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Final, NamedTuple

import msgspec

from izanau_desktop.cache import local
from izanau_desktop.cache.applicants import NEVER, first_number
from izanau_desktop.cache.parts import WORDED, fact
from izanau_desktop.cache.reads.query import phrase, terms
from izanau_protocol import ambient, fit
from izanau_protocol import query as queries
from izanau_protocol.fields import Words
from izanau_protocol.problems import Problem, problem
from izanau_protocol.query import Piece
from izanau_protocol.rules import filtered
from izanau_protocol.text import fold

ENDED: Final = frozenset({"offer", "hired", "rejected"})
"""The statuses at which it is not the company's turn."""
ANEW: Final = frozenset(("fit", "years"))
"""What changes with the day, or the fit with its job: filters and orders of these wait for rows that are made anew."""


class Known(msgspec.Struct, frozen=True):
    """What values can name here: ids by each of their folded names."""

    stages: Mapping[str, tuple[str, ...]] = {}
    members: Mapping[str, tuple[str, ...]] = {}
    going: tuple[str, ...] = ()
    """The ids of the stages at which it is the company's turn, without that of arrival."""
    unused: Mapping[str, str] = {}
    """The labels asked for that nobody has, folded: each with the one in use that is most like it, or empty."""


class Clause(NamedTuple):
    """What a filter comes to: an expression for the index of words, or a condition on a row `a` of `applicant`."""

    match: str = ""
    where: str = ""
    values: tuple[str | int, ...] = ()
    problem: Problem | None = None
    """What is explained of it though it can be asked."""


_OR: Final = "OR"
_SIGN: Final = re.compile("[<>=＝≧≦＜＞]+")
_NOBODY_AT_ALL: Final = Clause(where="a.number < 0")
"""What nobody fits, and SQLite cannot tell beforehand: it finds no way along an index that is not needed."""


class Strange(msgspec.Struct, frozen=True):
    """What looks like a filter and cannot be one as it stands, and why."""

    piece: Piece
    problem: Problem


class Asked(msgspec.Struct, frozen=True):
    """A query for applicants, ready to be looked up."""

    match: str = ""
    """For the index of words; empty where nothing asks for it."""
    where: tuple[tuple[str, tuple[str | int, ...]], ...] = ()
    """Conditions on a row `a` of `applicant`, with their values."""
    filters: tuple[Piece, ...] = ()
    """The pieces that are filters in force."""
    words: tuple[Piece, ...] = ()
    strange: tuple[Strange, ...] = ()

    @property
    def text(self) -> str:
        """The words alone, as they were typed."""
        return " ".join(piece.value for piece in self.words if not piece.without)


class _Value(NamedTuple):
    sign: str
    text: str
    known: Known
    quoted: bool

    @property
    def each(self) -> tuple[str, ...]:
        """The values between commas. Raises ValueError where there is none."""
        return filtered.each(self.text)

    @property
    def whole(self) -> tuple[str, ...]:
        """The same of names: in quotes it is one, with its commas."""
        return (self.text,) if self.quoted else self.each


class Filter(NamedTuple):
    """One filter: the names that it goes by, the first of them the one that is shown; and an example of its values."""

    names: Words
    other: tuple[str, ...]
    example: Words
    read: Callable[[_Value], Clause]


def named(query: str) -> frozenset[str]:
    """The filters that a query names, each by its first name in English."""
    found = (_by_name().get(fold(piece.name)) for piece in queries.pieces(query) if piece.name)
    return frozenset(one.names.en for one in found if one is not None)


def labels(query: str) -> frozenset[str]:
    """The labels that a query asks for, folded."""
    found: set[str] = set()
    for piece in queries.pieces(query):
        known = _by_name().get(fold(piece.name))
        if known is None or known.read is not _label:
            continue
        try:
            found.update(map(fold, _Value(piece.sign, piece.value, Known(), piece.quoted).whole))
        except ValueError:  # rule: commas alone are explained where they are read
            continue
    return frozenset(found)


def is_newer(query: str) -> bool:
    """Whether a query names a filter that this program does not know."""
    return any(piece.name and fold(piece.name) not in _by_name() for piece in queries.pieces(query))


def asked(query: str, here: Known) -> Asked:
    """A query taken apart; `here`: what may be named. What looks like a filter and is none is a word."""
    found: list[Piece] = []
    words: list[Piece] = []
    strange: list[Strange] = []
    clauses: list[tuple[Piece, Clause]] = []
    for piece in queries.pieces(query):
        known = _by_name().get(fold(piece.name)) if piece.name else None
        if known is None:
            told = _not_a_word(query, piece)
            strange += [Strange(piece, told)] if told is not None else []
            word = piece if not piece.name else msgspec.structs.replace(piece, value=_typed(query, piece), name="")
            words.append(word)
            clauses.append((word, Clause(" AND ".join(map(phrase, terms(word))))))
        elif piece.value:
            found.append(piece)
            try:
                clause = known.read(_Value(piece.sign, piece.value, here, piece.quoted))
                clauses.append((piece, clause))
                strange += [Strange(piece, clause.problem)] if clause.problem is not None else []
            except (ValueError, OverflowError):  # rule: a day that no calendar has is none, either
                typed, example = query[piece.start : piece.end], _example(known.names.en)
                strange.append(Strange(piece, problem("bad_filter", word=typed, example=example)))
                clauses.append((piece, _NOBODY_AT_ALL))
    return Asked(_match(clauses), tuple(_where(clauses)), tuple(found), tuple(words), tuple(strange))


def _not_a_word(query: str, piece: Piece) -> Problem | None:
    """What is explained of a word that looks like something else: a filter that is none, `or`, a sign apart from its filter."""
    typed = query[piece.start : piece.end]
    if piece.quoted:
        return None
    if piece.name:
        return problem("unknown_filter", word=typed) if piece.value and piece.sign == ":" else None
    if typed == _OR:
        return problem("no_or", example=Words("skill:python,java", "スキル:python,java"))
    return problem("bad_filter", word=typed, example=_example("years")) if _SIGN.fullmatch(typed) else None


def _example(name: str) -> Words:
    found = _by_name()[name].example
    return Words(found.en, found.ja)


def _typed(query: str, piece: Piece) -> str:
    return query[piece.start : piece.end].lstrip("-－−")


def _match(clauses: Iterable[tuple[Piece, Clause]]) -> str:
    """One expression of FTS5; what is left out needs something that it is left out of."""
    held = [(piece.without, f"({clause.match})") for piece, clause in clauses if clause.match]
    wanted = [match for left_out, match in held if not left_out]
    unwanted = [match for left_out, match in held if left_out]
    if not held:
        return ""
    return " NOT ".join((" AND ".join(wanted) or f'post : "{fact("any", "one")}"', *unwanted))


def _where(clauses: Iterable[tuple[Piece, Clause]]) -> Iterable[tuple[str, tuple[str | int, ...]]]:
    for piece, clause in clauses:
        if clause.where:
            yield (f"NOT ({clause.where})" if piece.without else clause.where), clause.values


# --- values ---


def _one_of(column: str, values: Iterable[str]) -> Clause:
    held = tuple(dict.fromkeys(values))
    return Clause(where=f"a.{column} IN ({','.join('?' * len(held))})", values=held)


def _any(facts: Iterable[str]) -> Clause:
    return Clause(" OR ".join(f'"{one}"' for one in dict.fromkeys(facts)))


def _range(column: str, sign: str, low: str | int, high: str | int) -> Clause:
    """A column from `low` until before `high`, or on one side of that."""
    sides = {
        ":": (f"{column} >= ? AND {column} < ?", (low, high)),
        ">=": (f"{column} >= ?", (low,)),
        "<": (f"{column} < ?", (low,)),
        ">": (f"{column} >= ?", (high,)),
        "<=": (f"{column} < ?", (high,)),
    }
    where, values = sides[sign]
    return Clause(where=where, values=values)


# --- the filters ---


def _stage(value: _Value) -> Clause:
    held = [(name, stage) for name, ids in value.known.stages.items() for stage in ids]
    return _one_of("stage", [stage for each in value.whole for stage in filtered.named(held, each)])


_NOBODY: Final = tuple(fold(name) for name in ("none", "nobody", "なし"))


def _owner(value: _Value) -> Clause:
    held = [
        *((name, one) for name, ids in value.known.members.items() for one in ids),
        *((name, "") for name in _NOBODY),
    ]
    return _one_of("owner", [one for each in value.whole for one in filtered.named(held, each)])


def _label(value: _Value) -> Clause:
    """Whole labels, so that nobody with another one is in a deed on all that are found. What is no label, as in
    a view from when their beginnings were enough, is said."""
    typed = {fold(one): one for one in value.whole}
    held, unused = tuple(typed), next((one for one in typed if one in value.known.unused), None)
    marks = ",".join("?" * len(held))
    where = f"EXISTS (SELECT 1 FROM labelled l WHERE l.number = a.number AND l.label IN ({marks}))"  # noqa: S608 - marks
    told = _no_label(typed[unused], value.known.unused[unused]) if unused is not None else None
    return Clause(where=where, values=held, problem=told)


def _no_label(typed: str, near: str) -> Problem:
    return problem("other_label", word=typed, near=near) if near else problem("no_label", word=typed)


def _language(value: _Value) -> Clause:
    found: list[str] = []
    for each in value.each:
        spoken, levels = filtered.spoken(each)
        for code in spoken:
            if levels is None:
                found.append(_any([fact("language", code)]).match)
                continue
            at, test = f"language {code}", f"language {code} jlpt"
            meant = _any([*(fact(at, one) for one in levels.ranks), *(fact(test, one) for one in levels.tests)]).match
            others = _any(fact(test, one) for one in levels.others).match
            found.append(f"({meant}) NOT ({others})" if others else meant)
    return Clause(" OR ".join(f"({one})" for one in found if one)) if any(found) else _NOBODY_AT_ALL


def _visa(value: _Value) -> Clause:
    return _any(fact("visa", code) for each in value.each for code in filtered.coded("residences", each))


def _residence(value: _Value) -> Clause:
    return _any(fact("residence", code) for each in value.each for code in filtered.coded("countries", each))


def _years(value: _Value) -> Clause:
    low, high = filtered.years(value.sign, value.text)
    return _range("a.months", value.sign, low * 12, (high + 1) * 12)


def _applied(value: _Value) -> Clause:
    span = filtered.span(value.text)
    if span is None:
        first, behind = filtered.days(value.sign, value.text)
        return _range("a.applied", value.sign, first.isoformat(), behind.isoformat())
    since = (ambient.today() - timedelta(days=span)).isoformat()
    return Clause(where="a.applied < ?" if value.sign in (">", ">=") else "a.applied >= ?", values=(since,))


def _waiting(value: _Value) -> Clause:
    """Days at the stage: `waiting>=7`. The longer it is, the earlier is the day since which."""
    days = filtered.waited(value.text)
    turned = {">=": "<=", ">": "<", "<=": ">=", "<": ">", ":": "<="}[value.sign]
    return Clause(where=f"a.since {turned} ?", values=(ambient.timestamp(days=-days),))


def _ends(value: _Value) -> Clause:
    """When the period of stay ends: `ends<3m`, `ends:2027-03`. Who told no end is not found."""
    span = filtered.span(value.text)
    if span is None:
        first, behind = filtered.days(value.sign, value.text)
        clause = _range("a.expires", value.sign, first.isoformat(), behind.isoformat())
    else:
        until = (ambient.today() + timedelta(days=span)).isoformat()
        clause = Clause(where="a.expires >= ?" if value.sign in (">", ">=") else "a.expires < ?", values=(until,))
    return clause._replace(where=f"a.expires < '{NEVER}' AND {clause.where}")


def _fit(value: _Value) -> Clause:
    """How languages and status of residence fit the job: `fit:check`."""
    spans = [fit.between(one) for each in value.each for one in fit.VERDICTS if one in filtered.coded("fit", each)]
    where = " OR ".join("a.fit BETWEEN ? AND ?" for _ in spans)
    return Clause(where=where, values=tuple(side for span in spans for side in span))


def late_before() -> str:
    """The moment before which a new applicant is late."""
    return ambient.spelled(ambient.now() - filtered.LATE)


def _stalled(going: tuple[str, ...]) -> Clause:
    at = _one_of("stage", going)
    return Clause(where=f"{at.where} AND a.since < ?", values=(*at.values, late_before())) if going else _NOBODY_AT_ALL


def _is(value: _Value) -> Clause:
    conditions = {
        "new": Clause(where="a.stage = 'new'"),
        "late": Clause(where="a.stage = 'new' AND a.number < ?", values=(first_number(late_before()),)),
        "stalled": _stalled(value.known.going),
        "unread": Clause(
            where="NOT EXISTS (SELECT 1 FROM local l WHERE l.shelf = ? AND l.key = a.id)", values=(local.SEEN,)
        ),
    }
    found = [conditions[state] for each in value.each for state in filtered.states(each)]
    return Clause(
        where=" OR ".join(f"({one.where})" for one in found), values=tuple(v for one in found for v in one.values)
    )


def _worded(*parts: str) -> Callable[[_Value], Clause]:
    """Words that stand in these parts of an applicant."""
    columns = "{" + " ".join(parts) + "}"

    def read(value: _Value) -> Clause:
        each = [terms(Piece(0, 0, value=one, quoted=" " in one)) for one in value.each]
        if not all(each):
            raise ValueError(value.text)
        found = [" AND ".join(f"{columns} : {phrase(term)}" for term in one) for one in each]
        return Clause(" OR ".join(f"({one})" for one in found))

    return read


FILTERS: Final = (
    Filter(Words("stage", "段階"), ("選考段階",), Words("stage:interview", "段階:面接"), _stage),
    Filter(Words("lang", "言語"), ("language", "語学"), Words("lang:ja>=N2", "言語:日本語>=N2"), _language),
    Filter(Words("visa", "在留資格"), ("ビザ",), Words("visa:student", "在留資格:留学"), _visa),
    Filter(Words("in", "居住国"), ("residence", "居住"), Words("in:japan", "居住国:日本"), _residence),
    Filter(Words("years", "経験年数"), ("経験",), Words("years>=3", "経験年数>=3"), _years),
    Filter(Words("ends", "在留期限"), (), Words("ends<3m", "在留期限<3か月"), _ends),
    Filter(Words("fit", "適合"), (), Words("fit:check", "適合:要確認"), _fit),
    Filter(Words("applied", "応募日"), ("応募",), Words("applied:7d", "応募日:7日"), _applied),
    Filter(Words("waiting", "経過日数"), ("経過",), Words("waiting>=7", "経過日数>=7"), _waiting),
    Filter(Words("is", "状態"), (), Words("is:late", "状態:遅延"), _is),
    Filter(Words("label", "ラベル"), (), Words("label:urgent", "ラベル:至急"), _label),
    Filter(Words("owner", "担当"), ("担当者",), Words("owner:me", "担当:自分"), _owner),
    Filter(Words("name", "氏名"), ("名前",), Words("name:tanaka", "氏名:田中"), _worded("name")),
    Filter(Words("skill", "スキル"), (), Words("skill:python", "スキル:python"), _worded("skill")),
    Filter(Words("title", "職種"), (), Words("title:tester", "職種:テスター"), _worded("title")),
    Filter(Words("company", "会社"), ("employer",), Words("company:umi", "会社:海"), _worded("employer")),
    Filter(Words("school", "学校"), (), Words("school:osaka", "学校:大阪"), _worded("school")),
    Filter(Words("note", "メモ"), (), Words("note:call", "メモ:電話"), _worded("note")),
    Filter(Words("message", "メッセージ"), (), Words("message:relocate", "メッセージ:引っ越し"), _worded("message")),
)
"""All there are, in the order in which they are offered."""
assert set(WORDED) >= {"name", "skill", "title", "employer", "school", "note", "message"}


@functools.cache
def _by_name() -> dict[str, Filter]:
    return {fold(name): one for one in FILTERS for name in (one.names.en, one.names.ja, *one.other)}
