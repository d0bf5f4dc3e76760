"""The chain over the access log: each row is sealed with its own hash and the seal before it, behind the writers (PRV-17)."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Connection, RowMapping, bindparam, select, text, update

from izanau_protocol import ambient
from izanau_site.store.schema import access

SETTLED_SECONDS: Final = 120
"""A row that was this old when the oldest transaction which still writes began stands in its place: none can come before it
any more, since a number is taken within seconds of the time that stands beside it."""
_ROWS: Final = 2000
_LATER: Final = ("head",)
"""Columns that came later: sealed only where they say something, so that the seals of before still fit."""
_OLDEST: Final = text(
    "SELECT min(xact_start) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_xid IS NOT NULL"
)


class Sealed(NamedTuple):
    """How many rows were sealed at once, and the number of the last of them."""

    rows: int
    last: int


def seal(connection: Connection, since: int = 0) -> Sealed:
    """Seal the next rows that have settled. One sealer at a time: the newest seal is locked. `since`: the row that was sealed
    last, which else is looked for among all that are not sealed yet.

    What settled is asked before the rows are read: whoever ends between the two is among them.
    """
    settled = _settled(connection)
    newest_seal = _sealed().where(access.c.number == since) if since else _sealed().order_by(access.c.number.desc())
    last = connection.execute(newest_seal.limit(1).with_for_update()).mappings().first()
    before, end = (str(last["seal"]), int(last["number"])) if last else ("", 0)
    rows = connection.execute(select(access).where(access.c.number > end).order_by(access.c.number).limit(_ROWS))
    fresh = []
    for row in itertools.takewhile(lambda one: one["at"] < settled, rows.mappings().all()):
        before = seal_of(row, before)
        fresh.append({"which": row["number"], "sealed": before})
        end = int(row["number"])
    if fresh:
        each = update(access).where(access.c.number == bindparam("which")).values(seal=bindparam("sealed"))
        connection.execute(each, fresh)
    return Sealed(len(fresh), end)


def newest(connection: Connection) -> tuple[int, str]:
    """The number and the seal of the row that was sealed last; 0 and nothing before the first."""
    row = connection.execute(_sealed().order_by(access.c.number.desc()).limit(1)).one_or_none()
    return (int(row.number), str(row.seal)) if row else (0, "")


def reaches(connection: Connection, end: tuple[int, str]) -> bool:
    """Whether the chain holds what was its end once, as it was noted outside of this database."""
    number, held = end
    query = select(access.c.seal).where(access.c.number == number)
    return not number or connection.execute(query).scalar_one_or_none() == held


def broken(connection: Connection) -> list[int]:
    """The numbers of rows whose seal does not fit, changed or with a row gone or put in before them, and of those below the
    newest seal that have none.

    The site writes none of the latter: on SQLite numbers come in the order of the commits, and on PostgreSQL, which gives
    them earlier and leaves gaps where a transaction is rolled back, `seal` passes none that is still to be filled. So such
    a row was put in behind the site. One above the newest seal cannot be told from the site's own.
    """
    wrong, before = [], ""
    end, _seal = newest(connection)
    for row in connection.execute(select(access).where(access.c.number <= end).order_by(access.c.number)).mappings():
        if row["seal"] != seal_of(row, before):
            wrong.append(int(row["number"]))
        before = str(row["seal"]) or before
    return wrong


def seal_of(row: RowMapping | Mapping[str, Any], before: str) -> str:
    """The seal of a row after another."""
    content = {name: value for name, value in row.items() if name != "seal" and (value or name not in _LATER)}
    return hashlib.sha256(msgspec.json.encode([before, content], order="sorted")).hexdigest()


def _settled(connection: Connection) -> str:
    """Rows from before this moment stand in their places."""
    oldest = connection.execute(_OLDEST).scalar_one() if connection.dialect.name == "postgresql" else None
    moment = min(ambient.now(), oldest or ambient.now())
    return ambient.spelled(moment - timedelta(seconds=SETTLED_SECONDS))


def _sealed() -> Any:
    return select(access).where(access.c.seal != "")
