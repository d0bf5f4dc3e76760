"""The few facts that stand for a person in a list: what they do, how well they know Japanese, how long they worked."""

from __future__ import annotations

from typing import NamedTuple

from izanau_protocol import ambient, fit
from izanau_protocol.canonical import Body
from izanau_protocol.rules import languages
from izanau_protocol.rules.trees import items, line


class Worked(NamedTuple):
    """Months of work up to now, overlaps counted once; and whether it goes on."""

    months: int
    goes_on: bool


class Fit(NamedTuple):
    """A number to sort by, 0 where there is nothing to compare, and the day on which it is another one; empty if none is."""

    rank: int = 0
    turns: str = ""


def headline(profile: Body) -> str:
    """What a person does, in a line: the first position of their work, else their first school."""
    for section, names in (("work", ("title", "company")), ("education", ("field", "school"))):
        for _, item in items(profile, section):
            return " · ".join(filter(None, (line(item, name) for name in names)))
    return ""


def japanese(profile: Body) -> tuple[str, float]:
    """The level of Japanese: `native`, a code of CEFR or JLPT, or empty; and where it stands in their order, 0 where none is told."""
    for _, item in items(profile, "languages"):
        if line(item, "language") == "ja":
            level = "native" if item.get("native") is True else line(item, "level")
            return level, languages.place(level)
    return "", 0


def worked(profile: Body) -> Worked:
    """How long a person worked; a position without an end that is not current counts its first month."""
    today = ambient.today()
    now = today.year * 12 + today.month - 1
    spans = []
    for _, item in items(profile, "work"):
        start = _month(line(item, "start"))
        if start is not None:
            end = now if item.get("current") is True else _month(line(item, "end"))
            spans.append((start, start if end is None else end))
    total, reached = 0, -1
    for start, end in sorted(spans):
        begin = max(start, reached + 1)
        total += max(0, end - begin + 1)
        reached = max(reached, end)
    return Worked(total, any(item.get("current") is True for _, item in items(profile, "work")))


def _month(text: str) -> int | None:
    return int(text[:4]) * 12 + int(text[5:7]) - 1 if len(text) >= 7 else None


def fitted(profile: Body, job: Body) -> Fit:
    """How a person fits a job by languages and status of residence."""
    asked = fit.asked(job)
    day = fit.turns(profile, asked)
    return Fit(fit.ordinal(fit.listed(profile, asked, ambient.today())), day.isoformat() if day else "")
