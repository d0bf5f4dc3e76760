"""How many of a list have what can be filtered by: the stage, Japanese, status of residence, fit, label, who took them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from msgspec.structs import replace

from izanau_desktop.cache import Cache, documents, meta
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.indexing import Indexed
from izanau_desktop.cache.parts import fact
from izanau_desktop.cache.reads.applicants import Listing, View
from izanau_desktop.cache.reads.common import field
from izanau_desktop.cache.reads.marks import labels_in_use
from izanau_protocol import codes
from izanau_protocol.fields import Words

MANY: Final = 1_000
"""Up to here is counted; more is told as more."""
_LEVELS: Final = ("native", "N1", "N2", "N3", "N4")
_LABELS: Final = 20
"""Labels that are offered at most, the most used first."""
OWNERS: Final = {"me": Words("me", "自分"), "none": Words("nobody", "なし")}
"""What `owner:` asks for beside the names of colleagues."""
_PLAIN: Final = re.compile(r"[^\s,、，]+")
"""What is one value without quotes."""


class Value(NamedTuple):
    """One value of a facet: what is typed for it, its words, and how many of the list have it."""

    typed: str
    words: Words
    many: int
    """Above `MANY` it is only known to be more."""


class Facet(NamedTuple):
    """What a list can be narrowed by, with the values that somebody in it has."""

    id: str
    """japanese, visa, fit, label or owner."""
    values: tuple[Value, ...]
    indexed: Indexed | None
    """How far the search for words that its numbers stand on reaches; None where it reaches all."""
    worked_out: Indexed | None
    """The same of the fit and the months of work."""


def facets(cache: Cache, view: View) -> tuple[Facet, ...]:
    """The facets of a list. Of a filter that the query has already, it counts within it."""
    with cache.reading("application") as connection:
        found = {
            "japanese": _japanese(),
            "visa": _visas(connection),
            "fit": _fit(),
            "label": _labels(connection, view),
            "owner": _owners(connection),
        }
        return tuple(_counted(connection, view, name, values) for name, values in found.items())


def at_stages(cache: Cache, view: View, stages: Iterable[str]) -> dict[str, int]:
    """How many of a list are at each of these stages, whichever it is narrowed to; above `MANY` it is only known to be more."""
    with cache.reading("application") as connection:
        return {stage: Listing(connection, replace(view, stages=(stage,))).total(MANY) for stage in stages}


def _counted(connection: Connection, view: View, name: str, values: Iterator[tuple[str, Words]]) -> Facet:
    found: list[Value] = []
    indexed: Indexed | None = None
    worked_out: Indexed | None = None
    for typed, words in values:
        within = Listing(connection, replace(view, query=f"{view.query} {typed}".strip()))
        indexed, worked_out = indexed or within.indexed, worked_out or within.worked_out
        found.append(Value(typed, words, within.total(MANY)))
    return Facet(name, tuple(one for one in found if one.many), indexed, worked_out)


def _japanese() -> Iterator[tuple[str, Words]]:
    for level in _LEVELS:
        told = codes.table("level").get(level, Words(level, level))
        if level == "native":
            yield f"lang:ja={level}", told
        else:
            yield f"lang:ja>={level}", Words(f"{level} or better", f"{level}以上")


def _visas(connection: Connection) -> Iterator[tuple[str, Words]]:
    """The statuses that anybody has, in the order of the Act."""
    for code, words in codes.table("residences").items():
        found = connection.exec_driver_sql(
            "SELECT 1 FROM search_applicant WHERE search_applicant MATCH ? LIMIT 1",
            (f'facts : "{fact("visa", code)}"',),
        )
        if found.first() is not None:
            yield f"visa:{code}", words


def _fit() -> Iterator[tuple[str, Words]]:
    """The verdicts, the best first."""
    return ((f"fit:{verdict}", words) for verdict, words in codes.table("fit").items())


def _labels(connection: Connection, view: View) -> Iterator[tuple[str, Words]]:
    """Those in use: of a list that can be counted its own, else those of all."""
    here = Listing(connection, view).ids(0, MANY + 1)
    for label in labels_in_use(connection, _LABELS, here if len(here) <= MANY else None):
        yield from _typed("label", label)


def _owners(connection: Connection) -> Iterator[tuple[str, Words]]:
    for code, words in OWNERS.items():
        yield f"owner:{code}", words
    company = meta.get(connection, "company")
    names = (
        field(one.body, "name")
        for one in documents.some(connection, "membership", {"company": company})
        if not one.body.get("ended")
    )
    for name in dict.fromkeys(filter(None, names)):
        yield from _typed("owner", name)


def _typed(name: str, value: str) -> Iterator[tuple[str, Words]]:
    """A filter for one value, in quotes where it needs them; none for a value that holds quotes, which no query can say."""
    if '"' not in value:
        yield f"{name}:{value}" if _PLAIN.fullmatch(value) else f'{name}:"{value}"', Words(value, value)
