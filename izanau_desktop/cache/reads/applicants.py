"""The list of applicants as the review desk walks it: a window at a time, by an index, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from izanau_desktop.cache import applicants, indexing, local
from izanau_desktop.cache.applicants import HIDDEN, NEVER
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import filters
from izanau_desktop.cache.reads.explaining import explained
from izanau_desktop.cache.reads.known import known
from izanau_desktop.cache.reads.plan import Key
from izanau_desktop.cache.reads.planning import Planning, count
from izanau_protocol.fit import verdict_of
from izanau_protocol.visibility import blind

SORTS: Final = {
    "applied": "number",
    "name": "sort",
    "japanese": "japanese",
    "years": "months",
    "since": "since",
    "ends": "expires",
    "fit": "fit",
    "match": "number",
}
"""What lists are sorted by, and the column of it; never birthday, age or citizenship (PRV-28). `match` is the newest first in
each rank of a search (`ranking.py`)."""
DEEP: Final = 2_000
"""So far down a list whose rows are each asked for their words a place is still counted."""
FENCE: Final = 512
"""Every so many rows, at least two, one is known, so that any place is reached from one near by."""


class View(msgspec.Struct, frozen=True):
    """What is listed, and in what order."""

    job: str = ""
    """All jobs where empty."""
    query: str = ""
    stages: tuple[str, ...] = ()
    """Of these stages alone, beside those that the query names."""
    sort: str = "applied"
    down: bool = True
    """From the highest: the newest first."""
    withdrawn: bool = False
    """The withdrawn too."""

    @property
    def is_by_fit(self) -> bool:
        """Whether it stands on what rows are made anew for behind (`anew.py`)."""
        return bool(filters.ANEW & {self.sort, *filters.named(self.query)})


class ListRow(msgspec.Struct, frozen=True):
    """One applicant as a list shows them."""

    number: int
    id: str
    """The application's id."""
    job: str
    seeker: str
    applied: str
    stage: str
    since: str
    """Since when they are at this stage."""
    withdrawn: bool
    name: str
    headline: str
    residence: str
    level: str
    """Of Japanese: a code of CEFR or JLPT, `native`, or empty."""
    months: int
    """Of work."""
    visa: str
    expires: str
    """When the period of stay ends; empty where that is not told."""
    fit: str
    """Whether languages and status of residence fit the job: fits, check or lacks; empty where nothing says that."""
    unread: bool
    """Not looked at on this machine yet."""
    owner: str
    """The membership of the colleague who has taken it; empty where nobody has."""
    code: str
    """By what the person is called while they are under blind review; empty where they are not."""
    found_in: tuple[str, ...] = ()
    """The parts (`parts.WORDED`) that hold what was searched for; none where only filters were asked."""
    labels: tuple[str, ...] = ()
    """Of the company; told on the pages of a list (`marks.py`)."""
    rival: str = ""
    """The membership of the colleague who has taken it, too, until a conflict about that is settled; told as labels are."""


class Fences(msgspec.Struct, frozen=True):
    """Each `FENCE`-th row of a list by its key, and how many rows there are."""

    keys: tuple[Key, ...]
    total: int


_COLUMNS: Final = (
    "a.number, a.id, a.job, a.seeker, a.applied, a.stage, a.since, a.withdrawn, a.name, a.headline, a.residence, a.level,"
    " a.months, a.visa, a.expires, a.fit, NOT EXISTS (SELECT 1 FROM local l WHERE l.shelf = ? AND l.key = a.id), a.owner, a.hidden"
)
_YES_OR_NO: Final = [place for place, name in enumerate(ListRow.__struct_fields__) if name in ("withdrawn", "unread")]
_NAME, _EXPIRES, _FIT, _CODE = map(ListRow.__struct_fields__.index, ("name", "expires", "fit", "code"))


