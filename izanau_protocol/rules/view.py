"""Views of the list of applicants that a company shares: what one may ask for, and who changes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from izanau_protocol.problems import Problem, problem
from izanau_protocol.query import Piece, pieces
from izanau_protocol.rules.trees import Tree, line
from izanau_protocol.text import fold

_NAMES: Final = (
    "stage 段階 選考段階 lang 言語 language 語学 visa 在留資格 ビザ in 居住国 residence 居住 years 経験年数 経験 ends 在留期限"
    " applied 応募日 応募 waiting 経過日数 経過 is 状態 label ラベル skill スキル title 職種 company 会社 employer school 学校"
)
FILTERS: Final = frozenset(map(fold, _NAMES.split()))
"""The filters that a shared view may hold, by each of their names: none looks for people by name, or into notes and messages."""
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


def _is_anonymous(piece: Piece) -> bool:
    name = fold(piece.name)
    if name in _OWNER:
        return fold(piece.value) in _ANYBODY
    return bool(piece.name) and name in FILTERS
