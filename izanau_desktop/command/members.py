"""Colleagues at a terminal: found by name or membership, and told by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from izanau_desktop.cache import Cache
    from izanau_desktop.cache.reads.company import By


def colleague(cache: Cache, named: str) -> str:
    """The membership of a colleague. Raises Refused `not_a_member` where nobody, or more than one, is called so."""
    from izanau_desktop.cache.reads.marks import team
    from izanau_protocol.problems import Refused, problem
    from izanau_protocol.text import name_key

    found = [one.member for one in team(cache) if named == one.member or name_key(named) == name_key(one.name)]
    if len(found) != 1:
        raise Refused(problem("not_a_member", "owner"))
    return found[0]


def called(by: By | None, language: str) -> str:
    """Who it was, in the reader's words; empty where it was no colleague, or nobody knows yet."""
    from izanau_desktop.cache.reads.marks import FORMER

    return "" if by is None else by.name or FORMER.of(language)
