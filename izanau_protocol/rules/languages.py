"""How well a language is known: one ladder for CEFR, JLPT and native, and what tests of languages give."""

from __future__ import annotations

import csv
import functools
import io
from collections.abc import Iterator
from importlib.resources import files
from typing import Final, NamedTuple

from izanau_protocol import codes
from izanau_protocol.problems import Problem, problem
from izanau_protocol.rules.trees import Tree, items, line
from izanau_protocol.rules.values import safe

LADDER: Final = ("A1", "A2", "B1", "B2", "C1", "C2", "native")
"""What levels are compared on, from the lowest."""


class Test(NamedTuple):
    """A known test: the languages that it examines and its lowest and highest score."""

    languages: tuple[str, ...]
    least: float
    most: float


TESTS: Final = {
    "jlpt": Test(("ja",), 0, 180),
    "bjt": Test(("ja",), 0, 800),
    "jft-basic": Test(("ja",), 0, 250),
    "toeic": Test(("en",), 10, 990),
    "toefl": Test(("en",), 0, 120),
    "ielts": Test(("en",), 0, 9),
    "eiken": Test(("en",), 0, 3400),
    "hsk": Test(("zh", "cmn"), 0, 300),
    "topik": Test(("ko",), 0, 300),
}
"""The tests of the table `certificate`, by their code in small letters; a name that is none of them is free text."""


@functools.cache
def _jlpt() -> tuple[tuple[str, int, int, str], ...]:
    text = (files("izanau_protocol") / "tables" / "jlpt_cefr.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(text))
    return tuple((r["jlpt"], int(r["total_min"]), int(r["total_max"]), r["cefr"]) for r in rows)


def rank(level: str) -> int:
    """The place of a level on the ladder, 1 to 7; a JLPT level counts as the lowest that it may mean; 0 is unknown."""
    found = cefr_range(level)
    return LADDER.index(found[0]) + 1 if found else 0


def place(level: str) -> float:
    """Where a level stands in an order: on its step of the ladder, or half a step above where it may mean the next one, too."""
    found = cefr_range(level)
    return sum(LADDER.index(one) + 1 for one in found) / 2 if found else 0


def jlpt(level: str) -> int:
    """The number of a level of the JLPT, 1 the highest; 0 of any other."""
    name = _name(level)
    return next((int(row[0][1]) for row in _jlpt() if row[0] == name), 0)


def _name(level: str) -> str:
    return level.upper().removeprefix("JLPT").strip()


def cefr_range(level: str, score: int | None = None) -> tuple[str, str] | None:
    """The lowest and highest CEFR level that a level or certificate (`B1`, `JLPT N1`, `N1`, `native`) stands for.

    The total score of the JLPT narrows it to one; None where the level is unknown or the score is no pass.
    """
    if level in LADDER:
        return level, level
    name = _name(level)
    rows = [row for row in _jlpt() if row[0] == name and (score is None or row[1] <= score <= row[2])]
    return (rows[0][3], rows[-1][3]) if rows else None


def language_problems(body: Tree) -> Iterator[Problem]:
    """What does not fit together under `languages`, of a profile or of a job."""
    seen: set[str] = set()
    for key, item in items(body, "languages"):
        path, language = safe("languages", key), line(item, "language")
        if language and language in seen:
            yield problem("duplicate", f"{path}.language", value=language)
        seen.add(language)
        if line(item, "level").startswith("JLPT") and language not in ("", "ja"):
            yield problem("test_not_for_language", f"{path}.level", test=line(item, "level"))
        for name, certificate in items(item, "certificates"):
            yield from _certificate(certificate, language, safe(f"{path}.certificates", name))


def _certificate(certificate: Tree, language: str, path: str) -> Iterator[Problem]:
    name = line(certificate, "name")
    test = TESTS.get(name.casefold())
    if test is None:
        return
    if language in codes.table("languages") and language not in test.languages:
        yield problem("test_not_for_language", f"{path}.name", test=name)
    score = figure(line(certificate, "score"))
    if score is not None and not test.least <= score <= test.most:
        figures = {"value": line(certificate, "score"), "least": f"{test.least:g}", "most": f"{test.most:g}"}
        yield problem("out_of_range", f"{path}.score", **figures)


def figure(text: str) -> float | None:
    """The score that a text is; None where it is no number."""
    digits = text.removeprefix("-").replace(".", "", 1)
    return float(text) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None
