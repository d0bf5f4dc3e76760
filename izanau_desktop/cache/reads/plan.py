"""How a view of the applicants is looked up: the statement that walks it in its order, from any key and either way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import msgspec

Key = tuple[str | int, int]
"""Where a row stands in an order: its value, and its number."""
_SHORT: Final = 3
"""Letters of the beginnings of words that the index keeps lists of (`prefix` in the schema)."""
_BEGINNING: Final = re.compile(r'"([^"]*)" \*')


class Plan(msgspec.Struct):
    """How a view is looked up: tables, conditions, and the columns of its order."""

    source: str
    where: list[str]
    values: list[str | int]
    column: str
    down: bool
    counted: str = ""
    """The tables that are enough to count, where the table of applicants is not needed for it."""

    is_asking: bool = False
    """Whether each row is asked for its words."""

    @property
    def _is_of_words(self) -> bool:
        """Whether it walks the index of words."""
        return self.source.startswith("search_applicant")

    @property
    def counting(self) -> str:
        """The tables over which rows are counted."""
        return self.counted or self.source

    def select(self, columns: str, tail: str = "", *, down: bool | None = None, source: str = "") -> str:
        """A statement over it, or over other tables, in its order."""
        order = self.order(down=self.down if down is None else down)
        where = " AND ".join(self.where) or "1"
        return f"SELECT {columns} FROM {source or self.source} WHERE {where} ORDER BY {order}{tail}"  # noqa: S608 - every value is bound

    def order(self, *, down: bool) -> str:
        """Its columns in order; a number alone, which is the moment of the application, needs no other."""
        way = "DESC" if down else "ASC"
        return f"{self.column} {way}" + ("" if self.column in ("a.number", "w.rowid") else f", a.number {way}")

    def beyond(self, key: Key, *, down: bool, itself: bool = False) -> tuple[str, list[str | int]]:
        """The condition that a row stands behind a key, or at it, when one walks that way."""
        sign = ("<" if down else ">") + ("=" if itself else "")
        if self.column in ("a.number", "w.rowid"):
            return f"{self.column} {sign} ?", [key[1]]
        return f"({self.column}, a.number) {sign} (?, ?)", list(key)

    def of(self, applications: Sequence[str]) -> tuple[str, tuple[str | int, ...]]:
        """Its conditions for these alone, with all values.

        By words it asks the index for the number of each: else each row that has them is read. Of several by long beginnings
        it looks through the numbers that have them, since those are put together anew for each that it asks for.
        """
        one_of, values = f"({','.join('?' * len(applications))})", [*self.values, *applications]
        where = [*self.where, f"a.id IN {one_of}"]
        if self._is_of_words:
            number = "+w.rowid" if len(applications) > 1 and is_slow(str(self.values[0])) else "w.rowid"
            where.append(f"{number} IN (SELECT number FROM applicant WHERE id IN {one_of})")  # noqa: S608 - every value is bound
            values += applications
        return " AND ".join(where), tuple(values)


def is_slow(match: str) -> bool:
    """Whether to ask a single row for its words takes long: beginnings of words longer than those that the index keeps lists of
    are put together anew each time."""
    return any(len(found[1].rpartition(" ")[2]) > _SHORT for found in _BEGINNING.finditer(match))
