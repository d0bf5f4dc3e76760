"""Which way a view of the applicants is looked up: by the words they have, or along its order with each row asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from izanau_desktop.cache import anew, joining
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.parts import fact
from izanau_desktop.cache.reads.filters import Asked
from izanau_desktop.cache.reads.plan import Plan, is_slow

if TYPE_CHECKING:
    from izanau_desktop.cache.reads.applicants import View

FEW: Final = 2_000
"""So few that each can be looked at: matches that are sorted, or rows of which each is asked for its words."""


def count(connection: Connection, inner: str, values: tuple[str | int, ...], most: int) -> int:
    """How many rows a statement finds; one more than `most` stands for any number above."""
    found = connection.exec_driver_sql(f"SELECT count(*) FROM ({inner} LIMIT {most + 1})", values)  # noqa: S608 - values are bound
    return int(found.scalar_one())


class Planning:
    """What decides it: the view, what its query asks for, and the column of its order."""

    def __init__(self, connection: Connection, view: View, asked: Asked, column: str) -> None:
        self._connection, self._view, self._asked, self._column = connection, view, asked, column

    def plan(self) -> Plan:
        """By the index of words where few have them or the order is theirs; else along the order, each row asked."""
        match, where, values = self._match(), *self._conditions()
        if not match:
            return Plan(self._along(), where, values, f"a.{self._column}", self._view.down)
        words = "SELECT 1 FROM search_applicant WHERE search_applicant MATCH ?"
        many = count(self._connection, words, (match,), FEW)
        if many <= FEW or (self._view.sort == "applied" and not self._are_few(where, values, many)):
            further, more = self._chosen()  # job, and whether they withdrew, are in the match
            source = "search_applicant w CROSS JOIN applicant a ON a.number = w.rowid"
            column = "w.rowid" if self._view.sort == "applied" else f"a.{self._column}"
            asked = ["w.search_applicant MATCH ?", *self._unveiled("w.rowid"), *further]
            plan = Plan(source, asked, [match, *more], column, self._view.down)
            plan.counted = "search_applicant w" if not further and column == "w.rowid" else source
            if further and not self._view.withdrawn and not self._asked.where and column == "w.rowid":
                plan.where.append("a.withdrawn = 0")
                along = "applicant_by_stage"  # no row but this index is read
                plan.counted = source.replace(" a ON", f" a INDEXED BY {along} ON")
            return plan
        having = "EXISTS (SELECT 1 FROM search_applicant w WHERE w.rowid = a.number AND w.search_applicant MATCH ?)"
        if is_slow(match):
            having = "a.number IN (SELECT w.rowid FROM search_applicant w WHERE w.search_applicant MATCH ?)"
        asked = [*where, *self._unveiled("a.number"), having]
        plan = Plan(self._along(), asked, [*values, match], f"a.{self._column}", self._view.down)
        plan.is_asking = not is_slow(match)
        return plan

    def _unveiled(self, number: str) -> list[str]:
        """Who is hidden since a moment, and is still in the index by name, is found by no word."""
        waits = self._connection.exec_driver_sql(
            "SELECT 1 FROM unindexed INDEXED BY unindexed_by_kind WHERE kind = ? LIMIT 1", (anew.VEILED,)
        )
        if waits.first() is None:
            return []
        told = f"u.number = {number} AND u.kind = '{anew.VEILED}'"
        return [f"NOT EXISTS (SELECT 1 FROM unindexed u WHERE {told})"]  # noqa: S608 - constants

    def _match(self) -> str:
        if not self._asked.match:
            return ""
        match = (
            f'(post : "{fact("job", self._view.job)}") AND ({self._asked.match})'
            if self._view.job
            else self._asked.match
        )
        return match if self._view.withdrawn else f'({match}) NOT (post : "{fact("withdrawn", "yes")}")'

    def _conditions(self) -> tuple[list[str], list[str | int]]:
        where = [] if self._view.withdrawn else ["a.withdrawn = 0"]
        values: list[str | int] = []
        if self._view.job:
            where.append("a.job = ?")
            values.append(self._view.job)
        further, more = self._chosen()
        return [*where, *further], [*values, *more]

    def _chosen(self) -> tuple[list[str], list[str | int]]:
        """The conditions beside the job, and that they did not withdraw."""
        where: list[str] = []
        values: list[str | int] = []
        if self._view.stages:
            where.append(f"a.stage IN ({','.join('?' * len(self._view.stages))})")
            values += self._view.stages
        for condition, more in self._asked.where:
            where.append(f"({condition})")
            values += more
        return where, values

    def _along(self) -> str:
        """The table with the index that has the order of the view; with that of its job where it is sorted as it is read."""
        if self._view.withdrawn:
            return "applicant a"
        job = ["job"] if self._view.job else []
        stage = ["stage"] if len(self._view.stages) == 1 else []
        ordered = f"applicant_by_{'_'.join([*job, self._column])}"
        if self._view.sort != "applied" and joining.has_order(self._connection, ordered):
            return f"applicant a INDEXED BY {ordered}"
        return f"applicant a INDEXED BY applicant_by_{'_'.join([*job, *stage]) or 'withdrawn'}"

    def _are_few(self, where: list[str], values: list[str | int], many: int) -> bool:
        """Whether so few rows fit all but the words that asking each for its words is quicker than looking through those."""
        if len(where) <= 1 + bool(self._view.job):
            return False
        limit = min(FEW, many)
        inner = f"SELECT 1 FROM applicant a WHERE {' AND '.join(where)}"  # noqa: S608 - values are bound
        return count(self._connection, inner, tuple(values), limit) <= limit
