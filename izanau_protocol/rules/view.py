"""Views of the list of applicants that a company shares: what one may ask for, and who changes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final

from izanau_protocol import codes
from izanau_protocol.problems import Problem, problem
from izanau_protocol.query import Piece, pieces
from izanau_protocol.rules import filtered
from izanau_protocol.rules.job import stages as job_stages
from izanau_protocol.rules.trees import Tree, line, members
from izanau_protocol.text import fold

_Read = Callable[[str, str], object]


def _each(read: Callable[[str], object]) -> _Read:
    return lambda _sign, text: [read(one) for one in filtered.each(text)]


def _whole(names: Iterable[tuple[str, str]]) -> _Read:
    return lambda _sign, text: filtered.named(names, text)


def _dated(sign: str, text: str) -> object:
    span = filtered.span(text)
    return filtered.days(sign, text) if span is None else span


_CLOSED: Final[dict[str, _Read]] = {
    "lang 言語 language 語学": _each(filtered.spoken),
    "visa 在留資格 ビザ": _each(partial(filtered.coded, "residences")),
    "in 居住国 residence 居住": _each(partial(filtered.coded, "countries")),
    "years 経験年数 経験": filtered.years,
    "ends 在留期限 applied 応募日 応募": _dated,
    "waiting 経過日数 経過": lambda _sign, text: filtered.waited(text),
    "is 状態": _each(filtered.states),
}
"""Filters whose values are codes, numbers, days or states, by each of their names, and what reads them."""
_BY_NAME: Final = {fold(name): read for names, read in _CLOSED.items() for name in names.split()}
_STAGE: Final = frozenset(map(fold, ["stage", "段階", "選考段階"]))
"""Its values are of the usual stages or of the company's jobs (`stage_problems`)."""
_FREE: Final = frozenset(
    map(fold, ["label", "ラベル", "skill", "スキル", "title", "職種", "company", "会社", "employer", "school", "学校"])
)
"""Filters whose values are free words, which the company answers for. None looks for people by name, or into notes and messages."""
_OWNER: Final = frozenset(map(fold, ("owner", "担当", "担当者")))
_ANYBODY: Final = frozenset(map(fold, ("me", "自分", "none", "nobody", "なし")))
"""Whom `owner:` may name in a shared view: the reader, or nobody."""


def view_problems(body: Tree) -> Iterator[Problem]:
    """What could name a person: the site could not take it out again when that person is erased (PRV-59)."""
    query = line(body, "query")
    for piece in pieces(query):
        if not _is_anonymous(piece):
            yield problem("view_names_people", "query", word=query[piece.start : piece.end])
            return


def may_change(role: str, member: str, author: str) -> bool:
    """Whether somebody may change or remove a shared view: owners and recruiters any, others what they made."""
    return role in ("owner", "recruiter") or bool(member and member == author)


def may_share(role: str) -> bool:
    """Whether somebody may share a view: who reads the applicants of the whole company."""
    return role in ("owner", "recruiter", "reviewer")


def stage_problems(body: Tree, jobs: Iterable[Tree]) -> Iterator[Problem]:
    """Stages that are neither usual nor of these jobs of the company: they could say anything."""
    query = line(body, "query")
    asked = [piece for piece in pieces(query) if fold(piece.name) in _STAGE and piece.value]
    stages = members(body, "stages")
    if not asked and not stages:
        return
    held = {code: {code, words.en, words.ja} for code, words in codes.table("stage").items()}
    for row in (row for job in jobs for row in job_stages(job)):
        held.setdefault(row.id, set()).update((row.id, row.words.en, row.words.ja))
    names = [(fold(name), stage) for stage, known in held.items() for name in known]
    for piece in asked:
        if not _says(_whole(names) if piece.quoted else _each(partial(filtered.named, names)), piece):
            yield problem("view_names_people", "query", word=query[piece.start : piece.end])
            return
    for stage in stages:
        if stage not in held:
            yield problem("unknown_code", "stages", value=stage[:40])


def _is_anonymous(piece: Piece) -> bool:
    name = fold(piece.name)
    if name in _OWNER:
        return fold(piece.value) in _ANYBODY
    if name in _BY_NAME and piece.value:
        return _says(_BY_NAME[name], piece)
    return bool(piece.name) and name in _STAGE | _FREE | _BY_NAME.keys()


def _says(read: _Read, piece: Piece) -> bool:
    """Whether the value of a filter is of its kind."""
    try:
        read(piece.sign, piece.value)
    except (ValueError, OverflowError):  # rule: what no list would find is no value
        return False
    return True
