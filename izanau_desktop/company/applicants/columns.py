"""The columns that the table of applicants can have, and how a row of the list reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from izanau_desktop.cache.reads.applicants import ListRow
from izanau_desktop.cache.reads.common import text_in
from izanau_desktop.company import words
from izanau_desktop.company.applicants.reading import Head
from izanau_desktop.shared import moments
from izanau_desktop.translation import tr
from izanau_desktop.widgets.rows import Row
from izanau_protocol import codes
from izanau_protocol.reading.profile import short_level


@dataclass
class Told:
    """What rows are told by: the names of stages and jobs, in a language."""

    language: str
    head: Head = field(default_factory=Head)

    def row(self, row: ListRow) -> Row:
        """A row of the list."""
        return words.applicant_row(row, self.head, self.language)

    def job(self, row: ListRow) -> str:
        """The title of the job."""
        title = next((one.job.title for one in self.head.jobs if one.job.id == row.job), {})
        return text_in(dict(title), self.language)[0]


class Column(NamedTuple):
    """A column: its id, its name, what stands in it, by what it is sorted, whether it is there at first, and its width."""

    id: str
    name: Callable[[], str]
    text: Callable[[ListRow, Told], str]
    sort: str = ""
    shown: bool = True
    width: int = 140


def _years(row: ListRow, told: Told) -> str:
    return tr("{number} y").format(number=row.months // 12) if row.months >= 12 else ""


COLUMNS: Final = (
    Column("name", lambda: tr("Name"), lambda row, told: told.row(row).title, "name", width=200),
    Column("headline", lambda: tr("Work"), lambda row, told: row.headline, width=260),
    Column("stage", lambda: tr("Stage"), lambda row, told: words.stage(row, told.head, told.language), width=130),
    Column(
        "japanese",
        lambda: tr("Japanese"),
        lambda row, told: short_level(row.level, told.language),
        "japanese",
        width=110,
    ),
    Column("years", lambda: tr("Experience"), _years, "years", width=110),
    Column("residence", lambda: tr("Lives in"), lambda row, told: words.country(row.residence, told.language)),
    Column(
        "visa",
        lambda: tr("Status of residence"),
        lambda row, told: codes.words("residences", row.visa, told.language) if row.visa else "",
        shown=False,
        width=220,
    ),
    Column(
        "ends", lambda: tr("Stay ends"), lambda row, told: moments.day(row.expires, told.language), "ends", shown=False
    ),
    Column(
        "fit",
        lambda: tr("Fit"),
        lambda row, told: codes.words("fit", row.fit, told.language) if row.fit else "",
        "fit",
        width=110,
    ),
    Column("job", lambda: tr("Job"), lambda row, told: told.job(row), shown=False, width=220),
    Column("owner", lambda: tr("Taken by"), lambda row, told: words.owner(row, told.head), shown=False),
    Column("labels", lambda: tr("Labels"), lambda row, told: words.labels(row), shown=False),
    Column("since", lambda: tr("At this stage"), lambda row, told: words.days(row.since), "since", width=120),
    Column(
        "applied",
        lambda: tr("Applied"),
        lambda row, told: moments.short(row.applied, told.language),
        "applied",
        width=120,
    ),
)
"""In the order in which they stand; never citizenship, birthday or age (PRV-28)."""