class Listing:
    """One view in one look into the cache."""

    def __init__(self, connection: Connection, view: View, asked: filters.Asked | None = None) -> None:
        """`asked` stands in the place of the query, where that is known. By `match` it is the newest first: a single rank."""
        if view.sort == "match":
            view = msgspec.structs.replace(view, sort="applied", down=True)
        self._connection, self.view = connection, view
        self.asked = asked or filters.asked(view.query, known(connection, view.query, view.job))
        self._column = SORTS[view.sort]
        self.indexed = indexing.read(connection, applicants.KIND) if self.asked.match else None
        """How far the search for its words reaches; None where it reaches all."""
        by_fit = view.is_by_fit
        self.worked_out = indexing.read(connection, applicants.KIND, words=False, by_fit=True) if by_fit else None
        """For how many the fit and the months of work are those of now, where it stands on them; None where for all."""
        self._plan = Planning(connection, view, self.asked, self._column).plan()

    @property
    def is_narrowed(self) -> bool:
        """Whether more than job and stages decide who is listed, so that the length is not known beforehand."""
        return bool(self.asked.match or self.asked.where or self.view.withdrawn)

    def window(self, start: int, count: int, fences: Fences | None = None, total: int = 0) -> tuple[ListRow, ...]:
        """The rows from a place on: from the fence before it, or else from whichever end is nearer where `total` is known."""
        if fences is not None and fences.keys:
            fence = min(start // FENCE, len(fences.keys) - 1)
            return self.rows(count, fences.keys[fence], skip=start - fence * FENCE, itself=True)
        rest = total - start
        if total and rest < start:
            some = max(0, min(count, rest))
            return self.rows(some, back=True, skip=rest - some)
        return self.rows(count, skip=start)

    def rows(
        self, limit: int, after: Key | None = None, *, back: bool = False, skip: int = 0, itself: bool = False
    ) -> tuple[ListRow, ...]:
        """The next rows behind a key (`itself`: from it on), or from the beginning; `back`: those before it, or the last ones.

        In the order of the list either way.
        """
        found = self.walk(limit, after, back=back, skip=skip, itself=itself)
        return tuple(explained(self._connection, self.asked, found))

    def walk(
        self, limit: int, after: Key | None, *, back: bool = False, skip: int = 0, itself: bool = False
    ) -> list[ListRow]:
        """What `rows` tells, but for where the words stand."""
        plan, values = self._plan, list(self._plan.values)
        way = plan.down != back
        where = list(plan.where)
        if skip and plan.column == "w.rowid" and after is None:
            after, skip, itself = self._key_behind(skip, down=way), 0, True
            if after is None:
                return []
        if after is not None:
            condition, more = plan.beyond(after, down=way, itself=itself)
            where.append(condition)
            values += more
        walked = msgspec.structs.replace(plan, where=where)
        found = self._connection.exec_driver_sql(
            walked.select(_COLUMNS, " LIMIT ? OFFSET ?", down=way), (local.SEEN, *values, limit, skip)
        ).all()
        rows = [self._row(one) for one in found]
        return rows[::-1] if back else rows

    def _key_behind(self, skip: int, *, down: bool) -> Key | None:
        """The key of the row behind so many that have the words, of which none is read; None where there are not so many."""
        plan = self._plan
        numbers = plan.select("w.rowid", " LIMIT 1 OFFSET ?", down=down, source=plan.counting)
        number = self._connection.exec_driver_sql(numbers, (*plan.values, skip)).scalar()
        return None if number is None else (number, number)

    def ids(self, start: int = 0, count: int = -1) -> list[str]:
        """The applications alone from a place on, all that follow where no number is given."""
        ids = self._plan.select("a.id", " LIMIT ? OFFSET ?")
        found = self._connection.exec_driver_sql(ids, (*self._plan.values, count, start))
        return [row[0] for row in found]

    def among(self, identities: Sequence[str]) -> list[str]:
        """Those of a few applications that are in the list."""
        where, values = self._plan.of(identities)
        found = self._connection.exec_driver_sql(f"SELECT a.id FROM {self._sought} WHERE {where}", values)  # noqa: S608 - values are bound
        return [row[0] for row in found]

    def statement(self) -> str:
        """What is asked of the database for a window of rows, with its `values`."""
        return self._plan.select(_COLUMNS, " LIMIT 50")

    def values(self) -> tuple[str | int, ...]:
        """What is bound in the statement."""
        return (local.SEEN, *self._plan.values)

    def keys(self, rows: Sequence[ListRow]) -> list[Key]:
        """Where rows stand in the order."""
        marks = ",".join("?" * len(rows))
        found = self._connection.exec_driver_sql(
            f"SELECT number, {self._column} FROM applicant WHERE number IN ({marks})",  # noqa: S608 - a name of this module
            tuple(row.number for row in rows),
        )
        held = {row[0]: (row[1], row[0]) for row in found}
        return [held[row.number] for row in rows]

    def total(self, most: int = 0) -> int:
        """How many there are; where `most` is given, one more than that stands for any number above."""
        if not self.is_narrowed:
            return self._standing()
        limit = f" LIMIT {most + 1}" if most else ""
        inner = f"SELECT 1 FROM {self._plan.counting} WHERE {' AND '.join(self._plan.where) or '1'}{limit}"  # noqa: S608 - values are bound
        found = self._connection.exec_driver_sql(f"SELECT count(*) FROM ({inner})", tuple(self._plan.values))  # noqa: S608 - as above
        return int(found.scalar_one())

    def fences(self) -> Fences:
        """Walk the whole list once, in the database."""
        keys = self.marks()
        rest = 0
        if keys:
            condition, more = self._plan.beyond(keys[-1], down=self._plan.down)
            where = " AND ".join([*self._plan.where, condition])
            counted = self._connection.exec_driver_sql(
                f"SELECT count(*) FROM {self._plan.counting} WHERE {where}",  # noqa: S608 - values are bound
                (*self._plan.values, *more),
            )
            rest = 1 + int(counted.scalar_one())
        return Fences(keys, max(0, len(keys) - 1) * FENCE + rest)

    def marks(self, before: int = 0) -> tuple[Key, ...]:
        """The key of each `FENCE`-th row, where so many rows stand before this list."""
        column, order = self._plan.column, self._plan.order(down=self._plan.down)
        number = column if column == "w.rowid" else "a.number"
        inner = self._plan.select(
            f"{column} AS value, {number} AS number, row_number() OVER (ORDER BY {order}) AS place",
            source=self._plan.counting,
        )
        found = self._connection.exec_driver_sql(
            f"SELECT value, number FROM ({inner}) WHERE (place + ?) % {FENCE} = 1 ORDER BY place",  # noqa: S608 - values are bound
            (*self._plan.values, before),
        )
        return tuple((row[0], int(row[1])) for row in found)

    def place(self, identity: str) -> int:
        """How many rows stand before an applicant; -1 where they are not in the list, or so far down it that to count each
        row by its words would take long.
        """
        key = self.key_of(identity)
        if key is None:
            return -1
        condition, more = self._plan.beyond(key, down=not self._plan.down)
        where = " AND ".join([*self._plan.where, condition])
        values = (*self._plan.values, *more)
        if self._plan.is_asking:
            inner = f"SELECT 1 FROM {self._plan.source} WHERE {where}"  # noqa: S608 - values are bound
            before = count(self._connection, inner, values, DEEP)
            return before if before <= DEEP else -1
        found = self._connection.exec_driver_sql(
            f"SELECT count(*) FROM {self._plan.counting} WHERE {where}",  # noqa: S608 - values are bound
            values,
        )
        return int(found.scalar_one())

    def key_of(self, identity: str) -> Key | None:
        """Where an applicant stands in the order; None where they are not in the list."""
        where, values = self._plan.of([identity])
        row = self._connection.exec_driver_sql(
            f"SELECT a.{self._column}, a.number FROM {self._sought} WHERE {where}",  # noqa: S608 - values are bound
            values,
        ).first()
        return (row[0], int(row[1])) if row else None

    @property
    def _sought(self) -> str:
        """The tables where applicants are known already, so that no index of the order helps."""
        return self._plan.source.partition(" INDEXED BY")[0]

    def _standing(self) -> int:
        where, values = ["1"], list[str]()
        for column, wanted in (("job", (self.view.job,) if self.view.job else ()), ("stage", self.view.stages)):
            if wanted:
                where.append(f"{column} IN ({','.join('?' * len(wanted))})")
                values += wanted
        found = self._connection.exec_driver_sql(
            f"SELECT coalesce(sum(many), 0) FROM standing WHERE {' AND '.join(where)}",  # noqa: S608 - values are bound
            tuple(values),
        )
        return int(found.scalar_one())

    @staticmethod
    def _row(one: Sequence[Any]) -> ListRow:
        values = [*one]
        for place in _YES_OR_NO:
            values[place] = bool(values[place])
        values[_EXPIRES] = "" if values[_EXPIRES] == NEVER else values[_EXPIRES]
        values[_FIT] = verdict_of(values[_FIT]) or ""
        hidden = values[_CODE] == HIDDEN
        values[_CODE] = blind.code(values[1]) if hidden else ""
        if hidden and values[_NAME]:  # of before the review was blind, until it is made anew
            values[_NAME] = values[_NAME + 1] = ""
        return ListRow(*values)
