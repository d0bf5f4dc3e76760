"""What the board shows, read from the cache off the UI thread: the stages of one job, and a window of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from izanau_desktop.cache import Cache
from izanau_desktop.cache.reads import veil
from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.cache.reads.templates import Prepared
from izanau_desktop.company.applicants import reading
from izanau_desktop.company.applicants.reading import Head, Listing, Looked
from izanau_desktop.desk import Desk
from izanau_protocol import rules

ORDERS: Final = {"applied": True, "since": False}
"""By what a column is sorted, and whether from the highest: the newest first, or who is there longest."""
ORDER: Final = "board_order"
"""The note in which this machine keeps the order that was chosen last."""


class Strip(msgspec.Struct, frozen=True):
    """One column: a stage and its applicants as far as they are looked at."""

    stage: rules.StageRow
    is_of_job: bool
    """Whether the job has the stage still; else people only stand there."""
    listing: Listing


class Shown(msgspec.Struct, frozen=True):
    """All that the board shows at a time."""

    head: Head
    order: str
    strips: tuple[Strip, ...]
    asked: str = ""
    """The application about which a question was open when this was read."""
    hides: bool = False
    """Whether that one hides who it is of."""


def first(cache: Cache) -> tuple[str, str]:
    """The job and the order that the board opens on: those chosen last, here or in the list, else the job with most new."""
    order = cache.note(ORDER)
    view = reading.first_view(cache)
    jobs = () if view.job else reading.own_posts(cache)
    fullest = max(jobs, key=lambda one: (one.new, one.all), default=None)
    return view.job or (fullest.job.id if fullest else ""), order if order in ORDERS else "applied"


def board(cache: Cache, job: str, order: str, looked: Mapping[str, Looked], asked: str = "") -> Shown:
    """Read the columns of a job, each where it is looked at, by its stage; and whether who is asked about is hidden."""
    head = reading.head(cache, job)
    strips = []
    for stage, is_of_job in _stages(head, job) if job else ():
        view = View(job, stages=(stage.id,), sort=order, down=ORDERS[order])
        strips.append(Strip(stage, is_of_job, reading.listing(cache, view, looked.get(stage.id, Looked()))))
    with cache.reading("application") as connection:
        hides = bool(asked) and veil.is_hidden(connection, asked)
    return Shown(head, order, tuple(strips), asked, hides)


def letters(desk: Desk, application: str) -> tuple[tuple[Prepared, ...], dict[str, str]]:
    """What may be written to an applicant with a rejection, and what was written to them and did not go out."""
    opened = reading.opened(desk.cache, application)
    return reading.letters(desk, opened) if opened is not None else ((), {})


def _stages(head: Head, job: str) -> list[tuple[rules.StageRow, bool]]:
    """The stages in their order; behind them those that the job has no more, while somebody is there."""
    own = head.stages.get(job) or tuple(rules.stages({}))
    known = {stage.id for stage in own}
    gone = [rules.StageRow(stage, reading.default_stage(stage), "") for stage in head.counts if stage not in known]
    return [*((stage, True) for stage in own), *((stage, False) for stage in gone)]
