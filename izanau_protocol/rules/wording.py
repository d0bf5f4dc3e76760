"""Words that a job advertisement or a message to an applicant should not hold, with the reason and what to write instead.

The rows are data: `tables/wording.tsv` (what is looked for, and what in the same sentence makes it harmless),
`tables/wording_rejecting.tsv` (what is no reason to reject somebody, where an advertisement may name it), and
`tables/wording_reasons.tsv` (why, and the law). A finding is a hint and refuses nothing: a law may list an exception.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from izanau_protocol import codes, documents
from izanau_protocol.fields import Words
from izanau_protocol.rules.trees import Tree
from izanau_protocol.text import fold


class Reason(NamedTuple):
    """Why a kind of words should not stand there, and the law that says so."""

    name: Words
    why: Words
    law: Words


class Finding(NamedTuple):
    """Words of a text, from `start` to before `end`; `kind` is age, sex, nationality, private or soft."""

    start: int
    end: int
    words: str
    kind: str
    instead: Words


class _Row(NamedTuple):
    kind: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    instead: Words


_MARKS: Final = "\uff9e\uff9f"
"""The voicing marks of half-width kana, which belong to the character before."""
_END: Final = re.compile(r"[。!?\n]|\.(?=\s)")
"""Where a sentence ends, in folded text."""


def wording(text: str, *, rejecting: bool = False) -> tuple[Finding, ...]:
    """What a text should rather not say, in its order; what overlaps is told once, by what begins first.

    `rejecting`: it is a reason for rejection, which has no business with a person's age, sex, origin or private life at all.
    """
    folded, places = _folded(text)
    kept: list[Finding] = []
    rows = (*_rows("wording.tsv"), *(_rows("wording_rejecting.tsv") if rejecting else ()))
    for start, end, row in sorted(_matches(folded, rows), key=lambda one: (one[0], -one[1])):
        first, last = places[start][0], places[end - 1][1]
        if not kept or first >= kept[-1].end:
            kept.append(Finding(first, last, text[first:last], row.kind, row.instead))
    return tuple(kept)


def wordings(kind: str, body: Tree) -> dict[str, tuple[Finding, ...]]:
    """What the texts of a document should rather not say, by path and language (`duties@ja`), in the order of its fields."""
    found = {path: wording(text) for path, text in texts(kind, body).items()}
    return {path: told for path, told in found.items() if told}


def texts(kind: str, body: Tree) -> dict[str, str]:
    """The texts of a document that are held by language, by path and language, in the order of its fields."""
    order = list(documents.fields(kind))
    held = _texts(kind, body, "")
    return dict(sorted(held, key=lambda one: (order.index(documents.pattern_of(kind, one[0])), one[0])))


def _texts(kind: str, tree: Tree, above: str) -> Iterator[tuple[str, str]]:
    for name, value in tree.items():
        path = f"{above}{name}"
        field = documents.field(kind, path)
        if field is not None and field.spec.type == "text" and isinstance(value, Mapping):
            yield from ((f"{path}@{tag}", text) for tag, text in value.items() if isinstance(text, str))
        elif isinstance(value, Mapping) and documents.pattern_of(kind, path):
            yield from _texts(kind, value, f"{path}.")


@functools.cache
def reasons() -> dict[str, Reason]:
    """Why each kind is told, in the order in which kinds are listed."""
    return {
        row["kind"]: Reason(
            Words(row["name_en"], row["name_ja"]), Words(row["en"], row["ja"]), Words(row["law_en"], row["law_ja"])
        )
        for row in codes.rows("wording_reasons.tsv")
    }


@functools.cache
def _rows(table: str) -> tuple[_Row, ...]:
    """The patterns are folded like the text, so that a table is written as people write."""
    return tuple(
        _Row(
            row["kind"],
            re.compile(fold(row["pattern"])),
            re.compile(fold(row["unless"])) if row["unless"] else None,
            Words(row["en"], row["ja"]),
        )
        for row in codes.rows(table)
    )


def _matches(folded: str, rows: Iterable[_Row]) -> Iterator[tuple[int, int, _Row]]:
    for row in rows:
        for found in row.pattern.finditer(folded):
            if row.unless is None or not row.unless.search(_sentence(folded, found.start(), found.end())):
                yield found.start(), found.end(), row


def _sentence(folded: str, start: int, end: int) -> str:
    begins = max((one.end() for one in _END.finditer(folded, 0, start)), default=0)
    after = _END.search(folded, end)
    return folded[begins : after.start() if after else len(folded)]


def _folded(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text as search compares it, and for each of its characters the span that it came from."""
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and (text[end] in _MARKS or unicodedata.combining(text[end])):
            end += 1
        part = _fold(text[at:end])
        parts.append(part)
        places += [(at, end)] * len(part)
        at = end
    return "".join(parts), places


@functools.lru_cache(4096)
def _fold(characters: str) -> str:
    return fold(characters)
