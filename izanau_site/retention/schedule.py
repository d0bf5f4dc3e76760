"""When the people concerned are told and when something goes: never before every notice was given its whole time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal, NamedTuple


class Told(NamedTuple):
    """What the people concerned were told last: that it goes at `due`, as it was due at `basis`, `before` days ahead."""

    basis: datetime
    due: datetime
    before: int


class Step(NamedTuple):
    """What is to be done now: nothing, tell them that it goes at `due`, forget that they were told, or let it go."""

    deed: Literal["wait", "tell", "forget", "erase"]
    due: datetime
    before: int = 0


def step(now: datetime, basis: datetime, notice: tuple[int, ...], told: Told | None) -> Step:
    """What is to be done about something that is due at `basis`.

    Whoever is told late, for the site did not run or the rule is new, has the whole time of the notice from then on.
    """
    if told is not None and told.basis != basis:  # it was used meanwhile, or the rule was set anew
        return Step("forget", basis)
    left = [days for days in notice if told is None or days < told.before]
    end = max(basis, told.due) if told is not None else basis
    if not left:
        return Step("erase" if now >= end else "wait", end)
    before = left[0]
    if now < end - timedelta(days=before):
        return Step("wait", end)
    return Step("tell", max(end, now + timedelta(days=before)), before)
