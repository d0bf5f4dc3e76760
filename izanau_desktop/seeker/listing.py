"""What the list of jobs shows: words and filters asked for, the jobs that fit, and how many there are in all."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from izanau_desktop.cache import Cache
from izanau_desktop.cache.reads import seeker as reads
from izanau_desktop.cache.reads.listing import Page
from izanau_desktop.cache.reads.people import JobRow
from izanau_desktop.translation import tr
from izanau_protocol import codes

STEP = 60
"""Rows that are read at once; more come as one scrolls."""
LADDER = ("JLPT N1", "JLPT N2", "JLPT N3", "JLPT N4", "JLPT N5")
TABLES = {"category": "category", "prefecture": "prefectures", "visa_support": "visa_support"}
"""Filters whose values come from a table."""


class View(msgspec.Struct, frozen=True):
    """What is asked for. `filters` are pairs of name and value; several values of one name widen, other names narrow."""

    query: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    limit: int = STEP

    def toggled(self, name: str, value: str) -> View:
        """With this filter, or without it if it was there; of levels there is one at most."""
        pair = (name, value)
        if pair in self.filters:
            return replace(self, filters=tuple(one for one in self.filters if one != pair), limit=STEP)
        kept = tuple(one for one in self.filters if not (name == "level" and one[0] == "level"))
        return replace(self, filters=(*kept, pair), limit=STEP)

    def values(self, name: str) -> tuple[str, ...]:
        """The values of one filter."""
        return tuple(value for known, value in self.filters if known == name)

    def asked(self) -> reads.JobFilters:
        """The filters as the read model wants them."""
        level = self.values("level")
        return reads.JobFilters(
            category=self.values("category"),
            prefecture=self.values("prefecture"),
            visa_support=self.values("visa_support"),
            remote=self.values("remote"),
            level=LADDER[LADDER.index(level[0]) :] if level else (),
            overseas=bool(self.values("overseas")),
            saved=bool(self.values("saved")),
        )


class Listing(msgspec.Struct, frozen=True):
    """What was found for a view."""

    view: View
    page: Page[JobRow]
    all: int


def read(cache: Cache, view: View) -> Listing:
    """The jobs of a view, and the number of all open ones."""
    page = reads.jobs(cache, view.query, view.asked(), view.limit)
    return Listing(view, page, reads.jobs(cache, limit=1).total)


def filter_words(name: str, value: str, language: str) -> str:
    """A filter as its chip says it."""
    if name in TABLES:
        return codes.words(TABLES[name], value, language)
    if name == "level":
        return tr("Japanese up to {level}").format(level=value.removeprefix("JLPT "))
    return {"overseas": tr("Applicants abroad welcome"), "saved": tr("Saved"), "remote": tr("Fully remote")}.get(
        name, value
    )


def choices(name: str, language: str) -> dict[str, str]:
    """The values of a filter with their words."""
    if name == "level":
        return {level: filter_words("level", level, language) for level in LADDER}
    known = {code: words.of(language) for code, words in codes.table(TABLES[name]).items()}
    return {code: words for code, words in known.items() if (name, code) != ("visa_support", "unknown")}
