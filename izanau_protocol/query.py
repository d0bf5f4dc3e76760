"""A query as it is typed, taken apart: words, phrases, filters (`stage:interview`, `years>=3`), and what is left out (`-word`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec


class Piece(msgspec.Struct, frozen=True):
    """One thing that is asked for, and where it stands in the query."""

    start: int
    end: int
    name: str = ""
    """Of a filter, as it was typed; empty for words."""
    sign: str = ""
    """Between name and value: `:`, `>=`, `<=`, `>` or `<`."""
    value: str = ""
    """The words, or the value of the filter, without quotes."""
    quoted: bool = False
    without: bool = False
    """Whether what has it is left out."""


SIGNS: Final = {"：": ":", "≧": ">=", "≦": "<=", "＞": ">", "＜": "<", "＝": ":", "=": ":"}
"""Other ways to write the signs of filters, by the plain one."""
_FILTER: Final = r"({}[^\W\d_]+)({}>=|<=|[:：=＝≧≦]|[<>＜＞](?!=))"
_APART: Final = rf"(?:\s+(?=\S)(?![-－−]|NOT\b|{_FILTER.format('?:', '?:')}))?"
"""Between a filter and its value, unless something else begins there."""
_PIECE: Final = re.compile(
    r"(?P<minus>[-－−](?=\S))?"
    rf"(?:{_FILTER.format('?P<name>', '?P<sign>')}{_APART})?"
    r"(?:\"(?P<quoted>[^\"]*)\"?|(?P<value>[^\s　\"]*))"
)
_NOT: Final = "NOT"


def pieces(query: str) -> Iterator[Piece]:
    """The pieces of a query in their order. Nothing is an error: what cannot be read otherwise is a word."""
    at, left_out = 0, False
    while at < len(query):
        if query[at].isspace():
            at += 1
            continue
        found = _PIECE.match(query, at)
        assert found is not None  # every part of it may be empty
        end = max(found.end(), at + 1)
        piece = _piece(found, end)
        if piece.value == _NOT and not piece.name and not piece.quoted:
            left_out = True
        elif piece.value or piece.name:
            yield msgspec.structs.replace(piece, without=piece.without or left_out)
            left_out = False
        at = end


def _piece(found: re.Match[str], end: int) -> Piece:
    quoted = found["quoted"] is not None
    value = found["quoted"] if quoted else found["value"]
    sign = found["sign"] or ""
    return Piece(
        start=found.start(),
        end=end,
        name=found["name"] or "",
        sign=SIGNS.get(sign, sign),
        value=value or "",
        quoted=quoted,
        without=bool(found["minus"]),
    )


def without(query: str, piece: Piece) -> str:
    """The query without one of its pieces, as the cross of its chip leaves it."""
    before, after = query[: piece.start].rstrip(), query[piece.end :].lstrip()
    before = before.removesuffix(_NOT).rstrip() if piece.without else before
    return " ".join(filter(None, (before, after)))
